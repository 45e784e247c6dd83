//! The base of a Word file: what every block of it said, and what the clerk had written there, when it was made.
//!
//! A merge of three versions needs the common one, and no editor can be trusted to keep it: the base is therefore kept
//! with the sources, in `.tertial/` of the project, under the digest that the Word file carries in its properties. It
//! is made of the document and the sources alone, so that the same state gives the same bytes under the same name.

mod key;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::slice;

use serde::{Deserialize, Serialize};

use crate::document::tree::{
    Anchor, Block, BlockKind, CellContent, Chart, Document, Hand, Inline, InlineKind, NOTE_MARK, NOTHING,
    ParagraphRole, Table, plain,
};
use crate::figures::figure::{CellRef, Origin};
use crate::figures::money::SWEDISH;
use crate::project::source::{Sources, Span};

pub use key::{FIXED_TAG, Key, Keys, LONGEST_TAG, figure_tag, title};

/// The custom property in which a Word file names the version of its base.
pub const VERSION_PROPERTY: &str = "Underlag";

/// The folder of a project that holds its bases.
pub const FOLDER: &str = ".tertial";

/// What a Word file was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// Every paragraph, heading, list item and table, and the list of contents, in reading order; after each paragraph its
    /// notes.
    pub blocks: Vec<Kept>,
    /// What the running heads say, each once; none in a base of before these were kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heads: Vec<String>,
}

/// What a block is, as its paragraph in the Word file shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// An item of a bulleted list, this deep, from 0.
    Bullet(u8),
    /// A further paragraph of an item, this deep.
    Continued(u8),
    /// A heading of this level.
    Heading(u8),
    /// An item of a numbered list, this deep.
    Number(u8),
    /// Anything else.
    Text,
}

/// How a stretch of printed text stands out, or where it leads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The characters of the text, counted from its begin.
    pub at: Range<usize>,
    /// It is emphasised.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub emphasis: bool,
    /// It is strong.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
    /// Where it leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// A block as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// Its key in the Word file, which also says whose words it prints.
    pub key: Key,
    /// The anchor of its part.
    pub part: String,
    /// Its anchor there.
    pub anchor: String,
    /// The file it was written in, within the project, with `/` between folders.
    pub file: String,
    /// The bytes of the file that it was written in.
    pub at: Range<usize>,
    /// Those bytes: the paragraph, list item or scalar as the clerk wrote it, quotes and line breaks included; empty for
    /// a block of the house.
    pub written: String,
    /// What it printed; a list of contents prints nothing of its own.
    pub printed: Vec<Piece>,
    /// What its paragraph is; nothing of a table, and in a base of before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    /// What of it stands out or leads somewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// The words for its picture or table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub described: Option<String>,
}

/// A piece of printed text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "lowercase")]
pub enum Piece {
    /// The clerk's words, or those of a cell of a table. A line break is `\n`.
    Words(String),
    /// What is printed for something else than the words themselves.
    Instead {
        /// What stands in the file, `{slk.netto.avvikelse:resultat}`; empty for a fixed sentence and in a table.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        written: String,
        /// What is printed for it, `överskott på 43,8 mnkr`; for a note the mark of all.
        printed: String,
        /// The cell whose figure is printed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cell: Option<String>,
    },
}

impl Piece {
    /// What is printed.
    pub fn printed(&self) -> &str {
        match self {
            Self::Words(words) => words,
            Self::Instead { printed, .. } => printed,
        }
    }
}

impl Base {
    /// The base of a document made from these sources.
    pub fn of(document: &Document, sources: &Sources) -> Self {
        let mut reader = Reader { sources, keys: Keys::default(), blocks: Vec::new() };
        for part in &document.parts {
            reader.blocks(&part.anchor, &part.blocks);
        }
        let mut heads: Vec<String> = Vec::new();
        for part in document.parts.iter().filter(|part| !part.running_head.is_empty()) {
            if !heads.contains(&part.running_head) {
                heads.push(part.running_head.clone());
            }
        }
        Self { blocks: reader.blocks, heads }
    }

    /// The base as a file of JSON, a block a line.
    pub fn write(&self) -> Vec<u8> {
        let lines: Vec<String> =
            self.blocks.iter().map(|block| serde_json::json!(block).to_string()).collect();
        let heads = match self.heads.is_empty() {
            true => String::new(),
            false => format!(",\"heads\":{}", serde_json::json!(self.heads)),
        };
        format!("{{\"blocks\":[\n{}\n]{heads}}}\n", lines.join(",\n")).into_bytes()
    }

    /// Reads what [`Self::write`] wrote. Fails with the place of the first fault.
    pub fn read(json: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// The digest of the base, by which a Word file names it: 64 hexadecimal digits.
    pub fn version(&self) -> String {
        self.file().version
    }

    /// The base as it is kept.
    pub fn file(&self) -> BaseFile {
        let bytes = self.write();
        BaseFile { version: key::hex(&bytes), bytes }
    }
}

/// A base as it is kept: under its version, see [`path`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseFile {
    /// Its digest.
    pub version: String,
    /// What [`Base::write`] wrote.
    pub bytes: Vec<u8>,
}

/// The formulas of the figures that the document computes, as they are written; a sum of posts has none.
pub fn formulas(document: &Document, sources: &Sources) -> BTreeMap<CellRef, String> {
    let blocks = document.parts.iter().flat_map(|part| &part.blocks);
    let figures = blocks.flat_map(Block::figures).map(|shown| shown.figure);
    let computed = figures.filter(|figure| !figure.cell().is_expression()).filter_map(|figure| {
        let Origin::Computed { formula, .. } = figure.origin() else { return None };
        let written = sources.slice(*formula).trim_matches(['"', '\'']);
        (!written.starts_with('[')).then(|| (figure.cell().clone(), written.to_owned()))
    });
    computed.collect()
}

/// Where the base of this version lies within its project; nothing when no base has such a name.
pub fn path(version: &str) -> Option<PathBuf> {
    let is_digest = version.len() == 64 && version.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_digest.then(|| Path::new(FOLDER).join(file_name(version)))
}

/// What the file of a base is called.
pub fn file_name(version: &str) -> String {
    format!("{version}.json")
}

impl Kept {
    /// The block without what is said of its own text.
    fn bare(&self) -> Self {
        Self { form: None, marks: Vec::new(), described: None, ..self.clone() }
    }
}

/// What of a text stands out or leads somewhere, by its characters.
fn marks(text: &[Inline]) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut at = 0;
    text.iter().for_each(|inline| mark(inline, &Mark::default(), &mut at, &mut marks));
    marks
}

fn mark(inline: &Inline, around: &Mark, at: &mut usize, marks: &mut Vec<Mark>) {
    let mut within = |inner: &[Inline], around: Mark| {
        inner.iter().for_each(|inline| mark(inline, &around, at, marks));
    };
    match &inline.kind {
        InlineKind::Emphasis(inner) => within(inner, Mark { emphasis: true, ..around.clone() }),
        InlineKind::Strong(inner) => within(inner, Mark { strong: true, ..around.clone() }),
        InlineKind::Link { to, text } => {
            let link = Some(to.clone()).filter(|to| !to.trim().is_empty());
            within(text, Mark { link, ..around.clone() });
        }
        InlineKind::Figure(_)
        | InlineKind::Generated(_)
        | InlineKind::LineBreak
        | InlineKind::Note(_)
        | InlineKind::Stated { .. }
        | InlineKind::Text(_) => {
            let note = matches!(inline.kind, InlineKind::Note(_));
            let length = if note { 1 } else { plain(slice::from_ref(inline)).chars().count() };
            let stretch = *at..*at + length;
            *at += length;
            if around.emphasis || around.strong || around.link.is_some() {
                marks.push(Mark { at: stretch, ..around.clone() });
            }
        }
    }
}

struct Reader<'a> {
    sources: &'a Sources,
    keys: Keys,
    blocks: Vec<Kept>,
}

impl Reader<'_> {
    fn blocks(&mut self, part: &Anchor, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::PageBreak | BlockKind::Signature(_) => {}
                BlockKind::Contents { .. } => self.keep(part, block, Vec::new()),
                BlockKind::Heading { text, level } => {
                    self.line(part, block, text, Form::Heading(level.number()));
                }
                BlockKind::Paragraph { text, .. } => self.line(part, block, text, Form::Text),
                BlockKind::Image(image) => {
                    let printed = self.pieces(&image.caption);
                    self.keep(part, block, printed);
                    let described = Some(image.alternative.clone());
                    self.give(|kept| Kept {
                        described,
                        form: Some(Form::Text),
                        marks: marks(&image.caption),
                        ..kept
                    });
                }
                BlockKind::List { ordered, items } => self.list(part, *ordered, items, 0),
                BlockKind::Chart(chart) => {
                    let (caption, printed) = (self.pieces(chart.caption()), self.cells(chart.table()));
                    self.keep(part, block, printed);
                    let described = Some(chart.table().description().to_owned());
                    self.give(|kept| Kept { described, ..kept });
                    self.keep_caption(caption, chart);
                    self.keep_note(chart.table());
                }
                BlockKind::Table(table) => {
                    let printed = self.cells(table);
                    self.keep(part, block, printed);
                    let described = Some(table.description().to_owned());
                    self.give(|kept| Kept { described, ..kept });
                    self.keep_note(table);
                }
            }
        }
    }

    /// The items of a list, with what stands in them.
    fn list(&mut self, part: &Anchor, ordered: bool, items: &[Vec<Block>], depth: u8) {
        for (at, block) in items.iter().flat_map(|item| item.iter().enumerate()) {
            match &block.kind {
                BlockKind::Paragraph { role: ParagraphRole::Body, text } => {
                    let form = match (at, ordered) {
                        (0, true) => Form::Number(depth),
                        (0, false) => Form::Bullet(depth),
                        _ => Form::Continued(depth),
                    };
                    self.line(part, block, text, form);
                }
                BlockKind::List { ordered, items } => self.list(part, *ordered, items, depth + 1),
                BlockKind::Chart(_)
                | BlockKind::Contents { .. }
                | BlockKind::Heading { .. }
                | BlockKind::Image(_)
                | BlockKind::PageBreak
                | BlockKind::Paragraph { .. }
                | BlockKind::Signature(_)
                | BlockKind::Table(_) => self.blocks(part, slice::from_ref(block)),
            }
        }
    }

    fn line(&mut self, part: &Anchor, block: &Block, text: &[Inline], form: Form) {
        let printed = self.pieces(text);
        self.keep(part, block, printed);
        self.give(|kept| Kept { form: Some(form), marks: marks(text), ..kept });
        self.keep_notes(block);
    }

    /// Says more of the block that was kept last.
    fn give(&mut self, more: impl FnOnce(Kept) -> Kept) {
        let last = self.blocks.pop().map(more);
        self.blocks.extend(last);
    }

    /// The caption over the chart whose table was kept last.
    fn keep_caption(&mut self, printed: Vec<Piece>, chart: &Chart) {
        if let Some(last) = self.blocks.last() {
            let caption = Kept {
                key: last.key.of_caption(),
                printed,
                marks: marks(chart.caption()),
                described: Some(chart.alternative()),
                ..last.bare()
            };
            self.blocks.insert(self.blocks.len() - 1, caption);
        }
    }

    /// The sentence under the table that was kept last.
    fn keep_note(&mut self, table: &Table) {
        if let (Some(note), Some(last)) = (table.note(), self.blocks.last()) {
            let printed =
                vec![Piece::Instead { written: String::new(), printed: note.to_owned(), cell: None }];
            self.blocks.push(Kept { key: last.key.of_note(), printed, ..last.bare() });
        }
    }

    /// The notes of the paragraph that was kept last.
    fn keep_notes(&mut self, block: &Block) {
        let Some(last) = self.blocks.last().cloned() else { return };
        for (at, note) in (1..).zip(block.notes()) {
            let printed = self.pieces(&note.text);
            let key = last.key.of_footnote(at);
            let written = self.written(block, note.span);
            let marks = marks(&note.text);
            self.blocks.push(Kept { key, at: note.span.range(), written, printed, marks, ..last.bare() });
        }
    }

    /// What a clerk wrote at a place of a block.
    fn written(&self, block: &Block, at: Span) -> String {
        match block.hand {
            Hand::Author => self.sources.slice(at).to_owned(),
            Hand::House => String::new(),
        }
    }

    fn keep(&mut self, part: &Anchor, block: &Block, printed: Vec<Piece>) {
        self.blocks.push(Kept {
            key: self.keys.of(part, block),
            part: part.as_str().to_owned(),
            anchor: block.anchor.as_str().to_owned(),
            file: self.file(block.span),
            at: block.span.range(),
            written: self.written(block, block.span),
            printed,
            form: None,
            marks: Vec::new(),
            described: None,
        });
    }

    fn file(&self, span: Span) -> String {
        let path = self.sources.inside(span.file());
        path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    fn pieces(&self, text: &[Inline]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        text.iter().for_each(|inline| self.add(inline, &mut pieces));
        pieces
    }

    fn add(&self, inline: &Inline, pieces: &mut Vec<Piece>) {
        match &inline.kind {
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Link { text: inner, .. } => {
                inner.iter().for_each(|inline| self.add(inline, pieces));
            }
            InlineKind::Figure(_) | InlineKind::Generated(_) | InlineKind::Stated { .. } => {
                pieces.push(Piece::Instead {
                    written: self.sources.slice(inline.span).to_owned(),
                    printed: plain(slice::from_ref(inline)),
                    cell: inline.figure().map(|figure| figure.cell().to_string()),
                });
            }
            InlineKind::Note(_) => pieces.push(Piece::Instead {
                written: self.sources.slice(inline.span).to_owned(),
                printed: NOTE_MARK.to_string(),
                cell: None,
            }),
            InlineKind::LineBreak | InlineKind::Text(_) => {
                let words = plain(slice::from_ref(inline));
                if let Some(Piece::Words(before)) = pieces.last_mut() {
                    before.push_str(&words);
                } else {
                    pieces.push(Piece::Words(words));
                }
            }
        }
    }

    /// The cells of a table in reading order, each one piece; empty ones are none.
    fn cells(&self, table: &Table) -> Vec<Piece> {
        let words = |text: &[Inline]| Piece::Words(plain(text));
        let mut pieces = vec![Piece::Words(table.corner().to_owned())];
        pieces.extend(table.columns().iter().map(|column| words(&column.title)));
        for group in table.groups() {
            pieces.extend(group.label.as_deref().map(words));
            for row in &group.rows {
                pieces.push(words(&row.label));
                pieces.extend(row.cells.iter().filter_map(|cell| match &cell.content {
                    CellContent::Empty => None,
                    CellContent::Figure(figure) => Some(Piece::Instead {
                        written: String::new(),
                        printed: figure.text(&SWEDISH),
                        cell: Some(figure.cell().to_string()),
                    }),
                    CellContent::Nothing => Some(Piece::Words(NOTHING.to_owned())),
                    CellContent::Text(text) => Some(words(text)),
                }));
            }
        }
        pieces
    }
}
