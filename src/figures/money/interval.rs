//! Amounts that are known within bounds, and the one judgement of whether a total is that of its parts.
//!
//! A printed number stands for every amount that prints so: half a step of its last digit to either side. An amount known
//! exactly has no such room. A total foots where the intervals of its parts, added, meet its own.

use num_rational::Ratio;

use super::{Amount, ArithmeticError, Fraction, Rounding, Scale};

/// An amount with the half-width of the interval that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    amount: Amount,
    slack: Amount,
}

/// How a total agrees with its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Footing {
    /// It is their sum.
    Exact,
    /// It differs, and rounding explains it.
    Rounded,
    /// No amounts that print as the parts do add up to one that prints as the total does.
    Wrong,
}

impl Interval {
    /// An amount that is known exactly.
    pub fn exact(amount: Amount) -> Self {
        Self { amount, slack: Amount::zero(amount.unit()) }
    }

    /// An amount as it is printed.
    pub fn printed(amount: Amount, rounding: Rounding) -> Self {
        Self { amount, slack: half(rounding, amount) }
    }

    /// An amount as it is written on a scale: `10.001` is known to half a thousandth. Where `printed` says how its column is
    /// printed, what is written shorter than that is meant as long: `12` in a column of one decimal is 12,0.
    pub fn written(amount: Amount, text: &str, scale: Scale, printed: Option<Rounding>) -> Self {
        let decimals =
            text.split(['.', ',']).nth(1).map_or(0, |part| part.bytes().filter(u8::is_ascii_digit).count());
        let own = half(Rounding { scale, decimals: u8::try_from(decimals).unwrap_or(u8::MAX) }, amount);
        let most = printed.map(|rounding| half(rounding, amount));
        let slack = most.filter(|most| most.value < own.value).unwrap_or(own);
        Self { amount, slack }
    }

    /// The amount in the middle.
    pub fn amount(self) -> Amount {
        self.amount
    }

    /// The same room around another amount.
    #[must_use]
    pub fn at(self, amount: Amount) -> Self {
        Self { amount, ..self }
    }

    /// An interval of nothing, to add others to.
    pub fn nothing(of: Amount) -> Self {
        Self::exact(Amount::zero(of.unit()))
    }

    /// The sum of two.
    pub fn plus(self, other: Self) -> Result<Self, ArithmeticError> {
        Ok(Self { amount: self.amount.plus(other.amount)?, slack: self.slack.plus(other.slack)? })
    }

    /// So many times as much.
    pub fn times(self, factor: Fraction) -> Result<Self, ArithmeticError> {
        Ok(Self { amount: self.amount.times(factor)?, slack: self.slack.times(factor)?.absolute() })
    }

    /// Whether this total is that of `parts`, added.
    pub fn foots(self, parts: Self) -> Result<Footing, ArithmeticError> {
        let apart = self.amount.minus(parts.amount)?.absolute();
        let slack = self.slack.plus(parts.slack)?;
        Ok(match apart {
            apart if apart.is_zero() => Footing::Exact,
            // Halves are rounded away from zero: of the two ends of an interval one is never its amount's, and never all of
            // the ends that are the furthest apart.
            apart if apart.value < slack.value => Footing::Rounded,
            _ => Footing::Wrong,
        })
    }
}

fn half(rounding: Rounding, like: Amount) -> Amount {
    Amount { value: rounding.step() / Ratio::from_integer(2), unit: like.unit() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn amount(thousandths: i64) -> Amount {
        Amount { value: Ratio::new(i128::from(thousandths), 1000), unit: super::super::Unit::Kronor }
    }

    fn rounding(decimals: u8) -> Rounding {
        Rounding { scale: Scale::Kronor, decimals }
    }

    proptest! {
        /// A total that is rounded from the true sum of rounded parts always foots; one beyond every rounding never does.
        #[test]
        fn the_bounds_hold_and_are_reached(parts in prop::collection::vec(-99_999_i64..99_999, 1..40), decimals in 0_u8..3) {
            let printed = |exact: Amount| {
                let rounded = exact.round(rounding(decimals)).unwrap();
                let steps = Ratio::from_integer(rounded.steps()) * rounding(decimals).step();
                Interval::printed(Amount { value: steps, ..exact }, rounding(decimals))
            };
            let sum = amount(parts.iter().sum());
            let nothing = Interval::nothing(sum);
            let added = parts.iter().try_fold(nothing, |sum, part| sum.plus(printed(amount(*part)))).unwrap();
            prop_assert_ne!(printed(sum).foots(added).unwrap(), Footing::Wrong);
            let beyond = Ratio::from_integer(i128::try_from(parts.len()).unwrap() + 2) * rounding(decimals).step();
            let wrong = Amount { value: added.amount.value + beyond, ..sum };
            prop_assert_eq!(Interval::printed(wrong, rounding(decimals)).foots(added).unwrap(), Footing::Wrong);
            let exact = parts.iter().try_fold(nothing, |sum, part| sum.plus(Interval::exact(amount(*part)))).unwrap();
            let off = Amount { value: sum.value + Ratio::new(1, 1000), ..sum };
            prop_assert_eq!(Interval::exact(off).foots(exact).unwrap(), Footing::Wrong);
        }
    }

    #[test]
    fn what_is_written_is_known_to_its_last_digit() {
        let slack = |text, printed| Interval::written(amount(0), text, Scale::Kronor, printed).slack;
        assert_eq!(slack("10.001", Some(rounding(1))).value, Ratio::new(1, 2000));
        assert_eq!(slack("12", Some(rounding(1))).value, Ratio::new(1, 20));
        assert_eq!(slack("12", None).value, Ratio::new(1, 2));
        assert_eq!(slack("301,5", Some(rounding(1))).value, Ratio::new(1, 20));
    }
}
