//! Dates in text that no calendar has: `den 31 september 2006`, `2006-02-30`.

use std::ops::Range;

use time::{Date, Month};

use super::passage::Passage;
use crate::diagnostic::{Findings, Problem};
use crate::document::reading::MONTHS;
use crate::project::source::Sources;

/// A year with a leap day, for dates that name none.
const LEAP_YEAR: i32 = 2004;

pub(super) fn check(passages: &[Passage], sources: &Sources, findings: &mut Findings) {
    for passage in passages {
        for range in impossible(&passage.text) {
            if let Some(at) = passage.place(&range, sources) {
                findings.add(at, Problem::ImpossibleDate { text: passage.text[range].to_owned() });
            }
        }
    }
}

fn impossible(text: &str) -> Vec<Range<usize>> {
    let words: Vec<(usize, &str)> = words(text).collect();
    let mut list = Vec::new();
    for (at, (start, word)) in words.iter().enumerate() {
        let numeric = word.split('-').map(str::parse).collect::<Result<Vec<i32>, _>>().unwrap_or_default();
        if let ([year, month, day], 10) = (numeric.as_slice(), word.len())
            && !exists(*year, *month, *day)
        {
            list.push(*start..start + word.len());
        }
        let month = words.get(at + 1).and_then(|(_, next)| MONTHS.iter().position(|month| month == next));
        if let (Some(month), Ok(day)) = (month, word.parse::<i32>()) {
            let year = words.get(at + 2).and_then(|(_, year)| year.parse().ok()).filter(|year| *year > 1000);
            let (next, name) = words[at + 1];
            if !exists(year.unwrap_or(LEAP_YEAR), i32::try_from(month + 1).unwrap_or(0), day) {
                list.push(*start..next + name.len());
            }
        }
    }
    list
}

fn exists(year: i32, month: i32, day: i32) -> bool {
    let month = u8::try_from(month).ok().and_then(|month| Month::try_from(month).ok());
    let day = u8::try_from(day).ok();
    month.zip(day).is_some_and(|(month, day)| Date::from_calendar_date(year, month, day).is_ok())
}

/// The words of a text without the signs around them, each with the byte it begins at.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let placed = text.split_inclusive(char::is_whitespace).scan(0, |from, word| {
        let start = *from;
        *from += word.len();
        Some((start, word))
    });
    let bare = placed.map(|(start, word)| {
        let inner = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        (start + word.len() - inner.len(), inner.trim_end_matches(|c: char| !c.is_alphanumeric()))
    });
    bare.filter(|(_, word)| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_that_no_calendar_has_are_found() {
        let found =
            |text: &'static str| impossible(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(found("den 31 september 2006, per den 2006-02-30."), ["31 september", "2006-02-30"]);
        assert!(found("den 29 februari, den 15 september 2006 och 2006-08-31, 2006-2010").is_empty());
        assert_eq!(found("den 29 februari 2006"), ["29 februari"]);
    }
}
