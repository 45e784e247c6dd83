//! When the fees of contracts fall due, by the day.
//!
//! A fee a year is a twelfth of it a calendar month, and part of a month is its days over the days of that month. So time
//! is counted in months that are all equally long, whatever their days, and what falls due in years that follow on each
//! other adds up to all that is left, exactly.

use std::collections::BTreeMap;

use time::{Date, Month};

use crate::diagnostic::{Findings, NameOf, Problem};
use crate::figures::money::Fraction;
use crate::project::content::{Contracts, EnteredRow, Holds, Ledger, Years, date, unknown};
use crate::project::source::Spanned;

/// Parts of a month: the least number that 28, 29, 30 and 31 go into.
const MONTH: i128 = 4 * 7 * 29 * 3 * 5 * 31;
const YEAR: i128 = 12 * MONTH;

/// The part of a year in which a contract from its first to its last day runs, within some years after the end of the
/// balance date: times its fee, what falls due in them.
fn due(first: Date, last: Date, balance: Date, years: Years) -> Fraction {
    let balance = end_of(balance);
    let from = start_of(first).max(balance + i128::from(years.after) * YEAR);
    let to = match years.until {
        Some(until) => end_of(last).min(balance + i128::from(until) * YEAR),
        None => end_of(last),
    };
    Fraction::new((to - from).max(0), YEAR).expect("a year is not nothing")
}

/// Where a day begins, in parts of months from the year 0.
fn start_of(day: Date) -> i128 {
    at(day, i128::from(day.day()) - 1)
}

/// Where a day ends.
fn end_of(day: Date) -> i128 {
    at(day, i128::from(day.day()))
}

fn at(day: Date, days: i128) -> i128 {
    let month: Month = day.month();
    let before = i128::from(day.year()) * 12 + i128::from(u8::from(month)) - 1;
    before * MONTH + days * (MONTH / i128::from(month.length(day.year())))
}

/// The contracts of a sheet, by post and row.
pub(super) type Terms = BTreeMap<(String, String), Term>;

/// When a contract runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    first: Spanned<Date>,
    last: Spanned<Date>,
}

impl Term {
    /// What falls due of it within some years after the end of the balance date, as [`due`].
    pub(super) fn due(self, balance: Date, years: Years) -> Fraction {
        due(self.first.value, self.last.value, balance, years)
    }

    fn overlaps(self, other: Self) -> bool {
        self.first.value <= other.last.value && other.first.value <= self.last.value
    }
}

/// The contracts of a sheet. Reported are columns that are not there or hold something else, days that are missing or
/// none, an end before the beginning, and one number twice for the same time.
pub(super) fn terms(ledger: &Ledger, findings: &mut Findings) -> Terms {
    let mut terms = Terms::new();
    let Some(contracts) = ledger.contracts.as_ref().filter(|it| has_columns(ledger, it, findings)) else {
        return terms;
    };
    let mut numbered: BTreeMap<&str, Vec<(&Spanned<String>, Term)>> = BTreeMap::new();
    let rows = ledger.posts.iter().flat_map(|(key, post)| post.cells.iter().map(move |row| (key, row)));
    for (post, (key, row)) in rows {
        let Some((number, term)) = term(post, row, contracts, findings) else { continue };
        let others = numbered.entry(&number.value).or_default();
        if let Some((other, _)) = others.iter().find(|(_, other)| other.overlaps(term)) {
            let problem = Problem::ContractTwice { number: number.value.clone() };
            findings.add_two(number.span, problem, other.span);
        }
        others.push((number, term));
        terms.insert((post.clone(), key.clone()), term);
    }
    terms
}

/// Reports what is no date in columns of dates; those of contracts are told with them.
pub(super) fn check_dates(ledger: &Ledger, findings: &mut Findings) {
    let told = |key: &str| {
        let contracts = ledger.contracts.as_ref();
        contracts.is_some_and(|it| [&it.first, &it.last].iter().any(|column| column.value == key))
    };
    let dated = |key: &str| ledger.columns.get(key).is_some_and(|column| column.holds == Holds::Dates);
    let rows = ledger.posts.values().flat_map(|post| post.cells.values());
    let cells = rows.flat_map(|row| &row.said).filter(|(key, _)| dated(key) && !told(key));
    for (_, written) in cells {
        date(written.clone(), findings);
    }
}

/// The number and the days of a contract; what it lacks is reported.
fn term<'a>(
    post: &str,
    row: &'a EnteredRow,
    contracts: &Contracts,
    findings: &mut Findings,
) -> Option<(&'a Spanned<String>, Term)> {
    let said = |column: &Spanned<String>| row.said.get(&column.value);
    let needed = [&contracts.number, &contracts.first, &contracts.last];
    let missing = needed.into_iter().filter(|column| said(column).is_none());
    let missing: Vec<String> = missing.map(|column| column.value.clone()).collect();
    if !missing.is_empty() {
        findings.add(row.span, Problem::IncompleteContract { post: post.to_owned(), columns: missing });
    }
    let number = said(&contracts.number)?;
    let mut day = |column| date(said(column)?.clone(), findings);
    let (first, last) = (day(&contracts.first)?, day(&contracts.last)?);
    if last.value < first.value {
        findings.add_two(last.span, Problem::DatesReversed { post: post.to_owned() }, first.span);
        return None;
    }
    Some((number, Term { first, last }))
}

fn has_columns(ledger: &Ledger, contracts: &Contracts, findings: &mut Findings) -> bool {
    let columns = [
        (&contracts.number, Holds::Words),
        (&contracts.first, Holds::Dates),
        (&contracts.last, Holds::Dates),
        (&contracts.fee, Holds::Figures),
    ];
    let holds = |key: &str, holds| ledger.columns.get(key).is_some_and(|column| column.holds == holds);
    let wrong: Vec<_> = columns.into_iter().filter(|(column, it)| !holds(&column.value, *it)).collect();
    for (column, it) in &wrong {
        let right = ledger.columns.keys().map(String::as_str).filter(|key| holds(key, *it));
        unknown(NameOf::Column, column, right, findings);
    }
    wrong.is_empty()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::figures::money::{Amount, Unit};

    const BUCKETS: [Years; 3] = [
        Years { after: 0, until: Some(1) },
        Years { after: 1, until: Some(5) },
        Years { after: 5, until: None },
    ];
    const LEFT: Years = Years { after: 0, until: None };

    fn day(year: i32, month: u8, day: u8) -> Date {
        Date::from_calendar_date(year, Month::try_from(month).expect("a month"), day).expect("a day")
    }

    fn share(first: Date, last: Date, balance: Date, years: Years) -> String {
        Amount::share(due(first, last, balance, years)).to_string()
    }

    #[test]
    fn whole_months_are_twelfths_and_days_are_parts_of_their_month() {
        let balance = day(2006, 8, 31);
        let shares = |last| BUCKETS.map(|years| share(day(2004, 1, 1), last, balance, years));
        assert_eq!(shares(day(2006, 8, 31)), ["0", "0", "0"]);
        assert_eq!(shares(day(2006, 9, 15)), ["1/24", "0", "0"]);
        assert_eq!(shares(day(2007, 8, 31)), ["1", "0", "0"]);
        assert_eq!(shares(day(2007, 9, 30)), ["1", "1/12", "0"]);
        assert_eq!(shares(day(2012, 2, 29)), ["1", "4", "1/2"]);
        assert_eq!(shares(day(2005, 1, 1)), ["0", "0", "0"]);
    }

    #[test]
    fn a_contract_that_has_not_begun_falls_due_from_its_first_day() {
        let (first, last, balance) = (day(2007, 3, 1), day(2008, 2, 29), day(2006, 8, 31));
        assert_eq!(BUCKETS.map(|years| share(first, last, balance, years)), ["1/2", "1/2", "0"]);
    }

    fn any_day() -> impl Strategy<Value = Date> {
        (2_440_000..2_490_000_i32).prop_map(|number| Date::from_julian_day(number).expect("a day"))
    }

    proptest! {
        #[test]
        fn the_years_together_are_all_that_is_left(a in any_day(), b in any_day(), balance in any_day()) {
            let (first, last) = (a.min(b), a.max(b));
            let sum = BUCKETS.iter().try_fold(Amount::zero(Unit::Share), |sum, years| {
                sum.plus(Amount::share(due(first, last, balance, *years)))
            });
            prop_assert_eq!(sum, Ok(Amount::share(due(first, last, balance, LEFT))));
        }

        #[test]
        fn a_contract_is_the_sum_of_its_parts(a in any_day(), b in any_day(), c in any_day(), balance in any_day()) {
            let mut days = [a, b, c];
            days.sort();
            let [first, middle, last] = days;
            prop_assume!(middle < last);
            let next = middle.next_day().expect("not the last day of all");
            for years in BUCKETS {
                let parts = Amount::share(due(first, middle, balance, years))
                    .plus(Amount::share(due(next, last, balance, years)));
                prop_assert_eq!(parts, Ok(Amount::share(due(first, last, balance, years))));
            }
        }
    }
}
