//! What is to be written, step by step.

use std::collections::BTreeMap;

use super::line::LineKind;
use super::markup::Loose;
use super::revise::Splice;
use super::token::{Token, signature};

/// What is to be written.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The paragraphs as they are to stand, one after the other.
    pub(super) order: Vec<Entry>,
    /// The changes within paragraphs, by their number.
    pub(super) changed: BTreeMap<usize, Change>,
    /// What paragraphs of texts become, by their number.
    pub(super) kinds: BTreeMap<usize, LineKind>,
    /// Those that go.
    pub(super) removed: Vec<usize>,
    /// Those that go elsewhere.
    pub(super) moved: Vec<usize>,
    /// References that go with their words, and are written where what they print stands now.
    pub(super) loose: Vec<Loose>,
}

/// A change within a paragraph.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) splices: Vec<Splice>,
    /// The paragraph as it is to print.
    pub(super) meant: Vec<Token>,
}

/// A paragraph in the new order.
#[derive(Clone, Debug)]
pub(super) enum Entry {
    /// One that is not there yet.
    New { kind: LineKind, tokens: Vec<Token> },
    /// One of now.
    Old(usize),
}

/// A part of a plan that can be left out by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Change(usize),
    Kind(usize),
    Move(usize),
    /// By its place in the order.
    New(usize),
    Remove(usize),
}

impl Plan {
    /// What there is to do.
    pub(super) fn steps(&self) -> Vec<Step> {
        let new = self.order.iter().enumerate().filter(|(_, entry)| matches!(entry, Entry::New { .. }));
        let new: Vec<Step> = new.map(|(at, _)| Step::New(at)).collect();
        let changes = self.changed.keys().map(|at| Step::Change(*at));
        let moves = self.moved.iter().map(|at| Step::Move(*at));
        let kinds = self.kinds.keys().map(|at| Step::Kind(*at));
        changes
            .chain(kinds)
            .chain(new)
            .chain(moves)
            .chain(self.removed.iter().map(|at| Step::Remove(*at)))
            .collect()
    }

    /// The plan with some of its steps only.
    pub(super) fn only(&self, steps: &[Step], count: usize) -> Self {
        let moved: Vec<usize> =
            self.moved.iter().copied().filter(|at| steps.contains(&Step::Move(*at))).collect();
        let stays = |(number, entry): &(usize, &Entry)| match entry {
            Entry::New { .. } => steps.contains(&Step::New(*number)),
            Entry::Old(at) => !self.moved.contains(at) || moved.contains(at),
        };
        let order = self.order.iter().enumerate().filter(stays).map(|(_, entry)| entry.clone()).collect();
        let changed = self.changed.iter().filter(|(at, _)| steps.contains(&Step::Change(**at)));
        Self {
            order: with_all(order, count, &moved),
            changed: changed.map(|(at, change)| (*at, change.clone())).collect(),
            kinds: (self.kinds.iter().filter(|(at, _)| steps.contains(&Step::Kind(**at))))
                .map(|(at, kind)| (*at, *kind))
                .collect(),
            removed: self.removed.iter().copied().filter(|at| steps.contains(&Step::Remove(*at))).collect(),
            moved,
            loose: self.loose.clone(),
        }
    }
}

/// The order with every paragraph of now in it: what is missing follows what it follows now.
pub(super) fn with_all(order: Vec<Entry>, count: usize, moved: &[usize]) -> Vec<Entry> {
    let mut there = vec![false; count];
    for entry in &order {
        if let Entry::Old(at) = entry {
            there[*at] = true;
        }
    }
    let mut out = Vec::with_capacity(order.len());
    let mut next = 0;
    let fill = |from: usize, to: usize, out: &mut Vec<Entry>| {
        out.extend((from..to).filter(|at| !there[*at]).map(Entry::Old));
    };
    for entry in order {
        if let Entry::Old(at) = &entry
            && !moved.contains(at)
        {
            fill(next, *at, &mut out);
            next = at + 1;
        }
        out.push(entry);
    }
    fill(next, count, &mut out);
    out
}

/// What a paragraph is, with its words.
pub(super) fn formed(kind: LineKind, tokens: &[Token]) -> String {
    format!("{kind:?} {}", signature(tokens))
}
