//! The way back from a figure to what people entered, as lines of a tree.

use std::collections::BTreeSet;

use super::{Fact, Facts, How, YearPart};
use crate::figures::figure::CellRef;

/// A line of the tree.
#[derive(Clone, Debug)]
pub struct Step<'f, 'a> {
    /// How many steps it lies under the figure that was asked for.
    pub depth: usize,
    /// What it shows.
    pub kind: StepKind<'f, 'a>,
}

/// What a line of the tree shows.
#[derive(Clone, Debug)]
pub enum StepKind<'f, 'a> {
    /// A figure, with its inputs on the lines below it.
    Figure(&'f Fact<'a>),
    /// A figure whose inputs stand further up.
    Above(&'f Fact<'a>),
    /// A figure whose inputs lie deeper than is shown.
    Deeper(&'f Fact<'a>),
    /// The part of a year that a formula takes.
    Period(YearPart<'a>),
}

/// Deeper than any sheet a person can follow; the report of 2006 has five steps.
const MAX_DEPTH: usize = 40;

impl<'a> Facts<'a> {
    /// A figure and what went into it, each with its own inputs below it, down to what was entered. The inputs of a
    /// figure that is used twice stand where it comes first.
    pub fn trace<'f>(&'f self, fact: &'f Fact<'a>) -> Vec<Step<'f, 'a>> {
        let mut steps = Vec::new();
        self.step(fact, 0, &mut BTreeSet::new(), &mut steps);
        steps
    }

    fn step<'f>(
        &'f self,
        fact: &'f Fact<'a>,
        depth: usize,
        seen: &mut BTreeSet<&'a CellRef>,
        steps: &mut Vec<Step<'f, 'a>>,
    ) {
        let inputs = fact.how.inputs();
        if !seen.insert(fact.figure.cell()) {
            steps.push(Step { depth, kind: StepKind::Above(fact) });
            return;
        }
        if depth == MAX_DEPTH && !inputs.is_empty() {
            steps.push(Step { depth, kind: StepKind::Deeper(fact) });
            return;
        }
        steps.push(Step { depth, kind: StepKind::Figure(fact) });
        for input in inputs.iter().filter_map(|input| self.cells.get(input)) {
            self.step(input, depth + 1, seen, steps);
        }
        if let How::Formula { period: Some(period), .. } = &fact.how {
            steps.push(Step { depth: depth + 1, kind: StepKind::Period(*period) });
        }
    }
}
