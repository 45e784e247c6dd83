//! Exact amounts. Nothing here is a binary float, nothing is rounded before it is printed, and only this room turns
//! a number into digits.
//!
//! An entered amount is read by `rust_decimal` and kept as a ratio of integers, since 8/12 of a budget has no
//! decimal. It is rounded once, half away from zero, when it is printed ([`Amount::round`]).

mod allot;
mod interval;
mod ticks;

use std::fmt;

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed, Zero};
use rust_decimal::Decimal;

pub use interval::{Footing, Interval};
pub use ticks::{along, ticks};

/// An exact amount: kronor, a count or a share, as a ratio of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    value: Ratio<i128>,
    unit: Unit,
}

/// What an amount counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Things: persons, matters.
    Count,
    /// Swedish kronor.
    Kronor,
    /// Parts of one whole; 0.2 is twenty per cent.
    Share,
}

/// The scale in which amounts are written or printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scale {
    /// Kronor.
    Kronor,
    /// Thousand million kronor.
    Mdkr,
    /// Million kronor.
    Mnkr,
    /// Things, one by one.
    Ones,
    /// Hundredths of one.
    Percent,
    /// Thousand kronor.
    Tkr,
}

impl Scale {
    /// What amounts on this scale count.
    pub fn unit(self) -> Unit {
        match self {
            Self::Kronor | Self::Mdkr | Self::Mnkr | Self::Tkr => Unit::Kronor,
            Self::Ones => Unit::Count,
            Self::Percent => Unit::Share,
        }
    }

    /// The Swedish word printed after a number in running text; counts have none.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Kronor => Some("kr"),
            Self::Mdkr => Some("mdkr"),
            Self::Mnkr => Some("mnkr"),
            Self::Ones => None,
            Self::Percent => Some("procent"),
            Self::Tkr => Some("tkr"),
        }
    }

    /// One step of this scale in the unit's own measure.
    fn one(self) -> Ratio<i128> {
        match self {
            Self::Kronor | Self::Ones => Ratio::from_integer(1),
            Self::Mdkr => Ratio::from_integer(1_000_000_000),
            Self::Mnkr => Ratio::from_integer(1_000_000),
            Self::Percent => Ratio::new_raw(1, 100),
            Self::Tkr => Ratio::from_integer(1_000),
        }
    }
}

/// A pure number to multiply by, such as the 8/12 of a year that a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fraction(Ratio<i128>);

impl Fraction {
    /// `numerator / denominator`; nothing when the denominator is zero.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        (denominator != 0).then(|| Self(Ratio::new(numerator, denominator)))
    }
}

/// How a number is printed: its scale and how many decimals. Ties are rounded away from zero, always.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rounding {
    /// The scale the reader sees.
    pub scale: Scale,
    /// Digits after the comma, at most [`MAX_DECIMALS`].
    pub decimals: u8,
}

/// More decimals than any report prints.
pub const MAX_DECIMALS: u8 = 6;

impl Rounding {
    /// The smallest difference that shows, in the unit's own measure.
    pub(crate) fn step(self) -> Ratio<i128> {
        self.scale.one() / 10_i128.pow(u32::from(self.decimals.min(MAX_DECIMALS)))
    }
}

/// An amount and the number of steps that are printed for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounded {
    exact: Amount,
    steps: i128,
    rounding: Rounding,
}

/// The signs of a written language: decimal sign, digit group separator and minus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locale {
    /// Between the whole and its decimals.
    pub decimal: char,
    /// Between groups of three digits.
    pub group: char,
    /// Before a negative number.
    pub minus: char,
}

/// Swedish: decimal comma, hard space between groups, U+2212 for minus.
pub const SWEDISH: Locale = Locale { decimal: ',', group: '\u{a0}', minus: '\u{2212}' };

/// Why two amounts cannot be put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArithmeticError {
    /// The divisor is zero.
    DivideByZero,
    /// The units differ, or the operation has no meaning for them.
    MixedUnits {
        /// The unit on the left.
        left: Unit,
        /// The unit on the right.
        right: Unit,
    },
    /// The result does not fit 128 bits.
    OutOfRange,
}

/// Why a written number is not an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseAmountError {
    /// A decimal comma; YAML takes a point.
    DecimalComma {
        /// The same number with a point.
        with_point: String,
    },
    /// Not digits with at most one point and a minus before.
    NotANumber,
    /// More digits than an exact decimal holds.
    TooManyDigits,
}

impl Amount {
    /// Reads `-1234.5` exactly, as written on `scale`. A comma, spaces, exponents and underscores are refused.
    pub fn parse(text: &str, scale: Scale) -> Result<Self, ParseAmountError> {
        let plain = text.replace('\u{2212}', "-");
        let digits = plain.strip_prefix('-').unwrap_or(&plain);
        if let Some((whole, part)) = digits.split_once(',')
            && is_digits(whole)
            && is_digits(part)
        {
            return Err(ParseAmountError::DecimalComma { with_point: plain.replace(',', ".") });
        }
        let well_formed = match digits.split_once('.') {
            Some((whole, part)) => is_digits(whole) && is_digits(part),
            None => is_digits(digits),
        };
        if !well_formed {
            return Err(ParseAmountError::NotANumber);
        }
        let decimal = Decimal::from_str_exact(&plain).map_err(|_| ParseAmountError::TooManyDigits)?;
        let tens = 10_i128.checked_pow(decimal.scale()).ok_or(ParseAmountError::TooManyDigits)?;
        let value = Ratio::new(decimal.mantissa(), tens)
            .checked_mul(&scale.one())
            .ok_or(ParseAmountError::TooManyDigits)?;
        Ok(Self { value, unit: scale.unit() })
    }

    /// An amount of money in öre, as a ledger keeps it.
    pub fn ore(ore: i128) -> Self {
        Self { value: Ratio::new(ore, 100), unit: Unit::Kronor }
    }

    /// The same amount with the other sign.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { value: -self.value, ..self }
    }

    /// Nothing, in a unit.
    pub fn zero(unit: Unit) -> Self {
        Self { value: Ratio::zero(), unit }
    }

    /// A pure number as a share of one.
    pub fn share(fraction: Fraction) -> Self {
        Self { value: fraction.0, unit: Unit::Share }
    }

    /// What it counts.
    pub fn unit(self) -> Unit {
        self.unit
    }

    /// The exact sum. Fails on differing units or beyond 128 bits.
    pub fn plus(self, other: Self) -> Result<Self, ArithmeticError> {
        self.same_unit(other)?;
        self.with(self.value.checked_add(&other.value))
    }

    /// The exact difference. Fails as [`Amount::plus`] does.
    pub fn minus(self, other: Self) -> Result<Self, ArithmeticError> {
        self.same_unit(other)?;
        self.with(self.value.checked_sub(&other.value))
    }

    /// The exact product of an amount and a pure number.
    pub fn times(self, factor: Fraction) -> Result<Self, ArithmeticError> {
        self.with(self.value.checked_mul(&factor.0))
    }

    /// How many times `whole` goes into this amount, as a share.
    pub fn over(self, whole: Self) -> Result<Fraction, ArithmeticError> {
        self.same_unit(whole)?;
        if whole.value.is_zero() {
            return Err(ArithmeticError::DivideByZero);
        }
        self.value.checked_div(&whole.value).map(Fraction).ok_or(ArithmeticError::OutOfRange)
    }

    /// The exact value for a reader: in the unit's own measure, as a whole number or a fraction of two. `131 300 000/3`.
    pub fn exact_text(self, locale: &Locale) -> String {
        let whole = |number: i128| grouped(&number.unsigned_abs().to_string(), locale);
        let minus = if self.is_negative() { String::from(locale.minus) } else { String::new() };
        let below =
            if self.value.is_integer() { String::new() } else { format!("/{}", whole(*self.value.denom())) };
        format!("{minus}{}{below}", whole(*self.value.numer()))
    }

    /// The value on a scale as a plain decimal for programs, `-239.1`, rounded half away from zero at twelve decimals: what
    /// was entered keeps every digit, a twelfth of a year is cut where no program has room for more.
    pub fn plain(self, scale: Scale) -> Result<String, ArithmeticError> {
        const DECIMALS: u32 = 12;
        let tens = 10_i128.pow(DECIMALS);
        let steps = self
            .value
            .checked_div(&scale.one())
            .and_then(|value| value.checked_mul(&Ratio::from_integer(tens)));
        let steps = steps.ok_or(ArithmeticError::OutOfRange)?.round().to_integer();
        let decimal =
            Decimal::try_from_i128_with_scale(steps, DECIMALS).map_err(|_| ArithmeticError::OutOfRange)?;
        Ok(decimal.normalize().to_string())
    }

    /// The value as a pure number.
    pub fn fraction(self) -> Fraction {
        Fraction(self.value)
    }

    /// The amount without its sign.
    pub fn absolute(self) -> Self {
        Self { value: self.value.abs(), ..self }
    }

    /// Below zero, exactly; an amount that prints `0,0` may be.
    pub fn is_negative(self) -> bool {
        self.value.is_negative()
    }

    /// Exactly zero.
    pub fn is_zero(self) -> bool {
        self.value.is_zero()
    }

    /// Rounds to printed steps, half away from zero. Fails when the scale is of another unit or out of range.
    pub fn round(self, rounding: Rounding) -> Result<Rounded, ArithmeticError> {
        let right = rounding.scale.unit();
        if right != self.unit {
            return Err(ArithmeticError::MixedUnits { left: self.unit, right });
        }
        let in_steps = self.value.checked_div(&rounding.step()).ok_or(ArithmeticError::OutOfRange)?;
        let whole = in_steps.numer().unsigned_abs() / in_steps.denom().unsigned_abs();
        let rest = in_steps.numer().unsigned_abs() % in_steps.denom().unsigned_abs();
        let up = u128::from(rest >= in_steps.denom().unsigned_abs() - rest);
        let steps = i128::try_from(whole + up).map_err(|_| ArithmeticError::OutOfRange)?;
        Ok(Rounded { exact: self, steps: if self.is_negative() { -steps } else { steps }, rounding })
    }

    fn same_unit(self, other: Self) -> Result<(), ArithmeticError> {
        if self.unit == other.unit {
            Ok(())
        } else {
            Err(ArithmeticError::MixedUnits { left: self.unit, right: other.unit })
        }
    }

    fn with(self, value: Option<Ratio<i128>>) -> Result<Self, ArithmeticError> {
        value.map(|value| Self { value, ..self }).ok_or(ArithmeticError::OutOfRange)
    }
}

impl fmt::Display for Amount {
    /// The exact value as a fraction in the unit's own measure, for provenance: `-1/30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl Rounded {
    /// The amount before rounding.
    pub fn exact(self) -> Amount {
        self.exact
    }

    /// Nothing was rounded away.
    pub fn is_exact(self) -> bool {
        let printed = self.rounding.step().checked_mul(&Ratio::from_integer(self.steps));
        printed == Some(self.exact.value)
    }

    /// How it was rounded.
    pub fn rounding(self) -> Rounding {
        self.rounding
    }

    /// What the reader sees, as a number of the last printed digit: 40,2 with one decimal is 402. For checks of
    /// footing, which alone may add printed numbers.
    pub fn steps(self) -> i128 {
        self.steps
    }

    /// The digits: `−1 310,7`. Never a minus before zero.
    pub fn text(self, locale: &Locale) -> String {
        let decimals = usize::from(self.rounding.decimals.min(MAX_DECIMALS));
        let digits = format!("{:0>width$}", self.steps.unsigned_abs(), width = decimals + 1);
        let (whole, part) = digits.split_at(digits.len() - decimals);
        let mut text = String::new();
        if self.steps < 0 {
            text.push(locale.minus);
        }
        text.push_str(&grouped(whole, locale));
        if decimals > 0 {
            text.push(locale.decimal);
            text.push_str(part);
        }
        text
    }
}

/// Digits in groups of three.
fn grouped(digits: &str, locale: &Locale) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(locale.group);
        }
        text.push(digit);
    }
    text
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE_DECIMAL: Rounding = Rounding { scale: Scale::Mnkr, decimals: 1 };

    fn mnkr(text: &str) -> Amount {
        Amount::parse(text, Scale::Mnkr).expect("an amount")
    }

    #[test]
    fn eight_twelfths_of_a_budget_are_exact_until_printed() {
        let period = Fraction::new(8, 12).expect("twelve is not zero");
        let share = mnkr("981.4").times(period).expect("fits");
        assert_eq!(share.round(ONE_DECIMAL).expect("kronor").text(&SWEDISH), "654,3");
        assert_eq!(share.to_string(), "1962800000/3");
        assert_eq!(share.exact_text(&SWEDISH), "1\u{a0}962\u{a0}800\u{a0}000/3");
        assert!(!share.round(ONE_DECIMAL).expect("kronor").is_exact());
        assert!(mnkr("654.3").round(ONE_DECIMAL).expect("kronor").is_exact());
    }

    #[test]
    fn a_deviation_that_rounds_to_nothing_has_no_minus() {
        let period = Fraction::new(8, 12).expect("twelve is not zero");
        let deviation = mnkr("206.2").times(period).expect("fits").minus(mnkr("137.5")).expect("kronor");
        assert!(deviation.is_negative());
        assert_eq!(deviation.round(ONE_DECIMAL).expect("kronor").text(&SWEDISH), "0,0");
    }

    #[test]
    fn ties_go_away_from_zero() {
        for (written, printed) in [
            ("0.05", "0,1"),
            ("-0.05", "\u{2212}0,1"),
            ("0.049", "0,0"),
            ("-1310.65", "\u{2212}1\u{a0}310,7"),
        ] {
            assert_eq!(mnkr(written).round(ONE_DECIMAL).expect("kronor").text(&SWEDISH), printed);
        }
    }

    #[test]
    fn other_ways_of_writing_numbers_are_refused() {
        for text in ["1e3", "1_000", ".5", "5.", "1 000", "", "-", "+1", "0x1F", "1.2.3", "12,5,1"] {
            assert_eq!(Amount::parse(text, Scale::Mnkr), Err(ParseAmountError::NotANumber), "{text}");
        }
        let with_point = "-12.5".to_owned();
        assert_eq!(Amount::parse("-12,5", Scale::Mnkr), Err(ParseAmountError::DecimalComma { with_point }));
    }

    #[test]
    fn huge_numbers_are_errors_not_panics() {
        let huge = "9".repeat(29);
        assert_eq!(Amount::parse(&huge, Scale::Mnkr), Err(ParseAmountError::TooManyDigits));
        let large = mnkr(&"7".repeat(28));
        assert_eq!(large.times(large.fraction()), Err(ArithmeticError::OutOfRange));
    }
}
