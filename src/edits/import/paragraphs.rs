//! Paragraphs of any version, paired: what a comparison needs of this room.

use super::align::{Side, in_order, pairs};
use super::line::{Line, LineKind, Run, TrackChanges};
use super::printed::printed;
use super::returned::Returned;
use super::token::{Token, of_line, text};
use crate::document::tree::Document;
use crate::project::source::Sources;

/// A paragraph or a cell of a table, as it is compared.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Its words; hard spaces and kinds of hyphen are as plain ones.
    pub text: String,
    /// It is a heading.
    pub heading: bool,
    tokens: Vec<Token>,
}

impl Paragraph {
    /// A paragraph that says this and is no heading.
    pub fn new(words: &str) -> Self {
        let run = Run { text: words.to_owned(), ..Run::default() };
        let tokens = of_line(&Line { runs: vec![run], ..Line::default() });
        Self { text: text(&tokens), heading: false, tokens }
    }
}

/// The paragraph that another came of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Its number before.
    pub before: usize,
    /// It stands elsewhere than it stood.
    pub moved: bool,
}

/// The paragraphs of a document in reading order; tables are told by their figures.
pub fn paragraphs(document: &Document, sources: &Sources) -> Vec<Paragraph> {
    let passages = printed(document, sources).passages.into_iter();
    let said = passages.filter(|passage| passage.kind != LineKind::Table && !passage.tokens.is_empty());
    said.map(|passage| Paragraph {
        text: text(&passage.tokens),
        heading: matches!(passage.kind, LineKind::Heading(_)),
        tokens: passage.tokens,
    })
    .collect()
}

/// The paragraphs of a Word file in reading order, its tracked changes made; tables are left out.
pub fn returned_paragraphs(returned: &Returned) -> Vec<Paragraph> {
    returned_as(returned, TrackChanges::Accept)
}

/// What the paragraphs of a Word file say, with its tracked changes made or undone.
pub fn returned_texts(returned: &Returned, changes: TrackChanges) -> Vec<String> {
    returned_as(returned, changes).into_iter().map(|paragraph| paragraph.text).collect()
}

fn returned_as(returned: &Returned, changes: TrackChanges) -> Vec<Paragraph> {
    let lines = returned.settled(changes).into_iter();
    let lines = lines.filter(|line| line.cell.is_none()).map(|line| (of_line(&line), line));
    lines
        .filter(|(tokens, _)| !tokens.is_empty())
        .map(|(tokens, line)| Paragraph {
            text: text(&tokens),
            heading: matches!(line.kind, LineKind::Heading(_)),
            tokens,
        })
        .collect()
}

/// For each paragraph of `after` the one of `before` that it came of.
pub fn paired(before: &[Paragraph], after: &[Paragraph]) -> Vec<Option<Pair>> {
    // Keys count the paragraphs of a text: they are the same between a Word file and its base, and not between versions.
    fn sides(list: &[Paragraph]) -> Vec<Side<'_>> {
        list.iter().map(|one| Side { keys: &[], signature: &one.text, tokens: &one.tokens }).collect()
    }
    let of = pairs(&sides(before), &sides(after));
    let sequence: Vec<usize> = of.iter().flatten().copied().collect();
    let mut kept = in_order(&sequence).into_iter();
    of.into_iter().map(|of| Some(Pair { before: of?, moved: !kept.next().unwrap_or(true) })).collect()
}
