//! Sheets, evaluated: every cell an exact figure that knows its inputs.
//!
//! A cell is entered, or follows from its column's formula (other columns of the same row), from its row's formula
//! (other rows of the same post), or from the posts that its post sums. A column's formula goes first: a deviation or
//! a share of a sum is computed from the sums.

mod evaluate;
mod formula;

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::content::{Ledger, LedgerTable};
use crate::diagnostic::nearest;
use crate::figure::{CellRef, Figure};
use crate::money::Rounding;
use crate::source::Spanned;

pub use evaluate::evaluate;

/// All sheets of a project.
#[derive(Clone, Debug, Default)]
pub struct Book {
    sheets: Vec<Sheet>,
}

/// One sheet, evaluated.
#[derive(Clone, Debug)]
pub struct Sheet {
    ledger: Ledger,
    cells: BTreeMap<CellRef, Figure>,
    rows: IndexMap<String, Vec<SheetRow>>,
}

/// A row of a post.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetRow {
    /// Its key; none where the post has no rows.
    pub key: Option<String>,
    /// Its label.
    pub name: Spanned<String>,
    /// It follows from other rows of the post.
    pub result: bool,
    formula: Option<formula::Formula>,
}

impl Book {
    /// The figure of a cell by its reference `post.rad.kolumn`; an error is the nearest reference that exists.
    pub fn figure(&self, reference: &str) -> Result<&Figure, Option<String>> {
        let found = self.cells().find(|(cell, _)| cell.to_string() == reference);
        let names = || self.cells().map(|(cell, _)| cell.to_string()).collect::<Vec<_>>();
        found.map(|(_, figure)| figure).ok_or_else(|| nearest(reference, names().iter().map(String::as_str)))
    }

    /// A table by its name, with the sheet it stands in.
    pub fn table(&self, name: &str) -> Option<(&Sheet, &LedgerTable)> {
        self.sheets.iter().find_map(|sheet| Some((sheet, sheet.ledger.tables.get(name)?)))
    }

    /// The names of all tables.
    pub fn table_names(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().flat_map(|sheet| sheet.ledger.tables.keys().map(String::as_str))
    }

    /// Every cell with its figure.
    pub fn cells(&self) -> impl Iterator<Item = (&CellRef, &Figure)> {
        self.sheets.iter().flat_map(|sheet| &sheet.cells)
    }
}

impl Sheet {
    /// The sheet as the clerk wrote it.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The rows of a post, in the order of its template.
    pub fn rows(&self, post: &str) -> &[SheetRow] {
        self.rows.get(post).map_or(&[], Vec::as_slice)
    }

    /// The figure of a cell.
    pub fn cell(&self, post: &str, row: Option<&str>, column: &str) -> Option<&Figure> {
        let cell = CellRef { post: post.to_owned(), row: row.map(str::to_owned), column: column.to_owned() };
        self.cells.get(&cell)
    }

    /// How a column is printed.
    pub fn rounding(&self, column: &str) -> Option<Rounding> {
        self.ledger.columns.get(column).map(|found| self.ledger.rounding(found))
    }

    /// The posts that a post adds up, taken apart until each is one that `shown` knows or that sums nothing.
    pub fn addends<'a>(&'a self, post: &str, shown: &dyn Fn(&str) -> bool) -> Vec<&'a str> {
        let sum = self.ledger.posts.get(post).and_then(|found| found.sum.as_ref());
        let parts = sum.map_or(&[][..], |sum| sum.value.as_slice());
        let apart = |part: &'a Spanned<String>| {
            let deeper = if shown(&part.value) { Vec::new() } else { self.addends(&part.value, shown) };
            if deeper.is_empty() { vec![part.value.as_str()] } else { deeper }
        };
        parts.iter().flat_map(apart).collect()
    }

    /// Whether the printed digits of the rows of a post give the printed digits of the row that follows from them.
    pub fn row_foots(&self, post: &str, row: &SheetRow, column: &str) -> bool {
        let Some(formula) = &row.formula else { return true };
        let Some(own) = self.cell(post, row.key.as_deref(), column) else { return true };
        let mut printed = |name: &str| {
            let steps = self.cell(post, Some(name), column)?.rounded().steps();
            crate::money::Fraction::new(steps, 1).map(formula::Term::Pure)
        };
        match formula.value(&mut printed) {
            Ok(value) => {
                crate::money::Fraction::new(own.rounded().steps(), 1) == Some(value.amount().fraction())
            }
            Err(_) => true,
        }
    }
}
