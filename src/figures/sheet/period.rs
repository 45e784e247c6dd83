//! Parts of the year in formulas, and columns that split a year.

use std::collections::BTreeMap;

use super::SheetRow;
use super::formula::Formula;
use crate::diagnostic::{Findings, Problem};
use crate::figures::figure::{CellRef, Figure};
use crate::figures::money::{Fraction, SWEDISH};
use crate::project::content::{Ledger, PERIOD, Period, PeriodKey, named_months};

/// The months that a term of a formula stands for, first and last: `period`, `tertial-2`, `månad-6`.
pub(super) fn months(term: &str, period: Option<&Period>) -> Option<(u8, u8)> {
    let own = || period.filter(|_| term == PERIOD).map(|period| (period.first, period.last));
    named_months(term).or_else(own)
}

/// The part of a year's amount of a post that falls on some months, by the key of the post.
pub(super) fn part(ledger: &Ledger, post: &str, (first, last): (u8, u8)) -> Fraction {
    let key = ledger.posts.get(post).and_then(|post| post.key.as_ref());
    let key = key.and_then(|key| ledger.keys.get(&key.value));
    key.map_or_else(|| PeriodKey::even().part(first, last), |key| key.part(first, last))
}

/// Whether a column tells parts of the year in a sheet where posts have keys of their own: the part of a sum is then that
/// of its posts.
pub(super) fn falls_by_key(ledger: &Ledger, column: Option<&Formula>) -> bool {
    !ledger.keys.is_empty() && column.is_some_and(Formula::takes_part_of_year)
}

/// Prints columns that are parts of another so that they add up to what it prints; parts that do not make their whole
/// are reported.
pub(super) fn allot(
    ledger: &Ledger,
    post: &str,
    row: &SheetRow,
    cells: &mut BTreeMap<CellRef, Figure>,
    findings: &mut Findings,
) {
    let cell =
        |column: &str| CellRef { post: post.to_owned(), row: row.key.clone(), column: column.to_owned() };
    let mut wholes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (key, column) in &ledger.columns {
        if let Some(whole) = &column.part_of {
            wholes.entry(&whole.value).or_default().push(key);
        }
    }
    for (whole_key, columns) in wholes {
        let parts = columns.iter().map(|column| cells.get(&cell(column)));
        let parts: Option<Vec<Figure>> = parts.map(|part| part.cloned()).collect();
        let (Some(whole), Some(parts)) = (cells.get(&cell(whole_key)), parts) else { continue };
        let exact: Vec<_> = parts.iter().map(|part| part.rounded().exact()).collect();
        match whole.rounded().allot(&exact) {
            Ok(Some(printed)) => {
                for (part, rounded) in parts.iter().zip(printed) {
                    cells.insert(part.cell().clone(), part.printed_as(rounded));
                }
            }
            Ok(None) => {
                let problem =
                    Problem::SplitMisses { whole: whole.cell().to_string(), printed: whole.text(&SWEDISH) };
                findings.add(whole.at(), problem);
            }
            Err(error) => {
                findings.add(whole.at(), error.shown(whole.cell().to_string()));
            }
        }
    }
}
