//! Words that are longer than their line: a compound is hyphenated, also where text otherwise is not; a name of letters,
//! digits and signs is broken after a sign, and what has neither between any two letters.

use hypher::{Lang, hyphenate};

use crate::writers::setting::{Length, Type, width};

/// A stretch of text.
pub(super) enum Piece<'a> {
    /// Text that is set as any other.
    Usual(&'a str),
    /// A word to be hyphenated.
    Hyphenated(&'a str),
    /// A part of a word, after which a line may end.
    Part(&'a str),
}

/// Cuts text so that what is wider than the line can be broken.
pub(super) fn pieces(text: &str, set: Type, line: Length) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for word in text.split(char::is_whitespace).filter(|word| !fits(word, set, line)) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        pieces.push(Piece::Usual(&text[from..start]));
        broken(word, set, line, &mut pieces);
        from = start + word.len();
    }
    pieces.push(Piece::Usual(&text[from..]));
    pieces.retain(|piece| !matches!(piece, Piece::Usual("")));
    pieces
}

/// No letter is wider than its size, but for a few that no word is made of.
fn fits(word: &str, set: Type, line: Length) -> bool {
    word.len() as u64 * set.size() <= line || width(word, set) <= line
}

fn broken<'a>(word: &'a str, set: Type, line: Length, pieces: &mut Vec<Piece<'a>>) {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_punctuation());
    let room = |syllable: &str| width(syllable, set) + width("-.", set) <= line;
    if letters.chars().all(char::is_alphabetic) && hyphenate(letters, Lang::Swedish).all(room) {
        pieces.push(Piece::Hyphenated(word));
        return;
    }
    for part in word.split_inclusive(|c: char| !c.is_alphanumeric()) {
        if width(part, set) <= line {
            pieces.push(Piece::Part(part));
        } else {
            pieces.extend(part.char_indices().map(|(at, c)| Piece::Part(&part[at..at + c.len_utf8()])));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::look::{Family, Size};

    fn shown(text: &str, letters: u64) -> String {
        let set = Type::new(Family::Sans, Size::new(100).expect("ten points"));
        let show = |piece| match piece {
            Piece::Usual(words) => words.to_owned(),
            Piece::Hyphenated(word) => format!("[{word}]"),
            Piece::Part(part) => format!("<{part}>"),
        };
        pieces(text, set, letters * width("n", set)).into_iter().map(show).collect()
    }

    #[test]
    fn only_what_is_longer_than_the_line_is_cut() {
        assert_eq!(shown("Stadsledningskontorets chef", 40), "Stadsledningskontorets chef");
        assert_eq!(shown("Stadsledningskontorets chef", 14), "[Stadsledningskontorets] chef");
        assert_eq!(shown("Se bilaga_a1/b2, sid 3", 9), "Se <bilaga_><a1/><b2,> sid 3");
        assert_eq!(shown("012345", 3), "<0><1><2><3><4><5>");
    }
}
