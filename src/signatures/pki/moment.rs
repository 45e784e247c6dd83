//! Times of certificates and timestamps, which are UTC to the second.

use time::{Date, Month, PrimitiveDateTime, Time, UtcDateTime};

use super::der::{Element, GENERALIZED_TIME, Malformed, UTC_TIME};

/// Reads a `UTCTime` or `GeneralizedTime` as DER and RFC 5280 4.1.2.5 have them; a fraction of a second, which RFC 3161
/// allows, is dropped.
pub(crate) fn read(element: &Element<'_>) -> Result<UtcDateTime, Malformed> {
    let digits = element.value.strip_suffix(b"Z").ok_or(Malformed::Shape)?;
    match element.tag {
        UTC_TIME if digits.len() == 12 => {
            let year = number(&digits[..2])?;
            moment(if year < 50 { 2000 + year } else { 1900 + year }, &digits[2..])
        }
        GENERALIZED_TIME if digits.len() >= 14 => {
            let (whole, fraction) = digits.split_at(14);
            if !fraction.is_empty() {
                let digits = fraction.strip_prefix(b".").ok_or(Malformed::Shape)?;
                number(digits.get(..9).unwrap_or(digits))?;
            }
            moment(number(&whole[..4])?, &whole[4..])
        }
        _ => Err(Malformed::Shape),
    }
}

/// Reads what a person writes: `2026-11-24`, which is its first moment, or `2026-11-24T12:30:00Z`, both UTC.
#[must_use]
pub fn written(text: &str) -> Option<UtcDateTime> {
    let digits = match text.len() {
        10 => format!("{text}T00:00:00Z"),
        _ => text.to_owned(),
    };
    let shape = |(index, byte): (usize, u8)| match index {
        4 | 7 => byte == b'-',
        10 => byte == b'T',
        13 | 16 => byte == b':',
        19 => byte == b'Z',
        _ => byte.is_ascii_digit(),
    };
    if digits.len() != 20 || !digits.bytes().enumerate().all(shape) {
        return None;
    }
    let digits: Vec<u8> = digits.bytes().filter(u8::is_ascii_digit).collect();
    moment(number(&digits[..4]).ok()?, &digits[4..]).ok()
}

/// Writes a moment as [`written`] reads it.
#[must_use]
pub fn text(moment: UtcDateTime) -> String {
    let (year, month, day) = (moment.year(), u8::from(moment.month()), moment.day());
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        moment.hour(),
        moment.minute(),
        moment.second()
    )
}

/// Month, day, hour, minute and second, two digits each.
fn moment(year: u32, digits: &[u8]) -> Result<UtcDateTime, Malformed> {
    let part = |index: usize| -> Result<u8, Malformed> {
        u8::try_from(number(&digits[index * 2..index * 2 + 2])?).map_err(|_| Malformed::Shape)
    };
    let date = || {
        let month = Month::try_from(part(0).ok()?).ok()?;
        Date::from_calendar_date(i32::try_from(year).ok()?, month, part(1).ok()?).ok()
    };
    let time = || Time::from_hms(part(2).ok()?, part(3).ok()?, part(4).ok()?).ok();
    let (date, time) = date().zip(time()).ok_or(Malformed::Shape)?;
    Ok(PrimitiveDateTime::new(date, time).as_utc())
}

fn number(digits: &[u8]) -> Result<u32, Malformed> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(Malformed::Shape);
    }
    Ok(digits.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unix(tag: u8, text: &str) -> Result<i64, Malformed> {
        let element = Element { tag, value: text.as_bytes(), raw: &[] };
        read(&element).map(UtcDateTime::unix_timestamp)
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(written("2026-11-24").map(text).as_deref(), Some("2026-11-24T00:00:00Z"));
        assert_eq!(written("2026-11-24T12:30:01Z").map(text).as_deref(), Some("2026-11-24T12:30:01Z"));
        for wrong in ["", "2026", "2026-13-01", "2026-11-24 12:30:00Z", "2026-11-24T12:30:00+01", "åäö"] {
            assert_eq!(written(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn both_kinds_of_time() {
        assert_eq!(unix(UTC_TIME, "700101000000Z"), Ok(0));
        assert_eq!(unix(GENERALIZED_TIME, "20000101000000Z"), unix(UTC_TIME, "000101000000Z"));
        assert_eq!(unix(GENERALIZED_TIME, "19700101000001.25Z"), Ok(1));
        for wrong in ["700101000000", "701301000000Z", "7001010000Z", "70010100000aZ", "700230000000Z"] {
            assert_eq!(unix(UTC_TIME, wrong), Err(Malformed::Shape), "{wrong}");
        }
    }
}
