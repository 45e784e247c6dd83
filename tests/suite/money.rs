//! Properties of the money arithmetic, over cases drawn at random.

use proptest::prelude::*;
use tertial::figures::money::{Amount, ArithmeticError, Fraction, Locale, Rounding, SWEDISH, Scale, Unit};

const ONE_DECIMAL: Rounding = Rounding { scale: Scale::Mnkr, decimals: 1 };

fn amount() -> impl Strategy<Value = Amount> {
    (any::<i64>(), 0_u32..7).prop_map(|(digits, point)| {
        let (sign, digits) = (if digits < 0 { "-" } else { "" }, format!("{:0>8}", digits.unsigned_abs()));
        let (whole, part) = digits.split_at(digits.len() - point as usize);
        let written =
            if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") };
        Amount::parse(&written, Scale::Kronor).unwrap()
    })
}

fn rounding() -> impl Strategy<Value = Rounding> {
    let scale = prop_oneof![Just(Scale::Kronor), Just(Scale::Tkr), Just(Scale::Mnkr)];
    (scale, 0_u8..4).prop_map(|(scale, decimals)| Rounding { scale, decimals })
}

proptest! {
    #[test]
    fn addition_is_exact(a in amount(), b in amount(), c in amount()) {
        prop_assert_eq!(a.plus(b).unwrap().plus(c).unwrap(), a.plus(b.plus(c).unwrap()).unwrap());
        prop_assert_eq!(a.plus(b).unwrap().minus(b).unwrap(), a);
    }

    #[test]
    fn rounding_is_the_same_both_ways_from_zero(a in amount(), rounding in rounding()) {
        let opposite = Amount::zero(Unit::Kronor).minus(a).unwrap();
        prop_assert_eq!(opposite.round(rounding).unwrap().steps(), -a.round(rounding).unwrap().steps());
    }

    #[test]
    fn rounded_text_reads_back_as_itself_and_zero_has_no_minus(a in amount(), rounding in rounding()) {
        let text = a.round(rounding).unwrap().text(&SWEDISH);
        let plain = text.replace('\u{a0}', "").replace(',', ".");
        let again = Amount::parse(&plain, rounding.scale).unwrap();
        prop_assert_eq!(again.round(rounding).unwrap().text(&SWEDISH), text.clone());
        let has_minus = text.contains(SWEDISH.minus);
        prop_assert!(text.chars().any(|c| ('1'..='9').contains(&c)) || !has_minus);
    }

    #[test]
    fn printed_rows_miss_their_printed_total_by_half_a_step_each_at_most(
        rows in prop::collection::vec(amount(), 1..12),
    ) {
        let total = rows.iter().try_fold(Amount::zero(Unit::Kronor), |sum, row| sum.plus(*row)).unwrap();
        let printed: i128 = rows.iter().map(|row| row.round(ONE_DECIMAL).unwrap().steps()).sum();
        let missed = (printed - total.round(ONE_DECIMAL).unwrap().steps()).unsigned_abs();
        prop_assert!(2 * missed <= rows.len() as u128 + 1);
    }

    #[test]
    fn the_parts_of_a_year_make_the_year(a in amount(), months in 1_i128..12) {
        let part = |months| a.times(Fraction::new(months, 12).unwrap()).unwrap();
        prop_assert_eq!(part(months).plus(part(12 - months)).unwrap(), a);
    }

    #[test]
    fn any_text_is_an_amount_or_an_error(text in ".{0,40}") {
        let _ = Amount::parse(&text, Scale::Mnkr);
    }
}

#[test]
fn mixed_units_are_an_error() {
    let (kronor, count) = (Amount::zero(Unit::Kronor), Amount::zero(Unit::Count));
    assert!(matches!(kronor.plus(count), Err(ArithmeticError::MixedUnits { .. })));
    assert!(matches!(count.round(ONE_DECIMAL), Err(ArithmeticError::MixedUnits { .. })));
}

#[test]
fn another_locale_prints_its_own_signs() {
    let english = Locale { decimal: '.', group: ',', minus: '-' };
    let amount = Amount::parse("-1309.8", Scale::Mnkr).unwrap();
    assert_eq!(amount.round(ONE_DECIMAL).unwrap().text(&english), "-1,309.8");
}
