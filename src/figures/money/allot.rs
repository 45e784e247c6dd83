//! Parts that are printed so that they add up to their printed whole.

use num_rational::Ratio;
use num_traits::CheckedDiv;

use super::{Amount, ArithmeticError, Rounded};

impl Rounded {
    /// The parts of this amount, printed as it is and adding up to what is printed for it: each is rounded towards zero,
    /// and the steps that are left go to the largest remainders, the first of equal ones first. Nothing where the parts do not
    /// make the amount exactly. Fails on differing units or beyond 128 bits.
    pub fn allot(self, parts: &[Amount]) -> Result<Option<Vec<Self>>, ArithmeticError> {
        let sum = parts.iter().try_fold(Amount::zero(self.exact.unit), |sum, part| sum.plus(*part))?;
        if sum != self.exact {
            return Ok(None);
        }
        let step = self.rounding.step();
        // A negative whole is split as its opposite is.
        let sign = if self.exact.is_negative() { -1 } else { 1 };
        let in_steps =
            |part: &Amount| part.value.checked_div(&(step * sign)).ok_or(ArithmeticError::OutOfRange);
        let exact = parts.iter().map(in_steps).collect::<Result<Vec<Ratio<i128>>, _>>()?;
        let mut steps: Vec<i128> = exact.iter().map(|part| part.floor().to_integer()).collect();
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(exact[*at] - exact[*at].floor()));
        let left = usize::try_from(self.steps * sign - steps.iter().sum::<i128>()).unwrap_or(0);
        order.into_iter().take(left).for_each(|at| steps[at] += 1);
        let printed = parts.iter().zip(steps);
        Ok(Some(
            printed
                .map(|(part, steps)| Self { exact: *part, steps: steps * sign, rounding: self.rounding })
                .collect(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Fraction, Rounding, Scale};
    use super::*;

    fn mnkr(thousands: i64) -> Amount {
        Amount::parse(&thousands.to_string(), Scale::Tkr).expect("an amount")
    }

    proptest! {
        #[test]
        fn printed_parts_add_up_and_none_is_a_step_away(
            whole in -10_000_000..10_000_000_i64,
            weights in proptest::collection::vec(0..1_000_i128, 1..13),
            decimals in 0..4_u8,
        ) {
            let total: i128 = weights.iter().sum::<i128>() + 1;
            let share = |weight: i128| Fraction::new(weight, total).expect("more than nothing");
            let mut parts: Vec<Amount> =
                weights.iter().map(|weight| mnkr(whole).times(share(*weight)).expect("fits")).collect();
            parts.push(mnkr(whole).times(share(1)).expect("fits"));
            let rounding = Rounding { scale: Scale::Mnkr, decimals };
            let printed = mnkr(whole).round(rounding).expect("kronor");
            let allotted = printed.allot(&parts).expect("in range").expect("the parts make the whole");
            prop_assert_eq!(allotted.iter().map(|part| part.steps()).sum::<i128>(), printed.steps());
            for (part, exact) in allotted.iter().zip(&parts) {
                prop_assert_eq!(part.exact(), *exact);
                prop_assert!((part.steps() - exact.round(rounding).expect("kronor").steps()).abs() <= 1);
            }
            parts.pop();
            prop_assert_eq!(printed.allot(&parts).expect("in range").is_none(), whole != 0);
        }
    }
}
