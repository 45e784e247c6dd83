//! The columns of a table: as wide as what stands in them, which is never broken where it is a figure. Where they do not fit
//! a page, the table is set smaller; then on a page on its side; then cut into several that repeat the labels.

use std::ops::Range;

use super::{Length, POINT, Type, lines, tenths_of_millimetre, width};
use crate::document::tree::{CellContent, Inline, Role, Row, Table, plain};
use crate::figures::money::SWEDISH;
use crate::project::look::Look;

/// How a table is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// It stands on a page on its side, though its part does not.
    pub turned: bool,
    /// Its type, in thousandths of the usual size.
    pub scale: u64,
    /// The tables that it is set as: one, where it fits.
    pub pieces: Vec<Piece>,
    /// It is kept on one page, where it leaves at most a quarter of the page before empty.
    pub is_short: bool,
    /// The groups that are kept on one page.
    pub kept_groups: Vec<bool>,
    /// The rows that may go on over pages, since they would leave too much of one empty.
    pub tall_rows: Vec<bool>,
}

/// Columns of a table with its labels before them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Which columns.
    pub columns: Range<usize>,
    /// The width of the labels.
    pub labels: Length,
    /// The widths of the columns, air included.
    pub widths: Vec<Length>,
}

/// The least that type is made smaller, in thousandths: 6.9 points of 8.6.
const SMALLEST: u64 = 800;

/// Air beside what stands in a column of figures and in one of words: the insets of both writers, and a hair.
const FIGURE_AIR: Length = 7 * POINT;
const WORD_AIR: Length = 11 * POINT;
const LABEL_AIR: Length = 10 * POINT;
/// How much further in a row stands for every step of its depth.
const DEPTH: Length = 10 * POINT;

/// Labels have room for this much before figures are set closer, in tenths of a millimetre.
const LABELS: u64 = 380;
/// A word that is longer is broken, in tenths of a millimetre.
const LONGEST_WORD: u64 = 450;
/// Columns of figures are alike and at most so wide, in tenths of a millimetre: among few, and among many.
const FEW: u64 = 230;
const MANY: u64 = 192;
/// A column of words asks for no more than this, in tenths of a millimetre, the longer its text the more.
const WIDEST_WORDS: [(u64, u64); 3] = [(3000, 620), (9000, 950), (u64::MAX, 4000)];

/// What the columns of a table ask for at the usual size.
struct Asked {
    /// The longest word of the labels, and the longest line.
    labels: (Length, Length),
    columns: Vec<AskedColumn>,
}

#[derive(Clone, Copy)]
struct AskedColumn {
    wordy: bool,
    /// What cannot be broken.
    least: Length,
    /// The longest line.
    most: Length,
    air: Length,
}

/// How a table is set on pages of a look; `lying` where those of its part lie on their side.
pub fn table(table: &Table, look: &Look, lying: bool) -> Setting {
    setting(table, look, lying, true)
}

/// As [`table`], never cut: what no page has room for is made as small as it must be.
pub fn uncut(table: &Table, look: &Look, lying: bool) -> Setting {
    setting(table, look, lying, false)
}

fn setting(table: &Table, look: &Look, lying: bool, may_cut: bool) -> Setting {
    let asked = Asked::of(table, look);
    let room = |lying| look.margins.room(lying);
    let area = |lying| tenths_of_millimetre(room(lying).0);
    let all = 0..table.columns().len();
    let ways = if lying { vec![true] } else { vec![false, true] };
    let whole = ways.iter().find_map(|way| Some((*way, asked.scale(&all, area(*way))?)));
    let (lies, pieces, scale) = match whole {
        Some((lies, scale)) => (lies, vec![all], scale),
        None if may_cut => {
            let (pieces, scale) = asked.cut(area(true));
            (true, pieces, scale)
        }
        None => {
            let scale = asked.tightest(&all, area(true));
            (true, vec![all], scale)
        }
    };
    let pieces: Vec<Piece> =
        pieces.into_iter().map(|columns| asked.piece(columns, area(lies), scale)).collect();
    let heights: Vec<Length> = table
        .rows()
        .map(|row| pieces.iter().map(|piece| height(row, piece, look, scale)).max().unwrap_or(0))
        .collect();
    let quarter = tenths_of_millimetre(room(lies).1) / 4;
    let mut of_rows = heights.iter().copied();
    let groups = table.groups().iter().map(|group| {
        let label = if group.label.is_some() { LINE * look_size(look, scale) / 1000 } else { 0 };
        label + of_rows.by_ref().take(group.rows.len()).sum::<Length>()
    });
    let groups: Vec<Length> = groups.collect();
    let head = 3 * LINE * look_size(look, scale) / 1000;
    Setting {
        turned: lies && !lying,
        scale,
        is_short: head + groups.iter().sum::<Length>() <= quarter,
        kept_groups: groups.iter().map(|group| *group <= quarter).collect(),
        tall_rows: heights.iter().map(|row| *row > quarter).collect(),
        pieces,
    }
}

/// From line to line, in thousandths of the size; and the air of a row.
const LINE: u64 = 1220;
const ROW_AIR: Length = 6 * POINT;

fn look_size(look: &Look, scale: u64) -> Length {
    set(look).scaled(scale).size()
}

fn set(look: &Look) -> Type {
    Type::new(look.faces.tables, look.sizes.table)
}

/// How high a row is, as far as can be told without setting it.
fn height(row: &Row, piece: &Piece, look: &Look, scale: u64) -> Length {
    let set = set(look).scaled(scale);
    let label =
        lines(&plain(&row.label), set, piece.labels.saturating_sub(LABEL_AIR + DEPTH * u64::from(row.depth)));
    let cells =
        row.cells[piece.columns.clone()].iter().zip(&piece.widths).map(|(cell, width)| match &cell.content {
            CellContent::Text(text) => lines(&plain(text), set, width.saturating_sub(WORD_AIR)),
            CellContent::Empty | CellContent::Figure(_) | CellContent::Nothing => 1,
        });
    let count = cells.chain([label]).max().unwrap_or(1);
    count * LINE * set.size() / 1000 + ROW_AIR
}

impl Asked {
    fn of(table: &Table, look: &Look) -> Self {
        let body = set(look);
        let head = Type::new(look.faces.tables, look.sizes.table_head).bold();
        let cap = tenths_of_millimetre(LONGEST_WORD);
        let depth = |row: &Row| DEPTH * u64::from(row.depth);
        let word_of = |text: &[Inline], of: Type| longest(plain(text).split_whitespace(), of);
        let line_of = |text: &[Inline], of: Type| longest(plain(text).lines(), of);
        let labels = table.rows().map(|row| {
            let of = if row.role == Role::Line { body } else { body.bold() };
            (depth(row) + word_of(&row.label, of).min(cap), depth(row) + line_of(&row.label, of))
        });
        let corner = [(longest(table.corner().split_whitespace(), head), longest([table.corner()], head))];
        let groups = table.groups().iter().filter_map(|group| group.label.as_deref());
        let groups = groups.map(|label| (word_of(label, body.bold()).min(cap), 0));
        let labels =
            labels.chain(corner).chain(groups).fold((0, 0), |all, one| (all.0.max(one.0), all.1.max(one.1)));
        let columns = (0..table.columns().len()).map(|at| {
            let title = &table.columns()[at].title;
            let wordy = table.has_words(at);
            let mut least = word_of(title, head);
            let mut most = line_of(title, head).min(tenths_of_millimetre(FEW)).max(least);
            for row in table.rows() {
                let of = if row.role == Role::Line { body } else { body.bold() };
                match &row.cells[at].content {
                    CellContent::Empty | CellContent::Nothing => {}
                    CellContent::Figure(figure) => {
                        let wide = width(&figure.text(&SWEDISH), of);
                        (least, most) = (least.max(wide), most.max(wide));
                    }
                    CellContent::Text(text) => {
                        least = least.max(word_of(text, of).min(cap));
                        most = most.max(line_of(text, of));
                    }
                }
            }
            AskedColumn {
                wordy,
                least,
                most: widest(most).max(least),
                air: if wordy { WORD_AIR } else { FIGURE_AIR },
            }
        });
        Self { columns: columns.collect(), labels }
    }

    /// What labels get at least: their longest word, and a whole line where it is short.
    fn least_labels(&self) -> Length {
        self.labels.0.max(self.labels.1.min(tenths_of_millimetre(LABELS)))
    }

    /// How much smaller these columns fit a width; nothing where that is too small.
    fn scale(&self, columns: &Range<usize>, area: Length) -> Option<u64> {
        let (text, air) = self.sum(columns);
        let scale = (area.saturating_sub(air) * 1000 / text.max(1)).min(1000);
        (scale >= SMALLEST).then_some(scale)
    }

    /// What labels and columns take: text, and air.
    fn sum(&self, columns: &Range<usize>) -> (Length, Length) {
        let of = &self.columns[columns.clone()];
        let text = self.least_labels() + of.iter().map(|column| column.least).sum::<Length>();
        (text, LABEL_AIR + of.iter().map(|column| column.air).sum::<Length>())
    }

    /// As few pieces as fit, alike in their number of columns, and the size of all. A single column that does not fit is
    /// made as small as it must be.
    fn cut(&self, area: Length) -> (Vec<Range<usize>>, u64) {
        let count = self.columns.len();
        let pieces = |number: usize| -> Vec<Range<usize>> {
            let size = count.div_ceil(number);
            (0..count).step_by(size).map(|from| from..(from + size).min(count)).collect()
        };
        for number in 2..=count {
            let cut = pieces(number);
            let scales: Option<Vec<u64>> = cut.iter().map(|columns| self.scale(columns, area)).collect();
            if let Some(least) = scales.and_then(|scales| scales.into_iter().min()) {
                return (cut, least);
            }
        }
        let cut = pieces(count.max(1));
        let scale = cut.iter().map(|columns| self.tightest(columns, area)).min();
        (cut, scale.unwrap_or(1000))
    }

    /// The size in which these columns fit, however small.
    fn tightest(&self, columns: &Range<usize>, area: Length) -> u64 {
        let (text, air) = self.sum(columns);
        (area.saturating_sub(air) * 1000 / text.max(1)).clamp(SMALLEST / 3, 1000)
    }

    fn piece(&self, columns: Range<usize>, area: Length, scale: u64) -> Piece {
        let of = &self.columns[columns.clone()];
        let scaled = |length: Length| (length * scale).div_ceil(1000);
        let least_labels = scaled(self.least_labels()) + LABEL_AIR;
        let needed: Vec<Length> = of.iter().map(|column| scaled(column.least) + column.air).collect();
        let figures = of.iter().filter(|column| !column.wordy).count() as u64;
        let wordy = figures < of.len() as u64;
        let spare = area.saturating_sub(least_labels + needed.iter().sum::<Length>());
        let usual = if figures >= if wordy { 3 } else { 5 } { MANY } else { FEW };
        let widths = even(of, &needed, spare, tenths_of_millimetre(usual), figures);
        let left = area.saturating_sub(least_labels + widths.iter().sum::<Length>());
        let (labels, widths) = self.shared(of, least_labels, widths, left, scale);
        Piece { columns, labels, widths }
    }

    /// What is left of the width goes to labels and columns of words, as far as their lines are longer than their room.
    fn shared(
        &self,
        of: &[AskedColumn],
        labels: Length,
        mut widths: Vec<Length>,
        left: Length,
        scale: u64,
    ) -> (Length, Vec<Length>) {
        let want = |most: Length, air: Length, has: Length| (most * scale / 1000 + air).saturating_sub(has);
        let most_labels = widest(self.labels.1);
        let of_labels = want(most_labels, LABEL_AIR, labels);
        let wants: Vec<Length> = of
            .iter()
            .zip(&widths)
            .map(|(column, has)| if column.wordy { want(column.most, column.air, *has) } else { 0 })
            .collect();
        let all = of_labels + wants.iter().sum::<Length>();
        let given = |want: Length| if all > left { want * left / all.max(1) } else { want };
        for (width, want) in widths.iter_mut().zip(&wants) {
            *width += given(*want);
        }
        let wordy = wants.len() as u64 - of.iter().filter(|column| !column.wordy).count() as u64;
        let rest =
            left.saturating_sub(given(of_labels) + wants.iter().map(|want| given(*want)).sum::<Length>());
        // What nobody asks for is air between labels and figures, and among words.
        let each = rest / (wordy + 1);
        for (width, column) in widths.iter_mut().zip(of) {
            *width += if column.wordy { each } else { 0 };
        }
        (labels + given(of_labels) + rest - each * wordy, widths)
    }
}

/// Columns of figures as wide as each other where there is room, else with some air of what is left.
fn even(of: &[AskedColumn], needed: &[Length], spare: Length, usual: Length, figures: u64) -> Vec<Length> {
    let widened = |least: Length| -> Vec<Length> {
        let widen = |(column, needed): (&AskedColumn, &Length)| {
            if column.wordy { *needed } else { least.max(*needed) }
        };
        of.iter().zip(needed).map(widen).collect()
    };
    let total = needed.iter().sum::<Length>();
    let alike = widened(usual);
    if alike.iter().sum::<Length>() <= total + spare {
        return alike;
    }
    let widest = of.iter().zip(needed).filter(|(column, _)| !column.wordy).map(|(_, needed)| *needed).max();
    let alike = widened(widest.unwrap_or(0));
    if alike.iter().sum::<Length>() <= total + spare {
        return alike;
    }
    let air = (spare / figures.max(1)).min(4 * POINT);
    of.iter().zip(needed).map(|(column, needed)| if column.wordy { *needed } else { needed + air }).collect()
}

/// What a column of words asks for, by its longest line.
fn widest(line: Length) -> Length {
    let step =
        WIDEST_WORDS.iter().find(|(up_to, _)| *up_to == u64::MAX || line <= tenths_of_millimetre(*up_to));
    step.map_or(line, |(_, most)| line.min(tenths_of_millimetre(*most)))
}

fn longest<'a>(words: impl IntoIterator<Item = &'a str>, of: Type) -> Length {
    words.into_iter().map(|word| width(word, of)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests;
