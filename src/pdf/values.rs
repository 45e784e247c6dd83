//! The tree as values for the template. Prose becomes text elements built here, never markup, so that nothing an
//! author writes can be code; each carries a span that leads back to the block it came from.

use std::num::NonZeroU64;

use typst::ecow::EcoString;
use typst::foundations::{Array, Content, Dict, IntoValue, NativeElement, Smart, Str, Value};
use typst::layout::BoxElem;
use typst::model::{Destination, EmphElem, LinkElem, LinkTarget, StrongElem, Url};
use typst::syntax::{FileId, Span as TypstSpan};
use typst::text::{LinebreakElem, TextElem};

use super::hyphenation;
use super::world;
use crate::document::{
    Block, BlockKind, CellContent, Document, Inline, InlineKind, Orientation, ParagraphRole, Part, Role, Row,
    RowGroup, Stage, Table, plain,
};
use crate::money::SWEDISH;
use crate::source::Span;

/// The values of a document, and the span that each piece of its text came from.
pub(super) struct Values {
    /// What `render` is called with.
    pub(super) document: Value,
    origins: Vec<Span>,
}

impl Values {
    /// Turns the tree into values.
    pub(super) fn new(document: &Document) -> Self {
        let mut printer = Printer { origins: Vec::new() };
        let document = printer.document(document);
        Self { document, origins: printer.origins }
    }

    /// Where the text was written that typst points at with a file and the start of a range.
    pub(super) fn origin(&self, file: FileId, index: usize) -> Option<Span> {
        if file == world::author() { self.origins.get(index).copied() } else { None }
    }
}

// The layout of a raw range span in typst-syntax 0.15.1: file id, the mark of a range, start and end of 23 bits each.
// The start holds the index into `origins`, and the end the one after it.
const FILE_SHIFT: u64 = 48;
const RANGE_MARK: u64 = (1 << 47) + (1 << 46);
const INDEX_SHIFT: u64 = 23;
const INDEX_MASK: u64 = ((1 << 23) - 1) << INDEX_SHIFT;

struct Printer {
    origins: Vec<Span>,
}

macro_rules! dict {
    ($($key:literal => $value:expr),* $(,)?) => {{
        let mut dict = Dict::new();
        $(dict.insert(Str::from($key), $value.into_value());)*
        dict
    }};
}

impl Printer {
    fn document(&mut self, document: &Document) -> Value {
        let meta = &document.meta;
        let date = meta.date.value;
        let date: Array = [date.year(), i32::from(u8::from(date.month())), i32::from(date.day())]
            .map(IntoValue::into_value)
            .into_iter()
            .collect();
        let author = meta.author.iter().map(|author| author.value.as_str().into_value());
        let parts: Array = document.parts.iter().map(|part| self.part(part)).collect();
        dict! {
            "title" => meta.title.value.as_str(),
            "author" => author.collect::<Array>(),
            "subject" => meta.subject.as_str(),
            "date" => date,
            "draft" => meta.stage == Stage::Draft,
            "parts" => parts,
        }
        .into_value()
    }

    fn part(&mut self, part: &Part) -> Value {
        dict! {
            "running-head" => part.running_head.as_str(),
            "lying" => part.orientation() == Orientation::Lying,
            "blocks" => self.blocks(&part.blocks),
        }
        .into_value()
    }

    fn blocks(&mut self, blocks: &[Block]) -> Array {
        let leads_on = |at: usize| {
            let next = blocks.get(at + 1).map(|next| &next.kind);
            matches!(next, Some(BlockKind::List { .. } | BlockKind::Table(_)))
        };
        blocks.iter().enumerate().map(|(at, block)| self.block(block, leads_on(at))).collect()
    }

    /// A block; `leads_on` where a list or table follows, which it must not be parted from.
    fn block(&mut self, block: &Block, leads_on: bool) -> Value {
        let dict = match &block.kind {
            BlockKind::Contents { deepest } => {
                dict! { "kind" => "contents", "deepest" => i64::from(deepest.number()) }
            }
            BlockKind::Heading { level, text } => dict! {
                "kind" => "heading",
                "level" => i64::from(level.number()),
                "body" => self.inlines(text),
            },
            BlockKind::List { ordered, items } => {
                let items: Array = items.iter().map(|item| self.blocks(item).into_value()).collect();
                dict! { "kind" => "list", "ordered" => *ordered, "items" => items }
            }
            BlockKind::PageBreak => dict! { "kind" => "page-break" },
            BlockKind::Paragraph { role, text } => {
                dict! {
                    "kind" => "paragraph",
                    "role" => role_name(*role),
                    "leads-on" => leads_on,
                    "body" => self.inlines(text),
                }
            }
            BlockKind::Table(table) => self.table(table),
        };
        dict.into_value()
    }

    fn table(&mut self, table: &Table) -> Dict {
        let columns: Array =
            table.columns().iter().map(|column| self.column_title(&column.title).into_value()).collect();
        let groups: Array = table.groups().iter().map(|group| self.group(group)).collect();
        dict! {
            "kind" => "table",
            "description" => table.description(),
            "corner" => table.corner(),
            "columns" => columns,
            "groups" => groups,
            "note" => table.note().map_or(Value::None, IntoValue::into_value),
        }
    }

    /// The head of a column, broken between words only: never within `VP-utfall` or `VP/Prognos`.
    fn column_title(&mut self, title: &[Inline]) -> Content {
        let words = plain(title);
        let at = title.first().map(|inline| inline.span);
        let boxed = words.split(' ').map(|word| {
            let body = at.map_or_else(Content::empty, |span| self.words(word, span));
            BoxElem::new().with_body(Some(body)).pack()
        });
        let boxed: Vec<Content> = boxed.collect();
        let space = || TextElem::packed(" ");
        Content::sequence(
            boxed
                .into_iter()
                .enumerate()
                .flat_map(|(at, word)| (at > 0).then(space).into_iter().chain([word])),
        )
    }

    fn group(&mut self, group: &RowGroup) -> Value {
        let label = group.label.as_deref().map_or(Value::None, |label| self.inlines(label).into_value());
        let rows: Array = group.rows.iter().map(|row| self.row(row)).collect();
        dict! { "label" => label, "rows" => rows }.into_value()
    }

    fn row(&mut self, row: &Row) -> Value {
        let role = match row.role {
            Role::Line => "line",
            Role::Subtotal => "subtotal",
            Role::Total => "total",
        };
        let cells = row.cells.iter().map(|cell| match &cell.content {
            CellContent::Empty => Content::empty().into_value(),
            CellContent::Figure(figure) => self.words(&figure.text(&SWEDISH), cell.span).into_value(),
            CellContent::Text(text) => self.inlines(text).into_value(),
        });
        let cells: Array = cells.collect();
        dict! { "role" => role, "depth" => i64::from(row.depth), "label" => self.inlines(&row.label), "cells" => cells }
            .into_value()
    }

    fn inlines(&mut self, inlines: &[Inline]) -> Content {
        Content::sequence(inlines.iter().map(|inline| self.inline(inline)).collect::<Vec<_>>())
    }

    fn inline(&mut self, inline: &Inline) -> Content {
        match &inline.kind {
            InlineKind::Emphasis(inner) => EmphElem::new(self.inlines(inner)).pack(),
            InlineKind::Figure(figure) => self.words(&figure.text(&SWEDISH), inline.span),
            InlineKind::Generated(inner) => self.inlines(inner),
            InlineKind::LineBreak => LinebreakElem::new().pack(),
            InlineKind::Link { to, text } => self.link(to, text, inline.span),
            InlineKind::Stated { text, .. } | InlineKind::Text(text) => self.words(text, inline.span),
            InlineKind::Strong(inner) => StrongElem::new(self.inlines(inner)).pack(),
        }
    }

    /// A link; an address that is none stays as words.
    fn link(&mut self, to: &str, text: &[Inline], span: Span) -> Content {
        let words = self.inlines(text);
        match Url::new(EcoString::from(to)) {
            Ok(url) => {
                LinkElem::new(LinkTarget::Dest(Destination::Url(url)), words).pack().spanned(self.mark(span))
            }
            Err(_) => words,
        }
    }

    /// Words, with those that the patterns hyphenate badly set unbroken.
    fn words(&mut self, text: &str, span: Span) -> Content {
        let mark = self.mark(span);
        let pieces = hyphenation::pieces(text).map(|piece| match piece {
            hyphenation::Piece::Plain(words) => TextElem::packed(EcoString::from(words)).spanned(mark),
            hyphenation::Piece::Whole(word) => TextElem::packed(EcoString::from(word))
                .spanned(mark)
                .set(TextElem::hyphenate, Smart::Custom(false)),
        });
        Content::sequence(pieces.collect::<Vec<_>>())
    }

    fn mark(&mut self, span: Span) -> TypstSpan {
        let index = self.origins.len() as u64;
        self.origins.push(span);
        let file = u64::from(world::author().into_raw().get());
        let raw = (file << FILE_SHIFT) | (RANGE_MARK + ((index << INDEX_SHIFT) & INDEX_MASK) + index + 1);
        TypstSpan::from_raw(NonZeroU64::new(raw).expect("a file id is not zero"))
    }
}

fn role_name(role: ParagraphRole) -> &'static str {
    match role {
        ParagraphRole::AnnexEntry => "annex-entry",
        ParagraphRole::Body => "body",
        ParagraphRole::Dateline => "dateline",
        ParagraphRole::Designation => "designation",
        ParagraphRole::Formula => "formula",
        ParagraphRole::Name => "name",
        ParagraphRole::Statement => "statement",
    }
}
