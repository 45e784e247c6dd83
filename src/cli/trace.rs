//! `tertial trace`: where a figure comes from, and every place that prints it.

use std::fmt::Write;

use super::arguments::TraceOptions;
use super::facts::{gather, tell_errors};
use super::words::Words;
use super::{FOUND, GOOD, folder, say, tell, unreadable};
use crate::document::tree::Stage;
use crate::figures::facts::{Fact, Facts, Step, StepKind, YearPart};
use crate::figures::figure::Figure;
use crate::figures::money::{Amount, SWEDISH};
use crate::pipeline;
use crate::project::source::{Sources, Span};

/// Prints one tree for every figure that was asked for.
pub(super) fn trace(options: &TraceOptions, words: &Words) -> u8 {
    let folder = folder(options.folder.as_deref());
    let project = match pipeline::read(&folder, Stage::Draft) {
        Ok(project) => project,
        Err(error) => return unreadable(&folder, &error, words),
    };
    tell_errors(&project, words);
    let facts = gather(&project);
    match facts.find(&options.asked) {
        Ok(found) => {
            let shown = found.into_iter().map(|fact| tree(fact, &facts, &project.sources, words));
            say(&shown.collect::<Vec<_>>().join("\n"));
            GOOD
        }
        Err(why) => {
            tell(&words.not_found(&options.asked, &why));
            FOUND
        }
    }
}

fn tree(fact: &Fact<'_>, facts: &Facts<'_>, sources: &Sources, words: &Words) -> String {
    let figure = fact.figure;
    let mut text = words.traced(&figure.cell().to_string(), &with_unit(figure), figure.rounded().exact());
    let lines: Vec<_> = facts.trace(fact).iter().map(|step| line(step, sources, words)).collect();
    let _ = write!(text, "\n{}\n{}", words.comes_from(), columns(&lines, 1));
    let lines: Vec<_> = fact
        .printings
        .iter()
        .map(|printing| {
            let shown = &printing.shown;
            let (number, within) = (with_unit(shown.figure), words.within(shown.within).to_owned());
            [within, number, printing.headings.join(" › "), place(shown.at, sources)]
        })
        .collect();
    let _ = write!(text, "\n{}\n{}", words.printed_at(lines.len()), columns(&lines, 1));
    text
}

/// A line of the tree: the cell, its number, how it came about, and where.
fn line(step: &Step<'_, '_>, sources: &Sources, words: &Words) -> [String; 4] {
    let indented = |name: &str| format!("{:width$}{name}", "", width = 2 * step.depth);
    let (fact, how, at) = match &step.kind {
        StepKind::Above(fact) => (fact, words.above().to_owned(), None),
        StepKind::Deeper(fact) => (fact, words.deeper(&fact.figure.cell().to_string()), None),
        StepKind::Figure(fact) => {
            let rounded = fact.figure.rounded();
            let hidden = (!rounded.is_exact()).then(|| rounded.exact());
            (fact, words.how(&fact.how, hidden), Some(fact.how.at()))
        }
        StepKind::Period(period) => {
            let YearPart { months, share } = period;
            let even = format!("{}/12", months.last - months.first + 1);
            let part = if *share == months.fraction() { even } else { Amount::share(*share).to_string() };
            let named = words.months(months.first, months.last, months.year);
            return [indented("period"), part, named, place(months.span, sources)];
        }
    };
    let name = indented(&fact.figure.cell().to_string());
    [name, with_unit(fact.figure), how, at.map_or(String::new(), |at| place(at, sources))]
}

fn with_unit(figure: &Figure) -> String {
    let digits = figure.text(&SWEDISH);
    match figure.rounded().rounding().scale.word() {
        Some(unit) => format!("{digits} {unit}"),
        None => digits,
    }
}

fn place(at: Span, sources: &Sources) -> String {
    sources.place(at).to_string()
}

/// Lines in columns; the one with this number is set to the right.
fn columns(lines: &[[String; 4]], right: usize) -> String {
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 4] = std::array::from_fn(width);
    let mut text = String::new();
    for line in lines {
        let mut shown = String::new();
        for (column, words) in line.iter().enumerate() {
            let width = widths[column];
            let _ = if column == right {
                write!(shown, "  {words:>width$}")
            } else {
                write!(shown, "  {words:<width$}")
            };
        }
        let _ = writeln!(text, "{}", shown.trim_end());
    }
    text
}
