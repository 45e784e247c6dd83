//! Words that the Swedish patterns break badly are set unbroken.
//!
//! Break points of our own, as soft hyphens, would stand in the text that is searched and read aloud; so the list takes
//! points away and adds none.

use std::ops::Range;
use std::sync::LazyLock;

/// One word a line; a star stands for the rest of a word, `#` begins a comment.
const LIST: &str = include_str!("../../../assets/hyphenation.txt");

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let lines = LIST.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(Entry::read).collect()
});

/// A stretch of text.
pub(super) enum Piece<'a> {
    /// Text that the patterns may hyphenate.
    Plain(&'a str),
    /// A word, or a part of one, that is not broken.
    Whole(&'a str),
}

/// Cuts text so that what the list knows stands alone.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut list = Vec::new();
    let mut from = 0;
    for whole in whole(text) {
        if whole.start >= from {
            list.push(Piece::Plain(&text[from..whole.start]));
            list.push(Piece::Whole(&text[whole.clone()]));
            from = whole.end;
        }
    }
    list.push(Piece::Plain(&text[from..]));
    list.into_iter().filter(|piece| !matches!(piece, Piece::Plain("")))
}

/// The stretches of a text that the list knows, in order. The whole text is searched for each entry: looking every word
/// up would take longer.
fn whole(text: &str) -> Vec<Range<usize>> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return Vec::new();
    }
    let mut found: Vec<Range<usize>> = ENTRIES.iter().flat_map(|entry| entry.find(&lower)).collect();
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    found
}

/// A line of the list.
struct Entry {
    /// The letters, in lower case.
    letters: String,
    /// Something may stand before it in the word.
    led: bool,
    /// Something may stand after it in the word.
    open: bool,
}

impl Entry {
    fn read(line: &str) -> Self {
        let letters = line.trim_matches('*').to_lowercase();
        Self { letters, led: line.starts_with('*'), open: line.ends_with('*') }
    }

    /// Where it stands in a text in lower case.
    fn find<'a>(&'a self, lower: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let places = lower.match_indices(&self.letters).map(|(start, letters)| start..start + letters.len());
        places.filter(|place| {
            let led = lower[..place.start].ends_with(char::is_alphanumeric);
            let open = lower[place.end..].starts_with(char::is_alphanumeric);
            (self.led || !led) && (self.open || !open)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listed_word_or_part_of_a_word_stands_whole() {
        let shown = |text: &str| -> String {
            let show = |piece| match piece {
                Piece::Plain(words) => words.to_owned(),
                Piece::Whole(word) => format!("[{word}]"),
            };
            pieces(text).map(show).collect()
        };
        assert_eq!(shown("De riskmodellsprinciper som gäller"), "De [riskmodellsprinciper] som gäller");
        assert_eq!(shown("Förvaltningsövergripande, system"), "Förvaltnings[övergripande], [system]");
        assert_eq!(shown("ekonomisystemet, en studieresa."), "ekonomi[system]et, en [studieresa].");
    }
}
