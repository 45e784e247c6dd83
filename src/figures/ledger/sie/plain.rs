//! The shape that nearly every booking has, read without looking for the others.

use super::fields::list_end;
use super::values::{ore, whole};

/// A booking whose first fields are parted by one blank each and stand in no quotation marks:
/// `#TRANS 5010 {1 "100"} -12.50`.
///
/// Of any other line nothing is said here, [`Fields`](super::fields::Fields) reads it. Where both read a line, they say the
/// same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plain<'a> {
    pub(super) account: u32,
    /// What stands between the braces.
    pub(super) objects: &'a str,
    pub(super) ore: i64,
    /// The fields after the amount.
    pub(super) rest: &'a str,
}

impl<'a> Plain<'a> {
    /// Reads a line.
    #[inline]
    pub(super) fn read(line: &'a str) -> Option<Self> {
        let (account, rest) = part(line.strip_prefix("#TRANS ")?);
        let list = rest.strip_prefix(" {")?;
        let (objects, rest) = list.split_at(list_end(list.as_bytes())?);
        let (amount, rest) = part(rest.strip_prefix("} ")?);
        Some(Self { account: whole(account)?, objects, ore: ore(amount)?, rest })
    }
}

/// What stands before the first blank, and the rest.
#[inline]
fn part(text: &str) -> (&[u8], &str) {
    let end = text.bytes().position(|byte| byte == b' ').unwrap_or(text.len());
    let (part, rest) = text.split_at(end);
    (part.as_bytes(), rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::ledger::sie::fields::{Field, Fields};
    use crate::figures::ledger::sie::values::{amount, number};

    const LABELS: [&str; 3] = ["#TRANS", "#RTRANS", "\"#TRANS\""];
    const BLANKS: [&str; 4] = [" ", "  ", "\t", ""];
    const ACCOUNTS: [&str; 6] = ["5010", "000050100", "1234567890", "\"5010\"", "50a", ""];
    const LISTS: [&str; 10] = [
        "{}",
        "{ }",
        "{1 \"100\"}",
        "{\"1\" \"10}0\" 6 P1}",
        "{1 \"a\\\"}\"}",
        "{1 å}",
        "{1 \"100}",
        "{1 {2}}",
        "1 100",
        "\"{}\"",
    ];
    const AMOUNTS: [&str; 12] = [
        "10",
        "-12.50",
        "2.5",
        "2.500",
        "2.505",
        ".5",
        "5.",
        "-",
        "1e3",
        "\"-12.50\"",
        "9999999999999999.99",
        "99999999999999999",
    ];
    const RESTS: [&str; 6] = ["", " ", " 20240815", " \"\" \"Löner {a}\" 3", " \"", "\t20240815"];

    /// A line as [`Fields`] reads it.
    fn general(line: &str) -> Option<(Plain<'_>, Vec<Field<'_>>)> {
        let mut fields = Fields::of(line);
        assert_eq!(fields.text().ok()??, "#TRANS");
        let account = number(&mut fields).ok()?;
        let Ok(Some(Field::List(objects))) = fields.next() else { return None };
        let ore = amount(&mut fields).ok()?;
        Some((Plain { account, objects, ore, rest: "" }, rest(fields)))
    }

    fn rest(mut fields: Fields<'_>) -> Vec<Field<'_>> {
        std::iter::from_fn(|| fields.next().ok().flatten()).collect()
    }

    #[test]
    fn a_plain_booking_says_what_its_fields_say() {
        let parts: [&[&str]; 8] = [&LABELS, &BLANKS, &ACCOUNTS, &BLANKS, &LISTS, &BLANKS, &AMOUNTS, &RESTS];
        let lines = parts.iter().fold(vec![String::new()], |lines, parts| {
            lines.iter().flat_map(|line| parts.iter().map(move |part| format!("{line}{part}"))).collect()
        });
        let plain: Vec<_> = lines.iter().filter_map(|line| Some((line, Plain::read(line)?))).collect();
        for (line, read) in &plain {
            let (first, after) = general(line).expect("what is plain is a booking");
            assert_eq!((Plain { rest: "", ..*read }, rest(Fields::of(read.rest))), (first, after), "{line}");
        }
        // Accounts, lists, amounts and rests that are plain.
        assert_eq!(plain.len(), 2 * 6 * 5 * 5);
    }
}
