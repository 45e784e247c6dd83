//! Characters that nobody sees and that an archive cannot keep: controls, invisible marks, private use (ISO 19005-2,
//! 6.2.11.7 asks every character to have a meaning that Unicode gives).

use crate::diagnostic::{Findings, Problem};
use crate::document::{Document, InlineKind};

pub(super) fn check(document: &Document, findings: &mut Findings) {
    document.inlines(&mut |inline| {
        let (InlineKind::Text(text) | InlineKind::Stated { text, .. }) = &inline.kind else { return };
        if let Some(found) = text.chars().find(|c| is_invisible(*c)) {
            findings.add(inline.span, Problem::ControlCharacter { code: u32::from(found) });
        }
    });
}

fn is_invisible(c: char) -> bool {
    let mark =
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    mark || private || (c.is_control() && c != '\n')
}
