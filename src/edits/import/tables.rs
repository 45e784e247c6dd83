//! Tables that came back. They are the program's: what was typed into one is told with its cell, never written.

use std::collections::BTreeMap;

use super::line::Line;
use super::printed::{Printed, PrintedTable};
use super::sent::{cells, is_table};
use super::token::{of_line, text};
use crate::diagnostic::{Findings, Problem};
use crate::edits::base::{Base, Kept, Piece};

/// Tells which cells of the tables differ from what was sent.
pub(super) fn compare(base: &Base, now: &Printed, lines: &[Line], findings: &mut Findings) {
    let mut came: BTreeMap<usize, Vec<&Line>> = BTreeMap::new();
    for line in lines {
        if let Some(at) = line.cell {
            came.entry(at.table).or_default().push(line);
        }
    }
    let mut came: Vec<Vec<&Line>> = came.into_values().collect();
    for kept in base.blocks.iter().filter(|kept| is_table(kept)) {
        let keyed = came.iter().position(|lines| lines.iter().any(|line| line.keys.contains(&kept.key)));
        let alike = || came.iter().position(|lines| said(lines).first() == words(kept).first());
        let lines = keyed.or_else(alike).map(|at| came.swap_remove(at));
        let shows =
            |table: &&PrintedTable| table.figures.iter().map(|(cell, _)| cell.as_str()).eq(cells(kept));
        // A table that the files show no longer has nothing to be compared with.
        let Some(table) = now.tables.iter().find(shows) else { continue };
        match lines {
            Some(lines) => one(kept, table, &said(&lines), findings),
            None => {
                let printed = words(kept).join(" ");
                findings.add(table.span, Problem::WordFixed { printed, typed: String::new() });
            }
        }
    }
    for lines in came {
        let text = said(&lines).join(" ");
        let near = now.passages.first().map(|passage| passage.span);
        if let Some(span) = near.filter(|_| !text.is_empty()) {
            findings.add(span, Problem::WordUnplaced { text, why: crate::diagnostic::Unplaced::Table });
        }
    }
}

fn one(kept: &Kept, table: &PrintedTable, came: &[String], findings: &mut Findings) {
    let sent = words(kept);
    if sent.len() != came.len() {
        let new = came.iter().filter(|cell| !sent.contains(cell)).cloned().collect::<Vec<_>>();
        let gone = sent.iter().filter(|cell| !came.contains(cell)).cloned().collect::<Vec<_>>();
        findings.add(table.span, Problem::WordFixed { printed: gone.join(" "), typed: new.join(" ") });
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
