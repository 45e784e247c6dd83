//! The tree as values for the template. Prose becomes text elements built here, never markup, so that nothing an
//! author writes can be code; each carries a span that leads back to the block it came from.

use std::collections::BTreeMap;
use std::num::NonZeroU64;

use typst::ecow::EcoString;
use typst::foundations::{Array, Bytes, Content, Dict, IntoValue, NativeElement, Smart, Value};
use typst::layout::{BoxElem, Em, HElem, Spacing};
use typst::model::{Destination, EmphElem, FootnoteElem, LinkElem, LinkTarget, StrongElem, Url};
use typst::syntax::{FileId, Span as TypstSpan, SpanKind};
use typst::text::{LinebreakElem, TextElem};

use super::dict::dict;
use super::fields;
use super::hyphenation;
use super::world;
use crate::document::tree::{
    AXIS, Block, BlockKind, CellContent, Chart, ChartForm, Document, Image, ImageKind, Inline, InlineKind,
    Level, MISSING, NOTHING, Orientation, ParagraphRole, Part, Role, Row, RowGroup, Stage, Table, notes,
    plain,
};
use crate::figures::money::{Amount, SWEDISH};
use crate::project::look::{Look, Margins};
use crate::project::source::Span;
use crate::signatures::attached::Attachment;

/// The values of a document, and the span that each piece of its text came from.
pub(super) struct Values {
    /// What `render` is called with.
    pub(super) document: Value,
    texts: Vec<Text>,
    breaks: Vec<usize>,
    notes: BTreeMap<usize, usize>,
}

/// A text of the tree as it is handed over.
#[derive(Debug)]
pub(super) struct Text {
    /// Where it came from.
    pub(super) span: Span,
    /// Its letters; none of what is no text itself, such as a link.
    pub(super) words: String,
    /// How often it is to be seen.
    pub(super) usage: Usage,
}

/// What a text is for, and so how often the pages show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Usage {
    /// Once.
    Body,
    /// The running head: on every page.
    Head,
    /// A heading: once.
    Heading,
    /// A heading that the list of contents shows too: twice.
    Listed,
    /// In a note, at the foot of a page: once.
    Note,
    /// The head of a column, on every page of its table: once or more.
    Repeated,
}

impl Values {
    /// Turns the tree into values, and the files that are attached to it.
    pub(super) fn new(document: &Document, look: &Look, attachments: &[Attachment]) -> Self {
        let margins = look.margins;
        let mut printer = Printer::new(document.meta.stage, margins);
        let document = printer.document(document, attachments);
        Self { document, texts: printer.texts, breaks: printer.breaks, notes: printer.notes }
    }

    /// Every text that was handed over, in reading order.
    pub(super) fn texts(&self) -> &[Text] {
        &self.texts
    }

    /// The texts that begin a new page because one was asked for.
    pub(super) fn breaks(&self) -> &[usize] {
        &self.breaks
    }

    /// The first text of each note, by the text of its mark.
    pub(super) fn notes(&self) -> &BTreeMap<usize, usize> {
        &self.notes
    }

    /// The text that a glyph is of.
    pub(super) fn text_at(&self, span: TypstSpan) -> Option<usize> {
        match span.get() {
            SpanKind::Range { id, range } if id == world::author() => Some(range.start),
            SpanKind::Detached | SpanKind::Number { .. } | SpanKind::Range { .. } => None,
        }
    }

    /// Where the text was written that typst points at with a file and the start of a range.
    pub(super) fn origin(&self, file: FileId, index: usize) -> Option<Span> {
        if file == world::author() { self.texts.get(index).map(|text| text.span) } else { None }
    }
}

// The layout of a raw range span in typst-syntax 0.15.1: file id, the mark of a range, start and end of 23 bits each.
// The start holds the index into `origins`, and the end the one after it.
const FILE_SHIFT: u64 = 48;
const RANGE_MARK: u64 = (1 << 47) + (1 << 46);
const INDEX_SHIFT: u64 = 23;
const INDEX_MASK: u64 = ((1 << 23) - 1) << INDEX_SHIFT;

/// The charts of a document for the template's `drawings`, in the order given.
pub(super) fn drawings(charts: &[(&Chart, Span)], stage: Stage) -> Value {
    let margins = Look::default().margins;
    let mut printer = Printer::new(stage, margins);
    charts.iter().map(|(chart, at)| printer.chart(chart, *at).into_value()).collect::<Array>().into_value()
}

struct Printer {
    texts: Vec<Text>,
    breaks: Vec<usize>,
    notes: BTreeMap<usize, usize>,
    stage: Stage,
    margins: Margins,
    /// The room for text on the pages of the part.
    room: (u64, u64),
    /// What the words that come are for.
    usage: Usage,
    /// The deepest heading that the contents of the part list, once they have begun.
    listed: Option<Level>,
}

impl Printer {
    fn new(stage: Stage, margins: Margins) -> Self {
        Self {
            texts: Vec::new(),
            breaks: Vec::new(),
            notes: BTreeMap::new(),
            stage,
            margins,
            room: margins.room(false),
            usage: Usage::Body,
            listed: None,
        }
    }

    /// Words that are for something else than those around them.
    fn used(&mut self, usage: Usage, inlines: &[Inline]) -> Content {
        let around = std::mem::replace(&mut self.usage, usage);
        let content = self.inlines(inlines);
        self.usage = around;
        content
    }

    fn document(&mut self, document: &Document, attachments: &[Attachment]) -> Value {
        let meta = &document.meta;
        let date = meta.date.value;
        let date: Array = [date.year(), i32::from(u8::from(date.month())), i32::from(date.day())]
            .map(IntoValue::into_value)
            .into_iter()
            .collect();
        let author = meta.author.iter().map(|author| author.value.as_str().into_value());
        let stamped = document.signatures().next().map(|_| document.parts.len() - 1);
        let parts = document.parts.iter().enumerate();
        let parts: Array = parts.map(|(at, part)| self.part(part, stamped == Some(at))).collect();
        dict! {
            "title" => meta.title.value.as_str(),
            "author" => author.collect::<Array>(),
            "subject" => meta.subject.as_str(),
            "date" => date,
            "draft" => meta.stage == Stage::Draft,
            "parts" => parts,
            "attachments" => attachments.iter().map(attachment).collect::<Array>(),
        }
        .into_value()
    }

    /// A part; `stamped` where it holds the field of the document's timestamp.
    fn part(&mut self, part: &Part, stamped: bool) -> Value {
        self.breaks.push(self.texts.len());
        self.listed = None;
        let lying = part.orientation() == Orientation::Lying;
        self.room = self.margins.room(lying);
        dict! {
            "running-head" => part.running_head.as_str(),
            "lying" => lying,
            "blocks" => self.blocks(&part.blocks),
            "timestamp" => if stamped { self.field(fields::TIMESTAMP) } else { Value::None },
        }
        .into_value()
    }

    /// The address of the link that becomes a field; a draft is not to be signed and has no fields.
    fn field(&self, name: &str) -> Value {
        if self.stage == Stage::Final { fields::address(name).into_value() } else { Value::None }
    }

    fn blocks(&mut self, blocks: &[Block]) -> Array {
        let leads_on = |at: usize| {
            let next = blocks.get(at + 1).map(|next| &next.kind);
            matches!(next, Some(BlockKind::Chart(_) | BlockKind::List { .. } | BlockKind::Table(_)))
        };
        blocks.iter().enumerate().map(|(at, block)| self.block(block, leads_on(at))).collect()
    }

    /// A block; `leads_on` where a list or table follows, which it must not be parted from.
    fn block(&mut self, block: &Block, leads_on: bool) -> Value {
        let dict = match &block.kind {
            BlockKind::Chart(chart) => self.chart(chart, block.span),
            BlockKind::Contents { deepest } => {
                self.listed = Some(*deepest);
                dict! { "kind" => "contents", "deepest" => i64::from(deepest.number()) }
            }
            BlockKind::Heading { level, text } => dict! {
                "kind" => "heading",
                "level" => i64::from(level.number()),
                "body" => self.heading(*level, text),
            },
            BlockKind::Image(image) => self.image(image),
            BlockKind::List { ordered, items } => {
                let items: Array = items.iter().map(|item| self.blocks(item).into_value()).collect();
                dict! { "kind" => "list", "ordered" => *ordered, "items" => items }
            }
            BlockKind::PageBreak => {
                self.breaks.push(self.texts.len());
                dict! { "kind" => "page-break" }
            }
            BlockKind::Paragraph { role, text } => {
                dict! {
                    "kind" => "paragraph",
                    "role" => role_name(*role),
                    // The typesetter leaves the note behind when a paragraph follows its table to the next page.
                    "leads-on" => leads_on && notes(text).is_empty(),
                    "body" => self.inlines(text),
                }
            }
            BlockKind::Signature(place) => {
                dict! { "kind" => "signature", "address" => self.field(&place.field()) }
            }
            BlockKind::Table(table) => self.table(table, block.span),
        };
        dict.into_value()
    }

    /// A heading, which the list of contents shows too where it is one of those that it lists.
    fn heading(&mut self, level: Level, text: &[Inline]) -> Content {
        let is_listed = level > Level::TOP && self.listed.is_some_and(|deepest| level <= deepest);
        self.used(if is_listed { Usage::Listed } else { Usage::Heading }, text)
    }

    /// A chart: its drawing as places along the axis, whole numbers of [`AXIS`], and its table.
    fn chart(&mut self, chart: &Chart, at: Span) -> Dict {
        let ticks: Array = chart
            .ticks()
            .iter()
            .map(|tick| {
                let text = self.unbroken(&tick.text(&SWEDISH), at);
                dict! { "at" => chart.along(tick.exact()), "text" => text }.into_value()
            })
            .collect();
        let drawn = chart.series();
        let has_legend = drawn.len() > 1;
        let mut series = Array::new();
        for line in drawn {
            let name = if has_legend { self.words(&line.name, at) } else { Content::empty() };
            let mut points = Array::new();
            for figure in line.figures {
                points.push(match figure {
                    Some(figure) => {
                        let along = chart.along(figure.rounded().exact());
                        dict! { "at" => along, "text" => self.unbroken(&figure.text(&SWEDISH), at) }
                            .into_value()
                    }
                    None => Value::None,
                });
            }
            series.push(dict! { "name" => name, "points" => points }.into_value());
        }
        let places: Array = chart.places().iter().map(|place| self.words(place, at).into_value()).collect();
        let caption = self.inlines(chart.caption());
        dict! {
            "kind" => "chart",
            "form" => match chart.form() {
                ChartForm::Bars => "bars",
                ChartForm::Lines => "lines",
            },
            "caption" => caption,
            "alternative" => chart.alternative(),
            "unit" => self.unbroken(chart.unit(), at),
            "missing" => MISSING.replace(' ', "\u{a0}"),
            "axis" => AXIS,
            "zero" => chart.along(Amount::zero(chart.ticks()[0].exact().unit())),
            "places" => places,
            "ticks" => ticks,
            "series" => series,
            "table" => self.table(chart.table(), at),
        }
    }

    /// Words on one line: of a drawing, where there is no room for a second.
    fn unbroken(&mut self, text: &str, at: Span) -> Content {
        self.words(&text.replace(' ', "\u{a0}"), at)
    }

    /// A picture, in tenths of a millimetre.
    fn image(&mut self, image: &Image) -> Dict {
        let (width, height) = image.size(self.room);
        dict! {
            "kind" => "image",
            "caption" => self.inlines(&image.caption),
            "alternative" => image.alternative.as_str(),
            "data" => Bytes::new(image.bytes.clone()),
            "format" => match image.kind {
                ImageKind::Jpeg => "jpg",
                ImageKind::Png => "png",
            },
            "width" => width as i64,
            "height" => height as i64,
        }
    }

    fn table(&mut self, table: &Table, at: Span) -> Dict {
        let corner = self.repeated(table.corner(), at);
        let columns = table.columns().iter().enumerate().map(|(at, column)| {
            // A column of words shares with the labels the room that columns of figures leave.
            let share = table.has_words(at).then(|| table.share(at) as i64);
            dict! {
                "title" => self.column_title(&column.title),
                "share" => share.map_or(Value::None, IntoValue::into_value),
                "figure" => table.longest_figure(at),
                "word" => table.longest_word(at),
            }
            .into_value()
        });
        let columns: Array = columns.collect();
        let groups: Array = table.groups().iter().map(|group| self.group(group)).collect();
        dict! {
            "kind" => "table",
            "description" => table.description(),
            "corner" => corner,
            "label-share" => table.label_share() as i64,
            "columns" => columns,
            "groups" => groups,
            "short" => table.is_short(),
            "note" => table.note().map_or(Value::None, |note| self.words(note, at).into_value()),
        }
    }

    /// Words at the head of a table.
    fn repeated(&mut self, text: &str, at: Span) -> Content {
        let around = std::mem::replace(&mut self.usage, Usage::Repeated);
        let words = self.words(text, at);
        self.usage = around;
        words
    }

    /// The head of a column, broken between words only: never within `VP-utfall` or `VP/Prognos`.
    fn column_title(&mut self, title: &[Inline]) -> Content {
        let words = plain(title);
        let at = title.first().map(|inline| inline.span);
        let boxed = words.split(' ').map(|word| {
            let body = at.map_or_else(Content::empty, |span| self.repeated(word, span));
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
            CellContent::Nothing => self.words(NOTHING, cell.span).into_value(),
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
            InlineKind::Note(note) => {
                // Air between the number and the words, which typst sets close together.
                let air = HElem::new(Spacing::Rel(Em::new(0.3).into())).pack();
                let first = self.texts.len();
                let words = Content::sequence([air, self.used(Usage::Note, &note.text)]);
                self.notes.insert(self.texts.len(), first);
                FootnoteElem::with_content(words).pack().spanned(self.mark(inline.span, ""))
            }
            InlineKind::Stated { text, .. } | InlineKind::Text(text) => self.words(text, inline.span),
            InlineKind::Strong(inner) => StrongElem::new(self.inlines(inner)).pack(),
        }
    }

    /// A link; an address that is none, or that of a field, stays as words.
    fn link(&mut self, to: &str, text: &[Inline], span: Span) -> Content {
        let words = self.inlines(text);
        match Url::new(EcoString::from(to)) {
            Ok(url) if !fields::is_address(to) => {
                LinkElem::new(LinkTarget::Dest(Destination::Url(url)), words)
                    .pack()
                    .spanned(self.mark(span, ""))
            }
            Ok(_) | Err(_) => words,
        }
    }

    /// Words, with those that the patterns hyphenate badly set unbroken.
    fn words(&mut self, text: &str, span: Span) -> Content {
        let mark = self.mark(span, text);
        let pieces = hyphenation::pieces(text).map(|piece| match piece {
            hyphenation::Piece::Plain(words) => TextElem::packed(EcoString::from(words)).spanned(mark),
            hyphenation::Piece::Whole(word) => TextElem::packed(EcoString::from(word))
                .spanned(mark)
                .set(TextElem::hyphenate, Smart::Custom(false)),
        });
        Content::sequence(pieces.collect::<Vec<_>>())
    }

    /// The mark by which a text is known on the pages.
    fn mark(&mut self, span: Span, words: &str) -> TypstSpan {
        let index = self.texts.len() as u64;
        self.texts.push(Text { span, words: words.to_owned(), usage: self.usage });
        let file = u64::from(world::author().into_raw().get());
        let raw = (file << FILE_SHIFT) | (RANGE_MARK + ((index << INDEX_SHIFT) & INDEX_MASK) + index + 1);
        TypstSpan::from_raw(NonZeroU64::new(raw).expect("a file id is not zero"))
    }
}

/// A file to be attached; the bytes are told to the template, which reads none.
fn attachment(file: &Attachment) -> Value {
    dict! {
        "path" => format!("/{}", file.path),
        "data" => Bytes::new(file.bytes.clone()),
        "media-type" => file.media_type,
        "description" => file.description.as_str(),
    }
    .into_value()
}

fn role_name(role: ParagraphRole) -> &'static str {
    match role {
        ParagraphRole::AnnexEntry => "annex-entry",
        ParagraphRole::Body => "body",
        ParagraphRole::Dateline => "dateline",
        ParagraphRole::Designation => "designation",
        ParagraphRole::Formula => "formula",
        ParagraphRole::Name => "name",
        ParagraphRole::Secretary => "secretary",
        ParagraphRole::Statement => "statement",
        ParagraphRole::Subtitle => "subtitle",
    }
}
