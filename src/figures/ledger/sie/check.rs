//! What the records of a SIE file must agree on.

use std::collections::BTreeMap;

use super::read::kronor;
use super::{Sie, Sum, What};
use crate::diagnostic::{Findings, PeriodFault, Problem};
use crate::project::source::Span;

/// Reports balances that do not net to zero and totals that their bookings do not make.
pub(super) fn check(sie: &Sie, findings: &mut Findings) {
    for &year in sie.years.keys() {
        nets(sie, findings, |what| what == What::Opening { year });
        let closes = |what| what == What::Closing { year } || what == What::Result { year };
        nets(sie, findings, closes);
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

/// Double entry: all accounts together are nothing.
fn nets(sie: &Sie, findings: &mut Findings, counts: impl Fn(What) -> bool) {
    let all = || whole(sie).filter(|(what, ..)| counts(*what));
    let by: i128 = all().map(|(_, _, sum)| sum.ore).sum();
    if by != 0
        && let Some(at) = all().find_map(|(_, _, sum)| sum.rows.at())
    {
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
