//! Rows of a table in an export as posts, rows and columns.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::{Filled, Layout, folded, text};
use super::{Filling, Intake, Taken, open_rows};
use crate::diagnostic::{Findings, NameOf, Problem};
use crate::figures::ledger::{Cell, DecimalSign, Grid, GridRow, NotANumber, plain_number};
use crate::figures::money::{Amount, Footing, Interval, ParseAmountError, Rounding, SWEDISH, Scale};
use crate::project::content::{Export, Ledger, RowMapping, unknown};
use crate::project::source::{Places, Span, Spanned};

impl Intake<'_> {
    /// What a sheet takes from a table. Posts that the sheet draws from it are added to the sheet first.
    pub(super) fn rows(
        &mut self,
        ledger: &mut Ledger,
        name: &str,
        export: &Export,
        mapping: &RowMapping,
        grid: &Grid,
    ) -> Option<Vec<Taken>> {
        let layout = self.layout(ledger, mapping, grid)?;
        let rows = &grid.rows[layout.first..];
        self.check_units(&layout, grid);
        let sign = self.decimal_sign(mapping, &layout, rows)?;
        let drawn = self.draw(ledger, (name, export, mapping), &layout, rows)?;
        let names = Names::of(ledger, mapping, &drawn.posts, self.findings)?;
        let outside = mapping.outside.iter().map(|outside| &outside.value).chain(&drawn.lost);
        let mut reader = Reader {
            findings: self.findings,
            layout: &layout,
            sign,
            names: &names,
            outside: outside.map(String::as_str).collect(),
            turned: export.turned.iter().map(|turned| turned.value.as_str()).collect(),
            seen: BTreeMap::new(),
            sums: layout.amounts.iter().map(|column| Sums::new(column.scale)).collect(),
            taken: Vec::new(),
        };
        rows.iter().for_each(|row| reader.row(row));
        let taken = reader.taken;
        let hidden = || rows.iter().filter(|row| row.hidden);
        if let Some(first) = hidden().next() {
            self.findings.add(first.at, Problem::HiddenRows { count: hidden().count() });
        }
        Some(taken)
    }
}

/// What the export may call posts and rows.
struct Names<'n> {
    posts: BTreeMap<&'n str, &'n str>,
    rows: BTreeMap<&'n str, BTreeMap<&'n str, &'n str>>,
}

impl<'n> Names<'n> {
    /// Keys, names, what the mapping says, and what the posts drawn from the export are called there. A key in the mapping
    /// that nothing has is reported.
    fn of(
        ledger: &'n Ledger,
        mapping: &'n RowMapping,
        drawn: &'n BTreeMap<String, String>,
        findings: &mut Findings,
    ) -> Option<Self> {
        let (mut posts, mut rows) = (BTreeMap::new(), BTreeMap::new());
        let called = |key: &str| {
            let own = mapping.called.iter().filter(move |(name, _)| name.value == key);
            own.flat_map(|(_, names)| names).map(|name| name.value.as_str()).collect::<Vec<_>>()
        };
        let mut used = BTreeSet::new();
        for (key, post) in &ledger.posts {
            let short = post.short.as_ref().map(|short| short.value.as_str());
            posts.extend(
                [key.as_str(), &post.name.value].into_iter().chain(short).map(|name| (name, key.as_str())),
            );
            posts.extend(called(key).into_iter().map(|name| (name, key.as_str())));
            used.insert(key.as_str());
            let own: &mut BTreeMap<_, _> = rows.entry(key.as_str()).or_default();
            for (row, name) in open_rows(ledger, key) {
                own.extend([row, name].map(|name| (name, row)));
                own.extend(called(row).into_iter().map(|name| (name, row)));
                used.insert(row);
            }
        }
        posts.extend(drawn.iter().map(|(called, key)| (called.as_str(), key.as_str())));
        let wrong: Vec<_> =
            mapping.called.iter().filter(|(name, _)| !used.contains(name.value.as_str())).collect();
        for (name, _) in &wrong {
            unknown(NameOf::Post, name, used.iter().copied(), findings);
        }
        wrong.is_empty().then_some(Self { posts, rows })
    }
}

/// What the amounts of a column add up to: since the last total, and from the top.
struct Sums {
    since: Interval,
    all: Interval,
}

impl Sums {
    fn new(scale: Scale) -> Self {
        let nothing = Interval::exact(Amount::zero(scale.unit()));
        Self { since: nothing, all: nothing }
    }
}

struct Reader<'r> {
    findings: &'r mut Findings,
    layout: &'r Layout,
    sign: DecimalSign,
    names: &'r Names<'r>,
    outside: Vec<&'r str>,
    turned: Vec<&'r str>,
    seen: BTreeMap<(String, Option<String>, String), Span>,
    sums: Vec<Sums>,
    taken: Vec<Taken>,
}

impl Reader<'_> {
    fn row(&mut self, row: &GridRow) {
        let layout = self.layout;
        let cell = |at: usize| row.cells.get(at).unwrap_or(&Cell::Empty);
        let post = layout.key(row);
        if !layout.says_something(row) {
            return;
        }
        if !self.names.posts.contains_key(post.as_str()) && layout.is_total(row) {
            return self.total(row);
        }
        let extra = row.cells.iter().skip(layout.heads).any(|cell| *cell != Cell::Empty);
        if extra {
            let problem = Problem::ExtraFields { found: row.cells.len(), heads: layout.heads };
            self.findings.add(row.at, problem);
        }
        let amount = |column: &Filled| {
            if extra { None } else { self.amount(row, cell(column.at), column) }
        };
        let amounts: Vec<Option<Amount>> = layout.amounts.iter().map(amount).collect();
        for ((sums, amount), column) in self.sums.iter_mut().zip(&amounts).zip(&layout.amounts) {
            let known = amount.map(|amount| interval(cell(column.at), amount, column, self.sign));
            for sum in [&mut sums.since, &mut sums.all] {
                *sum = known.and_then(|known| sum.plus(known).ok()).unwrap_or(*sum);
            }
        }
        if self.outside.contains(&post.as_str()) || self.outside.contains(&layout.post(row).as_str()) {
            return;
        }
        if post.is_empty() {
            self.findings.add(row.at, Problem::EmptyCell { heading: layout.key_heading.clone() });
            return;
        }
        let Some(&key) = self.names.posts.get(post.as_str()) else {
            let name = Spanned::new(post, row.at);
            return unknown(NameOf::Post, &name, self.names.posts.keys().copied(), self.findings);
        };
        let own = layout.row.map(|at| folded(text(row, at)));
        let figures = layout.amounts.iter().zip(amounts).map(|(column, amount)| {
            let mut rows = Places::none();
            rows.add(row.at);
            (column, Filling::Figure(amount, rows))
        });
        let words = layout.words.iter().map(|column| (column, folded(text(row, column.at))));
        let words = words.filter(|(_, words)| !words.is_empty());
        let words = words.map(|(column, words)| (column, Filling::Words(Spanned::new(words, row.at))));
        for (column, filling) in figures.chain(words) {
            if self.take(key, own.as_deref(), column, filling, row.at).is_none() {
                return;
            }
        }
    }

    /// Takes what fills a cell; nothing where the row has no such cell or is there a second time, which is reported.
    fn take(
        &mut self,
        post: &str,
        own: Option<&str>,
        column: &Filled,
        filling: Filling,
        at: Span,
    ) -> Option<()> {
        let name = column.row.as_deref().or(own);
        let rows = &self.names.rows[post];
        let row = match name {
            None => None,
            Some(name) => match rows.get(name) {
                Some(row) => Some((*row).to_owned()),
                None => {
                    let name = Spanned::new(name.to_owned(), at);
                    unknown(NameOf::Row, &name, rows.keys().copied(), self.findings);
                    return None;
                }
            },
        };
        let cell = (post.to_owned(), row.clone(), column.column.value.clone());
        if let Some(first) = self.seen.insert(cell, at) {
            let key = [Some(post), row.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
            self.findings.add_two(at, Problem::DuplicateRow { key }, first);
            return None;
        }
        let turned =
            [Some(post), row.as_deref()].into_iter().flatten().any(|name| self.turned.contains(&name));
        let filling = match filling {
            Filling::Figure(amount, rows) if turned => Filling::Figure(amount.map(Amount::negated), rows),
            Filling::Figure(..) | Filling::Words(_) => filling,
        };
        self.taken.push(Taken { post: post.to_owned(), row, column: column.column.clone(), filling });
        Some(())
    }

    /// A cell's amount; what is none is reported.
    fn amount(&mut self, row: &GridRow, cell: &Cell, column: &Filled) -> Option<Amount> {
        let problem = match cell {
            Cell::Empty => Problem::EmptyCell { heading: column.heading.clone() },
            Cell::Error(text) => Problem::CellError { text: text.clone() },
            Cell::Text(text) if is_error(text) => Problem::CellError { text: text.clone() },
            Cell::Percent(text) if column.scale != Scale::Percent => Problem::UnitSaid {
                text: format!("{} %", text.replace('.', ",")),
                said: "procent",
                unit: column.scale.word().unwrap_or("antal"),
            },
            Cell::Scaled(text) if !(column.told && column.scale == Scale::Kronor) => Problem::UnitSaid {
                text: format!("#,##0, ({text})"),
                said: "kr",
                unit: column.scale.word().unwrap_or("antal"),
            },
            Cell::Number(text) | Cell::Percent(text) | Cell::Scaled(text) | Cell::Text(text) => {
                let read = plain(cell, column.scale, self.sign).map_err(|_| ParseAmountError::NotANumber);
                match read.and_then(|plain| Amount::parse(&plain, column.scale)) {
                    Ok(amount) => return Some(amount),
                    Err(ParseAmountError::TooManyDigits) => Problem::OutOfRange { cell: text.clone() },
                    Err(ParseAmountError::DecimalComma { .. } | ParseAmountError::NotANumber) => {
                        Problem::NotAnAmount { text: text.clone() }
                    }
                }
            }
        };
        self.findings.add(row.at, problem);
        None
    }

    /// A total of the export: the rows since the one before it, or all.
    fn total(&mut self, row: &GridRow) {
        let layout = self.layout;
        for (at, column) in layout.amounts.iter().enumerate() {
            let cell = row.cells.get(column.at).unwrap_or(&Cell::Empty);
            if *cell == Cell::Empty {
                continue;
            }
            let Some(stated) = self.amount(row, cell, column) else { continue };
            let Sums { since, all } = self.sums[at];
            let total = interval(cell, stated, column, self.sign);
            let footing = |parts: Interval| total.foots(parts).unwrap_or(Footing::Wrong);
            let footings = [footing(since), footing(all)];
            if !footings.contains(&Footing::Exact) {
                let rounded = footings.contains(&Footing::Rounded);
                let fits = if footings[0] == Footing::Rounded { since } else { all };
                let computed = match () {
                    () if rounded => fits.amount(),
                    () if since.amount().is_zero() => all.amount(),
                    () => since.amount(),
                };
                let text = |amount: Amount| {
                    let rounded = amount.round(Rounding { scale: column.scale, decimals: 2 });
                    rounded.map_or_else(|_| amount.to_string(), |rounded| rounded.text(&SWEDISH))
                };
                let (stated, computed) = (text(stated), text(computed));
                let problem = if rounded {
                    Problem::RoundedTotal { stated, computed }
                } else {
                    Problem::WrongTotal { stated, computed }
                };
                self.findings.add(row.at, problem);
            }
            self.sums[at].since = Interval::exact(Amount::zero(column.scale.unit()));
        }
    }
}

/// The number of a cell, plain: what a spreadsheet has as a number has a point, what stands as text the sign of its file.
fn plain(cell: &Cell, scale: Scale, sign: DecimalSign) -> Result<String, NotANumber> {
    match cell {
        Cell::Number(text) | Cell::Percent(text) | Cell::Scaled(text) => {
            plain_number(text, DecimalSign::Point)
        }
        Cell::Text(text) => {
            let bare = if scale == Scale::Percent { text.trim_end_matches('%').trim_end() } else { text };
            plain_number(bare, sign)
        }
        Cell::Empty | Cell::Error(_) => Err(NotANumber),
    }
}

/// How well a cell of an export is known: to the last digit that it shows.
fn interval(cell: &Cell, amount: Amount, column: &Filled, sign: DecimalSign) -> Interval {
    match plain(cell, column.scale, sign) {
        Ok(plain) => Interval::written(amount, &plain, column.scale, None),
        Err(NotANumber) => Interval::exact(amount),
    }
}

/// Whether a text is what a spreadsheet shows instead of a value, in its language or another: `#REFERENS!`, `#N/A`.
fn is_error(text: &str) -> bool {
    text.starts_with('#') && !text.contains(|c: char| c.is_ascii_digit())
}
