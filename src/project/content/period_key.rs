//! Period keys: how a year's amount falls on its months.

use crate::diagnostic::{Findings, Problem};
use crate::figures::money::{Amount, Fraction, Scale, Unit};
use crate::project::source::Spanned;

/// A weight for every month, not negative, and one of them at least more than nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodKey {
    weights: Vec<Amount>,
}

/// The name by which a formula has the report's own part of the year.
pub const PERIOD: &str = "period";

/// The months, first and last, of a part of the year that formulas have by name: `tertial-2`, `månad-6`.
pub fn named_months(term: &str) -> Option<(u8, u8)> {
    let number = |prefix: &str, most: u8| {
        let number = term.strip_prefix(prefix)?.parse().ok()?;
        (1..=most).contains(&number).then_some(number)
    };
    let tertial = || number("tertial-", 3).map(|tertial| (4 * tertial - 3, 4 * tertial));
    number("månad-", 12).map(|month| (month, month)).or_else(tertial)
}

/// Months of a year.
const MONTHS: usize = 12;

impl PeriodKey {
    /// The same for every month: a twelfth of the year.
    pub fn even() -> Self {
        let one = Amount::share(Fraction::new(1, 1).expect("one is not zero"));
        Self { weights: vec![one; MONTHS] }
    }

    /// The part of the year that falls on the months from `first` to `last`, 1 to 12 and both with.
    pub fn part(&self, first: u8, last: u8) -> Fraction {
        let months = usize::from(first.saturating_sub(1))..usize::from(last).min(MONTHS);
        let sum = |weights: &[Amount]| total(weights).expect("the weights were summed when they were read");
        let part = sum(self.weights.get(months).unwrap_or_default());
        part.over(sum(&self.weights)).expect("the weights come to more than nothing")
    }
}

/// Reads twelve weights, January first: `8 8 8 8 8 10 6 8 8 8 10 10`. What is no key is reported, and the even one put
/// in its place.
pub(super) fn period_key(written: &Spanned<String>, findings: &mut Findings) -> PeriodKey {
    let weights = written.value.split_whitespace().map(|weight| Amount::parse(weight, Scale::Percent));
    let key = weights.collect::<Result<Vec<_>, _>>().ok().filter(|weights| {
        let usable = weights.len() == MONTHS && weights.iter().all(|weight| !weight.is_negative());
        usable && total(weights).is_some_and(|total| !total.is_zero())
    });
    if key.is_none() {
        findings.add(written.span, Problem::WrongWeights { text: written.value.clone() });
    }
    key.map_or_else(PeriodKey::even, |weights| PeriodKey { weights })
}

fn total(weights: &[Amount]) -> Option<Amount> {
    weights.iter().try_fold(Amount::zero(Unit::Share), |sum, weight| sum.plus(*weight)).ok()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;
    use crate::project::source::{Sources, Span};

    fn read(text: &str) -> (PeriodKey, bool) {
        let mut sources = Sources::open(Path::new(".")).expect("the folder of the package");
        let span = Span::new(sources.load(Path::new("saknas.yaml")).0, 0..0);
        let mut findings = Findings::default();
        let key = period_key(&Spanned::new(text.to_owned(), span), &mut findings);
        (key, findings.sorted().is_empty())
    }

    #[test]
    fn a_key_has_twelve_weights_of_which_one_is_more_than_nothing() {
        for wrong in
            ["1 2 3", "0 0 0 0 0 0 0 0 0 0 0 0", "1 1 1 1 1 1 1 1 1 1 1 -1", "1 1 1 1 1 1 1 1 1 1 1 1,5"]
        {
            assert_eq!(read(wrong), (PeriodKey::even(), false), "{wrong}");
        }
        let (key, good) = read("0 0 0 0 0 10 5.5 0 0 0 0 4.5");
        assert!(good);
        assert_eq!(key.part(1, 8), Fraction::new(31, 40).expect("not zero"));
        assert_eq!(PeriodKey::even().part(1, 8), Fraction::new(8, 12).expect("not zero"));
    }

    proptest! {
        #[test]
        fn months_and_tertials_make_the_year(weights in proptest::collection::vec(0..10_000_u32, 12), one in 0..12_usize) {
            let mut weights = weights;
            weights[one] += 1;
            let (key, good) = read(&weights.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
            prop_assert!(good);
            let whole = Amount::share(Fraction::new(1, 1).expect("not zero"));
            for length in [1_u8, 3, 4, 6] {
                let parts = (0..12 / length).map(|at| key.part(at * length + 1, (at + 1) * length));
                let sum = parts.map(Amount::share).try_fold(Amount::zero(Unit::Share), Amount::plus);
                prop_assert_eq!(sum, Ok(whole));
            }
        }
    }
}
