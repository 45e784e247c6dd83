//! Facts: every figure of a project with its value, where it comes from, and every place that prints it.
//!
//! [`json()`] gives them to machines; [`Facts::find`] and [`Facts::trace`] answer one question of a person: where does this
//! number come from, and where does it stand?

mod find;
mod json;
mod trace;

use std::collections::BTreeMap;

use crate::document::tree::{Anchor, Block, BlockKind, Document, Level, Part, Shown, plain};
use crate::figures::figure::{CellRef, Figure, Origin};
use crate::figures::money::Fraction;
use crate::figures::sheet::{Book, Sheet};
use crate::project::content::Period;
use crate::project::source::{Places, Sources, Span};

pub use find::NotFound;
pub use json::json;
pub use trace::{Step, StepKind};

/// All figures of a project: those of its sheets, and those that prose computes from them.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    book: &'a Book,
    sources: &'a Sources,
    period: Option<&'a Period>,
    cells: BTreeMap<&'a CellRef, Fact<'a>>,
}

/// A figure and what is known of it.
#[derive(Clone, Debug)]
pub struct Fact<'a> {
    /// The figure, as its sheet prints it; one that prose computes, as it is printed first.
    pub figure: &'a Figure,
    /// How its value came about.
    pub how: How<'a>,
    /// Every place of the document that prints it, in reading order.
    pub printings: Vec<Printing<'a>>,
}

/// How a value came about.
#[derive(Clone, Debug, PartialEq)]
pub enum How<'a> {
    /// A person entered it.
    Entered {
        /// What is written.
        written: String,
        /// Where.
        at: Span,
    },
    /// It was taken from an export of the ledger.
    Taken {
        /// Where the sheet names the export's column.
        by: Span,
        /// The rows of the export that were added.
        rows: &'a Places,
    },
    /// A formula computed it: of a sheet, from other columns of its row or other rows of its post; or of prose, from any
    /// cells.
    Formula {
        /// The formula as written.
        text: String,
        /// Where.
        at: Span,
        /// Its terms that are cells.
        inputs: &'a [CellRef],
        /// What its term `period` stands for, where it has one.
        period: Option<YearPart<'a>>,
    },
    /// It is the sum of other posts.
    Sum {
        /// Where the posts are listed.
        at: Span,
        /// The cells that are added.
        inputs: &'a [CellRef],
    },
}

/// What the term `period` stands for in a formula.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YearPart<'a> {
    /// The months.
    pub months: &'a Period,
    /// The part of a year's amount that falls on them, by the period key of the post.
    pub share: Fraction,
}

impl How<'_> {
    /// Where the number, the formula or the list of posts is written.
    pub fn at(&self) -> Span {
        match self {
            Self::Entered { at, .. } | Self::Formula { at, .. } | Self::Sum { at, .. } => *at,
            Self::Taken { by, rows } => rows.at().unwrap_or(*by),
        }
    }

    /// The cells that went into it, one step back.
    pub fn inputs(&self) -> &[CellRef] {
        match self {
            Self::Entered { .. } | Self::Taken { .. } => &[],
            Self::Formula { inputs, .. } | Self::Sum { inputs, .. } => inputs,
        }
    }
}

/// A place of the document that prints a figure.
#[derive(Clone, Debug)]
pub struct Printing<'a> {
    /// The part it stands in.
    pub part: &'a Anchor,
    /// The block of that part.
    pub block: &'a Anchor,
    /// The headings above it, outermost first; the title of the part only where there is no other.
    pub headings: Vec<String>,
    /// The figure as it is printed there.
    pub shown: Shown<'a>,
}

/// The term of a formula that stands for the part of a year.
const PERIOD: &str = "period";

impl<'a> Facts<'a> {
    /// The figures of `book`, and where `document` prints them. `period` is what the term of that name stands for.
    pub fn new(
        book: &'a Book,
        document: Option<&'a Document>,
        period: Option<&'a Period>,
        sources: &'a Sources,
    ) -> Self {
        let mut facts = Self { book, sources, period, cells: BTreeMap::new() };
        for (cell, figure) in book.cells() {
            let how = facts.how(figure);
            facts.cells.entry(cell).or_insert(Fact { figure, how, printings: Vec::new() });
        }
        for part in document.iter().flat_map(|document| &document.parts) {
            facts.see(part);
        }
        facts
    }

    /// Every figure, by post, row and column; those that prose computes by their words.
    pub fn all(&self) -> impl Iterator<Item = &Fact<'a>> {
        self.cells.values()
    }

    fn how(&self, figure: &'a Figure) -> How<'a> {
        match figure.origin() {
            Origin::Entered { at } => How::Entered { written: self.scalar(*at), at: *at },
            Origin::Taken { by, rows } => How::Taken { by: *by, rows },
            Origin::Computed { formula, inputs } if figure.cell().is_expression() => {
                How::Formula { text: figure.cell().to_string(), at: *formula, inputs, period: None }
            }
            Origin::Computed { formula, inputs } if self.adds_posts(figure, inputs) => {
                How::Sum { at: *formula, inputs }
            }
            Origin::Computed { formula, inputs } => {
                let text = self.scalar(*formula);
                let text = text.strip_prefix('=').map_or(text.as_str(), str::trim_start).to_owned();
                let mut terms = text.split(|c: char| c.is_whitespace() || "()*/+".contains(c));
                let months = self.period.filter(|_| terms.any(|term| term == PERIOD));
                let period = months.and_then(|months| {
                    let post = &figure.cell().post;
                    let share = self.book.sheet_of(post)?.part_of_year(post, months);
                    Some(YearPart { months, share })
                });
                How::Formula { text, at: *formula, inputs, period }
            }
        }
    }

    /// Whether a figure is a sum of posts; other formulas of such a post stay within it.
    fn adds_posts(&self, figure: &Figure, inputs: &[CellRef]) -> bool {
        let own = &figure.cell().post;
        let sums = |sheet: &Sheet| sheet.ledger().posts.get(own).is_some_and(|post| post.sum.is_some());
        self.book.sheet_of(own).is_some_and(sums) && inputs.iter().any(|input| input.post != *own)
    }

    /// A scalar of YAML on one line, without its quotes.
    fn scalar(&self, at: Span) -> String {
        let words: Vec<&str> = self.sources.slice(at).split_whitespace().collect();
        words.join(" ").trim_matches(['"', '\'']).to_owned()
    }

    fn see(&mut self, part: &'a Part) {
        let mut headings: Vec<(Level, String)> = Vec::new();
        for block in &part.blocks {
            if let BlockKind::Heading { level, text } = &block.kind {
                headings.retain(|(above, _)| above < level);
                headings.push((*level, plain(text)));
            }
            self.see_block(part, block, &headings);
        }
    }

    fn see_block(&mut self, part: &'a Part, block: &'a Block, headings: &[(Level, String)]) {
        for shown in block.figures() {
            let how = self.how(shown.figure);
            let new = Fact { figure: shown.figure, how, printings: Vec::new() };
            let fact = self.cells.entry(shown.figure.cell()).or_insert(new);
            let below_title = usize::from(headings.len() > 1);
            let headings = headings[below_title..].iter().map(|(_, words)| words.clone()).collect();
            fact.printings.push(Printing { part: &part.anchor, block: &block.anchor, headings, shown });
        }
    }
}
