//! What is wrong, where, and what to do: one type for every mistake an author can make.
//!
//! Findings are collected all along and shown once, together. A [`Problem`] carries facts, never sentences; the
//! sentences stand in [`Language`]'s two catalogues, each one exhaustive match.

mod english;
mod pages;
mod problem;
mod render;
mod swedish;

use crate::project::source::Span;

pub use pages::explanation;
pub use problem::{
    ChartPart, Construct, Fault, Kind, NameOf, NoteTwice, PeriodFault, PictureFault, Problem, Syntax,
    Unplaced, UnreadFile, Wordless,
};
pub use render::{Style, render};

/// A mistake at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where.
    pub at: Span,
    /// What.
    pub problem: Problem,
    /// A second place that belongs to it: the first of two with the same name.
    pub other: Option<Span>,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be made from it.
    Error,
    /// A draft shows the place marked; a final document is refused.
    Final,
    /// Worth a look; stops nothing.
    Warning,
    /// Told in every report, so that it is never silent.
    Notice,
}

/// The language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Swedish.
    Swedish,
}

/// What has been found so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    list: Vec<Diagnostic>,
}

/// Proof that a finding was recorded for what went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reported(());

impl Findings {
    /// Records a problem.
    pub fn add(&mut self, at: Span, problem: Problem) -> Reported {
        self.list.push(Diagnostic { at, problem, other: None });
        Reported(())
    }

    /// Records a problem that two places share.
    pub fn add_two(&mut self, at: Span, problem: Problem, other: Span) -> Reported {
        self.list.push(Diagnostic { at, problem, other: Some(other) });
        Reported(())
    }

    /// All findings by place.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<_> = self.list.iter().collect();
        all.sort_by_key(|found| found.at);
        all
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|found| found.problem.severity() == severity).count()
    }

    /// No finding stands in the way of pages.
    pub fn allow_draft(&self) -> bool {
        self.count(Severity::Error) == 0
    }

    /// No finding stands in the way of a final document.
    pub fn allow_final(&self) -> bool {
        self.allow_draft() && self.count(Severity::Final) == 0
    }

    /// Keeps only the findings of these severities or worse.
    pub fn at_least(&self, least: Severity) -> Self {
        let worse = |found: &&Diagnostic| found.problem.severity() <= least;
        Self { list: self.list.iter().filter(worse).cloned().collect() }
    }
}

/// A text as it is quoted in a message: what nobody sees is made visible, what is long is cut.
fn legible(text: &str) -> String {
    let visible = |c: char| if is_invisible(c) { char::REPLACEMENT_CHARACTER } else { c };
    let cut = text.char_indices().nth(LONGEST_QUOTE).map_or(text, |(end, _)| &text[..end]);
    let shown: String = cut.chars().map(visible).collect();
    if cut.len() < text.len() { format!("{shown}…") } else { shown }
}

/// A text that is told in full, on one line: what nobody sees is made visible.
fn whole(text: &str) -> String {
    let visible = |c: char| match c {
        '\n' | '\t' => ' ',
        c if is_invisible(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.chars().take(LONGEST_TOLD).map(visible).collect()
}

/// More is not told of a text, in characters; no paragraph of a report is as long.
const LONGEST_TOLD: usize = 4000;

/// More names are not listed in a message.
const MOST_NAMES: usize = 24;

/// More is not quoted of a text, in characters.
const LONGEST_QUOTE: usize = 60;

/// A difference without its spaces: `vp-utfall`, where both are names.
fn is_difference(name: &str, known: &[String]) -> bool {
    name.contains(['-', '−']) && name.split(['-', '−']).all(|part| known.iter().any(|name| name == part))
}

/// A control, a mark that turns the direction of writing, or another character without a form of its own.
pub fn is_invisible(c: char) -> bool {
    let mark =
        matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    mark || c == '\u{feff}' || c.is_control()
}

/// Names longer than this are compared with nothing: the comparison takes time by the product of the lengths.
const LONGEST_NAME: usize = 100;

/// The name in `known` nearest to `wrong`, when it is near enough to be meant.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    if wrong.len() > LONGEST_NAME {
        return None;
    }
    let wrong = wrong.to_lowercase();
    let length = wrong.chars().count();
    let slips = (length / 3).max(1);
    let begins = |name: &str| wrong.len() > 2 && name.starts_with(&wrong);
    let known = known.into_iter().filter(|name| {
        name.len() <= LONGEST_NAME && (name.chars().count().abs_diff(length) <= slips || begins(name))
    });
    let distance = |name: &str| strsim::damerau_levenshtein(&wrong, &name.to_lowercase());
    let best = known.map(|name| (distance(name), name)).min()?;
    let near = best.0 <= slips || begins(best.1);
    near.then(|| best.1.to_owned())
}
