//! A sheet made ready to be computed: the rows of its posts, its formulas read, its names known.

use indexmap::IndexMap;

use super::contract::{self, Terms};
use super::formula::{self, Formula};
use super::{SheetRow, names};
use crate::diagnostic::{Findings, NameOf, Problem};
use crate::figures::figure::CellRef;
use crate::project::content::{Holds, Ledger, LedgerRow, Post, unknown};
use crate::project::source::{Span, Spanned};

/// A sheet whose cells can be computed.
pub(super) struct Prepared<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) rows: IndexMap<String, Vec<SheetRow>>,
    /// The formulas of its columns; nothing for a column without one, or with one that cannot be read.
    pub(super) columns: IndexMap<String, Option<Formula>>,
    pub(super) terms: Terms,
}

impl<'a> Prepared<'a> {
    /// Reads the formulas of a sheet and looks its names up; what is wrong is reported.
    pub(super) fn of(ledger: &'a Ledger, findings: &mut Findings) -> Self {
        let templates: Templates<'_> =
            ledger.templates.iter().map(|(key, rows)| (key.as_str(), template(rows, findings))).collect();
        let posts = ledger.posts.iter();
        let rows = posts.map(|(key, post)| (key.clone(), rows(&templates, post, findings))).collect();
        let columns = ledger.columns.iter();
        let columns =
            columns.map(|(key, column)| (key.clone(), parse(column.formula.as_ref(), findings))).collect();
        names::check_names(ledger, &rows, findings);
        contract::check_dates(ledger, findings);
        let terms = contract::terms(ledger, findings);
        Self { ledger, rows, columns, terms }
    }

    /// The columns that hold figures.
    pub(super) fn figure_columns(&self) -> impl Iterator<Item = &'a String> {
        self.ledger.columns.iter().filter(|(_, column)| column.holds == Holds::Figures).map(|(key, _)| key)
    }

    /// Every row of every post, in order.
    pub(super) fn every_row(&self) -> impl Iterator<Item = (&str, &SheetRow)> {
        self.rows.iter().flat_map(|(post, rows)| rows.iter().map(move |row| (post.as_str(), row)))
    }

    /// The cells of a row of a post.
    pub(super) fn cells_of(&self, post: &str, row: &SheetRow) -> impl Iterator<Item = CellRef> {
        let cell =
            |column: &String| CellRef { post: post.to_owned(), row: row.key.clone(), column: column.clone() };
        self.figure_columns().map(cell)
    }

    /// Every cell that holds a figure.
    pub(super) fn cells(&self) -> impl Iterator<Item = CellRef> {
        self.every_row().flat_map(|(post, row)| self.cells_of(post, row))
    }

    /// Where the formula of a row stands.
    pub(super) fn row_formula(&self, post: &Post, key: &str) -> Option<Span> {
        let template = match &post.template {
            Some(name) => self.ledger.templates.get(&name.value),
            None => self.ledger.templates.values().next(),
        };
        template?.get(key)?.formula.as_ref().map(|formula| formula.span)
    }

    /// Where a cell's formula or post stands.
    pub(super) fn place(&self, cell: &CellRef) -> Span {
        let column = self.ledger.columns.get(&cell.column).and_then(|column| column.formula.as_ref());
        let post = self.ledger.posts.get(&cell.post);
        let row = post.zip(cell.row.as_deref()).and_then(|(post, row)| self.row_formula(post, row));
        let follows = || {
            post.and_then(|post| post.follows(cell.row.as_deref(), &cell.column)).map(|written| written.span)
        };
        let own = || post.map(|post| post.sum.as_ref().map_or(post.span, |sum| sum.span));
        column
            .map(|formula| formula.span)
            .or(row)
            .or_else(follows)
            .or_else(own)
            .unwrap_or_else(|| Span::new(self.ledger.file, 0..0))
    }
}

/// The rows of each template, under the names that the template gives them.
type Templates<'a> = IndexMap<&'a str, Vec<SheetRow>>;

fn template(rows: &IndexMap<String, LedgerRow>, findings: &mut Findings) -> Vec<SheetRow> {
    let row = |(key, row): (&String, &LedgerRow)| SheetRow {
        key: Some(key.clone()),
        name: row.name.clone(),
        kind: row.kind,
        heading: row.heading.clone(),
        result: row.formula.is_some(),
        formula: parse(row.formula.as_ref(), findings),
    };
    rows.iter().map(row).collect()
}

/// The rows of a post: those of its template, none where it names one that is not there, or a single one without a key
/// where the sheet has no templates.
fn rows(templates: &Templates<'_>, post: &Post, findings: &mut Findings) -> Vec<SheetRow> {
    let template = match &post.template {
        None => templates.first().map(|(_, rows)| rows),
        Some(name) => {
            let Some(rows) = templates.get(name.value.as_str()) else {
                unknown(NameOf::Template, name, templates.keys().copied(), findings);
                return Vec::new();
            };
            Some(rows)
        }
    };
    let Some(template) = template else {
        let name = post.name.clone();
        return vec![SheetRow {
            key: None,
            name,
            kind: None,
            heading: None,
            result: post.sum.is_some(),
            formula: None,
        }];
    };
    let named = |row: &SheetRow| {
        let own = row.key.as_ref().and_then(|key| post.row_names.get(key));
        SheetRow { name: own.unwrap_or(&row.name).clone(), ..row.clone() }
    };
    template.iter().map(named).collect()
}

pub(super) fn parse(written: Option<&Spanned<String>>, findings: &mut Findings) -> Option<Formula> {
    let written = written?;
    if written.value.len() > formula::MAX_LENGTH {
        findings.add(written.span, Problem::FormulaTooLong { limit: formula::MAX_LENGTH });
        return None;
    }
    match formula::parse(&written.value) {
        Ok(formula) => Some(formula),
        Err(near) => {
            findings.add(written.span, Problem::FormulaSyntax { near });
            None
        }
    }
}
