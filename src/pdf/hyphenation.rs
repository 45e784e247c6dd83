//! Words that the Swedish patterns break badly, with the break points they should have.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One word a line, its parts joined by hyphens; `#` begins a comment.
const LIST: &str = include_str!("../../assets/hyphenation.txt");

const SOFT_HYPHEN: &str = "\u{ad}";

static EXCEPTIONS: LazyLock<BTreeMap<String, Vec<usize>>> = LazyLock::new(|| {
    let words = LIST.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    words.map(|word| (word.replace('-', ""), breaks(word))).collect()
});

/// A stretch of text.
pub(super) enum Piece<'a> {
    /// A word with soft hyphens where it may be broken, and nowhere else.
    Broken(String),
    /// Text that the patterns may hyphenate.
    Plain(&'a str),
}

/// Cuts text so that the words of the list stand alone.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut list = Vec::new();
    let mut from = 0;
    for (start, word) in words(text) {
        if let Some(breaks) = EXCEPTIONS.get(&word.to_lowercase()) {
            list.push(Piece::Plain(&text[from..start]));
            list.push(Piece::Broken(broken(word, breaks)));
            from = start + word.len();
        }
    }
    list.push(Piece::Plain(&text[from..]));
    list.into_iter().filter(|piece| !matches!(piece, Piece::Plain("")))
}

/// The characters after which a listed word may be broken, counted from its beginning.
fn breaks(word: &str) -> Vec<usize> {
    let parts = word.split('-').map(|part| part.chars().count());
    let ends = parts.scan(0, |end, length| {
        *end += length;
        Some(*end)
    });
    ends.collect()
}

fn broken(word: &str, breaks: &[usize]) -> String {
    let mut out = String::with_capacity(word.len() + 2 * breaks.len());
    let length = word.chars().count();
    for (at, c) in word.chars().enumerate() {
        out.push(c);
        if at + 1 < length && breaks.contains(&(at + 1)) {
            out.push_str(SOFT_HYPHEN);
        }
    }
    out
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bounds = |c: char| !c.is_alphanumeric();
    text.split(bounds).map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word)).filter(|(_, word)| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listed_word_breaks_where_the_list_says() {
        let text: String = pieces("De riskmodellsprinciper som gäller")
            .map(|piece| match piece {
                Piece::Broken(word) => format!("[{}]", word.replace(SOFT_HYPHEN, "-")),
                Piece::Plain(words) => words.to_owned(),
            })
            .collect();
        assert_eq!(text, "De [risk-modells-principer] som gäller");
    }
}
