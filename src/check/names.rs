//! Headings that differ by a letter or two are meant to be the same: a reader who looks for one finds the other.

use crate::diagnostic::{Findings, Problem};
use crate::document::{BlockKind, Document, plain};
use crate::source::Span;

/// Shorter headings may differ by a letter and mean different things.
const LEAST_LETTERS: usize = 14;

/// Letters by which two headings may differ and still be meant as one.
const MOST_APART: usize = 2;

pub(super) fn check(document: &Document, findings: &mut Findings) {
    let mut seen: Vec<(String, Span)> = Vec::new();
    for block in document.parts.iter().flat_map(|part| &part.blocks) {
        let BlockKind::Heading { text, .. } = &block.kind else { continue };
        let here = plain(text);
        let near = |(there, _): &&(String, Span)| {
            let (one, two) = (here.to_lowercase(), there.to_lowercase());
            let long = one.chars().filter(|c| c.is_alphabetic()).count() >= LEAST_LETTERS;
            let near = one.len().abs_diff(two.len()) <= 2 * MOST_APART;
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            long && near
                && one != two
                && digits(&one) == digits(&two)
                && strsim::damerau_levenshtein(&one, &two) <= MOST_APART
        };
        if let Some((there, other)) = seen.iter().find(near) {
            findings.add_two(
                block.span,
                Problem::NamesVary { here: here.clone(), there: there.clone() },
                *other,
            );
        }
        seen.push((here, block.span));
    }
}
