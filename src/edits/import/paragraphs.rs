//! Paragraphs of any version, paired: what a comparison needs of this room.

use super::align::{Side, in_order, pairs};
use super::line::{Line, LineKind, Run, Stress, TrackChanges};
use super::markup::markup;
use super::printed::printed;
use super::returned::Returned;
use super::token::{Token, of_line, text};
use crate::document::tree::{Block, BlockKind, CellContent, Document, NOTHING, Table, plain};
use crate::project::source::Sources;

/// A paragraph or a cell of a table, as it is compared.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Its words; hard spaces and kinds of hyphen are as plain ones.
    pub text: String,
    /// It is a heading.
    pub heading: bool,
    kind: LineKind,
    tokens: Vec<Token>,
}

impl Paragraph {
    /// A paragraph that says this and is no heading.
    pub fn new(words: &str) -> Self {
        let run = Run { text: words.to_owned(), ..Run::default() };
        let tokens = of_line(&Line { runs: vec![run], ..Line::default() });
        Self { text: text(&tokens), heading: false, kind: LineKind::Text, tokens }
    }

    /// What it is, with how its words stand out and where they lead, as CommonMark: two that say the same differ in it
    /// where they are not the same.
    pub fn written(&self) -> String {
        let lead = match self.kind {
            LineKind::Heading(level) => format!("{} ", "#".repeat(level.into())),
            LineKind::Item { ordered, depth } => {
                let mark = if ordered { "1. " } else { "- " };
                format!("{:width$}{mark}", "", width = usize::from(depth) * 2)
            }
            LineKind::Continued(depth) => " ".repeat(usize::from(depth) * 2 + 2),
            LineKind::Contents | LineKind::Note | LineKind::Table | LineKind::Text => String::new(),
        };
        let plain = |token: &Token| {
            let mut token = token.clone();
            token.look.note = None;
            token
        };
        let tokens: Vec<Token> = self.tokens.iter().map(plain).collect();
        lead + &markup(&tokens, &[])
    }

    /// Whether the two are the same in every way.
    pub fn is_as(&self, other: &Self) -> bool {
        self.kind == other.kind && self.text == other.text && looks(&self.tokens) == looks(&other.tokens)
    }
}

/// How each word stands out and where it leads.
fn looks(tokens: &[Token]) -> Vec<(&str, Stress, Option<&str>)> {
    let words = tokens.iter().filter(|token| !token.is_space());
    words.map(|token| (token.look.text.as_str(), token.look.stress, token.look.link.as_deref())).collect()
}

/// What the tables and pictures of a document say in words: what each is called, its heads and rows, and the words for
/// who cannot see it. Figures are left out.
pub fn shown_things(document: &Document) -> Vec<Paragraph> {
    let blocks = document.parts.iter().flat_map(|part| &part.blocks);
    blocks.flat_map(things_of).map(|words| Paragraph::new(&words)).collect()
}

fn things_of(block: &Block) -> Vec<String> {
    match &block.kind {
        BlockKind::Chart(chart) => rows_of(chart.table()),
        BlockKind::Table(table) => rows_of(table),
        BlockKind::Image(image) => vec![image.alternative.clone()],
        BlockKind::Contents { .. }
        | BlockKind::Heading { .. }
        | BlockKind::List { .. }
        | BlockKind::PageBreak
        | BlockKind::Paragraph { .. }
        | BlockKind::Signature(_) => Vec::new(),
    }
}

fn rows_of(table: &Table) -> Vec<String> {
    let name = table.description();
    let heads = table.columns().iter().map(|column| plain(&column.title));
    let heads: Vec<String> = std::iter::once(table.corner().to_owned()).chain(heads).collect();
    let mut rows = vec![format!("{name} | {}", heads.join(" | "))];
    for group in table.groups() {
        rows.extend(group.label.as_deref().map(|label| format!("{name} | {}", plain(label))));
        for row in &group.rows {
            let words = row.cells.iter().filter_map(|cell| match &cell.content {
                CellContent::Text(text) => Some(plain(text)),
                CellContent::Nothing => Some(NOTHING.to_owned()),
                CellContent::Empty | CellContent::Figure(_) => None,
            });
            let said: Vec<String> = std::iter::once(plain(&row.label)).chain(words).collect();
            rows.push(format!("{name} | {}", said.join(" | ")));
        }
    }
    rows
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
        kind: passage.kind,
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
            kind: line.kind,
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
