//! What the fields of a record mean: accounts, years, amounts, months and days.

use std::borrow::Cow;

use time::{Date, Month};

use super::fields::{Broken, Fields};
use crate::diagnostic::Fault;

/// Why a record is left out.
pub(super) enum Refused {
    /// For an amount that is none.
    Amount(String),
    /// For this fault.
    For(Fault),
    /// Told already.
    Told,
}

impl From<Broken> for Refused {
    fn from(broken: Broken) -> Self {
        Self::For(match broken {
            Broken::Brace => Fault::Brace,
            Broken::Quote => Fault::Quote,
        })
    }
}

/// A value of a record.
pub(super) type Read<T = ()> = Result<T, Refused>;

/// The next field, which the record must have.
pub(super) fn need<'a>(fields: &mut Fields<'a>) -> Read<Cow<'a, str>> {
    fields.text()?.ok_or_else(|| Refused::For(Fault::Fields { label: String::new() }))
}

/// An account, or the number of a dimension.
pub(super) fn number(fields: &mut Fields<'_>) -> Read<u32> {
    let text = need(fields)?;
    whole(text.as_bytes()).ok_or_else(|| Refused::For(Fault::Number { text: text.into_owned() }))
}

/// At most nine digits.
pub(super) fn whole(text: &[u8]) -> Option<u32> {
    if !(1..=9).contains(&text.len()) {
        return None;
    }
    u32::try_from(digits(0, text)?).ok()
}

/// A year by its distance from the one of the file: 0, -1.
pub(super) fn year(fields: &mut Fields<'_>) -> Read<i8> {
    let text = need(fields)?;
    text.parse().map_err(|_| Refused::For(Fault::Number { text: text.into_owned() }))
}

/// An amount in öre: digits, at most two decimals after a point, a minus before (4B, 5.9).
pub(super) fn amount(fields: &mut Fields<'_>) -> Read<i64> {
    let text = need(fields)?;
    ore(text.as_bytes()).ok_or_else(|| Refused::Amount(text.into_owned()))
}

/// Digits of whole kronor, so that öre fit 64 bits; a hundred times all money there is.
const MAX_WHOLE: usize = 16;

/// An amount in öre, where the text is one.
pub(super) fn ore(text: &[u8]) -> Option<i64> {
    let (negative, kronor) = match text {
        [b'-', kronor @ ..] => (true, kronor),
        kronor => (false, kronor),
    };
    let (whole, part) = match kronor {
        [whole @ .., b'.', tenths, hundredths] => (whole, [*tenths, *hundredths]),
        kronor => parted(kronor)?,
    };
    if !(1..=MAX_WHOLE).contains(&whole.len()) {
        return None;
    }
    let ore = digits(digits(0, whole)?, &part)?;
    Some(if negative { -ore } else { ore })
}

/// The digits of kronor and the two of öre, of which one, both or the point with them may be left out; zeros after them
/// say nothing.
fn parted(kronor: &[u8]) -> Option<(&[u8], [u8; 2])> {
    let Some(point) = kronor.iter().position(|byte| *byte == b'.') else {
        return Some((kronor, [b'0'; 2]));
    };
    let (whole, part) = (&kronor[..point], &kronor[point + 1..]);
    let hundredths = part.get(1).copied().unwrap_or(b'0');
    let exact = part.iter().skip(2).all(|byte| *byte == b'0');
    Some((whole, [*part.first()?, hundredths])).filter(|_| exact)
}

/// A number with further digits written after it.
fn digits(number: i64, text: &[u8]) -> Option<i64> {
    text.iter().try_fold(number, |number, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit < 10).then(|| number * 10 + i64::from(digit))
    })
}

/// The month of a booking's own day, where it has one.
pub(super) fn own_month(fields: &mut Fields<'_>) -> Read<Option<u32>> {
    match fields.text()? {
        Some(day) if !day.is_empty() => month_of_day(&day).map(Some),
        _ => Ok(None),
    }
}

/// `20060815` as `200608`.
pub(super) fn month_of_day(text: &str) -> Read<u32> {
    let day = if text.len() == 8 { whole(text.as_bytes()) } else { None };
    let day = day.filter(|day| is_month(day / 100) && (1..=last_day(day / 100)).contains(&(day % 100)));
    day.map(|day| day / 100).ok_or_else(|| no_date(text))
}

/// `200608`.
pub(super) fn month(text: &str) -> Read<u32> {
    let month = if text.len() == 6 { whole(text.as_bytes()) } else { None };
    month.filter(|month| is_month(*month)).ok_or_else(|| no_date(text))
}

/// The last day of a month `200608`.
fn last_day(month: u32) -> u32 {
    let year = month / 100;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month % 100 {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn is_month(month: u32) -> bool {
    (1..=12).contains(&(month % 100))
}

/// `20060815`.
pub(super) fn date(text: &str) -> Read<Date> {
    let month = month_of_day(text)?;
    let year = i32::try_from(month / 100).ok();
    let of_year = u8::try_from(month % 100).ok().and_then(|month| Month::try_from(month).ok());
    let day = text[6..].parse().ok();
    let date = year.zip(of_year).zip(day);
    let date = date.and_then(|((year, month), day)| Date::from_calendar_date(year, month, day).ok());
    date.ok_or_else(|| no_date(text))
}

fn no_date(text: &str) -> Refused {
    Refused::For(Fault::Date { text: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_eight_digits() {
        for (text, read) in [
            ("20060815", Some(200_608)),
            ("20241231", Some(202_412)),
            ("20060800", None),
            ("20060832", None),
            ("20061315", None),
            ("200608+5", None),
            ("2006-8-5", None),
            ("060815", None),
            ("2006081å", None),
            ("", None),
        ] {
            assert_eq!(month_of_day(text).ok(), read, "{text}");
        }
        assert!(date("20240229").is_ok() && date("20230229").is_err());
    }

    #[test]
    fn an_amount_is_whole_ore() {
        for (text, read) in [
            ("0", Some(0)),
            ("10", Some(1_000)),
            ("0.5", Some(50)),
            ("-1.25", Some(-125)),
            ("2.500", Some(250)),
            ("007", Some(700)),
            ("-9999999999999999.99", Some(-999_999_999_999_999_999)),
            ("99999999999999999", None),
            ("2.505", None),
            ("1.2.3", None),
            ("1.2.30", None),
            ("1..5", None),
            ("5.", None),
            (".5", None),
            (".50", None),
            ("-", None),
            ("", None),
            ("--1", None),
            ("+1", None),
            ("1,50", None),
            ("1 000", None),
            ("1e3", None),
        ] {
            assert_eq!(ore(text.as_bytes()), read, "{text}");
        }
    }
}
