//! Contracts of a sheet: each post is one, from a first to a last day for a fee a year, and columns tell how much of the
//! fees falls due in which years after the balance date.

use super::fields::Fields;
use super::yaml::Node;
use crate::diagnostic::{Findings, Problem};
use crate::project::source::Spanned;

/// The columns that make a post a contract, by key.
#[derive(Clone, Debug, PartialEq)]
pub struct Contracts {
    /// The column of words with its number.
    pub number: Spanned<String>,
    /// The column of dates with its first day.
    pub first: Spanned<String>,
    /// The column of dates with its last day.
    pub last: Spanned<String>,
    /// The column with its fee a year.
    pub fee: Spanned<String>,
}

/// Whole years after the balance date: more than `after`, and not more than `until` where there is an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Years {
    /// Where they begin.
    pub after: u8,
    /// Where they end, after the beginning.
    pub until: Option<u8>,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    /// Dates.
    Dates,
    /// Amounts, entered or computed.
    #[default]
    Figures,
    /// Words.
    Words,
}

pub(super) const HOLDS: [(&str, Holds); 3] =
    [("datum", Holds::Dates), ("ord", Holds::Words), ("tal", Holds::Figures)];

/// Reads which columns make a post a contract.
pub(super) fn contracts(node: &Node, findings: &mut Findings) -> Option<Contracts> {
    let mut fields = Fields::open(node, findings)?;
    let number = fields.need_word("nummer", findings);
    let first = fields.need_word("start", findings);
    let last = fields.need_word("slut", findings);
    let fee = fields.need_word("årsavgift", findings);
    fields.close(findings);
    Some(Contracts { number: number?, first: first?, last: last?, fee: fee? })
}

/// Reads the years of a column: `0–1`, `1–5` or `5–`. What cannot be read is reported, and all years put in its place.
pub(super) fn years(written: Spanned<String>, findings: &mut Findings) -> Spanned<Years> {
    let read = |text: &str| text.trim().parse::<u8>().ok().filter(|years| *years < 100);
    let found = written.value.split_once(['–', '-']).and_then(|(after, until)| {
        let after = read(after)?;
        let until = if until.trim().is_empty() { None } else { Some(read(until).filter(|it| *it > after)?) };
        Some(Years { after, until })
    });
    if found.is_none() {
        findings.add(written.span, Problem::WrongYears { text: written.value });
    }
    Spanned::new(found.unwrap_or(Years { after: 0, until: None }), written.span)
}
