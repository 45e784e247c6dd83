//! Sentences that do not plainly say what a table shows: of another time, of a part, of an aim or a condition, or with bounds
//! instead of a value. What they say contradicts no cell; it is left open.

use std::ops::Range;
use std::sync::LazyLock;

use super::passage::Passage;

/// The words, each a stem or, with a full stop after it, a whole word; `assets/ord/förbehåll.txt` says more.
static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../../assets/ord/förbehåll.txt").lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
});

/// Words before an amount that make it a bound, or no exact one.
const BOUNDS: [&str; 20] = [
    "ca", "cirka", "drygt", "högst", "inemot", "knappt", "maximalt", "mellan", "mer", "mindre", "minst",
    "närmare", "nästan", "omkring", "runt", "under", "ungefär", "upp", "uppemot", "över",
];

/// What begins the reason of an amount, or a clause of its own.
const EXPLAINS: [&str; 8] =
    [", ", " beroende", " eftersom", " genom att", " på grund", " som ", " till följd", " vilket"];

/// Whether an amount is left open by its sentence; `year` is the one that the document is of.
pub(super) fn is_qualified(passage: &Passage, at: &Range<usize>, year: i32) -> bool {
    let sentence = passage.sentence(at);
    // What explains an amount after it says nothing of what it is.
    let after = &passage.text[at.end..sentence.end];
    let end = EXPLAINS.iter().filter_map(|word| after.find(word)).min().unwrap_or(after.len());
    let text = &passage.text[sentence.start..at.end + end];
    let words = || super::known::words(text);
    let other_year = words()
        .filter_map(|word| word.parse::<i32>().ok())
        .any(|number| (1900..2100).contains(&number) && number != year);
    let said = words().any(|word| {
        WORDS.iter().any(|known| match known.strip_suffix('.') {
            Some(whole) => word == whole,
            None => word.starts_with(known),
        })
    });
    let before: Vec<String> = super::known::words(&passage.text[sentence.start..at.start]).collect();
    let bounded = before.iter().rev().take(2).any(|word| BOUNDS.contains(&word.as_str()));
    // `Av skolans utfall är …`: a part of it.
    let part = words().next().is_some_and(|word| word == "av");
    other_year || part || said || bounded || is_range(&passage.text, at)
}

/// `95–99 mnkr`, `95 till 99 mnkr`, `mellan 95 och 99 mnkr`: another number stands just before or after.
fn is_range(text: &str, at: &Range<usize>) -> bool {
    let joins = |between: &str| matches!(between.trim(), "–" | "-" | "till");
    let before = text[..at.start].trim_end();
    let number = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
    let ends = ["–", "-", "till"]
        .iter()
        .any(|sign| before.strip_suffix(sign).is_some_and(|rest| number(rest.trim_end())));
    let after = text[at.end..].trim_start();
    let next = after.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let between =
        text[..at.start].contains("mellan ") && (before.ends_with(" och") || after.starts_with("och "));
    ends || (next > 0 && joins(&after[..next])) || between
}
