//! How wide things are: one measure for PDF and Word, from the glyph widths of the shipped faces, which have the metrics of
//! those that Word names.
//!
//! In: a table of the tree and the look of its office. Out: the widths of its columns, how much smaller it is set, whether it
//! needs a page on its side, and where it is cut into several.

mod columns;
mod glyphs;

use crate::document::tree::{Block, BlockKind, ParagraphRole};
use crate::project::look::Look;

pub use columns::{Piece, Setting, table, uncut};
pub use glyphs::{FACES, Type, lines, width};

/// Thousandths of a point.
pub type Length = u64;

/// A point.
pub const POINT: Length = 1000;

/// The blocks of a part that stand on pages on their side, though the part does not: from which to which table. The headings
/// right before a table go with it, and a paragraph between them that leads to it.
pub fn turned(blocks: &[Block], look: &Look, lying: bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if let BlockKind::Table(of) = &block.kind
            && table(of, look, lying).turned
        {
            found.push((turned_from(blocks, at), at));
        }
    }
    found
}

fn turned_from(blocks: &[Block], table: usize) -> usize {
    let is_heading = |at: usize| matches!(blocks[at].kind, BlockKind::Heading { .. });
    let is_lead =
        |at: usize| matches!(blocks[at].kind, BlockKind::Paragraph { role: ParagraphRole::Body, .. });
    let mut from = table;
    if from > 1 && is_lead(from - 1) && is_heading(from - 2) {
        from -= 1;
    }
    while from > 0 && is_heading(from - 1) {
        from -= 1;
    }
    from
}

/// Tenths of a millimetre as a length.
pub fn tenths_of_millimetre(tenths: u64) -> Length {
    tenths * 72 * POINT / 254
}
