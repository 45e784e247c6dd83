//! Figures read in Swedish text: `1 791,0 mnkr`, `6 871 244 kr`, `43,8 miljoner`, `20 procent`, `ca 4 000`, `−0,9`.
//!
//! Years, dates, registration numbers, report numbers (`2006:2`), intervals of years and numbers that are part of a word
//! are told apart: they are not amounts.

use std::ops::Range;

use crate::figures::money::{Amount, Fraction, Rounding, Scale};

/// A figure that stands in text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The bytes it covers, from its sign to its unit.
    pub range: Range<usize>,
    /// Its value.
    pub amount: Amount,
    /// The scale it is written on and its decimals: what a reader may take its last digit for.
    pub rounding: Rounding,
    /// Whether a sign is written.
    pub signed: bool,
    /// Whether a word before it says that it is not exact: ca, drygt, nästan, över.
    pub about: bool,
    /// Whether a unit of money or a per cent sign is written; a bare number is a count.
    pub unit: bool,
}

impl Mention {
    /// Whether an exact amount can be what is written here: equal when rounded as it is written. Signs are compared only
    /// where one is written.
    pub fn may_be(&self, exact: Amount) -> bool {
        let own = if self.signed { exact } else { exact.absolute() };
        let Ok(rounded) = own.round(self.rounding) else { return false };
        let written = self.amount.round(self.rounding);
        written.is_ok_and(|written| written.steps() == rounded.steps())
    }

    /// Whether it is said not to be exact, and an exact amount is near it: within a tenth.
    pub fn is_about(&self, exact: Amount) -> bool {
        let own = if self.signed { exact } else { exact.absolute() };
        let tenth = Fraction::new(1, 10).and_then(|tenth| self.amount.absolute().times(tenth).ok());
        let apart = own.minus(self.amount).map(Amount::absolute).ok();
        let near = tenth.zip(apart).is_some_and(|(tenth, apart)| apart.fraction() <= tenth.fraction());
        self.about && near
    }
}

/// The months, January first.
pub const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

/// Written in small letters; capitals mean the same: `Mkr`, `MKR`.
const UNITS: [(&str, Scale); 14] = [
    ("%", Scale::Percent),
    ("kr", Scale::Kronor),
    ("kronor", Scale::Kronor),
    ("kkr", Scale::Tkr),
    ("mdkr", Scale::Mdkr),
    ("miljard", Scale::Mdkr),
    ("miljarder", Scale::Mdkr),
    ("miljon", Scale::Mnkr),
    ("miljoner", Scale::Mnkr),
    ("mkr", Scale::Mnkr),
    ("mnkr", Scale::Mnkr),
    ("msek", Scale::Mnkr),
    ("procent", Scale::Percent),
    ("tkr", Scale::Tkr),
];

/// Words after a number that share its unit: in `3,4 till 3,9 procent` both are per cent.
const TO: [&str; 4] = ["till", "–", "-", "och"];

const ABOUT: [&str; 8] = ["ca", "cirka", "drygt", "knappt", "nästan", "omkring", "runt", "över"];

/// The figures in a text, in order.
pub fn mentions(text: &str) -> Vec<Mention> {
    let numbers = numbers(text);
    let mut units: Vec<Option<(Scale, usize)>> =
        numbers.iter().map(|number| unit_after(text, number.range.end)).collect();
    for at in (1..numbers.len()).rev() {
        let between = text[numbers[at - 1].range.end..numbers[at].range.start].trim();
        if units[at - 1].is_none()
            && TO.contains(&between)
            && numbers[at - 1].decimals == numbers[at].decimals
            && !numbers[at - 1].is_year()
        {
            units[at - 1] = units[at].map(|(scale, _)| (scale, numbers[at - 1].range.end));
        }
    }
    numbers.into_iter().zip(units).filter_map(|(number, unit)| mention(text, &number, unit)).collect()
}

fn mention(text: &str, number: &Number, unit: Option<(Scale, usize)>) -> Option<Mention> {
    if unit.is_none() && number.is_year() {
        return None;
    }
    let (scale, end) = unit.unwrap_or((Scale::Ones, number.range.end));
    let amount = Amount::parse(&number.digits, scale).ok()?;
    Some(Mention {
        range: number.range.start..end,
        amount,
        rounding: Rounding { scale, decimals: number.decimals },
        signed: number.signed,
        about: about_before(text, number.range.start),
        unit: unit.is_some(),
    })
}

/// A number as written.
struct Number {
    range: Range<usize>,
    /// Its digits with a point and a plain minus.
    digits: String,
    decimals: u8,
    grouped: bool,
    signed: bool,
}

impl Number {
    fn is_year(&self) -> bool {
        let plain = !self.grouped && self.decimals == 0 && !self.signed && self.digits.len() == 4;
        plain && (self.digits.starts_with("19") || self.digits.starts_with("20"))
    }
}

fn numbers(text: &str) -> Vec<Number> {
    let mut list = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + offset;
        let end = token_end(text, start);
        if is_bound(text, start, end) {
            at = end;
            continue;
        }
        let (number, next) = number(text, start);
        list.extend(number);
        at = next.max(start + 1);
    }
    list
}

/// The end of the run of digits and of what binds digits together into something that is no amount.
fn token_end(text: &str, start: usize) -> usize {
    let binds = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | ':' | '.' | ',');
    let run = text[start..].find(|c: char| !binds(c)).map_or(text.len(), |length| start + length);
    start + text[start..run].trim_end_matches(['-', '/', ':', '.', ',']).len()
}

/// Whether digits are part of something that is no amount: a date, a registration or report number, a word.
fn is_bound(text: &str, start: usize, end: usize) -> bool {
    let token = &text[start..end];
    let before = text[..start].chars().next_back();
    let led = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | ':' | '_'));
    let hyphen_led =
        before == Some('-') && text[..start - 1].chars().next_back().is_some_and(char::is_alphanumeric);
    let eight =
        token.len() == 8 && token.bytes().all(|byte| byte.is_ascii_digit()) && token.starts_with(['1', '2']);
    let odd = token.chars().any(|c| !c.is_ascii_digit() && c != ',' && c != '%');
    led || hyphen_led || eight || odd
}

/// Reads the number that begins at `start`: groups of three parted by spaces, a decimal comma. Gives where it ends.
fn number(text: &str, start: usize) -> (Option<Number>, usize) {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let first = run(start);
    let mut end = start + first;
    let mut whole = text[start..end].to_owned();
    let mut grouped = false;
    while first <= 3 && !(whole.starts_with('0')) {
        let Some(gap) = [" ", "\u{a0}", "\u{202f}"].iter().find(|gap| text[end..].starts_with(**gap)) else {
            break;
        };
        let from = end + gap.len();
        let follows = bytes.get(from + 3).copied();
        if run(from) != 3
            || follows.is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'-' || byte == b'/')
        {
            break;
        }
        whole.push_str(&text[from..from + 3]);
        end = from + 3;
        grouped = true;
    }
    let mut decimals = 0;
    if text[end..].starts_with(',') && run(end + 1) > 0 {
        let part = run(end + 1);
        whole.push('.');
        whole.push_str(&text[end + 1..end + 1 + part]);
        decimals = u8::try_from(part).unwrap_or(u8::MAX);
        end += 1 + part;
    }
    let (from, sign) = sign_before(text, start);
    let digits = if sign == Some('-') { format!("-{whole}") } else { whole };
    (Some(Number { range: from..end, digits, decimals, grouped, signed: sign.is_some() }), end)
}

/// Where the number begins with its sign, if it has one, and whether that is `-` or `+`: `−0,9`, `– 423`, `-0,8`, `+ 4`.
fn sign_before(text: &str, start: usize) -> (usize, Option<char>) {
    let before = text[..start].trim_end_matches([' ', '\u{a0}']);
    let apart = before.len() < start;
    let Some(sign) = before.chars().next_back().filter(|c| matches!(c, '-' | '−' | '–' | '+')) else {
        return (start, None);
    };
    let place = before.len() - sign.len_utf8();
    let led = before[..place].chars().next_back();
    let opens = led.is_none_or(|c| c.is_whitespace() || c == '(');
    let interval = before[..place].trim_end().ends_with(|c: char| c.is_ascii_digit());
    let plain = if sign == '+' { '+' } else { '-' };
    if opens && !interval && (!apart || sign != '-') { (place, Some(plain)) } else { (start, None) }
}

fn unit_after(text: &str, end: usize) -> Option<(Scale, usize)> {
    let rest = text[end..].trim_start_matches([' ', '\u{a0}', '\u{202f}', '\n']);
    let from = text.len() - rest.len();
    let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '%')).unwrap_or(rest.len());
    let word = &rest[..length];
    let word = word.to_lowercase();
    UNITS.iter().find(|(unit, _)| *unit == word).map(|(_, scale)| (*scale, from + length))
}

fn about_before(text: &str, start: usize) -> bool {
    let before = text[..start].split_whitespace().next_back().unwrap_or("");
    ABOUT.contains(&before.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::money::{SWEDISH, Unit};

    /// Every figure found, as `digits scale`.
    fn read(text: &str) -> Vec<String> {
        let show = |found: &Mention| {
            let digits = found.amount.round(found.rounding).unwrap().text(&SWEDISH);
            let scale = found.rounding.scale.word().unwrap_or("st");
            format!("{}{digits} {scale}", if found.about { "ca " } else { "" }).replace('\u{a0}', " ")
        };
        mentions(text).iter().map(show).collect()
    }

    #[test]
    fn amounts_are_read_with_their_scale() {
        assert_eq!(
            read("med 1 791,0 mnkr och 6\u{a0}871\u{a0}244\u{a0}kr"),
            ["1 791,0 mnkr", "6 871 244 kr"]
        );
        assert_eq!(read("43,8 miljoner, 20 procent, 20 %"), ["43,8 mnkr", "20 procent", "20 procent"]);
        assert_eq!(read("ca 4 000 bostäder, drygt 50 procent"), ["ca 4 000 st", "ca 50 procent"]);
        assert_eq!(read("från 3,4 till 3,9 procent"), ["3,4 procent", "3,9 procent"]);
        assert_eq!(read("262 mnkr 2006 och 271 mnkr 2007"), ["262 mnkr", "271 mnkr"]);
    }

    #[test]
    fn signs_are_read_in_all_their_forms() {
        assert_eq!(read("blir −0,9 mnkr, -0,8 mnkr och – 423 tkr"), ["−0,9 mnkr", "−0,8 mnkr", "−423 tkr"]);
        assert_eq!(read("mellan 10 – 15 procent"), ["10 procent", "15 procent"]);
        assert_eq!(read("+47 Mkr, + 4 MKR"), ["47 mnkr", "4 mnkr"]);
        assert!(mentions("+47 Mkr, + 4 MKR").iter().all(|found| found.signed));
    }

    #[test]
    fn what_is_no_amount_is_left_alone() {
        for text in [
            "under 2006",
            "per 2006-08-31",
            "Dnr 113-3668/2006",
            "FoU-rapport 2006:2",
            "20060601",
            "KF1 och A4",
            "perioden 2007-2011",
            "Urban Europé -25x",
            "PM2006",
        ] {
            assert!(read(text).is_empty(), "{text}: {:?}", read(text));
        }
    }

    #[test]
    fn a_written_number_may_be_any_that_rounds_to_it() {
        let found = &mentions("överskott på 43,8 mnkr")[0];
        let exact = Amount::parse("43.7667", Scale::Mnkr).unwrap();
        assert!(found.may_be(exact));
        assert!(!found.may_be(Amount::parse("43.74", Scale::Mnkr).unwrap()));
        assert!(!found.may_be(Amount::zero(Unit::Count)));
    }
}
