//! A link must say where it leads: words, not nothing and not the bare address (EN 301 549, 10.2.4.4; WCAG 2.1, 2.4.4).

use crate::diagnostic::{Findings, Problem};
use crate::document::tree::{Document, InlineKind, plain};

pub(super) fn check(document: &Document, findings: &mut Findings) {
    document.inlines(&mut |inline| {
        let InlineKind::Link { to, text } = &inline.kind else { return };
        let words = plain(text);
        if words.trim().is_empty() || words.trim() == to {
            findings.add(inline.span, Problem::LinkWithoutWords { to: to.clone() });
        }
    });
}
