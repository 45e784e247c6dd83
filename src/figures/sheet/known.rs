//! How well a figure is known: what is written, to its last digit; what is taken from a ledger, exactly; what is computed, as
//! well as what it is computed from.

use std::collections::BTreeMap;

use super::formula::{Formula, Operator};
use super::nature::MAX_DEPTH;
use super::terms::Scope;
use super::{Book, Sheet};
use crate::figures::figure::CellRef;
use crate::figures::money::{Amount, Fraction, Interval};
use crate::project::content::{Entry, LedgerColumn};

/// What is known of the cells looked at so far.
pub(super) type Seen = BTreeMap<CellRef, Interval>;

impl Book {
    /// The interval of a cell; nothing where it has no figure.
    pub(super) fn known(&self, cell: &CellRef, seen: &mut Seen, depth: usize) -> Option<Interval> {
        if let Some(found) = seen.get(cell) {
            return Some(*found);
        }
        let sheet = self.sheet_of(&cell.post)?;
        let amount = sheet.cell(&cell.post, cell.row.as_deref(), &cell.column)?.rounded().exact();
        seen.insert(cell.clone(), Interval::exact(amount));
        let found = self.looked_at(sheet, cell, amount, seen, depth).unwrap_or(Interval::exact(amount));
        seen.insert(cell.clone(), found);
        Some(found)
    }

    /// The interval of an expression over cells of any sheet.
    pub(super) fn known_of(&self, formula: &Formula, seen: &mut Seen) -> Option<Interval> {
        let sheet = self.sheets.first()?;
        let cell = CellRef::expression("");
        self.of(sheet, &cell, formula, Scope::Book, seen, 0)
    }

    fn looked_at(
        &self,
        sheet: &Sheet,
        cell: &CellRef,
        amount: Amount,
        seen: &mut Seen,
        depth: usize,
    ) -> Option<Interval> {
        if depth >= MAX_DEPTH {
            return None;
        }
        if let Some((formula, scope)) = sheet.formula_of(cell) {
            return Some(self.of(sheet, cell, &formula, scope, seen, depth)?.at(amount));
        }
        let post = sheet.ledger.posts.get(&cell.post)?;
        if let Some(sum) = &post.sum {
            let parts = sum.value.iter().filter_map(|part| {
                let cell = CellRef { post: part.value.clone(), ..cell.clone() };
                self.known(&cell, seen, depth + 1)
            });
            let parts: Vec<Interval> = parts.collect();
            let added = parts.into_iter().try_fold(Interval::nothing(amount), Interval::plus);
            return Some(added.ok()?.at(amount));
        }
        let row = post.cells.get(cell.row.as_deref().unwrap_or(""))?;
        let Entry::Written(written) = &row.figures.get(&cell.column)?.entry else { return None };
        let column: &LedgerColumn = sheet.ledger.columns.get(&cell.column)?;
        let scale = column.scale.unwrap_or(sheet.ledger.scale);
        Some(Interval::written(amount, &written.value, scale, sheet.rounding(&cell.column)))
    }

    /// The interval of a formula; nothing where it does more than add, and take by numbers: then it is held to be exact.
    fn of(
        &self,
        sheet: &Sheet,
        cell: &CellRef,
        formula: &Formula,
        scope: Scope,
        seen: &mut Seen,
        depth: usize,
    ) -> Option<Interval> {
        match formula {
            Formula::Binary(Operator::Plus | Operator::Minus, left, right) => {
                let left = self.of(sheet, cell, left, scope, seen, depth);
                let right = self.of(sheet, cell, right, scope, seen, depth);
                match (left, right) {
                    (Some(left), Some(right)) => left.plus(right).ok(),
                    (one, other) => one.or(other),
                }
            }
            Formula::Binary(Operator::Times, left, right) => match (left.as_ref(), right.as_ref()) {
                (Formula::Number(factor), other) | (other, Formula::Number(factor)) => {
                    self.of(sheet, cell, other, scope, seen, depth)?.times(*factor).ok()
                }
                _ => None,
            },
            Formula::Binary(Operator::Divide, left, right) => match right.as_ref() {
                Formula::Number(divisor) => {
                    let left = self.of(sheet, cell, left, scope, seen, depth)?;
                    let one = Amount::share(Fraction::new(1, 1)?);
                    left.times(one.over(Amount::share(*divisor)).ok()?).ok()
                }
                Formula::Binary(..) | Formula::Name(_) => None,
            },
            Formula::Name(name) => self.known(&self.named(sheet, cell, name, scope)?, seen, depth + 1),
            Formula::Number(_) => None,
        }
    }
}
