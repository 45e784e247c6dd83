//! Numbers as exports write them, made plain: `−1 234,50` becomes `-1234.50`.

/// Text that is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

/// A number with a decimal point and without spaces. Taken are a decimal comma or point, groups of three digits parted by
/// a space of any kind, a point, a comma or an apostrophe, and a minus before or after. `1.234` and `1,234` could be
/// either: one sign alone parts decimals, as in Sweden and in programs.
pub fn plain_number(text: &str) -> Result<String, NotANumber> {
    let text = text.trim();
    let minus = |c: char| matches!(c, '-' | '\u{2212}' | '\u{2013}');
    let (negative, digits) = match (text.strip_prefix(minus), text.strip_suffix(minus)) {
        (Some(rest), None) | (None, Some(rest)) => (true, rest.trim()),
        (None, None) => (false, text.strip_prefix('+').unwrap_or(text)),
        (Some(_), Some(_)) => return Err(NotANumber),
    };
    let point = digits.rfind([',', '.']).filter(|at| !is_group(digits, *at));
    let (whole, part) = point.map_or((digits, None), |at| (&digits[..at], Some(&digits[at + 1..])));
    if part.is_some_and(|part| part.is_empty() || !is_digits(part)) {
        return Err(NotANumber);
    }
    let mut plain = String::with_capacity(text.len());
    plain.extend(negative.then_some('-'));
    ungrouped(whole, &mut plain)?;
    if let Some(part) = part {
        plain.push('.');
        plain.push_str(part);
    }
    Ok(plain)
}

/// Whether the sign at `at` parts groups: the same sign stands before it too.
fn is_group(digits: &str, at: usize) -> bool {
    let sign = &digits[at..=at];
    digits[..at].contains(sign)
}

/// The digits of a whole number, whose groups have three digits each but for the first.
fn ungrouped(whole: &str, into: &mut String) -> Result<(), NotANumber> {
    let parts =
        |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}' | '.' | ',');
    let Some(sign) = whole.chars().find(|c| parts(*c)) else {
        into.push_str(whole);
        return if is_digits(whole) { Ok(()) } else { Err(NotANumber) };
    };
    for (at, group) in whole.split(sign).enumerate() {
        let fits = if at == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
        if !fits || !is_digits(group) {
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
        for (written, plain) in [
            ("0", "0"),
            ("1234,5", "1234.5"),
            ("1 234,50", "1234.50"),
            ("\u{2212}1\u{a0}234\u{a0}567", "-1234567"),
            ("1.234.567,89", "1234567.89"),
            ("1,234,567.89", "1234567.89"),
            ("1'234.50", "1234.50"),
            ("12,5-", "-12.5"),
            ("+3", "3"),
            (" 7 ", "7"),
            ("1.234.567", "1234567"),
        ] {
            assert_eq!(plain_number(written).as_deref(), Ok(plain), "{written}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in
            ["", "-", "1 23", "1 2345", "12,", ",5", "1e3", "-5-", "12 kr", "1 234.567,8,9", "#REF!", "１２"]
        {
            assert_eq!(plain_number(text), Err(NotANumber), "{text}");
        }
    }
}
