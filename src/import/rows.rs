//! Rows of a table in an export as posts, rows and columns.

use std::collections::{BTreeMap, BTreeSet};

use super::{Importer, Taken, open_rows};
use crate::content::{Export, Ledger, RowMapping, unknown};
use crate::diagnostic::{Findings, NameOf, Problem};
use crate::ledger::{Cell, Grid, GridRow, plain_number};
use crate::money::{Amount, ParseAmountError, Rounding, SWEDISH, Scale};
use crate::source::{Places, Span, Spanned};

/// Headings are looked for in so many rows from the top; above them stand titles and dates.
const HEADING_ROWS: usize = 50;

/// Words that begin a row which sums others.
const TOTALS: [&str; 4] = ["delsumma", "summa", "total", "totalt"];

/// A column with amounts.
struct AmountColumn {
    /// Its place in the rows.
    at: usize,
    /// Its heading.
    heading: String,
    /// The row of the sheet that its amounts belong to, where the heading says so.
    row: Option<String>,
    /// The column of the sheet.
    column: Spanned<String>,
    scale: Scale,
}

/// Where the columns stand.
struct Layout {
    /// The place of the first row under the headings.
    first: usize,
    post: usize,
    row: Option<usize>,
    amounts: Vec<AmountColumn>,
}

/// `kostnader.vp` as a row and a column of the sheet; `vp` as a column.
pub(super) fn parted(name: &Spanned<String>) -> (Option<String>, Spanned<String>) {
    match name.value.rsplit_once('.') {
        Some((row, column)) => (Some(row.to_owned()), Spanned::new(column.to_owned(), name.span)),
        None => (None, name.clone()),
    }
}

impl Importer<'_> {
    /// The figures that a sheet takes from a table.
    pub(super) fn rows(
        &mut self,
        ledger: &Ledger,
        export: &Export,
        mapping: &RowMapping,
        grid: &Grid,
    ) -> Option<Vec<Taken>> {
        let layout = self.layout(ledger, mapping, grid)?;
        let names = Names::of(ledger, mapping, self.findings)?;
        let mut reader = Reader {
            findings: self.findings,
            layout: &layout,
            names: &names,
            outside: mapping.outside.iter().map(|outside| outside.value.as_str()).collect(),
            turned: export.turned.iter().map(|turned| turned.value.as_str()).collect(),
            seen: BTreeMap::new(),
            sums: layout.amounts.iter().map(|column| Sums::new(column.scale)).collect(),
            taken: Vec::new(),
        };
        let rows = &grid.rows[layout.first..];
        rows.iter().for_each(|row| reader.row(row));
        let taken = reader.taken;
        let hidden = || rows.iter().filter(|row| row.hidden);
        if let Some(first) = hidden().next() {
            self.findings.add(first.at, Problem::HiddenRows { count: hidden().count() });
        }
        Some(taken)
    }

    /// Finds the row with the headings. Headings that no row has are reported.
    fn layout(&mut self, ledger: &Ledger, mapping: &RowMapping, grid: &Grid) -> Option<Layout> {
        let mut wanted = vec![&mapping.post];
        wanted.extend(&mapping.row);
        wanted.extend(mapping.amounts.iter().map(|(_, heading)| heading));
        let missing =
            |at: usize| wanted.iter().filter(move |heading| heading_at(grid, at, &heading.value).is_none());
        let rows = 0..grid.rows.len().min(HEADING_ROWS);
        let at = rows.min_by_key(|at| missing(*at).count()).unwrap_or(0);
        let lost: Vec<_> = missing(at).copied().collect();
        for heading in &lost {
            let known = grid.rows.get(at).into_iter().flat_map(|row| &row.cells).map(Cell::text);
            unknown(NameOf::Heading, heading, known.filter(|text| !text.is_empty()), self.findings);
        }
        let mut amounts = Vec::new();
        for (name, heading) in &mapping.amounts {
            let (row, column) = parted(name);
            if self.column(ledger, &column)
                && let Some(place) = heading_at(grid, at, &heading.value)
            {
                let own = ledger.columns.get(&column.value).and_then(|column| column.scale);
                let scale = mapping.scale.or(own).unwrap_or(ledger.scale);
                let heading = heading.value.clone();
                amounts.push(AmountColumn { at: place, heading, row, column, scale });
            }
        }
        if !lost.is_empty() || amounts.len() < mapping.amounts.len() {
            return None;
        }
        let post = heading_at(grid, at, &mapping.post.value)?;
        let row = mapping.row.as_ref().and_then(|row| heading_at(grid, at, &row.value));
        Some(Layout { first: at + 1, post, row, amounts })
    }
}

/// The column under a heading: its own words, or with those above it where a heading has two lines.
fn heading_at(grid: &Grid, at: usize, heading: &str) -> Option<usize> {
    let row = grid.rows.get(at)?;
    let above = at.checked_sub(1).and_then(|above| grid.rows.get(above));
    (0..row.cells.len()).find(|column| {
        let own = folded(row.cells[*column].text());
        let over = above.and_then(|above| above.cells.get(*column)).map_or("", Cell::text);
        !own.is_empty() && (own == heading || format!("{} {own}", folded(over)) == heading)
    })
}

/// The words with one plain space between each.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the export may call posts and rows.
struct Names<'n> {
    posts: BTreeMap<&'n str, &'n str>,
    rows: BTreeMap<&'n str, BTreeMap<&'n str, &'n str>>,
}

impl<'n> Names<'n> {
    /// Keys, names and what the mapping says. A key there that nothing has is reported.
    fn of(ledger: &'n Ledger, mapping: &'n RowMapping, findings: &mut Findings) -> Option<Self> {
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
    since: Amount,
    all: Amount,
}

impl Sums {
    fn new(scale: Scale) -> Self {
        Self { since: Amount::zero(scale.unit()), all: Amount::zero(scale.unit()) }
    }
}

struct Reader<'r> {
    findings: &'r mut Findings,
    layout: &'r Layout,
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
        let post = folded(cell(layout.post).text());
        if layout.amounts.iter().all(|column| *cell(column.at) == Cell::Empty) {
            return;
        }
        if !self.names.posts.contains_key(post.as_str()) && is_total(&post) {
            return self.total(row);
        }
        let amounts: Vec<Option<Amount>> =
            layout.amounts.iter().map(|column| self.amount(row, cell(column.at), column)).collect();
        for (sums, amount) in self.sums.iter_mut().zip(&amounts) {
            for sum in [&mut sums.since, &mut sums.all] {
                *sum = amount.and_then(|amount| sum.plus(amount).ok()).unwrap_or(*sum);
            }
        }
        if self.outside.contains(&post.as_str()) {
            return;
        }
        let Some(&key) = self.names.posts.get(post.as_str()) else {
            let name = Spanned::new(post, row.at);
            return unknown(NameOf::Post, &name, self.names.posts.keys().copied(), self.findings);
        };
        let own = layout.row.map(|at| folded(cell(at).text()));
        for (column, amount) in layout.amounts.iter().zip(amounts) {
            self.take(key, own.as_deref(), column, amount, row.at);
        }
    }

    fn take(
        &mut self,
        post: &str,
        own: Option<&str>,
        column: &AmountColumn,
        amount: Option<Amount>,
        at: Span,
    ) {
        let name = column.row.as_deref().or(own);
        let rows = &self.names.rows[post];
        let row = match name {
            None => None,
            Some(name) => match rows.get(name) {
                Some(row) => Some((*row).to_owned()),
                None => {
                    let name = Spanned::new(name.to_owned(), at);
                    return unknown(NameOf::Row, &name, rows.keys().copied(), self.findings);
                }
            },
        };
        let cell = (post.to_owned(), row.clone(), column.column.value.clone());
        if let Some(first) = self.seen.insert(cell, at) {
            let key = [Some(post), row.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
            self.findings.add_two(at, Problem::DuplicateRow { key }, first);
            return;
        }
        let turned =
            [Some(post), row.as_deref()].into_iter().flatten().any(|name| self.turned.contains(&name));
        let amount = if turned { amount.map(Amount::negated) } else { amount };
        let mut rows = Places::none();
        rows.add(at);
        self.taken.push(Taken { post: post.to_owned(), row, column: column.column.clone(), amount, rows });
    }

    /// A cell's amount; what is none is reported.
    fn amount(&mut self, row: &GridRow, cell: &Cell, column: &AmountColumn) -> Option<Amount> {
        let problem = match cell {
            Cell::Empty => Problem::EmptyValue { key: column.heading.clone() },
            Cell::Error(text) => Problem::CellError { text: text.clone() },
            Cell::Text(text) if is_error(text) => Problem::CellError { text: text.clone() },
            Cell::Number(text) | Cell::Text(text) => {
                let read = plain_number(text).map_err(|_| ParseAmountError::NotANumber);
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
            let Sums { since, all } = &self.sums[at];
            if stated != *since && stated != *all {
                let computed = if since.is_zero() { *all } else { *since };
                let text = |amount: Amount| {
                    let rounded = amount.round(Rounding { scale: column.scale, decimals: 2 });
                    rounded.map_or_else(|_| amount.to_string(), |rounded| rounded.text(&SWEDISH))
                };
                let problem = Problem::WrongTotal { stated: text(stated), computed: text(computed) };
                self.findings.add(row.at, problem);
            }
            self.sums[at].since = Amount::zero(column.scale.unit());
        }
    }
}

/// Whether a text is what a spreadsheet shows instead of a value, in its language or another: `#REFERENS!`, `#N/A`.
fn is_error(text: &str) -> bool {
    text.starts_with('#') && !text.contains(|c: char| c.is_ascii_digit())
}

/// Whether a row says that it sums others.
fn is_total(post: &str) -> bool {
    let first = post.split(' ').next().unwrap_or("").trim_end_matches(':').to_lowercase();
    TOTALS.contains(&first.as_str())
}
