//! Formulas of cells, and the cells that the names in them lead to.

use std::collections::BTreeMap;

use super::evaluate::{Evaluator, Known};
use super::formula::{Formula, NoValue, Term};
use super::period;
use super::prepare::Prepared;
use crate::diagnostic::{NameOf, Problem, nearest};
use crate::figures::figure::{CellRef, Origin};
use crate::figures::money::Amount;
use crate::project::content::unknown;
use crate::project::source::{Span, Spanned};

/// What the names in a formula stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Cells of any sheet, by post, row and column.
    Book,
    /// Other columns of the cell's row.
    Columns,
    /// Other rows of the cell's post.
    Rows,
}

/// What [`Evaluator::told`] knows a name in a formula by.
pub(super) const UNKNOWN_TERM: &str = "term";

impl Evaluator<'_> {
    /// The value of a formula whose names stand for cells in `scope`, and which cells went into it.
    pub(super) fn formula(
        &mut self,
        cell: &CellRef,
        formula: &Formula,
        at: Span,
        scope: Scope,
    ) -> Option<Known<(Amount, Origin)>> {
        let mut names = Vec::new();
        formula.names(&mut names);
        let (mut values, mut inputs) = (BTreeMap::new(), Vec::new());
        for name in names {
            let value = match period::months(name, self.period) {
                Some(months) => {
                    let ledger = self.home(&cell.post)?.ledger;
                    Some(Term::Pure(period::part(ledger, &cell.post, months)))
                }
                None => match self.term(cell, name, scope) {
                    Some(input) => {
                        inputs.push(input.clone());
                        self.cell(&input).map(|known| match known {
                            Known::Nothing => Term::Nothing,
                            Known::Value(amount) => Term::Amount(amount),
                        })
                    }
                    None => {
                        self.unknown_term(cell, name, at, scope);
                        None
                    }
                },
            };
            values.insert(name, value);
        }
        // A deviation from what is not there is not there either; in a post, what is not there counts for nothing.
        if scope == Scope::Columns && values.values().any(|value| *value == Some(Term::Nothing)) {
            return Some(Known::Nothing);
        }
        match formula.value(&mut |name| values.get(name).copied().flatten()) {
            Ok(value) => Some(match value.amount() {
                Some(amount) => Known::Value((amount, Origin::Computed { formula: at, inputs })),
                None => Known::Nothing,
            }),
            Err(NoValue::Told) => None,
            Err(NoValue::Arithmetic(error)) => {
                self.arithmetic(cell, error);
                None
            }
        }
    }

    /// The cell that a name in a formula stands for.
    fn term(&self, cell: &CellRef, name: &str, scope: Scope) -> Option<CellRef> {
        let sheet = self.home(&cell.post)?;
        match scope {
            Scope::Book => {
                let post = name.split('.').next().unwrap_or(name);
                let sheet = self.home(post)?;
                let mut cells = sheet.rows[post].iter().flat_map(|row| sheet.cells_of(post, row));
                cells.find(|cell| cell.to_string() == name)
            }
            Scope::Columns => sheet
                .figure_columns()
                .find(|column| *column == name)
                .map(|column| CellRef { column: column.clone(), ..cell.clone() }),
            Scope::Rows => {
                let mut rows = sheet.rows[&cell.post].iter().filter_map(|row| row.key.as_ref());
                rows.find(|row| *row == name).map(|row| CellRef { row: Some(row.clone()), ..cell.clone() })
            }
        }
    }

    /// Reports a name in a formula that nothing has, once for all cells that follow it.
    fn unknown_term(&mut self, cell: &CellRef, name: &str, at: Span, scope: Scope) {
        let Some(sheet) = self.home(&cell.post) else { return };
        if scope == Scope::Book {
            return self.unknown_cell(name, at);
        }
        if !self.told.insert((at, UNKNOWN_TERM)) {
            return;
        }
        let name = Spanned::new(name.to_owned(), at);
        match scope {
            Scope::Rows => {
                let rows = sheet.rows[&cell.post].iter().filter_map(|row| row.key.as_deref());
                unknown(NameOf::FormulaTerm, &name, rows, self.findings);
            }
            Scope::Book | Scope::Columns => {
                let columns = sheet.figure_columns().map(String::as_str);
                unknown(NameOf::FormulaTerm, &name, columns, self.findings);
            }
        }
    }

    /// Reports a reference to a cell that no sheet has, unless it may stand in one that could not be read.
    fn unknown_cell(&mut self, name: &str, at: Span) {
        let post = name.split('.').next().unwrap_or(name);
        if !self.whole || self.home(post).is_some_and(|sheet| sheet.rows[post].is_empty()) {
            return;
        }
        let all: Vec<(CellRef, String)> = self
            .sheets
            .iter()
            .flat_map(Prepared::cells)
            .map(|cell| (cell.clone(), cell.to_string()))
            .collect();
        let nearest = nearest(name, all.iter().map(|(_, text)| text.as_str()));
        let known = all.iter().filter(|(cell, _)| cell.post == post).map(|(_, text)| text.clone()).collect();
        self.findings.add(at, Problem::UnknownCell { reference: name.to_owned(), nearest, known });
    }
}
