//! Characters that nobody sees and that an archive cannot keep: controls, invisible marks, private use (ISO 19005-2,
//! 6.2.11.7 asks every character to have a meaning that Unicode gives).

use crate::diagnostic::{Findings, Problem, is_invisible};
use crate::document::{Document, InlineKind};

pub(super) fn check(document: &Document, findings: &mut Findings) {
    document.inlines(&mut |inline| {
        let (InlineKind::Text(text) | InlineKind::Stated { text, .. }) = &inline.kind else { return };
        if let Some(found) = text.chars().find(|c| is_unprintable(*c)) {
            findings.add(inline.span, Problem::ControlCharacter { code: u32::from(found) });
        }
    });
}

fn is_unprintable(c: char) -> bool {
    let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    private || (is_invisible(c) && c != '\n')
}
