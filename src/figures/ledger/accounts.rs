//! Stretches of accounts.

use std::fmt;

/// A stretch of accounts by their first digits: `3000–3999`, `1910`, or `3`, which is the whole class. An account with
/// more digits lies in the stretch that its first digits lie in, since a chart of accounts is a tree of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Accounts {
    first: u32,
    last: u32,
    digits: u32,
}

/// More digits than any account has.
const MAX_DIGITS: usize = 9;

impl Accounts {
    /// Reads `3000–3999` or `1910`; nothing where the ends differ in length or stand the wrong way round.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(['–', '-', '−']).unwrap_or((text, text));
        let (first, last) = (first.trim(), last.trim());
        let number = |part: &str| {
            let written =
                (1..=MAX_DIGITS).contains(&part.len()) && part.bytes().all(|it| it.is_ascii_digit());
            written.then(|| part.parse::<u32>().ok()).flatten()
        };
        let same = first.len() == last.len();
        let digits = u32::try_from(first.len()).ok().filter(|_| same)?;
        let (first, last) = (number(first)?, number(last)?);
        (first <= last).then_some(Self { first, last, digits })
    }

    /// Whether an account lies in the stretch.
    pub fn contains(self, account: u32) -> bool {
        let digits = account.checked_ilog10().unwrap_or(0) + 1;
        let Some(more) = digits.checked_sub(self.digits) else { return false };
        (self.first..=self.last).contains(&(account / 10_u32.pow(more)))
    }
}

impl fmt::Display for Accounts {
    /// `3000–3999`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            return write!(f, "{}", self.first);
        }
        write!(f, "{}–{}", self.first, self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_lies_where_its_first_digits_do() {
        let revenue = Accounts::parse("3000–3999").expect("a stretch");
        assert!(revenue.contains(3000) && revenue.contains(3999) && revenue.contains(30_111));
        assert!(!revenue.contains(2999) && !revenue.contains(300) && !revenue.contains(40_001));
        assert!(Accounts::parse("3").expect("a class").contains(3410));
        assert_eq!(Accounts::parse(" 1910 ").expect("one").to_string(), "1910");
        for wrong in ["", "3999–3000", "300–3999", "3x", "3000–", "-3", "9999999999"] {
            assert_eq!(Accounts::parse(wrong), None, "{wrong}");
        }
    }
}
