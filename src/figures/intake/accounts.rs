//! Accounts of a SIE file as posts, rows and columns.

use std::collections::{BTreeMap, BTreeSet};

use super::{Filling, Intake, Taken, open_rows};
use crate::diagnostic::{Findings, NameOf, PeriodFault, Problem};
use crate::figures::ledger::sie::{Sie, Sum, SumKey, What, kronor};
use crate::figures::money::Amount;
use crate::project::content::{AccountMapping, Chart, Export, Ledger, Measure, Period, chart, unknown};
use crate::project::source::{Places, Span};

/// What has no place in a sheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Lost {
    /// An account that no row of its post has.
    Account(u32),
    /// An object that no post has; empty where a booking carries none.
    Object(String),
    /// An account that two rows have.
    Twice(u32),
}

impl Intake<'_> {
    /// The figures that a sheet takes from a SIE file.
    pub(super) fn accounts(
        &mut self,
        ledger: &Ledger,
        export: &Export,
        mapping: &AccountMapping,
        sie: &Sie,
    ) -> Option<Vec<Taken>> {
        let rows = self.account_rows(ledger, mapping)?;
        if !self.posts_exist(ledger, export, mapping) {
            return None;
        }
        let mut taken = Vec::new();
        let mut told = BTreeSet::new();
        for (column, measure) in &mapping.amounts {
            if !self.column(ledger, column) || !self.covers(column.span, measure.value, sie) {
                return None;
            }
            let parts = parts(sie, measure.value, self.period.as_ref(), mapping);
            let mut drawer =
                Drawer { ledger, sie, mapping, rows: &rows, findings: self.findings, told: &mut told };
            let cells = drawer.cells(&parts);
            let turned = |name: &str| export.turned.iter().any(|turned| turned.value == name);
            taken.extend(cells.into_iter().map(|((post, row), (ore, rows))| {
                let amount = Amount::ore(ore);
                let turn = turned(&post) || row.as_deref().is_some_and(turned);
                let amount = if turn { amount.negated() } else { amount };
                Taken { post, row, column: column.clone(), filling: Filling::Figure(Some(amount), rows) }
            }));
        }
        Some(taken)
    }

    /// The rows with their accounts, from the sheet and from a chart that it names. Names that nothing has are reported.
    fn account_rows(&mut self, ledger: &Ledger, mapping: &AccountMapping) -> Option<Chart> {
        let mut rows = mapping.accounts.clone();
        if let Some(name) = &mapping.chart {
            let year = self.period.as_ref().map(|period| period.year);
            let shared = chart(name, year, self.sources, self.findings)?;
            let own = |name: &str| mapping.accounts.rows.iter().any(|(own, _)| own.value == name);
            rows.rows.extend(shared.rows.into_iter().filter(|(name, _)| !own(&name.value)));
            rows.outside.extend(shared.outside);
        }
        let known: BTreeSet<&str> = if ledger.templates.is_empty() {
            ledger.posts.keys().map(String::as_str).collect()
        } else {
            ledger.templates.values().flat_map(|rows| rows.keys()).map(String::as_str).collect()
        };
        let of = if ledger.templates.is_empty() { NameOf::Post } else { NameOf::Row };
        let before = self.findings.clone();
        for (name, _) in rows.rows.iter().filter(|(name, _)| !known.contains(name.value.as_str())) {
            unknown(of, name, known.iter().copied(), self.findings);
        }
        (before == *self.findings).then_some(rows)
    }

    fn posts_exist(&mut self, ledger: &Ledger, export: &Export, mapping: &AccountMapping) -> bool {
        let named: Vec<_> = mapping.objects.iter().map(|(post, _)| post).chain(&mapping.rest).collect();
        // A sheet with rows needs to know the post, one without rows has nothing else for accounts to be.
        if ledger.templates.is_empty() != named.is_empty() {
            let key = if named.is_empty() { "post" } else { "mallar" };
            self.findings.add(export.span, Problem::MissingKey { key: key.to_owned() });
            return false;
        }
        let wrong: Vec<_> =
            named.into_iter().filter(|post| !ledger.posts.contains_key(&post.value)).collect();
        for post in &wrong {
            unknown(NameOf::Post, post, ledger.posts.keys().map(String::as_str), self.findings);
        }
        wrong.is_empty()
    }

    /// Whether the file tells of the months that the report is about.
    fn covers(&mut self, at: Span, measure: Measure, sie: &Sie) -> bool {
        let Some(period) = &self.period else {
            self.findings.add(at, Problem::MissingKey { key: "period".to_owned() });
            return false;
        };
        let (from, to) = period.days();
        let year = match measure {
            Measure::PriorChange | Measure::PriorClosing | Measure::PriorOpening | Measure::PriorOutcome => {
                -1
            }
            Measure::Budget
            | Measure::Closing
            | Measure::Opening
            | Measure::Outcome
            | Measure::YearBudget => 0,
        };
        let fault = match sie.years.get(&year) {
            None if year == 0 && sie.years.is_empty() => None,
            None => Some(PeriodFault::NoYear { year: i32::from(period.year) + i32::from(year) }),
            Some((first, last, _)) => {
                let years = i32::from(period.year) + i32::from(year) - from.year();
                let within = |day: time::Date| {
                    day.replace_year(day.year() + years).is_ok_and(|day| (*first..=*last).contains(&day))
                };
                let whole = within(from) && (within(to) || within(to - time::Duration::days(1)));
                (!whole).then(|| PeriodFault::Misses { first: first.to_string(), last: last.to_string() })
            }
        };
        let through = sie.through.filter(|day| year == 0 && measure != Measure::Opening && *day < to);
        let fault = fault.or(through.map(|day| PeriodFault::Ends { day: day.to_string() }));
        // A file without a figure has been told.
        let fault = fault.or_else(|| if sie.sums.is_empty() { None } else { lacks(sie, measure, period) });
        if let Some(fault) = fault {
            self.findings.add(at, Problem::ExportPeriod { fault });
            return false;
        }
        true
    }
}

/// What a file has not that a measure of a period needs; nothing where it tells of the whole period.
fn lacks(sie: &Sie, measure: Measure, period: &Period) -> Option<PeriodFault> {
    let whole_year = (period.first, period.last) == (1, 12);
    let has = |wanted: &dyn Fn(What) -> bool| sie.sums.keys().any(|key| wanted(key.what));
    let months = |year: i8| {
        let own = sie.sums.keys().filter_map(move |key| match key.what {
            What::Changed { year: of, month } if of == year => Some(month),
            What::Booked { .. }
            | What::Budget { .. }
            | What::Changed { .. }
            | What::Closing { .. }
            | What::Opening { .. }
            | What::Result { .. } => None,
        });
        own.max()
    };
    let held = match measure {
        Measure::Outcome => {
            let result = has(&|what| what == What::Result { year: 0 });
            let last_day = period.days().1;
            let through = sie.through.is_some_and(|day| day == last_day) && period.first == 1;
            sie.bookings > 0 || months(0).is_some() || (result && (whole_year || through))
        }
        Measure::PriorOutcome => {
            let end = (u32::from(period.year) - 1) * 100 + u32::from(period.last);
            months(-1).is_some_and(|last| last >= end)
                || (whole_year && has(&|what| what == What::Result { year: -1 }))
        }
        // Months count by their place in the year: a broken year of the report is told before.
        Measure::Budget => has(&|what| {
            matches!(what, What::Budget { year: 0, month }
                if (u32::from(period.first)..=u32::from(period.last)).contains(&(month % 100)))
        }),
        Measure::YearBudget => has(&|what| matches!(what, What::Budget { year: 0, .. })),
        Measure::Opening => has(&|what| what == What::Opening { year: 0 }),
        Measure::PriorOpening => has(&|what| what == What::Opening { year: -1 }),
        Measure::Closing => has(&|what| matches!(what, What::Closing { year: 0 })),
        Measure::PriorClosing => has(&|what| matches!(what, What::Closing { year: -1 })),
        Measure::PriorChange => {
            has(&|what| what == What::Opening { year: -1 }) && has(&|what| what == What::Closing { year: -1 })
        }
    };
    if !held {
        return Some(PeriodFault::Lacks { measure: measure.word(), kind: sie.kind });
    }
    if !matches!(measure, Measure::Outcome | Measure::Closing) {
        return None;
    }
    let made = sie.generated.filter(|day| *day < period.days().1);
    if let Some(day) = made {
        return Some(PeriodFault::Generated { day: day.to_string() });
    }
    let end = u32::from(period.year) * 100 + u32::from(period.last);
    let last = months(0).filter(|last| sie.bookings == 0 && measure == Measure::Outcome && *last < end)?;
    Some(PeriodFault::LastMonth { month: format!("{}-{:02}", last / 100, last % 100) })
}

/// What an account has for a measure, on one list of objects.
struct Part<'s> {
    account: u32,
    objects: u32,
    ore: i128,
    rows: &'s Places,
}

/// What a measure is made of: the sums of the period, by objects where posts are objects.
fn parts<'s>(
    sie: &'s Sie,
    measure: Measure,
    period: Option<&Period>,
    mapping: &AccountMapping,
) -> Vec<Part<'s>> {
    let sums = select(sie, measure, period);
    let booked = |key: &SumKey| matches!(key.what, What::Booked { .. });
    // The balances of objects, those of one dimension beside those of the next, stand beside the balance of the whole
    // account (4B, #PSALDO): what it has more than the objects of the posts' dimension is on no object.
    let own = |key: &SumKey| {
        let list = sie.lists.get_index(key.objects as usize);
        let carried = list.is_some_and(|list| list.iter().any(|(of, _)| *of == mapping.dimension));
        carried && !mapping.objects.is_empty()
    };
    let mut on_objects = BTreeMap::<(What, u32), i128>::new();
    for (key, sum) in sums.iter().filter(|(key, _)| !booked(key) && own(key)) {
        *on_objects.entry((key.what, key.account)).or_default() += sum.ore;
    }
    let part = |(key, sum): (&'s SumKey, &'s Sum)| {
        let whole = !booked(key) && key.objects == 0;
        let elsewhere = if whole { on_objects.get(&(key.what, key.account)) } else { None };
        let ore = sum.ore - elsewhere.unwrap_or(&0);
        let taken_away = measure == Measure::PriorChange && matches!(key.what, What::Opening { .. });
        let ore = if taken_away { -ore } else { ore };
        let part = Part { account: key.account, objects: key.objects, ore, rows: &sum.rows };
        (whole || booked(key) || own(key)).then_some(part)
    };
    sums.into_iter().filter_map(part).collect()
}

/// The sums that a measure is made of, with what objects have and without.
fn select<'s>(sie: &'s Sie, measure: Measure, period: Option<&Period>) -> Vec<(&'s SumKey, &'s Sum)> {
    let year = |back: u32| period.map_or(0, |period| u32::from(period.year) - back) * 100;
    let (first, last) = period.map_or((0, 0), |period| (u32::from(period.first), u32::from(period.last)));
    let within = |month: u32, back: u32| (year(back) + first..=year(back) + last).contains(&month);
    let booked = sie.bookings > 0;
    let monthly = sie.sums.keys().any(|key| matches!(key.what, What::Changed { year: 0, .. }));
    let monthly_before = sie.sums.keys().any(|key| matches!(key.what, What::Changed { year: -1, .. }));
    let whole_year = first == 1 && last == 12;
    let counts = |key: &SumKey| match (measure, key.what) {
        (Measure::Outcome, What::Booked { month }) => within(month, 0),
        (Measure::Outcome, What::Changed { year: 0, month }) => !booked && within(month, 0),
        (Measure::Outcome, What::Result { year: 0 }) => {
            !booked && !monthly && (whole_year || (sie.through.is_some() && first == 1))
        }
        (Measure::PriorOutcome, What::Changed { year: -1, month }) => within(month, 1),
        (Measure::PriorOutcome, What::Result { year: -1 }) => !monthly_before && whole_year,
        (Measure::Budget, What::Budget { year: 0, month }) => within(month, 0),
        (Measure::YearBudget, What::Budget { year: 0, .. })
        | (Measure::Opening, What::Opening { year: 0 })
        | (Measure::Closing, What::Closing { year: 0 } | What::Result { year: 0 })
        | (Measure::PriorClosing, What::Closing { year: -1 } | What::Result { year: -1 })
        | (Measure::PriorOpening, What::Opening { year: -1 })
        | (
            Measure::PriorChange,
            What::Closing { year: -1 } | What::Opening { year: -1 } | What::Result { year: -1 },
        ) => true,
        _ => false,
    };
    sie.sums.iter().filter(|(key, _)| counts(key)).collect()
}

type Cells = BTreeMap<(String, Option<String>), (i128, Places)>;

/// Draws the cells of one column from sums of accounts.
struct Drawer<'d> {
    ledger: &'d Ledger,
    sie: &'d Sie,
    mapping: &'d AccountMapping,
    rows: &'d Chart,
    findings: &'d mut Findings,
    /// Accounts and objects whose lack of a place has been told.
    told: &'d mut BTreeSet<Lost>,
}

impl Drawer<'_> {
    fn cells(&mut self, parts: &[Part<'_>]) -> Cells {
        let mut cells = self.empty();
        let mut lost: BTreeMap<Lost, (Span, BTreeMap<String, i128>)> = BTreeMap::new();
        for part in parts.iter().filter(|part| part.ore != 0) {
            let Some(at) = part.rows.at() else { continue };
            let Some(row) = self.row(part.account) else { continue };
            let target = self.post(part.objects, &row).map(|post| {
                let row = (!self.ledger.templates.is_empty()).then(|| row.clone());
                (post, row)
            });
            let cell = target.and_then(|target| cells.get_mut(&target).ok_or(Lost::Account(part.account)));
            match cell {
                Ok((ore, rows)) => {
                    *ore += part.ore;
                    rows.extend(part.rows);
                }
                Err(why) => {
                    let (_, rows) = lost.entry(why).or_insert_with(|| (at, BTreeMap::new()));
                    *rows.entry(row).or_default() += part.ore;
                }
            }
        }
        for (why, (at, rows)) in lost {
            // What is nothing in each row is missed by none; what is nothing in all together may be.
            let mut amounts = std::iter::once(rows.values().sum()).chain(rows.into_values());
            if let Some(ore) = amounts.find(|ore| *ore != 0) {
                self.tell(&why, at, ore);
            }
        }
        cells
    }

    /// Reports what has no place, once.
    fn tell(&mut self, why: &Lost, at: Span, ore: i128) {
        if !self.told.insert(why.clone()) {
            return;
        }
        let problem = match why {
            Lost::Account(account) | Lost::Twice(account) => Problem::UnmappedAccount { account: *account },
            Lost::Object(object) => Problem::UnmappedObject { object: object.clone(), amount: kronor(ore) },
        };
        self.findings.add(at, problem);
    }

    /// Every cell that accounts can fill, with nothing in it.
    fn empty(&self) -> Cells {
        let mapped = self.mapping.objects.iter().map(|(post, _)| post).chain(&self.mapping.rest);
        let flat = self.rows.rows.iter().map(|(post, _)| post).filter(|_| self.ledger.templates.is_empty());
        let posts = mapped.chain(flat).map(|post| post.value.as_str());
        let mut cells = Cells::new();
        for post in posts {
            if self.ledger.templates.is_empty() {
                cells.insert((post.to_owned(), None), (0, Places::none()));
            }
            let named = |row: &&str| self.rows.rows.iter().any(|(name, _)| name.value == **row);
            for row in open_rows(self.ledger, post).into_iter().map(|(key, _)| key).filter(named) {
                cells.insert((post.to_owned(), Some(row.to_owned())), (0, Places::none()));
            }
        }
        cells
    }

    /// The row of an account; none where the sheet does not show it. One that no row has, or two, is reported once.
    fn row(&mut self, account: u32) -> Option<String> {
        let rows = self.rows.rows.iter();
        let all =
            rows.flat_map(|(name, list)| list.iter().map(move |accounts| (Some(&name.value), accounts)));
        let all = all.chain(self.rows.outside.iter().map(|accounts| (None, accounts)));
        let mut found = all.filter(|(_, accounts)| accounts.value.contains(account));
        match (found.next(), found.next()) {
            (Some((row, _)), None) => row.cloned(),
            (Some((_, first)), Some((_, second))) => {
                if self.told.insert(Lost::Twice(account)) {
                    self.findings.add_two(second.span, Problem::AccountTwice { account }, first.span);
                }
                None
            }
            (None, _) => {
                let sums = self.sie.sums.iter().filter(|(key, _)| key.account == account);
                if let Some(at) = sums.filter_map(|(_, sum)| sum.rows.at()).min() {
                    self.tell(&Lost::Account(account), at, 0);
                }
                None
            }
        }
    }

    /// The post of a list of objects; where the sheet has no rows, the one that has the account.
    fn post(&self, list: u32, row: &str) -> Result<String, Lost> {
        if self.ledger.templates.is_empty() {
            return Ok(row.to_owned());
        }
        let AccountMapping { dimension, objects, rest, .. } = self.mapping;
        let list = self.sie.lists.get_index(list as usize).map_or(&[][..], Vec::as_slice);
        let own = list.iter().find(|(of, _)| of == dimension).map_or("", |(_, object)| object.as_str());
        let post = objects.iter().find(|(_, list)| list.iter().any(|known| known.value == own));
        let post = post.map(|(post, _)| post).or(rest.as_ref());
        post.map(|post| post.value.clone()).ok_or_else(|| Lost::Object(own.to_owned()))
    }
}
