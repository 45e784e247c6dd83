//! What the records of a SIE file must agree on.

use std::collections::BTreeMap;

use super::read::kronor;
use super::{Sie, Sum, What};
use crate::diagnostic::{Findings, PeriodFault, Problem};
use crate::project::source::Span;

/// Reports years whose balances and bookings do not agree, and totals that their bookings do not make.
pub(super) fn check(sie: &Sie, findings: &mut Findings) {
    for &year in sie.years.keys() {
        nets(sie, year, findings);
    }
    if sie.bookings > 0 {
        totals(sie, findings);
    }
    overlap(sie, findings);
}

/// Years follow each other.
fn overlap(sie: &Sie, findings: &mut Findings) {
    let days: Vec<_> = sie.years.values().collect();
    for pair in days.windows(2) {
        let ((_, last, _), (first, _, at)) = (pair[0], pair[1]);
        if last >= first {
            findings.add(*at, Problem::ExportPeriod { fault: PeriodFault::Overlaps });
        }
    }
}

/// Double entry: what the accounts have when the year ends, with its result, is what they had when it began. That is
/// nothing where the result of the year before is booked against equity, and that result where it is not yet. Records of
/// one side alone must be nothing together, or what the year before ended with.
fn nets(sie: &Sie, year: i8, findings: &mut Findings) {
    let sum = |counts: &dyn Fn(What) -> bool| {
        let mut found = whole(sie).filter(|(what, ..)| counts(*what)).peekable();
        found.peek()?;
        let all: Vec<_> = found.collect();
        let at = all.iter().find_map(|(_, _, sum)| sum.rows.at())?;
        Some((all.iter().map(|(_, _, sum)| sum.ore).sum::<i128>(), at))
    };
    let opening = sum(&|what| what == What::Opening { year });
    let closing = sum(&|what| what == What::Closing { year } || what == What::Result { year });
    let before = year.checked_sub(1).and_then(|before| {
        let closed = sum(&|what| what == What::Closing { year: before });
        closed.map(|(ore, _)| ore)
    });
    let (by, at) = match (opening, closing) {
        (Some((opening, _)), Some((closing, at))) => (closing - opening, at),
        (Some((opening, at)), None) if before != Some(opening) => (opening, at),
        (None, Some((closing, at))) => (closing, at),
        (Some(_) | None, None) => return,
    };
    if by != 0 {
        findings.add(at, Problem::Unbalanced { by: kronor(by) });
    }
}

/// The sums of whole accounts.
fn whole(sie: &Sie) -> impl Iterator<Item = (What, u32, &Sum)> {
    let whole = sie.sums.iter().filter(|(key, _)| key.objects == 0);
    whole.map(|(key, sum)| (key.what, key.account, sum))
}

/// In a file with bookings, a closing balance is the opening one and what was booked, a result and a month what was
/// booked (4B, `#UB`, `#RES`, `#PSALDO`).
fn totals(sie: &Sie, findings: &mut Findings) {
    let (mut booked, mut monthly) = (BTreeMap::<u32, i128>::new(), BTreeMap::<(u32, u32), i128>::new());
    for (key, sum) in &sie.sums {
        if let What::Booked { month } = key.what {
            *booked.entry(key.account).or_default() += sum.ore;
            *monthly.entry((key.account, month)).or_default() += sum.ore;
        }
    }
    let opening: BTreeMap<u32, i128> = whole(sie)
        .filter(|(what, ..)| *what == What::Opening { year: 0 })
        .map(|(_, account, sum)| (account, sum.ore))
        .collect();
    let of = |map: &BTreeMap<u32, i128>, account| map.get(&account).copied().unwrap_or(0);
    for (what, account, sum) in whole(sie) {
        let computed = match what {
            What::Closing { year: 0 } => of(&opening, account) + of(&booked, account),
            What::Result { year: 0 } => of(&booked, account),
            What::Changed { year: 0, month } => monthly.get(&(account, month)).copied().unwrap_or(0),
            What::Booked { .. }
            | What::Budget { .. }
            | What::Changed { .. }
            | What::Closing { .. }
            | What::Opening { .. }
            | What::Result { .. } => continue,
        };
        if let Some(at) = sum.rows.at().filter(|_| computed != sum.ore) {
            report(findings, at, sum.ore, computed);
        }
    }
}

fn report(findings: &mut Findings, at: Span, stated: i128, computed: i128) {
    findings.add(at, Problem::WrongTotal { stated: kronor(stated), computed: kronor(computed) });
}
