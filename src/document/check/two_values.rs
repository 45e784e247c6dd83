//! One quantity told twice: two places whose words are nearly the same, with figures that no rounding reconciles.
//!
//! Two sets of words of which three in five are shared have one in common among the rarest of each, so a figure is
//! compared only with those that have such a word in common with it: not with every figure of the document.

use std::collections::{BTreeMap, BTreeSet};

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
    /// The part, and the nearest heading that says of what its text is, outside a summary: under another one of the same
    /// part, the same words are said of something else.
    under: (usize, Option<&'a str>),
    /// The years in its sentence.
    years: BTreeSet<&'a str>,
    /// Names in its sentence: words with a capital that do not begin it.
    names: BTreeSet<&'a str>,
}

pub(super) fn check(passages: &[Passage], sources: &Sources, findings: &mut Findings) {
    let mut all: Vec<Told<'_>> = Vec::new();
    for (number, passage) in passages.iter().enumerate() {
        for mention in &passage.mentions {
            if mention.about {
                continue;
            }
            let Some(at) = passage.place(&mention.range, sources) else { continue };
            let around = around(passage, mention);
            let this = Told {
                text: &passage.text[mention.range.clone()],
                mention,
                at,
                passage: number,
                around,
                under: (passage.part, subject(&passage.headings)),
                years: years(&passage.text[passage.sentence(&mention.range)]),
                names: names(&passage.text[passage.sentence(&mention.range)]),
            };
            if this.around.len() >= LEAST {
                all.push(this);
            }
        }
    }
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for word in all.iter().flat_map(|this| &this.around) {
        *uses.entry(word).or_default() += 1;
    }
    let mut told = Earlier::default();
    for (at, this) in all.iter().enumerate() {
        let rare = this.rarest(&uses);
        if let Some(other) = told.contradicted(this, &rare, &all) {
            let problem = Problem::TwoValues { here: this.text.to_owned(), there: other.text.to_owned() };
            findings.add_two(this.at, problem, other.at);
        }
        told.add(at, &rare, &all);
    }
}

/// A figure as it is written, the words around it, and where it stands.
type Alike<'a> = (&'a str, &'a BTreeSet<String>, (usize, Option<&'a str>));

/// The figures before one, by their rarest words.
#[derive(Default)]
struct Earlier<'a> {
    by_word: BTreeMap<&'a str, Vec<usize>>,
    /// Those that are written alike, in the same words.
    same: BTreeMap<Alike<'a>, Vec<usize>>,
}

impl<'a> Earlier<'a> {
    /// The first figure that a later one contradicts.
    fn contradicted(&self, this: &Told<'a>, rare: &[&'a str], all: &'a [Told<'a>]) -> Option<&'a Told<'a>> {
        let sharing = rare.iter().filter_map(|word| self.by_word.get(word));
        let sharing: BTreeSet<usize> = sharing.flatten().copied().collect();
        sharing.into_iter().map(|at| &all[at]).find(|other| this.contradicts(other))
    }

    /// Of one figure in the same words two passages are kept: no third contradicts what neither does.
    fn add(&mut self, at: usize, rare: &[&'a str], all: &'a [Told<'a>]) {
        let this = &all[at];
        let alike = self.same.entry((this.text, &this.around, this.under)).or_default();
        let same = |other: &&usize| all[**other].mention.amount == this.mention.amount;
        let mut passages = alike.iter().filter(same).map(|other| all[*other].passage);
        if passages.clone().count() > 1 || passages.any(|passage| passage == this.passage) {
            return;
        }
        alike.push(at);
        rare.iter().for_each(|word| self.by_word.entry(word).or_default().push(at));
    }
}

impl Told<'_> {
    /// As many of the words around it, the rarest first, as any that is of one thing with it has one of.
    fn rarest<'a>(&'a self, uses: &BTreeMap<&str, usize>) -> Vec<&'a str> {
        let shared = LEAST.max((self.around.len() * SHARED.0).div_ceil(SHARED.1));
        let mut words: Vec<&str> = self.around.iter().map(String::as_str).collect();
        words.sort_by_key(|word| (uses.get(word), *word));
        words.truncate(self.around.len() + 1 - shared);
        words
    }

    fn contradicts(&self, other: &Self) -> bool {
        let (one, two) = (self.mention, other.mention);
        self.passage != other.passage
            && self.is_of_one_subject_with(other)
            && one.amount.unit() == two.amount.unit()
            && !one.may_be(two.amount)
            && !two.may_be(one.amount)
            && self.is_of_one_thing_with(other)
    }

    /// Whether nothing says that the two are said of different things: each sentence has a name that the other has not, or
    /// they share none and stand under different headings of one part that say of what they are.
    fn is_of_one_subject_with(&self, other: &Self) -> bool {
        let own = |one: &Self, other: &Self| one.names.difference(&other.names).next().is_some();
        if (own(self, other) && own(other, self)) || self.years != other.years {
            return false;
        }
        let ((part, one), (other_part, two)) = (self.under, other.under);
        let shared = self.names.intersection(&other.names).next().is_some();
        shared || part != other_part || one == two || one.is_none() || two.is_none()
    }

    /// Whether the words around both say that they count one thing.
    fn is_of_one_thing_with(&self, other: &Self) -> bool {
        let shared = self.around.intersection(&other.around).count();
        let either = self.around.len() + other.around.len() - shared;
        shared >= LEAST && shared * SHARED.1 >= either * SHARED.0
    }
}

/// Words of headings that stand in every report and say of what only together with others.
const GENERAL: [&str; 26] = [
    "allmänt",
    "analys",
    "av",
    "bakgrund",
    "bedömning",
    "beredning",
    "budget",
    "ekonomi",
    "ekonomisk",
    "ekonomiskt",
    "för",
    "förslag",
    "helåret",
    "helårsprognos",
    "inledning",
    "mål",
    "och",
    "personal",
    "prognos",
    "resultat",
    "sammanfattning",
    "synpunkter",
    "uppföljning",
    "utfall",
    "verksamhet",
    "ärendet",
];

/// The nearest heading; none where it is of those that stand in every report, or within a summary.
fn subject(headings: &[String]) -> Option<&str> {
    let summary = headings.iter().any(|heading| heading.to_lowercase().starts_with("sammanfatt"));
    headings.last().map(String::as_str).filter(|heading| !summary && !is_general(heading))
}

/// The years that a sentence names.
fn years(sentence: &str) -> BTreeSet<&str> {
    let words = sentence.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| word.parse::<u16>().is_ok_and(|year| word.len() == 4 && (1900..2100).contains(&year)))
        .collect()
}

/// Whether a heading names nothing that a report could be of.
fn is_general(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.all(|word| GENERAL.contains(&word))
}

/// The words of a sentence that begin with a capital, but for its first.
fn names(sentence: &str) -> BTreeSet<&str> {
    let words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).skip(1);
    words.filter(|word| word.starts_with(char::is_uppercase)).collect()
}

/// The words on both sides of a figure, without other figures.
fn around(passage: &Passage, mention: &Mention) -> BTreeSet<String> {
    let apart = |c: char| !c.is_alphanumeric();
    let is_word = |word: &&str| word.chars().all(char::is_alphabetic) && !word.is_empty();
    let before = passage.text[..mention.range.start].rsplit(apart).filter(is_word).take(AROUND);
    let after = passage.text[mention.range.end..].split(apart).filter(is_word).take(AROUND);
    before.chain(after).map(str::to_lowercase).collect()
}
