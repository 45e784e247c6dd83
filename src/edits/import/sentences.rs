//! A paragraph that was changed on both sides: other sentences of it are merged, the same one is a conflict.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::printed::{Made, Passage};
use super::revise::revise;
use super::sent::Sent;
use super::token::Token;
use crate::edits::base::Piece;
use crate::project::source::Sources;

/// A paragraph as both sides together want it.
pub(super) struct Merged {
    pub(super) tokens: Vec<Token>,
    /// A sentence was changed on both sides, each in its way; it stands as the files have it.
    pub(super) conflict: bool,
    /// What the program made and the editor typed over: its number as it was sent, what was printed, what was typed.
    pub(super) typed_over: Vec<(usize, String, String)>,
    /// The cells of what the program made, by its number as it was sent.
    pub(super) cells: Vec<Option<String>>,
}

/// Merges what was sent, what the files say and what came back.
pub(super) fn merged(sent: &Sent<'_>, now: &Passage, edited: &[Token], sources: &Sources) -> Merged {
    let made: Vec<(&str, Option<String>)> = (sent.kept.printed.iter())
        .filter_map(|piece| match piece {
            Piece::Instead { written, cell, printed } => {
                Some((if written.is_empty() { printed.as_str() } else { written }, cell.clone()))
            }
            Piece::Words(_) => None,
        })
        .collect();
    let cells: Vec<Option<String>> = made.iter().map(|(_, cell)| cell.clone()).collect();
    let as_sent = Passage {
        tokens: sent.tokens.clone(),
        made: cells.iter().map(|cell| Made { at: now.span, cell: cell.clone() }).collect(),
        ..now.clone()
    };
    let revision = revise(&as_sent, &as_sent, edited, &[], sources);
    let of_sent = |at: usize| made.get(at).map_or(String::new(), |(written, _)| (*written).to_owned());
    let of_now = |at: usize| {
        let written = sources.slice(now.made[at].at).to_owned();
        let printed = || now.tokens.iter().filter(|token| token.made == Some(at));
        if written.is_empty() { printed().map(|token| token.look.text.clone()).collect() } else { written }
    };
    let base = units(&sent.tokens, &of_sent);
    let ours = units(&now.tokens, &of_now);
    let theirs = units(&revision.meant, &of_sent);
    let (to_ours, to_theirs) = (Way::new(&base, &ours), Way::new(&base, &theirs));
    let mut out = Merged { tokens: Vec::new(), conflict: false, typed_over: revision.typed_over, cells };
    let mut from = 0;
    let ends = sentence_ends(&base);
    for end in ends.into_iter().filter(|end| to_ours.is_clean(*end) && to_theirs.is_clean(*end)) {
        let first = from == 0;
        let stretch = from..end;
        let one = &ours[to_ours.stretch(&stretch, first)];
        let other = &theirs[to_theirs.stretch(&stretch, first)];
        let was = &base[stretch];
        let said = if same(other, was) || same(one, other) {
            one
        } else if same(one, was) {
            other
        } else {
            out.conflict = true;
            one
        };
        for unit in said {
            let of_ours = ours.iter().find(|one| unit.is_made && one.is_made && one.key == unit.key);
            out.tokens.extend(of_ours.unwrap_or(unit).tokens.iter().cloned());
        }
        from = end;
    }
    out
}

/// A word, or all that the program made of one reference.
struct Unit {
    key: String,
    is_made: bool,
    tokens: Vec<Token>,
}

fn same(left: &[Unit], right: &[Unit]) -> bool {
    left.iter().map(|unit| &unit.key).eq(right.iter().map(|unit| &unit.key))
}

fn units(tokens: &[Token], written: &dyn Fn(usize) -> String) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut last = None;
    for token in tokens {
        match token.made {
            Some(made) if last == Some(made) => {
                if let Some(unit) = units.last_mut() {
                    unit.tokens.push(token.clone());
                }
            }
            Some(made) => {
                units.push(Unit { key: written(made), is_made: true, tokens: vec![token.clone()] });
            }
            None => {
                let key = format!("{:?} {:?} {}", token.look.stress, token.look.link, token.look.text);
                units.push(Unit { key, is_made: false, tokens: vec![token.clone()] });
            }
        }
        last = token.made;
    }
    units
}

/// Where the sentences end, each with the space after it; the last ends with the text.
fn sentence_ends(units: &[Unit]) -> Vec<usize> {
    let text =
        |at: usize| units.get(at).and_then(|unit| unit.tokens.last()).map_or("", |token| &token.look.text);
    let mut ends: Vec<usize> = (2..units.len())
        .filter(|at| matches!(text(at - 1), " " | "\n") && matches!(text(at - 2), "." | "!" | "?" | ":"))
        .collect();
    ends.push(units.len());
    ends
}

/// How one version became another.
struct Way {
    ops: Vec<DiffOp>,
}

impl Way {
    fn new(from: &[Unit], to: &[Unit]) -> Self {
        let keys = |units: &[Unit]| units.iter().map(|unit| unit.key.clone()).collect::<Vec<_>>();
        Self { ops: capture_diff_slices(Algorithm::Myers, &keys(from), &keys(to)) }
    }

    /// No change goes across this place.
    fn is_clean(&self, at: usize) -> bool {
        self.ops.iter().all(|op| {
            let old = op.old_range();
            matches!(op, DiffOp::Equal { .. }) || at <= old.start || at >= old.end
        })
    }

    /// The place that this one has become; what was put in there stands before it.
    fn place(&self, at: usize) -> usize {
        let mut place = 0;
        for op in &self.ops {
            let (old, new) = (op.old_range(), op.new_range());
            if old.end <= at {
                place = new.end;
            } else if old.start < at {
                place = new.start + (at - old.start);
            }
        }
        place
    }

    fn stretch(&self, of: &Range<usize>, first: bool) -> Range<usize> {
        let start = if first { 0 } else { self.place(of.start) };
        start..self.place(of.end).max(start)
    }
}
