//! The time of a signature as it is written in the file and shown on the page: Swedish legal time.
//!
//! Sweden keeps Central European Time, and summer time from the last Sunday of March to the last of October, changing
//! at one o'clock universal time (directive 2000/84/EC, förordning 2001:127).

use time::{Date, Month, OffsetDateTime, UtcOffset, Weekday};

/// The moment on Swedish clocks.
pub fn swedish(moment: OffsetDateTime) -> OffsetDateTime {
    let utc = moment.to_offset(UtcOffset::UTC);
    let change = |month| {
        let last = Date::from_calendar_date(utc.year(), month, 31).expect("March and October have 31 days");
        let sunday =
            if last.weekday() == Weekday::Sunday { last } else { last.prev_occurrence(Weekday::Sunday) };
        sunday.with_hms(1, 0, 0).expect("one o'clock").assume_utc()
    };
    let summer = change(Month::March) <= utc && utc < change(Month::October);
    moment.to_offset(UtcOffset::from_hms(if summer { 2 } else { 1 }, 0, 0).expect("an offset of hours"))
}

/// A date of PDF (ISO 32000-1 7.9.4): `D:20061206131500+01'00'`.
pub(super) fn pdf_date(moment: OffsetDateTime) -> String {
    let at = swedish(moment);
    let (hour, minute, second) = at.to_hms();
    let (month, day, offset) = (u8::from(at.month()), at.day(), at.offset().whole_hours());
    format!("D:{:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}+{offset:02}'00'", at.year())
}

/// A time as people read it in English: `2006-12-06 13:15`, on Swedish clocks.
pub fn spoken_in_english(moment: OffsetDateTime) -> String {
    let at = swedish(moment);
    let (month, day) = (u8::from(at.month()), at.day());
    format!("{:04}-{month:02}-{day:02} {:02}:{:02}", at.year(), at.hour(), at.minute())
}

/// A time as people read it: `2006-12-06 kl. 13.15`.
pub fn spoken(moment: OffsetDateTime) -> String {
    let at = swedish(moment);
    let (month, day) = (u8::from(at.month()), at.day());
    format!("{:04}-{month:02}-{day:02} kl.\u{a0}{:02}.{:02}", at.year(), at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(seconds).expect("a moment")
    }

    #[test]
    fn summer_time_begins_and_ends_at_one_universal_time() {
        assert_eq!(pdf_date(at(1_774_745_999)), "D:20260329015959+01'00'");
        assert_eq!(pdf_date(at(1_774_746_000)), "D:20260329030000+02'00'");
        assert_eq!(pdf_date(at(1_792_889_999)), "D:20261025025959+02'00'");
        assert_eq!(pdf_date(at(1_792_890_000)), "D:20261025020000+01'00'");
    }

    #[test]
    fn the_year_changes_at_swedish_midnight() {
        assert_eq!(spoken(at(1_798_758_000)), "2027-01-01 kl.\u{a0}00.00");
    }
}
