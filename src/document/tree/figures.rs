//! The figures that a block prints.

use super::{Block, BlockKind, CellContent, Inline, InlineKind, Table, walk_inlines};
use crate::figures::figure::Figure;
use crate::project::source::Span;

/// A figure where the document prints it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown<'a> {
    /// The figure, with the rounding and sign of this place.
    pub figure: &'a Figure,
    /// What it stands in.
    pub within: Within,
    /// The reference that a person wrote here, or the line that asks for the table.
    pub at: Span,
}

/// What a printed figure stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// A cell of a table.
    Table,
    /// Running text.
    Text,
}

impl Block {
    /// Every figure that the block prints, in reading order.
    pub fn figures(&self) -> Vec<Shown<'_>> {
        let mut list = Vec::new();
        self.collect(&mut list);
        list
    }

    fn collect<'a>(&'a self, list: &mut Vec<Shown<'a>>) {
        match &self.kind {
            BlockKind::Contents { .. } | BlockKind::PageBreak | BlockKind::Signature(_) => {}
            BlockKind::Heading { text, .. } | BlockKind::Paragraph { text, .. } => in_text(text, list),
            BlockKind::List { items, .. } => items.iter().flatten().for_each(|block| block.collect(list)),
            BlockKind::Image(image) => in_text(&image.caption, list),
            BlockKind::Chart(chart) => {
                in_text(chart.caption(), list);
                self.in_table(chart.table(), list);
            }
            BlockKind::Table(table) => self.in_table(table, list),
        }
    }

    fn in_table<'a>(&'a self, table: &'a Table, list: &mut Vec<Shown<'a>>) {
        table.columns().iter().for_each(|column| in_text(&column.title, list));
        for group in table.groups() {
            group.label.iter().for_each(|label| in_text(label, list));
            for row in &group.rows {
                in_text(&row.label, list);
                for cell in &row.cells {
                    match &cell.content {
                        CellContent::Empty | CellContent::Nothing => {}
                        CellContent::Figure(figure) => {
                            list.push(Shown { figure, within: Within::Table, at: self.span });
                        }
                        CellContent::Text(text) => in_text(text, list),
                    }
                }
            }
        }
    }
}

fn in_text<'a>(text: &'a [Inline], list: &mut Vec<Shown<'a>>) {
    walk_inlines(text, &mut |inline| {
        if let InlineKind::Figure(figure) = &inline.kind {
            list.push(Shown { figure, within: Within::Text, at: inline.span });
        }
    });
}
