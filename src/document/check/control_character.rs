//! Characters that nobody sees and that an archive cannot keep: controls, invisible marks, private use (ISO 19005-2,
//! 6.2.11.7 asks every character to have a meaning that Unicode gives).

use crate::diagnostic::{Findings, Problem, is_invisible};
use crate::document::tree::{Document, InlineKind};
use crate::project::source::Sources;

pub(super) fn check(document: &Document, sources: &Sources, findings: &mut Findings) {
    document.inlines(&mut |inline| {
        let (InlineKind::Text(text) | InlineKind::Stated { text, .. }) = &inline.kind else { return };
        if let Some(found) = text.chars().find(|c| is_unprintable(*c)) {
            let written = sources.slice(inline.span).find(found);
            let at = written.map_or(inline.span, |at| inline.span.part(at, found.len_utf8()));
            findings.add(at, Problem::ControlCharacter { code: u32::from(found) });
        }
    });
}

fn is_unprintable(c: char) -> bool {
    let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    // Soft hyphens, fillers and tags, which no mark that turns the direction of writing is.
    let filler = matches!(c, '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{3164}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    private || filler || (is_invisible(c) && c != '\n')
}
