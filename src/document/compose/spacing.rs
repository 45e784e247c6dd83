//! Hard spaces where Swedish never breaks a line: within a number, between a number and its unit, within a date.

use crate::document::reading::MONTHS;

const HARD: char = '\u{a0}';

const UNITS: [&str; 10] =
    ["%", "kr", "kronor", "mdkr", "miljarder", "miljoner", "mkr", "mnkr", "procent", "tkr"];

const BEFORE_NUMBER: [&str; 6] = ["Bilaga", "bilaga", "bilagor", "kap.", "nr", "§"];

/// The text with hard spaces in place of plain ones where two words belong together.
pub(super) fn hard_spaces(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut out = String::with_capacity(text.len());
    for (at, word) in words.iter().enumerate() {
        out.push_str(word);
        if let Some(next) = words.get(at + 1) {
            out.push(if belong(word, next) { HARD } else { ' ' });
        }
    }
    out
}

fn belong(left: &str, right: &str) -> bool {
    let bare = right.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
    let number = left.trim_start_matches(['(', '−', '–', '-', '”']);
    let numeric = number.chars().last().is_some_and(|c| c.is_ascii_digit());
    let day = number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    (numeric && (UNITS.contains(&bare) || group_follows(number, bare)))
        || (numeric && day && MONTHS.contains(&bare))
        || (BEFORE_NUMBER.contains(&left) && right.starts_with(|c: char| c.is_ascii_digit()))
}

/// `13` before `194`, `1` before `791,0`: groups of three digits of one number.
fn group_follows(left: &str, right: &str) -> bool {
    let whole = right.split(',').next().unwrap_or("");
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&left.len()) && digits(left) && whole.len() == 3 && digits(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_units_and_dates_hold_together() {
        for (written, set) in [
            ("har 13 194 bostäder", "har 13_194 bostäder"),
            ("beviljats 6 871 244 kr av", "beviljats 6_871_244_kr av"),
            ("den 17 september.", "den 17_september."),
            ("(se bilaga 2) om 20 procent", "(se bilaga_2) om 20_procent"),
            ("2006 har 3 enheter", "2006 har 3 enheter"),
            ("år 2006 115 deltagare", "år 2006 115 deltagare"),
        ] {
            assert_eq!(hard_spaces(written).replace(HARD, "_"), set);
        }
    }
}
