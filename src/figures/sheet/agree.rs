//! Checks that a sheet states: expressions over cells of any sheet that must come to nothing. A balance sheet balances, a
//! note adds up to its row, two statements have one result.

use super::formula::{self, Term};
use super::{Book, NoFigure};
use crate::diagnostic::{Findings, Problem};
use crate::figures::money::{Rounded, Rounding, SWEDISH};
use crate::project::source::Spanned;

/// Reports every check that does not hold.
pub(super) fn check(book: &Book, findings: &mut Findings) {
    for sheet in &book.sheets {
        for (name, expression) in &sheet.ledger.checks {
            if let Some(value) = value(book, expression, findings).filter(|value| !value.exact().is_zero()) {
                let problem = Problem::CheckFails { check: name.clone(), value: value.text(&SWEDISH) };
                findings.add(expression.span, problem);
            }
        }
    }
}

/// What an expression comes to, on the scale of the first figure in it; what is wrong with it is reported.
fn value(book: &Book, expression: &Spanned<String>, findings: &mut Findings) -> Option<Rounded> {
    let at = expression.span;
    if expression.value.len() > formula::MAX_LENGTH {
        findings.add(at, Problem::FormulaTooLong { limit: formula::MAX_LENGTH });
        return None;
    }
    let formula = formula::parse(&expression.value).map_err(|near| {
        findings.add(at, Problem::FormulaSyntax { near });
    });
    let formula = formula.ok()?;
    let mut rounding: Option<Rounding> = None;
    let value = formula.value(&mut |name| match book.figure(name) {
        Ok(figure) => {
            rounding = rounding.or(Some(figure.rounded().rounding()));
            Some(Term::Amount(figure.rounded().exact()))
        }
        Err(NoFigure::Unknown { nearest, known }) => {
            findings.add(at, Problem::UnknownCell { reference: name.to_owned(), nearest, known });
            None
        }
        Err(NoFigure::Nothing) => Some(Term::Nothing),
        Err(NoFigure::Told) => None,
    });
    let told = |error: crate::figures::money::ArithmeticError, findings: &mut Findings| {
        findings.add(at, error.shown(expression.value.clone()));
    };
    match (value, rounding) {
        (Ok(value), Some(rounding)) => {
            value.amount()?.round(rounding).map_err(|error| told(error, findings)).ok()
        }
        (Err(formula::NoValue::Arithmetic(error)), _) => {
            told(error, findings);
            None
        }
        (Err(formula::NoValue::Told), _) | (Ok(_), None) => None,
    }
}
