//! Sheets, evaluated: every cell an exact figure that knows its inputs.
//!
//! A cell is entered, or follows from its column's formula (other columns of the same row), from its row's formula
//! (other rows of the same post), from the posts that its post sums, or from a formula of its own over cells of any sheet.
//! A column's formula goes first: a deviation or a share of a sum is computed from the sums.

mod agree;
mod change;
mod contract;
mod direction;
mod entered;
mod evaluate;
mod formula;
mod known;
mod names;
mod nature;
mod period;
mod prepare;
mod spreadsheet;
mod terms;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::diagnostic::nearest;
use crate::figures::figure::{CellRef, Figure};
use crate::figures::money::{Fraction, Rounding};
use crate::project::content::{Ledger, LedgerTable, Period, RowKind};
use crate::project::source::Spanned;

pub use direction::Signed;
pub use evaluate::evaluate;
pub use nature::Nature;

/// All sheets of a project.
#[derive(Clone, Debug, Default)]
pub struct Book {
    sheets: Vec<Sheet>,
    whole: bool,
}

/// One sheet, evaluated.
#[derive(Clone, Debug)]
pub struct Sheet {
    ledger: Ledger,
    cells: BTreeMap<CellRef, Figure>,
    failed: BTreeSet<CellRef>,
    absent: BTreeSet<CellRef>,
    rows: IndexMap<String, Vec<SheetRow>>,
    terms: contract::Terms,
}

/// A row of a post.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetRow {
    /// Its key; none where the post has no rows.
    pub key: Option<String>,
    /// Its label.
    pub name: Spanned<String>,
    /// Cost or revenue, where it is one.
    pub kind: Option<RowKind>,
    /// The heading that it and the rows after it stand under.
    pub heading: Option<Spanned<String>>,
    /// It follows from other rows of the post.
    pub result: bool,
    formula: Option<formula::Formula>,
}

/// Why a reference has no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoFigure {
    /// The cell is said to have no value.
    Nothing,
    /// There is or may be such a cell, and what is wrong with it or its sheet has been told.
    Told,
    /// No cell has this reference.
    Unknown {
        /// The nearest that one has.
        nearest: Option<String>,
        /// Those of the same post.
        known: Vec<String>,
    },
}

impl Book {
    /// The figure of a cell by its reference `post.rad.kolumn`.
    pub fn figure(&self, reference: &str) -> Result<&Figure, NoFigure> {
        let found = CellRef::written(reference).find_map(|cell| self.sheet_of(&cell.post)?.cells.get(&cell));
        found.ok_or_else(|| self.no_figure(reference))
    }

    fn no_figure(&self, reference: &str) -> NoFigure {
        let mut absent = self.sheets.iter().flat_map(|sheet| &sheet.absent);
        if absent.any(|cell| cell.to_string() == reference) {
            return NoFigure::Nothing;
        }
        let post = reference.split('.').next().unwrap_or("");
        let failed = |sheet: &Sheet| {
            let rowless = sheet.rows.get(post).is_some_and(Vec::is_empty);
            rowless || sheet.failed.iter().any(|cell| cell.to_string() == reference)
        };
        if !self.whole || self.sheets.iter().any(failed) {
            return NoFigure::Told;
        }
        let all: Vec<(&str, String)> =
            self.cells().map(|(cell, _)| (cell.post.as_str(), cell.to_string())).collect();
        let nearest = nearest(reference, all.iter().map(|(_, cell)| cell.as_str()));
        let known = all.iter().filter(|(of, _)| *of == post).map(|(_, cell)| cell.clone()).collect();
        NoFigure::Unknown { nearest, known }
    }

    /// Every sheet of the project could be read.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Every cell with its figure and the sheet it stands in.
    pub fn every_cell(&self) -> impl Iterator<Item = (&Sheet, &CellRef, &Figure)> {
        self.sheets.iter().flat_map(|sheet| sheet.cells().map(move |(cell, figure)| (sheet, cell, figure)))
    }

    /// The sheets, by the names of their files.
    pub fn sheets(&self) -> impl Iterator<Item = &Sheet> {
        self.sheets.iter()
    }

    /// The sheet that a post stands in.
    pub fn sheet_of(&self, post: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.ledger.posts.contains_key(post))
    }

    /// A table by its name, with the sheet it stands in.
    pub fn table(&self, name: &str) -> Option<(&Sheet, &LedgerTable)> {
        self.sheets.iter().find_map(|sheet| Some((sheet, sheet.ledger.tables.get(name)?)))
    }

    /// Every table, with the sheet it stands in.
    pub fn tables(&self) -> impl Iterator<Item = (&Sheet, &LedgerTable)> {
        self.sheets.iter().flat_map(|sheet| sheet.ledger.tables.values().map(move |table| (sheet, table)))
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

    /// Every post with what it is called.
    pub fn post_names(&self) -> impl Iterator<Item = (&str, Vec<&str>)> {
        self.ledger.posts.iter().map(|(key, post)| {
            let names = std::iter::once(&post.name).chain(&post.short).map(|name| name.value.as_str());
            (key.as_str(), names.collect())
        })
    }

    /// Its cells, in the order of their names.
    pub fn cells(&self) -> impl Iterator<Item = (&CellRef, &Figure)> {
        self.cells.iter()
    }

    /// The rows of a post, in the order of its template.
    pub fn rows(&self, post: &str) -> &[SheetRow] {
        self.rows.get(post).map_or(&[], Vec::as_slice)
    }

    /// The heading of a column.
    pub fn column_title(&self, column: &str) -> Option<&str> {
        self.ledger.columns.get(column).map(|column| column.title.value.as_str())
    }

    /// The label of a row of a post.
    pub fn row_name(&self, post: &str, row: Option<&str>) -> Option<&str> {
        self.row(post, row).map(|row| row.name.value.as_str())
    }

    /// Whether a row of a post counts costs, by the kind its template gives it.
    pub fn is_cost(&self, post: &str, row: Option<&str>) -> bool {
        self.row(post, row).is_some_and(|row| row.kind == Some(RowKind::Cost))
    }

    /// Whether a column tells the difference between two others, so that its sign has a meaning.
    pub fn is_deviation(&self, column: &str) -> bool {
        let formula = self.ledger.columns.get(column).and_then(|column| column.formula.as_ref());
        formula
            .and_then(|written| formula::parse(&written.value).ok())
            .is_some_and(|parsed| parsed.is_difference())
    }

    fn row(&self, post: &str, row: Option<&str>) -> Option<&SheetRow> {
        self.rows(post).iter().find(|known| known.key.as_deref() == row)
    }

    /// The words, or the date, in a cell that holds no figure.
    pub fn said(&self, post: &str, row: Option<&str>, column: &str) -> Option<&Spanned<String>> {
        self.ledger.posts.get(post)?.cells.get(row.unwrap_or(""))?.said.get(column)
    }

    /// The figure of a cell.
    pub fn cell(&self, post: &str, row: Option<&str>, column: &str) -> Option<&Figure> {
        let cell = CellRef { post: post.to_owned(), row: row.map(str::to_owned), column: column.to_owned() };
        self.cells.get(&cell)
    }

    /// Whether a cell is said to have no value, or follows from such cells alone.
    pub fn is_absent(&self, post: &str, row: Option<&str>, column: &str) -> bool {
        let cell = CellRef { post: post.to_owned(), row: row.map(str::to_owned), column: column.to_owned() };
        self.absent.contains(&cell)
    }

    /// The part of a year's amount of a post that falls on a period, by the post's period key.
    pub fn part_of_year(&self, post: &str, period: &Period) -> Fraction {
        period::part(&self.ledger, post, (period.first, period.last))
    }

    /// How a column is printed.
    pub fn rounding(&self, column: &str) -> Option<Rounding> {
        self.ledger.columns.get(column).map(|found| self.ledger.rounding(found))
    }

    /// The posts that a post adds up, taken apart until each is one that `shown` knows or that sums nothing. Each is
    /// taken apart once, so that sums that lead back to themselves come to an end.
    pub fn addends<'a>(&'a self, post: &str, shown: &dyn Fn(&str) -> bool) -> Vec<&'a str> {
        let parts = |post: &str| {
            let sum = self.ledger.posts.get(post).and_then(|found| found.sum.as_ref());
            sum.map_or(&[][..], |sum| sum.value.as_slice()).iter().rev().map(|part| part.value.as_str())
        };
        let (mut addends, mut apart) = (Vec::new(), BTreeSet::new());
        let mut waiting: Vec<&str> = parts(post).collect();
        while let Some(part) = waiting.pop() {
            let deeper = parts(part);
            if shown(part) || deeper.len() == 0 {
                addends.push(part);
            } else if apart.insert(part) {
                waiting.extend(deeper);
            }
        }
        addends
    }

    /// Whether the printed digits of a row give the printed digits of the column that adds and takes them from one another,
    /// as far as all its columns are `shown` and printed alike.
    pub fn column_foots(
        &self,
        post: &str,
        row: &SheetRow,
        column: &str,
        shown: &dyn Fn(&str) -> bool,
    ) -> bool {
        let key = row.key.as_deref();
        let Some(own) = self.cell(post, key, column) else { return true };
        let written = self.ledger.columns.get(column).and_then(|column| column.formula.as_ref());
        let Some(formula) = written.and_then(|written| formula::parse(&written.value).ok()) else {
            return true;
        };
        let mut names = Vec::new();
        if !direction::linear(&formula, false, &mut names) || names.iter().any(|(_, name)| !shown(name)) {
            return true;
        }
        let steps = names.into_iter().map(|(minus, name)| {
            let figure = self.cell(post, key, name)?.rounded();
            let alike = figure.rounding() == own.rounded().rounding();
            alike.then(|| if minus { -figure.steps() } else { figure.steps() })
        });
        let sum: Option<i128> = steps.sum();
        sum.is_none_or(|sum| sum == own.rounded().steps())
    }

    /// Whether the printed digits of the rows of a post give the printed digits of the row that follows from them.
    pub fn row_foots(&self, post: &str, row: &SheetRow, column: &str) -> bool {
        let Some(formula) = &row.formula else { return true };
        let Some(own) = self.cell(post, row.key.as_deref(), column) else { return true };
        let mut printed = |name: &str| {
            if self.is_absent(post, Some(name), column) {
                return Some(formula::Term::Nothing);
            }
            let steps = self.cell(post, Some(name), column)?.rounded().steps();
            Fraction::new(steps, 1).map(formula::Term::Pure)
        };
        let value = formula.value(&mut printed).ok().and_then(formula::Term::amount);
        value.is_none_or(|value| Fraction::new(own.rounded().steps(), 1) == Some(value.fraction()))
    }
}
