//! The document tree, in the middle of everything: what the report says and means, never how it looks.
//!
//! The rooms before it know YAML and ledgers, the writers after it know PDF, Word and plain text; they meet here.
//! Every block has an anchor that stays the same when text around it changes, and a span into the clerk's file.

mod chart;
mod figures;
mod image;
mod note;
mod signature;
mod table;

use time::Date;

use crate::figures::figure::Figure;
use crate::project::source::{Span, Spanned};

pub use chart::{AXIS, Chart, ChartForm, Crowd, MISSING, NotDrawable, Picture, Series};
pub use figures::{Shown, Within};
pub use image::{Image, ImageKind};
pub use note::{NOTE_MARK, Note, notes};
pub use signature::SignaturePlace;
pub use table::{Cell, CellContent, Column, NOTHING, Ragged, Role, Row, RowGroup, Table};

/// A whole document: what is said of it, and its parts in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Title, author, date and the like.
    pub meta: Meta,
    /// The main part first, then each bilaga.
    pub parts: Vec<Part>,
}

/// What is said of the document as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Meta {
    /// The ärendemening.
    pub title: Spanned<String>,
    /// The office that answers for it.
    pub author: Option<Spanned<String>>,
    /// What kind of matter and which: `PM 2006 RI (Dnr 113-3668/2006)`.
    pub subject: String,
    /// The designation alone, with its rotel: `PM 2006 RI`.
    pub designation: String,
    /// The registration number of the matter: `113-3668/2006`.
    pub dnr: String,
    /// How many bilagor the matter lists, printed or not.
    pub annexes: u16,
    /// The matter's own date, used as the date of the files.
    pub date: Spanned<Date>,
    /// Whether it may leave the house, or is a draft that says so on every page.
    pub stage: Stage,
}

/// Draft or final.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Always gives pages, marked UTKAST.
    Draft,
    /// Refuses what must not leave the house.
    Final,
}

/// A part with its own count of pages: the document itself, or a bilaga.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its anchor.
    pub anchor: Anchor,
    /// Main part or bilaga.
    pub kind: PartKind,
    /// What the running head says, left of the page number: `PM 2006 RI (Dnr 113-3668/2006)`.
    pub running_head: String,
    /// Its blocks. The first is a heading of level 1, or follows one.
    pub blocks: Vec<Block>,
}

/// The most columns beside the labels that an upright page has room for.
const MOST_UPRIGHT_COLUMNS: usize = 6;

impl Part {
    /// How the pages of the part lie: those of a bilaga on their side where one of its tables has no room otherwise.
    pub fn orientation(&self) -> Orientation {
        let is_wide = |block: &Block| match &block.kind {
            BlockKind::Chart(chart) => chart.table().columns().len() > MOST_UPRIGHT_COLUMNS,
            BlockKind::Table(table) => table.columns().len() > MOST_UPRIGHT_COLUMNS,
            BlockKind::Contents { .. }
            | BlockKind::Heading { .. }
            | BlockKind::Image(_)
            | BlockKind::List { .. }
            | BlockKind::PageBreak
            | BlockKind::Signature(_)
            | BlockKind::Paragraph { .. } => false,
        };
        match self.kind {
            PartKind::Annex(_) if self.blocks.iter().any(is_wide) => Orientation::Lying,
            PartKind::Annex(_) | PartKind::Main => Orientation::Upright,
        }
    }

    /// The anchors of its headings, in order.
    pub fn headings(&self) -> impl Iterator<Item = &Anchor> {
        let headings = self.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading { .. }));
        headings.map(|block| &block.anchor)
    }

    /// The headings that a list of contents in this part shows: those after it, from level 2 to `deepest`.
    pub fn listed(&self, deepest: Level) -> impl Iterator<Item = (&Anchor, Level, &[Inline])> {
        let after = self.blocks.iter().skip_while(|block| !matches!(block.kind, BlockKind::Contents { .. }));
        after.filter_map(move |block| match &block.kind {
            BlockKind::Heading { level, text } if *level > Level::TOP && *level <= deepest => {
                Some((&block.anchor, *level, text.as_slice()))
            }
            BlockKind::Chart(_)
            | BlockKind::Contents { .. }
            | BlockKind::Heading { .. }
            | BlockKind::Image(_)
            | BlockKind::List { .. }
            | BlockKind::PageBreak
            | BlockKind::Paragraph { .. }
            | BlockKind::Signature(_)
            | BlockKind::Table(_) => None,
        })
    }
}

/// How a page lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orientation {
    /// On its long side.
    Lying,
    /// On its short side.
    Upright,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// Bilaga with its number.
    Annex(u16),
    /// The document itself.
    Main,
}

/// A stable name for a block, from its place in the content: `tjänsteutlåtande/slk/3`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor(String);

impl Anchor {
    /// The anchor with this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A block of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Its stable name.
    pub anchor: Anchor,
    /// Where the clerk wrote it, or what it was made from.
    pub span: Span,
    /// Whose words it prints.
    pub hand: Hand,
    /// What it is.
    pub kind: BlockKind,
}

/// Whose words a block prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// The clerk's, written at the span of the block and of its inlines; what is said twice is the clerk's once.
    Author,
    /// The program's: fixed words, tables, contents, and whatever is printed again.
    House,
}

/// The kinds of block. Adding one stops every writer until it prints it.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// A table that is drawn, with its drawing above it.
    Chart(Chart),
    /// The list of contents: the headings that follow it in its part, see [`Part::listed`].
    Contents {
        /// The deepest level that is listed.
        deepest: Level,
    },
    /// A heading.
    Heading {
        /// Its level.
        level: Level,
        /// Its words.
        text: Vec<Inline>,
    },
    /// A picture.
    Image(Image),
    /// A list; ordered ones are numbered `1.` `2.` …
    List {
        /// Numbered or bulleted.
        ordered: bool,
        /// The items, each one or more blocks.
        items: Vec<Vec<Block>>,
    },
    /// A new page.
    PageBreak,
    /// A paragraph, with what it is for.
    Paragraph {
        /// What it is for.
        role: ParagraphRole,
        /// Its words.
        text: Vec<Inline>,
    },
    /// The place of a signature, without words of its own.
    Signature(SignaturePlace),
    /// A table.
    Table(Table),
}

/// The level of a heading, 1 to 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Level(u8);

impl Level {
    /// The title of a part.
    pub const TOP: Self = Self(1);
    /// The deepest level; a deeper one is set as this.
    pub const DEEPEST: Self = Self(6);

    /// The level with this number, kept within 1 to 6.
    pub fn new(number: u8) -> Self {
        Self(number.clamp(Self::TOP.0, Self::DEEPEST.0))
    }

    /// One level further down.
    pub fn below(self) -> Self {
        Self::new(self.0 + 1)
    }

    /// Its number, 1 to 6.
    pub fn number(self) -> u8 {
        self.0
    }
}

/// What a paragraph is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphRole {
    /// A line of the list of bilagor in a PM: `Bilaga 1. - Uppföljning av budget`.
    AnnexEntry,
    /// Ordinary text.
    Body,
    /// Place and date: `Stockholm den 6 december 2006`.
    Dateline,
    /// The head line of the matter: `PM 2006 RI (Dnr 113-3668/2006)`.
    Designation,
    /// The fixed words before the points of a decision.
    Formula,
    /// The name under a part.
    Name,
    /// A name at the right: of who kept the minutes.
    Secretary,
    /// A line that stands by itself between parts: the presenter, the tillstyrkan.
    Statement,
    /// A line under the title: what the matter answers, or another matter that it settles.
    Subtitle,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline {
    /// Where it was written.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind,
}

/// The kinds of running text.
#[derive(Clone, Debug, PartialEq)]
pub enum InlineKind {
    /// Stressed words.
    Emphasis(Vec<Inline>),
    /// A number from a cell: prose points at it too, and cannot disagree with the table.
    Figure(Figure),
    /// What the program says within the clerk's words, at the reference that asks for it: a figure with its unit and
    /// direction, the days of the period, a fixed sentence. The span is empty where nothing was written.
    Generated(Vec<Inline>),
    /// A line break within a paragraph.
    LineBreak,
    /// A link to an address outside the document.
    Link {
        /// The address.
        to: String,
        /// The words that carry it.
        text: Vec<Inline>,
    },
    /// A note; what is read here is its number, and then its words.
    Note(Note),
    /// A literal the clerk stands by, with the reason why.
    Stated {
        /// What is printed.
        text: String,
        /// Why it is no reference.
        reason: String,
    },
    /// Strongly stressed words.
    Strong(Vec<Inline>),
    /// Words.
    Text(String),
}

impl Inline {
    /// Plain words at a place.
    pub fn text(words: impl Into<String>, span: Span) -> Self {
        Self { span, kind: InlineKind::Text(words.into()) }
    }

    /// The figure that it is, or that the program says in it.
    pub fn figure(&self) -> Option<&Figure> {
        match &self.kind {
            InlineKind::Figure(figure) => Some(figure),
            InlineKind::Generated(inner) => inner.iter().find_map(Self::figure),
            InlineKind::Emphasis(_)
            | InlineKind::LineBreak
            | InlineKind::Link { .. }
            | InlineKind::Note(_)
            | InlineKind::Stated { .. }
            | InlineKind::Strong(_)
            | InlineKind::Text(_) => None,
        }
    }
}

/// The words of a run of inlines, without emphasis; of a note its number.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match &inline.kind {
            InlineKind::Emphasis(inner)
            | InlineKind::Generated(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Link { text: inner, .. } => {
                out.push_str(&plain(inner));
            }
            InlineKind::Figure(figure) => out.push_str(&figure.text(&crate::figures::money::SWEDISH)),
            InlineKind::LineBreak => out.push('\n'),
            InlineKind::Note(note) => out.push_str(&note.mark()),
            InlineKind::Stated { text, .. } | InlineKind::Text(text) => out.push_str(text),
        }
    }
    out
}

impl Document {
    /// The points that are proposed, as they stand under the words that propose them.
    pub fn decisions(&self) -> impl Iterator<Item = &Block> {
        let blocks = self.parts.first().map_or(&[][..], |part| &part.blocks);
        let opens =
            |block: &Block| matches!(block.kind, BlockKind::Paragraph { role: ParagraphRole::Formula, .. });
        let points = |block: &&Block| {
            let plain = matches!(block.kind, BlockKind::Paragraph { role: ParagraphRole::Body, .. });
            plain || matches!(block.kind, BlockKind::List { .. })
        };
        blocks.iter().skip_while(move |block| !opens(block)).skip(1).take_while(points)
    }

    /// Calls `see` with every inline of the document, outermost first, in reading order.
    pub fn inlines<'a>(&'a self, see: &mut dyn FnMut(&'a Inline)) {
        for part in &self.parts {
            walk_blocks(&part.blocks, see);
        }
    }
}

fn walk_blocks<'a>(blocks: &'a [Block], see: &mut dyn FnMut(&'a Inline)) {
    for block in blocks {
        match &block.kind {
            BlockKind::Contents { .. } | BlockKind::PageBreak | BlockKind::Signature(_) => {}
            BlockKind::Heading { text, .. } | BlockKind::Paragraph { text, .. } => walk_inlines(text, see),
            BlockKind::List { items, .. } => items.iter().for_each(|item| walk_blocks(item, see)),
            BlockKind::Image(image) => walk_inlines(&image.caption, see),
            BlockKind::Chart(chart) => {
                walk_inlines(chart.caption(), see);
                walk_table(chart.table(), see);
            }
            BlockKind::Table(table) => walk_table(table, see),
        }
    }
}

fn walk_table<'a>(table: &'a Table, see: &mut dyn FnMut(&'a Inline)) {
    table.columns().iter().for_each(|column| walk_inlines(&column.title, see));
    table
        .groups()
        .iter()
        .filter_map(|group| group.label.as_deref())
        .for_each(|label| walk_inlines(label, see));
    for row in table.rows() {
        walk_inlines(&row.label, see);
        for cell in &row.cells {
            match &cell.content {
                CellContent::Empty | CellContent::Figure(_) | CellContent::Nothing => {}
                CellContent::Text(text) => walk_inlines(text, see),
            }
        }
    }
}

fn walk_inlines<'a>(inlines: &'a [Inline], see: &mut dyn FnMut(&'a Inline)) {
    for inline in inlines {
        see(inline);
        match &inline.kind {
            InlineKind::Emphasis(inner)
            | InlineKind::Generated(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Link { text: inner, .. }
            | InlineKind::Note(Note { text: inner, .. }) => {
                walk_inlines(inner, see);
            }
            InlineKind::Figure(_)
            | InlineKind::LineBreak
            | InlineKind::Stated { .. }
            | InlineKind::Text(_) => {}
        }
    }
}
