//! What a figure is beside its unit: a share of something, or the difference of two shares, which is told in points.

use std::collections::BTreeMap;

use super::formula::{self, Formula, Operator};
use super::terms::Scope;
use super::{Book, Sheet};
use crate::figures::figure::CellRef;
use crate::figures::money::Unit;

/// What a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// An amount of money, or a count.
    Amount,
    /// A pure number of a formula.
    Number,
    /// The difference of two shares: procentenheter.
    Points,
    /// A share, a ratio, a change in per cent.
    Share,
}

/// Formulas that follow from each other are looked through so far.
pub(super) const MAX_DEPTH: usize = 64;

impl Nature {
    /// What the sum of two figures is, or with `minus` the one without the other.
    #[must_use]
    pub fn joined(self, minus: bool, other: Self) -> Self {
        match (self, other) {
            (Self::Share, Self::Share) if minus => Self::Points,
            (Self::Points, Self::Points) => Self::Points,
            (Self::Share | Self::Points, _) | (_, Self::Share | Self::Points) => Self::Share,
            (Self::Number, Self::Number) => Self::Number,
            (Self::Amount, _) | (_, Self::Amount) => Self::Amount,
        }
    }

    fn applied(operator: Operator, left: Self, right: Self) -> Self {
        match (operator, left, right) {
            (Operator::Plus, _, _) => left.joined(false, right),
            (Operator::Minus, _, _) => left.joined(true, right),
            (Operator::Times, Self::Number, other)
            | (Operator::Times | Operator::Divide, other, Self::Number) => other,
            (Operator::Times, Self::Amount, _) | (Operator::Times, _, Self::Amount) => Self::Amount,
            (Operator::Times, Self::Points, _) | (Operator::Times, _, Self::Points) => Self::Points,
            (Operator::Divide, Self::Amount, Self::Share | Self::Points) => Self::Amount,
            (Operator::Times | Operator::Divide, _, _) => Self::Share,
        }
    }
}

impl Book {
    /// What the figure of a cell is.
    pub fn nature(&self, cell: &CellRef) -> Nature {
        self.nature_within(cell, &mut BTreeMap::new(), 0)
    }

    fn nature_within(&self, cell: &CellRef, known: &mut BTreeMap<CellRef, Nature>, depth: usize) -> Nature {
        if let Some(found) = known.get(cell) {
            return *found;
        }
        let Some(sheet) = self.sheet_of(&cell.post) else { return Nature::Amount };
        let share = sheet.rounding(&cell.column).is_some_and(|it| it.scale.unit() == Unit::Share);
        if !share {
            return Nature::Amount;
        }
        known.insert(cell.clone(), Nature::Share);
        let found = match sheet.formula_of(cell).filter(|_| depth < MAX_DEPTH) {
            Some((formula, scope)) => self.of_formula(sheet, cell, &formula, scope, known, depth),
            None => {
                let parts = sheet.ledger.posts.get(&cell.post).and_then(|post| post.sum.as_ref());
                let parts = parts.map_or(&[][..], |parts| parts.value.as_slice()).iter();
                let part = |post: &String| CellRef { post: post.clone(), ..cell.clone() };
                let natures = parts
                    .take(MAX_DEPTH)
                    .map(|post| self.nature_within(&part(&post.value), known, depth + 1));
                natures.reduce(|all, next| all.joined(false, next)).unwrap_or(Nature::Share)
            }
        };
        known.insert(cell.clone(), found);
        found
    }

    fn of_formula(
        &self,
        sheet: &Sheet,
        cell: &CellRef,
        formula: &Formula,
        scope: Scope,
        known: &mut BTreeMap<CellRef, Nature>,
        depth: usize,
    ) -> Nature {
        match formula {
            Formula::Binary(operator, left, right) => {
                let left = self.of_formula(sheet, cell, left, scope, known, depth);
                let right = self.of_formula(sheet, cell, right, scope, known, depth);
                Nature::applied(*operator, left, right)
            }
            Formula::Name(name) => match self.named(sheet, cell, name, scope) {
                Some(input) => self.nature_within(&input, known, depth + 1),
                None => Nature::Number,
            },
            Formula::Number(_) => Nature::Number,
        }
    }

    /// The cell that a name in the formula of a cell stands for; none for a part of the year.
    pub(super) fn named(&self, sheet: &Sheet, cell: &CellRef, name: &str, scope: Scope) -> Option<CellRef> {
        match scope {
            Scope::Book => self.cells().map(|(cell, _)| cell).find(|cell| cell.to_string() == name).cloned(),
            Scope::Columns => sheet
                .ledger
                .columns
                .contains_key(name)
                .then(|| CellRef { column: name.to_owned(), ..cell.clone() }),
            Scope::Rows => Some(CellRef { row: Some(name.to_owned()), ..cell.clone() }),
        }
    }
}

impl Sheet {
    /// The formula that a cell follows, and what its names stand for.
    pub(super) fn formula_of(&self, cell: &CellRef) -> Option<(Formula, Scope)> {
        let parsed = |text: &str| formula::parse(text).ok();
        if let Some(written) = &self.ledger.columns.get(&cell.column)?.formula {
            return Some((parsed(&written.value)?, Scope::Columns));
        }
        let row = self.row(&cell.post, cell.row.as_deref())?;
        if let Some(formula) = &row.formula {
            return Some((formula.clone(), Scope::Rows));
        }
        let written = self.ledger.posts.get(&cell.post)?.follows(cell.row.as_deref(), &cell.column)?;
        Some((parsed(&written.value)?, Scope::Book))
    }
}
