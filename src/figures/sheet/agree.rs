//! Checks that a sheet states: expressions over cells of any sheet that must come to nothing. A balance sheet balances, a
//! note adds up to its row, two statements have one result.

use super::formula::{self, Term};
use super::known::Seen;
use super::{Book, NoFigure, Sheet};
use crate::diagnostic::{Findings, Problem};
use crate::figures::figure::CellRef;
use crate::figures::money::{Amount, Footing, Interval, Rounded, Rounding, SWEDISH};
use crate::project::source::Spanned;

/// Reports every check that does not hold, and every stated value that its cell does not come to.
pub(super) fn check(book: &Book, findings: &mut Findings) {
    let mut seen = Seen::new();
    for sheet in &book.sheets {
        for (name, expression) in &sheet.ledger.checks {
            let Some((value, known)) = value(book, expression, &mut seen, findings) else { continue };
            let zero = Interval::exact(Amount::zero(value.exact().unit()));
            let text = value.text(&SWEDISH);
            match zero.foots(known) {
                Ok(Footing::Exact) | Err(_) => {}
                Ok(Footing::Rounded) => {
                    let stated = zero
                        .amount()
                        .round(value.rounding())
                        .map_or(String::new(), |zero| zero.text(&SWEDISH));
                    findings.add(expression.span, Problem::RoundedTotal { stated, computed: text });
                }
                Ok(Footing::Wrong) => {
                    findings.add(expression.span, Problem::CheckFails { check: name.clone(), value: text });
                }
            }
        }
        stated(book, sheet, &mut seen, findings);
    }
}

/// Holds what is stated of computed cells against what they come to.
fn stated(book: &Book, sheet: &Sheet, seen: &mut Seen, findings: &mut Findings) {
    for (post, found) in &sheet.ledger.posts {
        for (row, entered) in &found.cells {
            let row = Some(row.clone()).filter(|row| !row.is_empty());
            for (column, figure) in &entered.figures {
                let Some(written) = &figure.stated else { continue };
                let cell = CellRef { post: post.clone(), row: row.clone(), column: column.clone() };
                let (Some(figure), Some(rounding)) =
                    (sheet.cell(post, row.as_deref(), column), sheet.rounding(column))
                else {
                    continue;
                };
                let amount = match Amount::parse(&written.value, rounding.scale) {
                    Ok(amount) => amount,
                    Err(error) => {
                        findings.add(written.span, error.shown(&written.value));
                        continue;
                    }
                };
                let total = Interval::written(amount, &written.value, rounding.scale, Some(rounding));
                let computed = figure.rounded();
                let known = book.known(&cell, seen, 0).unwrap_or(Interval::exact(computed.exact()));
                let (Ok(footing), Ok(said)) = (total.foots(known), amount.round(rounding)) else { continue };
                let (entered, computed) = (said.text(&SWEDISH), computed.text(&SWEDISH));
                let problem = match footing {
                    Footing::Wrong => Problem::DoesNotFoot { cell: cell.to_string(), entered, computed },
                    Footing::Rounded if entered != computed => {
                        Problem::RoundedTotal { stated: entered, computed }
                    }
                    Footing::Exact | Footing::Rounded => continue,
                };
                findings.add_two(written.span, problem, figure.at());
            }
        }
    }
}

/// What an expression comes to, on the scale of the first figure in it; what is wrong with it is reported.
/// Beside it, what is known of it.
fn value(
    book: &Book,
    expression: &Spanned<String>,
    seen: &mut Seen,
    findings: &mut Findings,
) -> Option<(Rounded, Interval)> {
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
            let rounded = value.amount()?.round(rounding).map_err(|error| told(error, findings)).ok()?;
            let known = book
                .known_of(&formula, seen)
                .map_or(Interval::exact(rounded.exact()), |known| known.at(rounded.exact()));
            Some((rounded, known))
        }
        (Err(formula::NoValue::Arithmetic(error)), _) => {
            told(error, findings);
            None
        }
        (Err(formula::NoValue::Told), _) | (Ok(_), None) => None,
    }
}
