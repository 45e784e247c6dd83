//! Headings that differ by a letter or two are meant to be the same: a reader who looks for one finds the other.
//!
//! A heading is compared only with those that have a piece of theirs in common: a slip of two letters reaches into at most
//! four of five pieces, so that one stands unchanged, at most two letters from where it stood.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Findings, Problem};
use crate::document::tree::{BlockKind, Document, plain};
use crate::project::source::Span;

/// Shorter headings may differ by a letter and mean different things.
const LEAST_LETTERS: usize = 14;

/// Letters by which two headings may differ and still be meant as one.
const MOST_APART: usize = 2;

/// Into how many pieces a heading is cut: a letter put in, left out or changed reaches into one, two that change places
/// into two.
const PIECES: usize = 2 * MOST_APART + 1;

pub(super) fn check(document: &Document, findings: &mut Findings) {
    let mut seen = Seen::default();
    for block in document.parts.iter().flat_map(|part| &part.blocks) {
        let BlockKind::Heading { text, .. } = &block.kind else { continue };
        let here = Heading::new(plain(text), block.span);
        if let Some(there) = seen.near(&here) {
            let problem = Problem::NamesVary { here: here.words.clone(), there: there.words.clone() };
            findings.add_two(block.span, problem, there.span);
        }
        seen.add(here);
    }
}

/// The headings so far, each wording once, by their pieces.
#[derive(Default)]
struct Seen {
    headings: Vec<Heading>,
    wordings: BTreeSet<String>,
    /// By the figures in a heading, its length and the number of the piece: those that have it.
    pieces: BTreeMap<(String, usize, usize), BTreeMap<String, Vec<usize>>>,
}

impl Seen {
    /// The first heading that is nearly the same.
    fn near(&self, here: &Heading) -> Option<&Heading> {
        let mut fitting = BTreeSet::new();
        let digits = here.digits();
        for length in here.length.saturating_sub(MOST_APART)..=here.length + MOST_APART {
            for piece in 0..PIECES {
                let Some(known) = self.pieces.get(&(digits.clone(), length, piece)) else { continue };
                let (from, to) = bounds(length, piece);
                for start in from.saturating_sub(MOST_APART)..=from + MOST_APART {
                    let same = here.stretch(start, start + to - from).and_then(|text| known.get(text));
                    fitting.extend(same.into_iter().flatten());
                }
            }
        }
        fitting.into_iter().map(|at: &usize| &self.headings[*at]).find(|there| here.is_near(there))
    }

    fn add(&mut self, heading: Heading) {
        if !self.wordings.insert(heading.lower.clone()) {
            return;
        }
        let digits = heading.digits();
        for piece in 0..PIECES {
            let (from, to) = bounds(heading.length, piece);
            let text = heading.stretch(from, to).unwrap_or("").to_owned();
            let same = self.pieces.entry((digits.clone(), heading.length, piece)).or_default();
            same.entry(text).or_default().push(self.headings.len());
        }
        self.headings.push(heading);
    }
}

/// Where a piece of a heading begins and ends, in letters.
fn bounds(length: usize, piece: usize) -> (usize, usize) {
    (length * piece / PIECES, length * (piece + 1) / PIECES)
}

/// A heading, ready to be compared.
struct Heading {
    words: String,
    span: Span,
    lower: String,
    /// The byte that each of its letters begins at, and its end.
    starts: Vec<usize>,
    length: usize,
    letters: usize,
}

impl Heading {
    fn new(words: String, span: Span) -> Self {
        let lower = words.to_lowercase();
        let letters = lower.chars().filter(|c| c.is_alphabetic()).count();
        let starts: Vec<usize> = lower.char_indices().map(|(at, _)| at).chain([lower.len()]).collect();
        Self { length: starts.len() - 1, starts, letters, lower, words, span }
    }

    fn digits(&self) -> String {
        self.lower.chars().filter(char::is_ascii_digit).collect()
    }

    /// From one letter up to another, where it has as many.
    fn stretch(&self, from: usize, to: usize) -> Option<&str> {
        Some(&self.lower[*self.starts.get(from)?..*self.starts.get(to)?])
    }

    fn is_near(&self, other: &Self) -> bool {
        self.letters >= LEAST_LETTERS
            && self.length.abs_diff(other.length) <= MOST_APART
            && self.lower != other.lower
            && self.digits() == other.digits()
            && self.begins_alike(other)
            && strsim::damerau_levenshtein(&self.lower, &other.lower) <= MOST_APART
    }

    /// A slip leaves the first letter of a word alone; `Östra` and `Västra` are two names.
    fn begins_alike(&self, other: &Self) -> bool {
        let firsts = |heading: &Self| -> Vec<Option<char>> {
            heading.lower.split_whitespace().map(|word| word.chars().next()).collect()
        };
        let (one, two) = (firsts(self), firsts(other));
        one.len() != two.len() || one == two
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::source::Sources;

    /// The same headings are found as by comparing each with each.
    #[test]
    fn what_is_near_is_found_by_its_pieces() {
        let mut sources = Sources::in_memory(BTreeMap::new());
        let file = sources.register("rubriker".as_ref(), None, String::new());
        let heading = |words: String| Heading::new(words, Span::new(file, 0..0));
        let base: Vec<char> = "Åtgärder för stadens förskolor 3".chars().collect();
        let mut seen = Seen::default();
        seen.add(heading(base.iter().collect()));
        let mut found = 0;
        for (one, other) in (0..base.len()).flat_map(|one| (0..base.len()).map(move |other| (one, other))) {
            let mut swapped = base.clone();
            swapped.swap(one, other);
            let mut added = base.clone();
            added.insert(one, 'x');
            added.insert(other, 'y');
            let mut left_out = base.clone();
            left_out.remove(one);
            left_out.remove(other.min(left_out.len() - 1));
            let mut twice = base.clone();
            twice.swap(one, (one + 1) % base.len());
            twice.swap(other, (other + 1) % base.len());
            for words in [swapped, added, left_out, twice] {
                let here = heading(words.into_iter().collect());
                let near = seen.headings.iter().any(|there| here.is_near(there));
                assert_eq!(seen.near(&here).is_some(), near, "{}", here.words);
                found += usize::from(near);
            }
        }
        assert!(found > 2000, "{found}");
    }
}
