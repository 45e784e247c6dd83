//! How a computed cell follows from others, as a spreadsheet writes it.

use super::formula::{self, Formula, Operator};
use super::{Sheet, period};
use crate::figures::figure::CellRef;
use crate::figures::money::{Amount, Fraction, SWEDISH};
use crate::project::content::Period;

impl Sheet {
    /// The formula of a computed cell, `(vp - utfall) / 2` with what `refer` gives for each cell in it; nothing for a cell
    /// that is not computed, or where a cell in it has no reference. The order is the one of evaluation.
    pub fn spreadsheet_formula(
        &self,
        cell: &CellRef,
        period: Option<&Period>,
        refer: &mut dyn FnMut(&CellRef) -> Option<String>,
    ) -> Option<String> {
        let column = self.ledger.columns.get(&cell.column)?;
        let post = self.ledger.posts.get(&cell.post)?;
        let written = |formula: &Formula, refer: &mut dyn FnMut(&str) -> Option<String>| {
            formula.written(&mut |name| match period::months(name, period) {
                Some(months) => Some(self.part(&cell.post, months)),
                None => refer(name),
            })
        };
        let formula = column.formula.as_ref().and_then(|written| formula::parse(&written.value).ok());
        if post.sum.is_some() && period::falls_by_key(&self.ledger, formula.as_ref()) {
            return self.added(cell, refer);
        }
        if let Some(formula) = formula {
            let beside = |name: &str| CellRef { column: name.to_owned(), ..cell.clone() };
            return written(&formula, &mut |name| refer(&beside(name)));
        }
        if let Some(formula) = &self.row(&cell.post, cell.row.as_deref())?.formula {
            let above = |name: &str| CellRef { row: Some(name.to_owned()), ..cell.clone() };
            return written(formula, &mut |name| refer(&above(name)));
        }
        if post.sum.is_some() {
            return self.added(cell, refer);
        }
        if let Some(years) = &column.due {
            let term = self.terms.get(&(cell.post.clone(), cell.row.clone().unwrap_or_default()))?;
            let fee = CellRef { column: self.ledger.contracts.as_ref()?.fee.value.clone(), ..cell.clone() };
            let share = term.due(period?.days().1, years.value);
            return Some(format!("{}*{}", refer(&fee)?, ratio(share)));
        }
        let follows = post.follows(cell.row.as_deref(), &cell.column)?;
        let formula = formula::parse(&follows.value).ok()?;
        let inputs = self.cells.get(cell)?.origin().inputs();
        written(&formula, &mut |name| refer(inputs.iter().find(|input| input.to_string() == name)?))
    }

    /// The cells of the posts that a post sums, added.
    fn added(&self, cell: &CellRef, refer: &mut dyn FnMut(&CellRef) -> Option<String>) -> Option<String> {
        let sum = self.ledger.posts.get(&cell.post)?.sum.as_ref()?;
        let parts = sum.value.iter().map(|part| CellRef { post: part.value.clone(), ..cell.clone() });
        let parts: Option<Vec<String>> = parts.map(|part| refer(&part)).collect();
        Some(parts?.join("+"))
    }

    /// The part of a year of a post that falls on some months; months that fall evenly are counted in twelfths.
    fn part(&self, post: &str, (first, last): (u8, u8)) -> String {
        let keyed = self.ledger.posts.get(post).is_some_and(|post| post.key.is_some());
        if keyed {
            return ratio(period::part(&self.ledger, post, (first, last)));
        }
        format!("({}/12)", last - first + 1)
    }
}

/// A pure number as the quotient of two whole ones.
fn ratio(number: Fraction) -> String {
    let exact = Amount::share(number).exact_text(&SWEDISH);
    format!("({})", exact.replace(SWEDISH.group, "").replace(SWEDISH.minus, "-"))
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
            Self::Number(number) => Some(ratio(*number)),
        }
    }
}
