//! One quantity told twice: two places whose words are nearly the same, with figures that no rounding reconciles.

use std::collections::BTreeSet;

use super::passage::Passage;
use crate::diagnostic::{Findings, Problem};
use crate::document::reading::Mention;
use crate::project::source::{Sources, Span};

/// Words on each side that say what a figure counts.
const AROUND: usize = 7;

/// Words that two places must share to speak of one thing, of those that either has: three in five.
const SHARED: (usize, usize) = (3, 5);

/// Fewer shared words than this are chance.
const LEAST: usize = 6;

/// A figure with the words around it.
struct Told<'a> {
    text: &'a str,
    mention: &'a Mention,
    at: Span,
    passage: usize,
    around: BTreeSet<String>,
    /// The part and the nearest heading: under another heading of one part, the same words are said of something else.
    under: (usize, Option<&'a str>),
    /// Names in its sentence: words with a capital that do not begin it.
    names: BTreeSet<&'a str>,
}

pub(super) fn check(passages: &[Passage], sources: &Sources, findings: &mut Findings) {
    let mut told: Vec<Told<'_>> = Vec::new();
    for (number, passage) in passages.iter().enumerate() {
        for mention in &passage.mentions {
            let Some(at) = passage.place(&mention.range, sources) else { continue };
            let around = around(passage, mention);
            let this = Told {
                text: &passage.text[mention.range.clone()],
                mention,
                at,
                passage: number,
                around,
                under: (passage.part, passage.headings.last().map(String::as_str)),
                names: names(&passage.text[passage.sentence(&mention.range)]),
            };
            let other = told.iter().find(|other| this.contradicts(other));
            if let Some(other) = other {
                let problem = Problem::TwoValues { here: this.text.to_owned(), there: other.text.to_owned() };
                findings.add_two(this.at, problem, other.at);
            }
            told.push(this);
        }
    }
}

impl Told<'_> {
    fn contradicts(&self, other: &Self) -> bool {
        let (one, two) = (self.mention, other.mention);
        let elsewhere = self.under.0 == other.under.0 && self.under.1 != other.under.1;
        self.passage != other.passage
            && !elsewhere
            && self.names == other.names
            && one.amount.unit() == two.amount.unit()
            && !one.about
            && !two.about
            && !one.may_be(two.amount)
            && !two.may_be(one.amount)
            && self.is_of_one_thing_with(other)
    }

    /// Whether the words around both say that they count one thing.
    fn is_of_one_thing_with(&self, other: &Self) -> bool {
        let shared = self.around.intersection(&other.around).count();
        let either = self.around.len() + other.around.len() - shared;
        shared >= LEAST && shared * SHARED.1 >= either * SHARED.0
    }
}

/// The words of a sentence that begin with a capital, but for its first.
fn names(sentence: &str) -> BTreeSet<&str> {
    let words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).skip(1);
    words.filter(|word| word.starts_with(char::is_uppercase)).collect()
}

/// The words on both sides of a figure, without other figures.
fn around(passage: &Passage, mention: &Mention) -> BTreeSet<String> {
    let words = |text: &str| -> Vec<String> {
        let apart = text.split(|c: char| !c.is_alphanumeric());
        apart
            .filter(|word| word.chars().all(char::is_alphabetic) && !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let before = words(&passage.text[..mention.range.start]);
    let after = words(&passage.text[mention.range.end..]);
    before.into_iter().rev().take(AROUND).chain(after.into_iter().take(AROUND)).collect()
}
