//! Where the columns of a table in an export stand, by their headings.

use super::Intake;
use crate::diagnostic::{NameOf, Problem};
use crate::figures::ledger::{Cell, Grid, GridRow};
use crate::figures::money::Scale;
use crate::project::content::{Holds, Ledger, LedgerColumn, Named, RowMapping, unknown};
use crate::project::source::Spanned;

/// Headings are looked for in so many rows from the top; above them stand titles and dates.
const HEADING_ROWS: usize = 50;

/// Words that begin a row which sums others.
const TOTALS: [&str; 4] = ["delsumma", "summa", "total", "totalt"];

/// A column of the export, and what it fills.
pub(super) struct Filled {
    /// Its place in the rows.
    pub(super) at: usize,
    /// Its heading.
    pub(super) heading: String,
    /// The row of the sheet that it belongs to, where the mapping says so.
    pub(super) row: Option<String>,
    /// The column of the sheet.
    pub(super) column: Spanned<String>,
    /// What amounts in it are counted in.
    pub(super) scale: Scale,
    /// The source says so itself.
    pub(super) told: bool,
}

/// Where the columns stand.
pub(super) struct Layout {
    /// The place of the first row under the headings.
    pub(super) first: usize,
    pub(super) post: usize,
    /// What tells posts apart, where their names do not.
    pub(super) key: Option<usize>,
    /// The heading of the column that does.
    pub(super) key_heading: String,
    /// What says which sum a post is a part of.
    pub(super) group: Option<usize>,
    pub(super) row: Option<usize>,
    pub(super) amounts: Vec<Filled>,
    /// How many headings there are.
    pub(super) heads: usize,
    /// Columns with words and dates.
    pub(super) words: Vec<Filled>,
}

/// `kostnader.vp` as a row and a column of the sheet; `vp` as a column.
pub(super) fn parted(name: &Spanned<String>) -> (Option<String>, Spanned<String>) {
    match name.value.rsplit_once('.') {
        Some((row, column)) => (Some(row.to_owned()), Spanned::new(column.to_owned(), name.span)),
        None => (None, name.clone()),
    }
}

impl Layout {
    /// The words that say the post of a row.
    pub(super) fn post(&self, row: &GridRow) -> String {
        folded(text(row, self.post))
    }

    /// The words that tell the post of a row from others.
    pub(super) fn key(&self, row: &GridRow) -> String {
        folded(text(row, self.key.unwrap_or(self.post)))
    }

    /// Whether a row has anything that the sheet takes.
    pub(super) fn says_something(&self, row: &GridRow) -> bool {
        let amounts = self.amounts.iter().map(|column| column.at);
        amounts.chain(self.words.iter().map(|column| column.at)).any(|at| !text(row, at).is_empty())
    }

    /// Whether a row says that it sums others, where it should say its post or, saying nothing there, before that.
    pub(super) fn is_total(&self, row: &GridRow) -> bool {
        let before = row.cells.iter().take(self.post).map(Cell::text).find(|text| !text.is_empty());
        match self.post(row) {
            post if post.is_empty() => before.is_some_and(is_total),
            post => is_total(&post),
        }
    }
}

/// What a cell of a row shows.
pub(super) fn text(row: &GridRow, at: usize) -> &str {
    row.cells.get(at).map_or("", Cell::text)
}

impl Intake<'_> {
    /// Finds the row with the headings. Headings that no row has are reported.
    pub(super) fn layout(&mut self, ledger: &Ledger, mapping: &RowMapping, grid: &Grid) -> Option<Layout> {
        let mut wanted = vec![&mapping.post];
        wanted.extend(mapping.key.iter().chain(&mapping.group).chain(&mapping.row));
        wanted.extend(mapping.amounts.iter().chain(&mapping.words).map(|(_, heading)| heading));
        let missing =
            |at: usize| wanted.iter().filter(move |heading| heading_at(grid, at, &heading.value).is_none());
        let rows = 0..grid.rows.len().min(HEADING_ROWS);
        let at = rows.min_by_key(|at| missing(*at).count()).unwrap_or(0);
        let lost: Vec<_> = missing(at).copied().collect();
        for heading in &lost {
            let known = grid.rows.get(at).into_iter().flat_map(|row| &row.cells).map(Cell::text);
            unknown(NameOf::Heading, heading, known.filter(|text| !text.is_empty()), self.findings);
        }
        for heading in &wanted {
            if headings_at(grid, at, &heading.value).nth(1).is_some() {
                self.findings.add(heading.span, Problem::HeadingTwice { heading: heading.value.clone() });
            }
        }
        let place = |heading: &Spanned<String>| heading_at(grid, at, &heading.value);
        let amounts = self.filled(ledger, mapping, &mapping.amounts, &LedgerColumn::is_entered, &place);
        let words = |column: &LedgerColumn| column.holds != Holds::Figures;
        let words = self.filled(ledger, mapping, &mapping.words, &words, &place);
        if !lost.is_empty() {
            return None;
        }
        Some(Layout {
            first: at + 1,
            post: place(&mapping.post)?,
            key: mapping.key.as_ref().and_then(place),
            key_heading: mapping.key.as_ref().unwrap_or(&mapping.post).value.clone(),
            group: mapping.group.as_ref().and_then(place),
            row: mapping.row.as_ref().and_then(place),
            amounts: amounts?,
            heads: grid.rows[at].cells.len(),
            words: words?,
        })
    }

    /// The columns that fill columns of the sheet; nothing where one of these is not there or takes something else, which
    /// is reported.
    fn filled(
        &mut self,
        ledger: &Ledger,
        mapping: &RowMapping,
        named: &[Named<Spanned<String>>],
        takes: &dyn Fn(&LedgerColumn) -> bool,
        place: &dyn Fn(&Spanned<String>) -> Option<usize>,
    ) -> Option<Vec<Filled>> {
        let mut filled = Vec::new();
        for (name, heading) in named {
            let (row, column) = parted(name);
            let fits = self.fits(ledger, &column, takes);
            let Some(at) = place(heading).filter(|_| fits) else { continue };
            let own = ledger.columns.get(&column.value).and_then(|column| column.scale);
            let scale = mapping.scale.or(own).unwrap_or(ledger.scale);
            filled.push(Filled {
                at,
                heading: heading.value.clone(),
                row,
                column,
                scale,
                told: mapping.scale.is_some(),
            });
        }
        (filled.len() == named.len()).then_some(filled)
    }
}

/// The column under a heading.
fn heading_at(grid: &Grid, at: usize, heading: &str) -> Option<usize> {
    headings_at(grid, at, heading).next()
}

/// The columns under a heading: its own words, or with those above it where a heading has two lines.
fn headings_at<'g>(grid: &'g Grid, at: usize, heading: &'g str) -> impl Iterator<Item = usize> + 'g {
    let row = grid.rows.get(at);
    let above = at.checked_sub(1).and_then(|above| grid.rows.get(above));
    let cells = row.map_or(&[][..], |row| row.cells.as_slice());
    cells.iter().enumerate().filter_map(move |(column, cell)| {
        let own = folded(cell.text());
        let over = above.and_then(|above| above.cells.get(column)).map_or("", Cell::text);
        (!own.is_empty() && (own == heading || format!("{} {own}", folded(over)) == heading))
            .then_some(column)
    })
}

/// The words with one plain space between each.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a row says that it sums others.
fn is_total(post: &str) -> bool {
    let first = post.split(' ').next().unwrap_or("").trim_end_matches(':').to_lowercase();
    TOTALS.contains(&first.as_str())
}
