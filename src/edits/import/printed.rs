//! The document as it is printed, paragraph by paragraph, with the place in the files that every word was written at.

use std::ops::Range;

use crate::document::tree::{
    Anchor, Block, BlockKind, CellContent, Chart, Document, Hand, Inline, InlineKind, NOTE_MARK,
    ParagraphRole, Table, notes,
};
use crate::edits::base::{Key, Keys};
use crate::figures::money::SWEDISH;
use crate::project::source::{Sources, Span};

use super::line::{LineKind, Stress};
use super::places::places;
use super::token::{Look, Token, Tokens, of_table};

/// The document as it is printed now.
#[derive(Debug, Default)]
pub(super) struct Printed {
    /// Its paragraphs, in the order in which Word has them; a table is one among them, its cells are not.
    pub(super) passages: Vec<Passage>,
    pub(super) tables: Vec<PrintedTable>,
}

/// A printed paragraph.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub(super) key: Key,
    pub(super) kind: LineKind,
    /// Where it was written, or what it was made from.
    pub(super) span: Span,
    pub(super) tokens: Vec<Token>,
    /// What the program made within it.
    pub(super) made: Vec<Made>,
}

/// What the program put into a paragraph: a figure with its words, a literal, a fixed sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Made {
    /// The reference or literal as written; empty where nothing was written.
    pub(super) at: Span,
    /// The cell that it shows.
    pub(super) cell: Option<String>,
}

/// A printed table.
#[derive(Debug)]
pub(super) struct PrintedTable {
    /// Where it is asked for.
    pub(super) span: Span,
    /// The cells that it shows, with the place that each figure comes from.
    pub(super) figures: Vec<(String, Span)>,
}

impl Passage {
    /// Its words are a clerk's, and stand there for the first time.
    pub(super) fn is_authored(&self) -> bool {
        self.key.hand() == Hand::Author
    }

    /// The bytes of its words, with the marks of its stresses; what the program made without being asked has none.
    pub(super) fn bytes(&self) -> Range<usize> {
        let places = self.tokens.iter().filter_map(|token| {
            let made = || Some(self.made[token.made?].at.range()).filter(|range| !range.is_empty());
            token.within.clone().or_else(|| token.at.clone()).or_else(made)
        });
        let whole = places.reduce(|all, one| all.start.min(one.start)..all.end.max(one.end));
        whole.unwrap_or_else(|| self.span.range())
    }

    /// The place of a thing that the program made, or of the paragraph where nothing was written for it.
    pub(super) fn place_of(&self, made: usize) -> Span {
        let at = self.made[made].at;
        if at.range().is_empty() { self.span } else { at }
    }
}

/// The document, with the place of every word in the files.
pub(super) fn printed(document: &Document, sources: &Sources) -> Printed {
    let mut printer = Printer { sources, keys: Keys::default(), printed: Printed::default() };
    for part in &document.parts {
        part.blocks.iter().for_each(|block| printer.block(&part.anchor, block));
    }
    printer.printed
}

struct Printer<'a> {
    sources: &'a Sources,
    /// Given in reading order to every block, as the Word file has them.
    keys: Keys,
    printed: Printed,
}

impl Printer<'_> {
    fn block(&mut self, part: &Anchor, block: &Block) {
        match &block.kind {
            BlockKind::PageBreak | BlockKind::Signature(_) => {}
            BlockKind::Contents { .. } => {
                self.keys.of(part, block);
            }
            BlockKind::Heading { level, text } => {
                self.line(part, block, LineKind::Heading(level.number()), text);
            }
            BlockKind::Image(image) => self.line(part, block, LineKind::Text, &image.caption),
            BlockKind::List { ordered, items } => self.list(part, *ordered, items, 0),
            BlockKind::Paragraph { text, .. } => self.line(part, block, LineKind::Text, text),
            BlockKind::Chart(chart) => self.chart(part, block, chart),
            BlockKind::Table(table) => self.table(part, block, table),
        }
    }

    fn list(&mut self, part: &Anchor, ordered: bool, items: &[Vec<Block>], depth: u8) {
        for (at, block) in items.iter().flat_map(|item| item.iter().enumerate()) {
            match &block.kind {
                BlockKind::Paragraph { role: ParagraphRole::Body, text } => {
                    let kind = match at {
                        0 => LineKind::Item { ordered, depth },
                        _ => LineKind::Continued(depth),
                    };
                    self.line(part, block, kind, text);
                }
                BlockKind::List { ordered, items } => self.list(part, *ordered, items, depth + 1),
                BlockKind::Chart(_)
                | BlockKind::Contents { .. }
                | BlockKind::Heading { .. }
                | BlockKind::Image(_)
                | BlockKind::PageBreak
                | BlockKind::Paragraph { .. }
                | BlockKind::Signature(_)
                | BlockKind::Table(_) => self.block(part, block),
            }
        }
    }

    fn line(&mut self, part: &Anchor, block: &Block, kind: LineKind, text: &[Inline]) {
        let key = self.keys.of(part, block);
        self.passage(key.clone(), kind, block.span, text);
        for (at, note) in (1..).zip(notes(text)) {
            self.passage(key.of_footnote(at), LineKind::Note, note.span, &note.text);
        }
    }

    fn chart(&mut self, part: &Anchor, block: &Block, chart: &Chart) {
        let key = self.keys.of(part, block);
        self.passage(key.of_caption(), LineKind::Text, block.span, chart.caption());
        self.keyed_table(key, block, chart.table());
    }

    fn table(&mut self, part: &Anchor, block: &Block, table: &Table) {
        let key = self.keys.of(part, block);
        self.keyed_table(key, block, table);
    }

    fn keyed_table(&mut self, key: Key, block: &Block, table: &Table) {
        let cells = table.rows().flat_map(|row| &row.cells);
        let figures = cells.filter_map(|cell| match &cell.content {
            CellContent::Figure(figure) => Some((figure.cell().to_string(), figure.at())),
            CellContent::Empty | CellContent::Nothing | CellContent::Text(_) => None,
        });
        let shown = PrintedTable { span: block.span, figures: figures.collect() };
        let cells = shown.figures.iter().map(|(cell, _)| cell.as_str());
        let (key, tokens) = (key, vec![of_table(cells)]);
        let passage =
            Passage { key: key.clone(), kind: LineKind::Table, span: block.span, tokens, made: Vec::new() };
        self.printed.passages.push(passage);
        self.printed.tables.push(shown);
        if let Some(note) = table.note() {
            self.passage(key.of_note(), LineKind::Text, block.span, &[Inline::text(note, block.span)]);
        }
    }

    fn passage(&mut self, key: Key, kind: LineKind, span: Span, text: &[Inline]) {
        let mut speaker = Speaker { sources: self.sources, tokens: Tokens::default(), made: Vec::new() };
        speaker.inlines(text, &Around::default());
        let Speaker { tokens, made, .. } = speaker;
        self.printed.passages.push(Passage { key, kind, span, tokens: tokens.finish(), made });
    }
}

/// What an inline stands in.
#[derive(Clone, Default)]
struct Around {
    stress: Stress,
    link: Option<String>,
    note: Option<String>,
    within: Option<Range<usize>>,
    made: Option<usize>,
}

struct Speaker<'a> {
    sources: &'a Sources,
    tokens: Tokens,
    made: Vec<Made>,
}

impl Speaker<'_> {
    fn inlines(&mut self, inlines: &[Inline], around: &Around) {
        inlines.iter().for_each(|inline| self.inline(inline, around));
    }

    fn inline(&mut self, inline: &Inline, around: &Around) {
        let within = || around.within.clone().or(Some(inline.span.range()));
        match &inline.kind {
            InlineKind::Emphasis(inner) => {
                let stress = Stress { emphasis: true, ..around.stress };
                self.inlines(inner, &Around { stress, within: within(), ..around.clone() });
            }
            InlineKind::Strong(inner) => {
                let stress = Stress { strong: true, ..around.stress };
                self.inlines(inner, &Around { stress, within: within(), ..around.clone() });
            }
            InlineKind::Link { to, text } => {
                let link = Some(to.clone()).filter(|to| !to.trim().is_empty());
                self.inlines(text, &Around { link, within: within(), ..around.clone() });
            }
            InlineKind::Figure(figure) => {
                let around = self.making(inline.span, around);
                if let Some(made) = around.made.and_then(|at| self.made.get_mut(at)) {
                    made.cell = Some(figure.cell().to_string());
                }
                self.say(&figure.text(&SWEDISH), None, &around);
            }
            InlineKind::Generated(inner) => {
                let around = self.making(inline.span, around);
                self.inlines(inner, &around);
            }
            InlineKind::Note(_) => {
                let note = Some(self.sources.slice(inline.span).to_owned());
                let around = Around { note, ..self.making(inline.span, around) };
                self.say(&NOTE_MARK.to_string(), None, &around);
            }
            InlineKind::Stated { text, .. } => {
                let around = self.making(inline.span, around);
                self.say(text, None, &around);
            }
            InlineKind::LineBreak => {
                let range = inline.span.range();
                let whole = std::slice::from_ref(&range);
                self.say("\n", Some((0, whole)), around);
            }
            InlineKind::Text(text) => {
                let written = self.sources.slice(inline.span);
                let places = if around.made.is_none() { places(text, written) } else { None };
                match places {
                    Some(places) => self.say(text, Some((inline.span.range().start, &places)), around),
                    None => {
                        let around = self.making(inline.span, around);
                        self.say(text, None, &around);
                    }
                }
            }
        }
    }

    fn making(&mut self, at: Span, around: &Around) -> Around {
        let made = around.made.unwrap_or_else(|| {
            self.made.push(Made { at, cell: None });
            self.made.len() - 1
        });
        Around { made: Some(made), ..around.clone() }
    }

    fn say(&mut self, text: &str, places: Option<(usize, &[Range<usize>])>, around: &Around) {
        for (number, c) in text.chars().enumerate() {
            let at = places.map(|(start, places)| {
                let place = &places[number];
                start + place.start..start + place.end
            });
            let Around { stress, link, note, .. } = around.clone();
            let look = Look { stress, link, note, ..Look::default() };
            let like = Token { look, at, made: around.made, within: around.within.clone() };
            self.tokens.push(c, &like);
        }
    }
}
