//! Headings that differ by a letter or two are meant to be the same: a reader who looks for one finds the other.

use crate::diagnostic::{Findings, Problem};
use crate::document::tree::{BlockKind, Document, plain};
use crate::project::source::Span;

/// Shorter headings may differ by a letter and mean different things.
const LEAST_LETTERS: usize = 14;

/// Letters by which two headings may differ and still be meant as one.
const MOST_APART: usize = 2;

pub(super) fn check(document: &Document, findings: &mut Findings) {
    let mut seen: Vec<Heading> = Vec::new();
    for block in document.parts.iter().flat_map(|part| &part.blocks) {
        let BlockKind::Heading { text, .. } = &block.kind else { continue };
        let here = Heading::new(plain(text), block.span);
        if let Some(there) = seen.iter().find(|there| here.is_near(there)) {
            let problem = Problem::NamesVary { here: here.words.clone(), there: there.words.clone() };
            findings.add_two(block.span, problem, there.span);
        }
        seen.push(here);
    }
}

/// A heading, ready to be compared.
struct Heading {
    words: String,
    span: Span,
    lower: String,
    length: usize,
    letters: usize,
}

impl Heading {
    fn new(words: String, span: Span) -> Self {
        let lower = words.to_lowercase();
        let letters = lower.chars().filter(|c| c.is_alphabetic()).count();
        Self { length: lower.chars().count(), letters, lower, words, span }
    }

    fn is_near(&self, other: &Self) -> bool {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        self.letters >= LEAST_LETTERS
            && self.length.abs_diff(other.length) <= MOST_APART
            && self.lower != other.lower
            && digits(&self.lower) == digits(&other.lower)
            && strsim::damerau_levenshtein(&self.lower, &other.lower) <= MOST_APART
    }
}
