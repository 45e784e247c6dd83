//! Dates in running text: `den 6 december 2006` and `2006-12-06`, where the calendar has them.

use std::ops::Range;

use time::{Date, Month};

use crate::document::reading::MONTHS;

/// The dates of a text with the bytes they stand at, in order.
pub(super) fn dates(text: &str) -> Vec<(Range<usize>, Date)> {
    let words: Vec<Range<usize>> = words(text).collect();
    let mut found: Vec<(Range<usize>, Date)> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let following = |step: usize| words.get(at + step).map(|range| (range, &text[range.clone()]));
        if let Some(date) = numeric(&text[word.clone()]) {
            found.push((word.clone(), date));
        } else if let (Some((_, month)), Some((end, year))) = (following(1), following(2))
            && let Some(date) = spelt(&text[word.clone()], month, year)
        {
            found.push((word.start..end.end, date));
        }
    }
    found
}

/// ISO 8601: `2006-12-06`.
fn numeric(word: &str) -> Option<Date> {
    let [year, month, day] = word.split('-').collect::<Vec<_>>().try_into().ok()?;
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    (digits(year, 4) && digits(month, 2) && digits(day, 2)).then_some(())?;
    date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn spelt(day: &str, month: &str, year: &str) -> Option<Date> {
    let month = MONTHS.iter().position(|name| month.eq_ignore_ascii_case(name))?;
    (year.len() == 4).then_some(())?;
    date(year.parse().ok()?, u8::try_from(month + 1).ok()?, day.parse().ok()?)
}

fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

/// The words of a text without the signs around them.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    text.split_inclusive(char::is_whitespace).filter_map(move |word| {
        let start = from;
        from += word.len();
        let left = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let bare = left.trim_end_matches(|c: char| !c.is_alphanumeric());
        let start = start + word.len() - left.len();
        (!bare.is_empty()).then_some(start..start + bare.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_where_the_calendar_has_them() {
        let text = "Stockholm den 6 december 2006, senast 2007-01-31. Inte 31 februari 2006, 12 mars eller 2006-13-01.";
        let found: Vec<_> = dates(text).into_iter().map(|(at, date)| (&text[at], date.to_string())).collect();
        assert_eq!(
            found,
            [("6 december 2006", "2006-12-06".to_owned()), ("2007-01-31", "2007-01-31".to_owned())]
        );
    }
}
