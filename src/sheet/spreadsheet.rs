//! How a computed cell follows from others, as a spreadsheet writes it.

use super::Sheet;
use super::formula::{self, Formula, Operator};
use crate::figure::CellRef;
use crate::money::{Amount, SWEDISH};

/// What stands for the terms of a formula.
pub trait Terms {
    /// The reference of a cell; nothing where the spreadsheet has no such cell.
    fn cell(&mut self, cell: &CellRef) -> Option<String>;

    /// The part of a year that `period` is; nothing where there is none.
    fn period(&self) -> Option<String>;
}

impl Sheet {
    /// The formula of a computed cell, `(vp - utfall) / 2` with `terms` for its names; nothing for a cell that is not
    /// computed, or whose terms are not there. The order is the one of evaluation: column, row, sum.
    pub fn spreadsheet_formula(&self, cell: &CellRef, terms: &mut dyn Terms) -> Option<String> {
        let column = self.ledger.columns.get(&cell.column)?;
        if let Some(written) = &column.formula {
            let formula = formula::parse(&written.value).ok()?;
            // Where posts have keys of their own, a part of the year is another number for each.
            if !self.ledger.keys.is_empty() && formula.takes_part_of_year() {
                return None;
            }
            return formula.written(&mut |name| match name {
                "period" if terms.period().is_some() => terms.period(),
                name => terms.cell(&CellRef { column: name.to_owned(), ..cell.clone() }),
            });
        }
        let row = self.row(&cell.post, cell.row.as_deref())?;
        if let Some(formula) = &row.formula {
            return formula.written(&mut |name| match name {
                "period" if terms.period().is_some() => terms.period(),
                name => terms.cell(&CellRef { row: Some(name.to_owned()), ..cell.clone() }),
            });
        }
        let sum = self.ledger.posts.get(&cell.post)?.sum.as_ref()?;
        let parts = sum.value.iter().map(|part| CellRef { post: part.value.clone(), ..cell.clone() });
        let parts: Option<Vec<String>> = parts.map(|part| terms.cell(&part)).collect();
        Some(parts?.join("+"))
    }
}

impl Formula {
    /// The formula with `name` for each name in it, every operation in brackets but the outermost.
    fn written(&self, name: &mut dyn FnMut(&str) -> Option<String>) -> Option<String> {
        let Self::Binary(operator, left, right) = self else { return self.inner(name) };
        let sign = match operator {
            Operator::Divide => '/',
            Operator::Minus => '-',
            Operator::Plus => '+',
            Operator::Times => '*',
        };
        Some(format!("{}{sign}{}", left.inner(name)?, right.inner(name)?))
    }

    fn inner(&self, name: &mut dyn FnMut(&str) -> Option<String>) -> Option<String> {
        match self {
            Self::Binary(..) => Some(format!("({})", self.written(name)?)),
            Self::Name(own) => name(own),
            Self::Number(number) => {
                let exact = Amount::share(*number).exact_text(&SWEDISH);
                Some(format!("({})", exact.replace(SWEDISH.group, "").replace(SWEDISH.minus, "-")))
            }
        }
    }
}
