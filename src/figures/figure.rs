//! A figure: a number with its cell, its exact value, its rounding and where it came from.

use std::fmt;

use crate::figures::money::{Locale, Rounded};
use crate::project::source::{Places, Span};

/// The address of a cell: post, row and column as the clerk keys them. A post without a row template has no row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// The post, for instance `slk`.
    pub post: String,
    /// The row within it, for instance `netto`.
    pub row: Option<String>,
    /// The column, for instance `prognos`.
    pub column: String,
}

impl CellRef {
    /// The address of what prose computes from cells, `slk.netto.vp - slk.netto.utfall`: it stands in no sheet, and is
    /// addressed by its own words.
    pub fn expression(words: &str) -> Self {
        Self { post: words.to_owned(), row: None, column: String::new() }
    }

    /// The addresses that are written so: one, where no key has a full stop within it.
    pub fn written(words: &str) -> impl Iterator<Item = Self> {
        let dots: Vec<usize> = words.match_indices('.').map(|(at, _)| at).take(MOST_STOPS).collect();
        let at = |post: usize, row: Option<usize>| Self {
            post: words[..post].to_owned(),
            row: row.map(|row| words[post + 1..row].to_owned()),
            column: words[row.unwrap_or(post) + 1..].to_owned(),
        };
        let pairs: Vec<Self> = (0..dots.len())
            .flat_map(|one| {
                let rows = dots[one + 1..].iter().copied().map(Some);
                std::iter::once(None).chain(rows).map(|row| at(dots[one], row)).collect::<Vec<_>>()
            })
            .collect();
        pairs.into_iter()
    }

    /// Whether prose computes it, and no sheet has it.
    pub fn is_expression(&self) -> bool {
        self.column.is_empty()
    }
}

/// More full stops are not looked at in an address, which has two.
const MOST_STOPS: usize = 8;

impl fmt::Display for CellRef {
    /// `slk.netto.prognos`, as a reference in prose is written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.row {
            Some(row) => write!(f, "{}.{}.{}", self.post, row, self.column),
            None if self.column.is_empty() => f.write_str(&self.post),
            None => write!(f, "{}.{}", self.post, self.column),
        }
    }
}

/// Where a figure's value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Computed from other cells.
    Computed {
        /// The formula or the list of posts that says how.
        formula: Span,
        /// The cells that went into it, one step back.
        inputs: Vec<CellRef>,
    },
    /// Entered by a person.
    Entered {
        /// Where it is written.
        at: Span,
    },
    /// Taken from an export of the ledger.
    Taken {
        /// Where the sheet names the export.
        by: Span,
        /// The rows of the export that were added.
        rows: Places,
    },
}

impl Origin {
    /// The cells that went into it, one step back.
    pub fn inputs(&self) -> &[CellRef] {
        match self {
            Self::Computed { inputs, .. } => inputs,
            Self::Entered { .. } | Self::Taken { .. } => &[],
        }
    }

    /// The one place that stands for it.
    pub fn at(&self) -> Span {
        match self {
            Self::Computed { formula, .. } => *formula,
            Self::Entered { at } => *at,
            Self::Taken { by, rows } => rows.at().unwrap_or(*by),
        }
    }
}

/// Whether a negative number shows its minus, or the words around it say the direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Left to the words: "underskott på 0,9 mnkr".
    Said,
    /// U+2212 before a negative number.
    Shown,
}

/// A number that knows its cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    cell: CellRef,
    rounded: Rounded,
    sign: Sign,
    origin: Origin,
}

impl Figure {
    /// Puts a rounded number and its provenance together.
    pub fn new(cell: CellRef, rounded: Rounded, sign: Sign, origin: Origin) -> Self {
        Self { cell, rounded, sign, origin }
    }

    /// The same figure, printed otherwise.
    pub fn printed_as(&self, rounded: Rounded) -> Self {
        Self { rounded, ..self.clone() }
    }

    /// The cell it shows.
    pub fn cell(&self) -> &CellRef {
        &self.cell
    }

    /// The number with its rounding.
    pub fn rounded(&self) -> Rounded {
        self.rounded
    }

    /// Where the value comes from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The place to show when something is wrong with it.
    pub fn at(&self) -> Span {
        self.origin.at()
    }

    /// The digits, in a locale.
    pub fn text(&self, locale: &Locale) -> String {
        let text = self.rounded.text(locale);
        match self.sign {
            Sign::Said => text.trim_start_matches(locale.minus).to_owned(),
            Sign::Shown => text,
        }
    }
}
