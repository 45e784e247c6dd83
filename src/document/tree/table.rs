//! Tables: rectangular by construction, with rows that mean something.

use crate::document::tree::{Inline, plain};
use crate::figures::figure::Figure;
use crate::project::source::Span;

/// A table of a label column and one or more columns of cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    description: String,
    corner: String,
    columns: Vec<Column>,
    groups: Vec<RowGroup>,
    rounding_note: bool,
}

/// A column of cells; the label column before them has no title.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its heading.
    pub title: Vec<Inline>,
}

/// Rows that belong together and are kept on one page.
#[derive(Clone, Debug, PartialEq)]
pub struct RowGroup {
    /// What they are rows of, where that has a line of its own: a verksamhet.
    pub label: Option<Vec<Inline>>,
    /// The rows; never none.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Where it was written.
    pub span: Span,
    /// What it means.
    pub role: Role,
    /// How deep it lies under the row that sums it: 0, 1 …
    pub depth: u8,
    /// Its label, the head of the row.
    pub label: Vec<Inline>,
    /// A cell for every column.
    pub cells: Vec<Cell>,
}

/// What a row means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An ordinary row.
    Line,
    /// The result of the rows of its own group, such as Netto, or the sum of the rows under it.
    Subtotal,
    /// The result of the table.
    Total,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Where its content comes from.
    pub span: Span,
    /// What stands in it.
    pub content: CellContent,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum CellContent {
    /// The cell has no meaning, and is blank.
    Empty,
    /// A number.
    Figure(Figure),
    /// There is no such figure, which is not zero: printed as [`NOTHING`].
    Nothing,
    /// Words.
    Text(Vec<Inline>),
}

/// What a cell without a value shows; Swedish tables have a dash for it.
pub const NOTHING: &str = "–";

/// A row that has not a cell for every column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ragged {
    /// The row.
    pub at: Span,
    /// How many cells it has.
    pub found: usize,
    /// How many columns there are.
    pub expected: usize,
}

impl Table {
    /// A table whose rows all have a cell for every column. `description` is read aloud to who cannot see it; `corner`
    /// is the head of the label column, and says what the figures count.
    pub fn new(
        description: String,
        corner: String,
        columns: Vec<Column>,
        groups: Vec<RowGroup>,
        rounding_note: bool,
    ) -> Result<Self, Ragged> {
        let expected = columns.len();
        for row in groups.iter().flat_map(|group| &group.rows) {
            if row.cells.len() != expected {
                return Err(Ragged { at: row.span, found: row.cells.len(), expected });
            }
        }
        let groups = groups.into_iter().filter(|group| !group.rows.is_empty()).collect();
        Ok(Self { description, corner, columns, groups, rounding_note })
    }

    /// The table as it stands under a heading: one that is the name of all there is in it is not said again.
    pub fn under(mut self, heading: &str) -> Self {
        if let [group] = self.groups.as_mut_slice()
            && group.label.as_deref().is_some_and(|label| plain(label) == heading)
        {
            group.label = None;
        }
        self
    }

    /// What the table shows, for screen readers.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The head of the label column: what the figures count, `mnkr`.
    pub fn corner(&self) -> &str {
        &self.corner
    }

    /// The columns after the label column.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The rows, in groups that stay together.
    pub fn groups(&self) -> &[RowGroup] {
        &self.groups
    }

    /// Whether a column has words rather than figures, by its number from 0.
    pub fn has_words(&self, column: usize) -> bool {
        self.rows().any(|row| matches!(row.cells[column].content, CellContent::Text(_)))
    }

    /// All rows in order.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.groups.iter().flat_map(|group| &group.rows)
    }

    /// The sentence printed under the table when printed rows do not add up to a printed total.
    pub fn note(&self) -> Option<&'static str> {
        self.rounding_note.then_some("Beloppen i tabellen är avrundade och summerar därför inte exakt.")
    }
}
