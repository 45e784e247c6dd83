//! Round numbers along an axis, and where an amount stands between them. Whole numbers only: a drawing is as exact as
//! the table beside it.

use num_rational::Ratio;
use num_traits::{CheckedDiv, CheckedMul, Zero};

use super::{Amount, ArithmeticError, MAX_DECIMALS, Rounded, Rounding, Scale};

/// An axis has at most so many steps between its ends.
const MOST_STEPS: i128 = 6;

/// The largest power of ten that a step is tried with; beyond it an amount does not fit 128 bits in kronor.
const MOST_ZEROS: u32 = 24;

/// Round numbers on a scale, 1, 2 or 5 of a power of ten apart: from the last one at or below both `least` and zero to
/// the first at or above both `most` and zero. At least two. Fails when an amount is of another unit than the scale or
/// out of range.
pub fn ticks(least: Amount, most: Amount, scale: Scale) -> Result<Vec<Rounded>, ArithmeticError> {
    let (low, high) = (on_scale(least, scale)?, on_scale(most, scale)?);
    let (low, mut high) = (low.min(Ratio::zero()), high.max(Ratio::zero()));
    if low == high {
        high = Ratio::from_integer(1);
    }
    let (step, decimals, first, last) = steps(low, high).ok_or(ArithmeticError::OutOfRange)?;
    let rounding = Rounding { scale, decimals };
    (first..=last).map(|at| tick(at, step, rounding)).collect()
}

/// The finest steps that are few enough: their length, the decimals they need, the first and the last.
fn steps(low: Ratio<i128>, high: Ratio<i128>) -> Option<(Ratio<i128>, u8, i128, i128)> {
    let below_one =
        (1..=MAX_DECIMALS).rev().map(|decimals| (Ratio::new_raw(1, 10_i128.pow(decimals.into())), decimals));
    let from_one = (0..=MOST_ZEROS).map(|zeros| (Ratio::from_integer(10_i128.pow(zeros)), 0));
    for (power, decimals) in below_one.chain(from_one) {
        for times in [1, 2, 5] {
            let step = power * times;
            let (first, last) = (floor(low.checked_div(&step)?), -floor(-high.checked_div(&step)?));
            if last.checked_sub(first)? <= MOST_STEPS {
                return Some((step, decimals, first, last));
            }
        }
    }
    None
}

fn floor(value: Ratio<i128>) -> i128 {
    value.numer().div_euclid(*value.denom())
}

fn tick(at: i128, step: Ratio<i128>, rounding: Rounding) -> Result<Rounded, ArithmeticError> {
    let value = step.checked_mul(&Ratio::from_integer(at));
    let value = value.and_then(|value| value.checked_mul(&rounding.scale.one()));
    let value = value.ok_or(ArithmeticError::OutOfRange)?;
    Amount { value, unit: rounding.scale.unit() }.round(rounding)
}

fn on_scale(amount: Amount, scale: Scale) -> Result<Ratio<i128>, ArithmeticError> {
    amount.same_unit(Amount::zero(scale.unit()))?;
    amount.value.checked_div(&scale.one()).ok_or(ArithmeticError::OutOfRange)
}

/// How far an amount stands on the way from `least` to `most`, in whole parts of `parts`, to the nearest; less than
/// none or more than all where it stands outside. Fails as [`Amount::over`] does.
pub fn along(amount: Amount, least: Amount, most: Amount, parts: i64) -> Result<i64, ArithmeticError> {
    let way = amount.minus(least)?.over(most.minus(least)?)?;
    let whole = way.0.checked_mul(&Ratio::from_integer(parts.into())).ok_or(ArithmeticError::OutOfRange)?;
    i64::try_from(whole.round().to_integer()).map_err(|_| ArithmeticError::OutOfRange)
}

#[cfg(test)]
mod tests {
    use super::super::SWEDISH;
    use super::*;

    fn mnkr(text: &str) -> Amount {
        Amount::parse(text, Scale::Mnkr).expect("an amount")
    }

    fn printed(least: &str, most: &str) -> Vec<String> {
        let ticks = ticks(mnkr(least), mnkr(most), Scale::Mnkr).expect("in range");
        ticks.into_iter().map(|tick| tick.text(&SWEDISH).replace('\u{a0}', " ")).collect()
    }

    #[test]
    fn an_axis_has_few_round_numbers_and_zero_among_them() {
        assert_eq!(printed("22.4", "981.4"), ["0", "200", "400", "600", "800", "1 000"]);
        assert_eq!(printed("-36.3", "40.2"), ["\u{2212}40", "\u{2212}20", "0", "20", "40", "60"]);
        assert_eq!(
            printed("-0.9", "-0.2"),
            ["\u{2212}1,0", "\u{2212}0,8", "\u{2212}0,6", "\u{2212}0,4", "\u{2212}0,2", "0,0"]
        );
        assert_eq!(printed("0.0", "0.0"), ["0,0", "0,2", "0,4", "0,6", "0,8", "1,0"]);
        assert_eq!(printed("0", "0.000001"), ["0,000000", "0,000001"]);
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        let huge = mnkr(&"9".repeat(28));
        assert!(ticks(mnkr("0"), huge, Scale::Mnkr).is_err() || along(huge, mnkr("0"), huge, 100).is_ok());
        assert_eq!(
            ticks(mnkr("1"), mnkr("2"), Scale::Percent).err(),
            Some(ArithmeticError::MixedUnits {
                left: super::super::Unit::Kronor,
                right: super::super::Unit::Share
            })
        );
    }

    #[test]
    fn a_place_on_the_axis_is_the_nearest_part() {
        let at = |text| along(mnkr(text), mnkr("-40"), mnkr("60"), 1000).expect("in range");
        assert_eq!([at("-40"), at("0"), at("0.04"), at("0.05"), at("60")], [0, 400, 400, 401, 1000]);
    }
}
