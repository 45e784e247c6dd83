//! The time that a signer's machine told, a date of PDF (ISO 32000-1 7.9.4): `D:20261124103000+01'00'`.

use time::{Date, Month, PrimitiveDateTime, Time, UtcDateTime, UtcOffset};

/// The moment, where the date says it whole: to the minute at least, and with its distance to universal time.
pub(super) fn moment(date: &str) -> Option<UtcDateTime> {
    let date = date.strip_prefix("D:").unwrap_or(date);
    let digits = date.chars().take_while(char::is_ascii_digit).count();
    let (local, zone) = date.split_at(digits);
    if !matches!(digits, 12 | 14) {
        return None;
    }
    let part = |from: usize, to: usize| local.get(from..to).and_then(|part| part.parse::<u8>().ok());
    let year = local[..4].parse().ok()?;
    let month = Month::try_from(part(4, 6)?).ok()?;
    let day = Date::from_calendar_date(year, month, part(6, 8)?).ok()?;
    let time = Time::from_hms(part(8, 10)?, part(10, 12)?, part(12, 14).unwrap_or(0)).ok()?;
    let local = PrimitiveDateTime::new(day, time).assume_offset(offset(zone)?);
    Some(UtcDateTime::from(local))
}

fn offset(zone: &str) -> Option<UtcOffset> {
    let sign = match zone.chars().next()? {
        '+' => 1,
        '-' => -1,
        'Z' => return Some(UtcOffset::UTC),
        _ => return None,
    };
    let digits: String = zone[1..].chars().filter(|c| *c != '\'').collect();
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<i8>().ok());
    UtcOffset::from_hms(sign * part(0, 2)?, sign * part(2, 4).unwrap_or(0), 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_of_pdf_is_a_moment_only_where_it_says_its_zone() {
        let seconds = |date| moment(date).map(UtcDateTime::unix_timestamp);
        assert_eq!(seconds("D:20260329030000+02'00'"), Some(1_774_746_000));
        assert_eq!(seconds("D:20260329030000+02'00"), Some(1_774_746_000));
        assert_eq!(seconds("D:202603290100Z"), Some(1_774_746_000));
        assert_eq!(seconds("D:20260328203000-04'30'"), Some(1_774_746_000));
        for unclear in ["", "D:2026", "D:20260329030000", "D:20261329030000Z", "D:20260329030000+ab", "i går"]
        {
            assert_eq!(seconds(unclear), None, "{unclear}");
        }
    }
}
