//! Two versions of a matter side by side: what is worded otherwise, which figures differ and by how much, which headings
//! and bilagor came, went or moved.

mod json;
mod text;

use std::collections::BTreeMap;
use std::slice;

use crate::document::tree::{Block, BlockKind, Document, ParagraphRole, plain};
use crate::edits::import::{Paragraph, Returned, paired, paragraphs, returned_paragraphs, shown_things};
use crate::figures::figure::CellRef;
use crate::figures::money::{Amount, SWEDISH, Unit};
use crate::figures::sheet::Book;
use crate::project::source::Sources;

pub use json::json;
pub use text::text;

/// A version of a matter.
#[derive(Debug, Default)]
pub struct Version {
    paragraphs: Vec<Paragraph>,
    /// What its tables and pictures say in words; a Word file has none.
    things: Vec<Paragraph>,
    /// Every cell of the sheets, in their order; a Word file has none.
    figures: Vec<(CellRef, Value)>,
    /// The bilagor in order; a Word file tells none apart from its text.
    annexes: Vec<String>,
    /// It is a project, and no Word file.
    is_project: bool,
}

/// A figure's exact value and how it is printed.
#[derive(Clone, Debug, PartialEq)]
struct Value {
    exact: Amount,
    printed: String,
}

/// What differs between two versions.
#[derive(Debug, PartialEq)]
pub struct Difference {
    /// Paragraphs that came, went, moved or say something else, in reading order.
    pub wording: Vec<Change>,
    /// Figures, by cell.
    pub figures: Vec<FigureChange>,
    /// Headings that came, went or moved.
    pub structure: Vec<Change>,
    /// Bilagor that came or went.
    pub annexes: Vec<Change>,
}

/// A change of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The heading that it stands under.
    pub under: String,
    /// What it was; nothing when it came.
    pub before: Option<String>,
    /// What it is; nothing when it went.
    pub after: Option<String>,
}

/// A change of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureChange {
    /// Its cell.
    pub cell: String,
    /// How it was printed; nothing when it came.
    pub before: Option<String>,
    /// How it is printed; nothing when it went.
    pub after: Option<String>,
    /// By how much it changed, exactly, in its base unit; nothing where there is one version only or the units differ.
    pub by: Option<String>,
}

impl Version {
    /// The version that a project is.
    pub fn of(document: &Document, book: &Book, sources: &Sources) -> Self {
        let figures = book.every_cell().map(|(_, cell, figure)| {
            let rounded = figure.rounded();
            let unit = rounded.rounding().scale.word().map_or(String::new(), |unit| format!("\u{a0}{unit}"));
            let printed = format!("{}{unit}", figure.text(&SWEDISH));
            (cell.clone(), Value { exact: rounded.exact(), printed })
        });
        let paragraphs = paragraphs(document, sources);
        let blocks = document.parts.iter().flat_map(|part| &part.blocks);
        let things = shown_things(document);
        Self {
            paragraphs,
            things,
            figures: figures.collect(),
            annexes: blocks.filter_map(annex).collect(),
            is_project: true,
        }
    }

    /// The version that a Word file is, with its tracked changes made.
    pub fn returned(returned: &Returned) -> Self {
        Self { paragraphs: returned_paragraphs(returned), ..Self::default() }
    }
}

/// A line of the list of bilagor, without its number.
fn annex(block: &Block) -> Option<String> {
    if let BlockKind::Paragraph { role: ParagraphRole::AnnexEntry, text } = &block.kind {
        text.last().map(|last| plain(slice::from_ref(last)))
    } else {
        None
    }
}

/// Compares two versions. Figures and bilagor are compared where both are projects.
pub fn compare(before: &Version, after: &Version) -> Difference {
    let (structure, mut wording) = changes(&before.paragraphs, &after.paragraphs);
    let both = before.is_project && after.is_project;
    if both {
        wording.extend(changes(&before.things, &after.things).1);
    }
    let figures = if both { figures(&before.figures, &after.figures) } else { Vec::new() };
    let annexes = if both { annexes(&before.annexes, &after.annexes) } else { Vec::new() };
    Difference { wording, figures, structure, annexes }
}

impl Difference {
    /// Nothing differs.
    pub fn is_empty(&self) -> bool {
        self.wording.is_empty()
            && self.figures.is_empty()
            && self.structure.is_empty()
            && self.annexes.is_empty()
    }
}

/// For each of the later texts the earlier one that it came of and still stands in order with.
pub fn in_order(before: &[String], after: &[String]) -> Vec<Option<usize>> {
    let paragraphs = |texts: &[String]| texts.iter().map(|text| Paragraph::new(text)).collect::<Vec<_>>();
    let pairs = paired(&paragraphs(before), &paragraphs(after));
    pairs.into_iter().map(|pair| pair.filter(|pair| !pair.moved).map(|pair| pair.before)).collect()
}

/// The changes of headings and of other paragraphs. What went stands before what came in its place.
fn changes(before: &[Paragraph], after: &[Paragraph]) -> (Vec<Change>, Vec<Change>) {
    let pairs = paired(before, after);
    let mut went = vec![true; before.len()];
    pairs.iter().flatten().for_each(|pair| went[pair.before] = false);
    let (mut structure, mut wording) = (Vec::new(), Vec::new());
    let mut put =
        |heading: bool, change: Change| if heading { structure.push(change) } else { wording.push(change) };
    let mut next = 0;
    let mut under = String::new();
    for (at, paragraph) in after.iter().enumerate() {
        let pair = pairs[at];
        if let Some(pair) = pair.filter(|pair| !pair.moved) {
            for old in (next..pair.before).filter(|old| went[*old]) {
                put(before[old].heading, gone(&before[old], &under));
            }
            next = pair.before + 1;
        }
        if paragraph.heading {
            under.clone_from(&paragraph.text);
        }
        let change = |before: Option<String>| Change {
            under: under.clone(),
            before,
            after: Some(paragraph.text.clone()),
        };
        match pair {
            None => put(paragraph.heading, change(None)),
            Some(pair) if pair.moved || before[pair.before].text != paragraph.text => {
                put(paragraph.heading, change(Some(before[pair.before].text.clone())));
            }
            // The words are the same; what they are, how they stand out or where they lead is not.
            Some(pair) if !before[pair.before].is_as(paragraph) => {
                let after = Some(paragraph.written());
                put(paragraph.heading, Change { after, ..change(Some(before[pair.before].written())) });
            }
            Some(_) => {}
        }
    }
    for old in (next..before.len()).filter(|old| went[*old]) {
        put(before[old].heading, gone(&before[old], &under));
    }
    (structure, wording)
}

fn gone(paragraph: &Paragraph, under: &str) -> Change {
    Change { under: under.to_owned(), before: Some(paragraph.text.clone()), after: None }
}

fn figures(before: &[(CellRef, Value)], after: &[(CellRef, Value)]) -> Vec<FigureChange> {
    let known: BTreeMap<&CellRef, &Value> = before.iter().map(|(cell, value)| (cell, value)).collect();
    let now: BTreeMap<&CellRef, &Value> = after.iter().map(|(cell, value)| (cell, value)).collect();
    let changed =
        after.iter().filter(|(cell, value)| known.get(cell) != Some(&value)).map(|(cell, value)| {
            let was = known.get(cell);
            FigureChange {
                cell: cell.to_string(),
                before: was.map(|was| was.printed.clone()),
                after: Some(value.printed.clone()),
                by: was.and_then(|was| by(was, value)),
            }
        });
    let went = before.iter().filter(|(cell, _)| !now.contains_key(cell)).map(|(cell, value)| FigureChange {
        cell: cell.to_string(),
        before: Some(value.printed.clone()),
        after: None,
        by: None,
    });
    changed.chain(went).collect()
}

/// By how much, with its sign. What cannot be subtracted has changed what it counts.
fn by(was: &Value, is: &Value) -> Option<String> {
    let by = is.exact.minus(was.exact).ok()?;
    let sign = if by.is_negative() || by.is_zero() { "" } else { "+" };
    let unit = match by.unit() {
        Unit::Kronor => "\u{a0}kronor",
        Unit::Count | Unit::Share => "",
    };
    Some(format!("{sign}{}{unit}", by.exact_text(&SWEDISH)))
}

fn annexes(before: &[String], after: &[String]) -> Vec<Change> {
    let change = |before: Option<&String>, after: Option<&String>| Change {
        under: String::new(),
        before: before.cloned(),
        after: after.cloned(),
    };
    let went = before.iter().filter(|annex| !after.contains(annex)).map(|annex| change(Some(annex), None));
    let came = after.iter().filter(|annex| !before.contains(annex)).map(|annex| change(None, Some(annex)));
    went.chain(came).collect()
}
