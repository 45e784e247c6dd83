//! Tables that came back. They are the program's: what was typed into one is told with its cell, never written.

use std::collections::BTreeMap;

use super::align::{Side, pairs};
use super::line::Line;
use super::printed::{Printed, PrintedTable};
use super::sent::{cells, is_table};
use super::token::{Token, of_line, text};
use crate::diagnostic::{Dropped, Findings, Problem};
use crate::edits::base::{Base, Kept, Key, Piece};

/// Which tables came back.
#[derive(Default)]
pub(super) struct Compared {
    /// The key of what each table was sent as, by its number.
    pub(super) of: BTreeMap<usize, Key>,
    /// The tables that were not sent, with what they say.
    pub(super) new: BTreeMap<usize, String>,
}

/// Tells which cells of the tables differ from what was sent. A table is known by its key; without one, by what it says
/// in the order of the others.
pub(super) fn compare(base: &Base, now: &Printed, lines: &[Line], findings: &mut Findings) -> Compared {
    let mut came: BTreeMap<usize, Vec<&Line>> = BTreeMap::new();
    for line in lines {
        if let Some(at) = line.cell {
            came.entry(at.table).or_default().push(line);
        }
    }
    let kept: Vec<&Kept> = base.blocks.iter().filter(|kept| is_table(kept)).collect();
    let (numbers, came): (Vec<usize>, Vec<Vec<&Line>>) = came.into_iter().unzip();
    let before: Vec<Words> = kept.iter().map(|kept| Words::of(vec![kept.key.clone()], words(kept))).collect();
    let keys = |lines: &[&Line]| lines.iter().flat_map(|line| line.keys.clone()).collect();
    let after: Vec<Words> = came.iter().map(|lines| Words::of(keys(lines), said(lines))).collect();
    let of = pairs(
        &before.iter().map(Words::side).collect::<Vec<_>>(),
        &after.iter().map(Words::side).collect::<Vec<_>>(),
    );
    let mut compared = Compared::default();
    for (at, of) in of.iter().enumerate() {
        match of {
            Some(of) => drop(compared.of.insert(numbers[at], kept[*of].key.clone())),
            None => {
                let text = after[at].text.clone();
                compared.new.extend((!text.is_empty()).then_some((numbers[at], text)));
            }
        }
    }
    for (number, kept) in kept.iter().enumerate() {
        let shows =
            |table: &&PrintedTable| table.figures.iter().map(|(cell, _)| cell.as_str()).eq(cells(kept));
        // A table that the files show no longer has nothing to be compared with.
        let Some(table) = now.tables.iter().find(shows) else { continue };
        match of.iter().position(|of| *of == Some(number)) {
            Some(at) => one(kept, table, &said(&came[at]), findings),
            None => {
                let printed = words(kept).join(" ");
                findings.add(table.span, Problem::WordFixed { printed, typed: String::new() });
            }
        }
    }
    compared
}

/// A table as it is paired.
struct Words {
    keys: Vec<Key>,
    text: String,
    tokens: Vec<Token>,
}

impl Words {
    fn of(keys: Vec<Key>, cells: Vec<String>) -> Self {
        let text = cells.join(" ");
        let run = super::line::Run { text: text.clone(), ..super::line::Run::default() };
        let tokens = of_line(&Line { runs: vec![run], ..Line::default() });
        Self { keys, text, tokens }
    }

    fn side(&self) -> Side<'_> {
        Side { keys: &self.keys, signature: &self.text, tokens: &self.tokens }
    }
}

fn one(kept: &Kept, table: &PrintedTable, came: &[String], findings: &mut Findings) {
    let sent = words(kept);
    if sent.len() != came.len() {
        let new = came.iter().filter(|cell| !sent.contains(cell)).cloned().collect::<Vec<_>>();
        let gone = sent.iter().filter(|cell| !came.contains(cell)).cloned().collect::<Vec<_>>();
        let (printed, typed) = (gone.join(" "), new.join(" "));
        let problem = match gone.is_empty() {
            true => Problem::WordDropped { what: Dropped::Row, text: typed },
            false => Problem::WordFixed { printed, typed },
        };
        findings.add(table.span, problem);
        return;
    }
    let pieces = kept.printed.iter().filter(|piece| !piece.printed().trim().is_empty());
    for ((piece, printed), typed) in
        pieces.zip(sent).zip(came).filter(|((_, printed), typed)| printed != *typed)
    {
        let typed = typed.clone();
        match piece {
            Piece::Instead { cell: Some(cell), .. } => {
                let place = table.figures.iter().find(|(name, _)| name == cell);
                let at = place.map_or(table.span, |(_, at)| *at);
                findings.add(at, Problem::WordFigure { cell: cell.clone(), printed, typed });
            }
            Piece::Instead { cell: None, .. } | Piece::Words(_) => {
                findings.add(table.span, Problem::WordFixed { printed, typed });
            }
        }
    }
}

/// The cells of a table as it was sent, but the empty ones.
fn words(kept: &Kept) -> Vec<String> {
    let cells = kept.printed.iter().map(|piece| folded(piece.printed()));
    cells.filter(|cell| !cell.is_empty()).collect()
}

/// The cells of a table that came back, but the empty ones.
fn said(lines: &[&Line]) -> Vec<String> {
    let cells = lines.iter().map(|line| text(&of_line(line)).trim().to_owned());
    cells.filter(|cell| !cell.is_empty()).collect()
}

fn folded(text: &str) -> String {
    let run = super::line::Run { text: text.to_owned(), ..super::line::Run::default() };
    let line = Line { runs: vec![run], ..Line::default() };
    self::text(&of_line(&line)).trim().to_owned()
}
