//! A heading with nothing under it: a reader, and a screen reader, is led to nothing.

use crate::diagnostic::{Findings, Problem};
use crate::document::tree::{BlockKind, Document, plain};

pub(super) fn check(document: &Document, findings: &mut Findings) {
    for part in &document.parts {
        for (at, block) in part.blocks.iter().enumerate() {
            let BlockKind::Heading { level, text } = &block.kind else { continue };
            let empty = match part.blocks.get(at + 1).map(|next| &next.kind) {
                None => true,
                Some(BlockKind::Heading { level: next, .. }) => next <= level,
                Some(
                    BlockKind::Chart(_)
                    | BlockKind::Contents { .. }
                    | BlockKind::Image(_)
                    | BlockKind::List { .. }
                    | BlockKind::PageBreak
                    | BlockKind::Paragraph { .. }
                    | BlockKind::Signature(_)
                    | BlockKind::Table(_),
                ) => false,
            };
            if empty {
                findings.add(block.span, Problem::EmptySection { heading: plain(text) });
            }
        }
    }
}
