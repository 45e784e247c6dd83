//! Which paragraph came of which: by key where there is one, then by equal text in order, then by likeness.
//!
//! Time grows with the number of paragraphs and of changes, never with the square of the paragraphs: likeness is only
//! looked at between neighbours that are known.

use std::collections::BTreeMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::token::Token;
use crate::edits::base::Key;

/// A paragraph as it is compared.
pub(super) struct Side<'a> {
    pub(super) keys: &'a [Key],
    pub(super) signature: &'a str,
    pub(super) tokens: &'a [Token],
}

/// Two texts are versions of one when so many in a hundred of their words are the same.
const ALIKE: usize = 50;
/// A paragraph is a version of one by its key when it is at most so many times as long, and an allowance of words.
const MOST_GROWN: usize = 8;
const ALLOWANCE: usize = 1000;
/// More candidates for a likeness are not compared.
const MOST_COMPARED: usize = 24;

/// For each paragraph of `come` the one of `known` that it came of; no two came of the same.
pub(super) fn pairs(known: &[Side<'_>], come: &[Side<'_>]) -> Vec<Option<usize>> {
    let mut pairing = Pairing { known, come, of: vec![None; come.len()], taken: vec![false; known.len()] };
    pairing.by_key();
    pairing.by_text();
    pairing.by_likeness();
    pairing.moved();
    pairing.of
}

struct Pairing<'a> {
    known: &'a [Side<'a>],
    come: &'a [Side<'a>],
    of: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairing<'_> {
    fn pair(&mut self, come: usize, known: usize) {
        if self.of[come].is_none() && !self.taken[known] {
            self.of[come] = Some(known);
            self.taken[known] = true;
        }
    }

    /// A paragraph that was split leaves its key on both halves: it belongs to the one that is most like it.
    fn by_key(&mut self) {
        let mut places: BTreeMap<&Key, usize> = BTreeMap::new();
        for (at, side) in self.known.iter().enumerate() {
            for key in side.keys {
                places.entry(key).or_insert(at);
            }
        }
        let mut claims: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, side) in self.come.iter().enumerate() {
            let known = side.keys.iter().find_map(|key| places.get(key));
            // What has grown beyond this is no version of it, and would take long to be compared word by word.
            let grown = |known: &&usize| {
                side.tokens.len() > MOST_GROWN * self.known[**known].tokens.len() + ALLOWANCE
            };
            if let Some(known) = known.filter(|known| !grown(known)) {
                claims.entry(*known).or_default().push(at);
            }
        }
        for (known, claims) in claims {
            let best = |at: &&usize| (self.likeness(known, **at), std::cmp::Reverse(**at));
            if let Some(at) = claims.iter().max_by_key(best) {
                self.pair(*at, known);
            }
        }
    }

    fn by_text(&mut self) {
        let known: Vec<&str> = self.known.iter().map(|side| side.signature).collect();
        let come: Vec<&str> = self.come.iter().map(|side| side.signature).collect();
        for op in capture_diff_slices(Algorithm::Myers, &known, &come) {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                (0..len).for_each(|at| self.pair(new_index + at, old_index + at));
            }
        }
    }

    /// What stands between the same neighbours, and is alike.
    fn by_likeness(&mut self) {
        let (mut floor, mut come) = (0, 0);
        while come < self.come.len() {
            if let Some(known) = self.of[come] {
                floor = known + 1;
                come += 1;
                continue;
            }
            let end = come + self.of[come..].iter().take_while(|known| known.is_none()).count();
            let ceiling = self.of.get(end).copied().flatten().unwrap_or(self.known.len());
            self.gap(floor..ceiling.max(floor), come..end);
            come = end;
        }
    }

    /// Pairs what is most alike first, and nothing across what is paired.
    fn gap(&mut self, known: Range<usize>, come: Range<usize>) {
        let open: Vec<usize> = known.filter(|known| !self.taken[*known]).take(MOST_COMPARED).collect();
        let mut scored: Vec<(usize, usize, usize)> = Vec::new();
        for at in come.clone().take(MOST_COMPARED) {
            let scores = open.iter().map(|known| (self.likeness(*known, at), *known, at));
            scored.extend(scores.filter(|(score, ..)| *score >= ALIKE));
        }
        scored.sort_by_key(|(score, known, come)| (std::cmp::Reverse(*score), *known, *come));
        for (_, known, at) in scored {
            let crosses = come
                .clone()
                .any(|other| self.of[other].is_some_and(|paired| (paired < known) != (other < at)));
            if !crosses {
                self.pair(at, known);
            }
        }
    }

    /// What stands elsewhere with every word the same was moved there.
    fn moved(&mut self) {
        let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, side) in self.known.iter().enumerate().rev().filter(|(at, _)| !self.taken[*at]) {
            places.entry(side.signature).or_default().push(at);
        }
        for come in 0..self.come.len() {
            if self.of[come].is_none()
                && let Some(known) = places.get_mut(self.come[come].signature).and_then(Vec::pop)
            {
                self.pair(come, known);
            }
        }
    }

    /// How many in a hundred of the words of two texts are the same.
    fn likeness(&self, known: usize, come: usize) -> usize {
        let words = |side: &Side<'_>| {
            let words = side.tokens.iter().map(|token| token.look.text.clone());
            let mut words: Vec<String> = words.filter(|word| word != " ").collect();
            words.sort_unstable();
            words
        };
        let (left, right) = (words(&self.known[known]), words(&self.come[come]));
        let (mut common, mut at) = (0_usize, 0);
        for word in &left {
            at += right[at..].partition_point(|other| other < word);
            if right.get(at) == Some(word) {
                common += 1;
                at += 1;
            }
        }
        (200 * common).checked_div(left.len() + right.len()).unwrap_or(100)
    }
}

/// The places of a sequence that keep the order of the others; the rest were moved. Longest increasing subsequence.
pub(super) fn in_order(sequence: &[usize]) -> Vec<bool> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; sequence.len()];
    for (at, value) in sequence.iter().enumerate() {
        let place = ends.partition_point(|end| sequence[*end] < *value);
        before[at] = place.checked_sub(1).map(|place| ends[place]);
        if place == ends.len() {
            ends.push(at);
        } else {
            ends[place] = at;
        }
    }
    let mut kept = vec![false; sequence.len()];
    let mut last = ends.last().copied();
    while let Some(at) = last {
        kept[at] = true;
        last = before[at];
    }
    kept
}
