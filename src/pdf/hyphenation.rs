//! Words that the Swedish patterns break badly are set unbroken.
//!
//! Break points of our own, as soft hyphens, would stand in the text that is searched and read aloud; so the list takes
//! points away and adds none.

use std::sync::LazyLock;

/// One word a line; a star stands for the rest of a word, `#` begins a comment.
const LIST: &str = include_str!("../../assets/hyphenation.txt");

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
    for (start, word) in words(text) {
        if let Some((at, length)) = ENTRIES.iter().find_map(|entry| entry.find(word)) {
            let (begin, end) = (start + at, start + at + length);
            list.push(Piece::Plain(&text[from..begin]));
            list.push(Piece::Whole(&text[begin..end]));
            from = end;
        }
    }
    list.push(Piece::Plain(&text[from..]));
    list.into_iter().filter(|piece| !matches!(piece, Piece::Plain("")))
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

    /// Where in a word it stands, and how many bytes it covers.
    fn find(&self, word: &str) -> Option<(usize, usize)> {
        let lower = word.to_lowercase();
        let at = lower.find(&self.letters).filter(|_| lower.len() == word.len())?;
        let fits = (self.led || at == 0) && (self.open || at + self.letters.len() == word.len());
        fits.then_some((at, self.letters.len()))
    }
}

/// The words of a text, each with the byte it begins at.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let apart = |c: char| !c.is_alphanumeric();
    let placed = text.split_inclusive(apart).scan(0, move |from, word| {
        let start = *from;
        *from += word.len();
        Some((start, word.trim_end_matches(apart)))
    });
    placed.filter(|(_, word)| !word.is_empty())
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
