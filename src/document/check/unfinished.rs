//! What `tertial new` left for the clerk to write.

use std::collections::BTreeSet;

use crate::diagnostic::{Findings, Problem};
use crate::document::tree::{Document, InlineKind};
use crate::project::source::Sources;

/// What marks a place that is to be filled in.
const MARK: &str = "FYLL I";

/// Reports every place that is still to be filled in, once however often it is printed.
pub(super) fn check(document: &Document, sources: &Sources, findings: &mut Findings) {
    let mut told = BTreeSet::new();
    document.inlines(&mut |inline| {
        let InlineKind::Text(text) = &inline.kind else { return };
        if !text.contains(MARK) {
            return;
        }
        let written = sources.slice(inline.span).find(MARK);
        let at = written.map_or(inline.span, |at| inline.span.part(at, MARK.len()));
        if told.insert(at) {
            findings.add(at, Problem::Unfinished { mark: MARK });
        }
    });
}
