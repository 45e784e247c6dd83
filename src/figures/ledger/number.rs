//! Numbers as exports write them, made plain: `−1 234,50` becomes `-1234.50`.

/// Text that is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

/// What parts the decimals of a number. A column has one; `12.500` alone does not tell which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalSign {
    /// `1.234,5`
    Comma,
    /// `1,234.5`
    Point,
}

impl DecimalSign {
    fn own(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Point => '.',
        }
    }
}

/// A number with a decimal point and without spaces, read with one sign of decimals. Taken are groups of three digits parted
/// by a space of any kind, an apostrophe or the sign that parts no decimals, and a minus before or after, or parentheses
/// for it, as in accounts.
pub fn plain_number(text: &str, sign: DecimalSign) -> Result<String, NotANumber> {
    let text = text.trim();
    let (in_parentheses, text) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inside) => (true, inside.trim()),
        None => (false, text),
    };
    let minus = |c: char| matches!(c, '-' | '\u{2212}' | '\u{2013}');
    let (negative, digits) = match (text.strip_prefix(minus), text.strip_suffix(minus)) {
        (Some(rest), None) | (None, Some(rest)) => (true, rest.trim()),
        (None, None) => (false, text.strip_prefix('+').unwrap_or(text)),
        (Some(_), Some(_)) => return Err(NotANumber),
    };
    if negative && in_parentheses {
        return Err(NotANumber);
    }
    let (whole, part) = match digits.split_once(sign.own()) {
        Some((whole, part)) => (whole, Some(part)),
        None => (digits, None),
    };
    if part.is_some_and(|part| !is_digits(part)) {
        return Err(NotANumber);
    }
    let mut plain = String::with_capacity(text.len());
    plain.extend((negative || in_parentheses).then_some('-'));
    ungrouped(whole, &mut plain)?;
    if let Some(part) = part {
        plain.push('.');
        plain.push_str(part);
    }
    Ok(plain)
}

/// The digits of a whole number, whose groups have three digits each but for the first, and one sign between them.
fn ungrouped(whole: &str, into: &mut String) -> Result<(), NotANumber> {
    let parts =
        |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}' | '.' | ',');
    let Some(sign) = whole.chars().find(|c| parts(*c)) else {
        into.push_str(whole);
        return if is_digits(whole) { Ok(()) } else { Err(NotANumber) };
    };
    for (at, group) in whole.split(sign).enumerate() {
        let fits = if at == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
        // No program groups `0.500`: a nought before the sign says that it parts decimals.
        if !fits || !is_digits(group) || (at == 0 && group.starts_with('0')) {
            return Err(NotANumber);
        }
        into.push_str(group);
    }
    Ok(())
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_an_export_becomes_plain() {
        for (written, comma, point) in [
            ("0", Some("0"), Some("0")),
            ("1234,5", Some("1234.5"), None),
            ("1 234,50", Some("1234.50"), None),
            ("\u{2212}1\u{a0}234\u{a0}567", Some("-1234567"), Some("-1234567")),
            ("1.234.567,89", Some("1234567.89"), None),
            ("1,234,567.89", None, Some("1234567.89")),
            ("1'234.50", None, Some("1234.50")),
            ("12,5-", Some("-12.5"), None),
            ("(12,5)", Some("-12.5"), None),
            ("\u{2013}5", Some("-5"), Some("-5")),
            ("+3", Some("3"), Some("3")),
            (" 7 ", Some("7"), Some("7")),
            ("1.234.567", Some("1234567"), None),
            ("12.500", Some("12500"), Some("12.500")),
            ("1,234", Some("1.234"), Some("1234")),
            ("0,123", Some("0.123"), None),
            ("12.5", None, Some("12.5")),
        ] {
            assert_eq!(plain_number(written, DecimalSign::Comma).ok().as_deref(), comma, "{written}");
            assert_eq!(plain_number(written, DecimalSign::Point).ok().as_deref(), point, "{written}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "-",
            "1 23",
            "1 2345",
            "12,",
            ",5",
            "1e3",
            "-5-",
            "(-5)",
            "12 kr",
            "1 234.567,8,9",
            "#REF!",
            "１２",
            "1.23.456",
            "()",
        ] {
            for sign in [DecimalSign::Comma, DecimalSign::Point] {
                assert_eq!(plain_number(text, sign), Err(NotANumber), "{text}");
            }
        }
    }
}
