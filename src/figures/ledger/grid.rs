//! Rows of cells, as a table in an export has them.

use crate::project::source::Span;

/// A table of an export.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// Its rows that have cells, from the top.
    pub rows: Vec<GridRow>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct GridRow {
    /// Where it stands.
    pub at: Span,
    /// Its cells from the left, empty ones among them.
    pub cells: Vec<Cell>,
    /// Nobody sees it in the program that made it.
    pub hidden: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// What a spreadsheet shows for a formula that has no value: `#REF!`.
    Error(String),
    /// A number, plain: `-1234.5`.
    Number(String),
    /// A number that is shown with a percent sign, plain and in hundredths: `6.25`.
    Percent(String),
    /// A number that is shown in thousands of what it is, plain and as it is.
    Scaled(String),
    /// Text, perhaps a number written as text.
    Text(String),
}

impl Cell {
    /// What it shows, on one line.
    pub fn text(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Error(text)
            | Self::Number(text)
            | Self::Percent(text)
            | Self::Scaled(text)
            | Self::Text(text) => text,
        }
    }
}
