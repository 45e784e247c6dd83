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
use super::long;
use super::world;
use crate::document::tree::{
    AXIS, Block, BlockKind, CellContent, Chart, ChartForm, Document, Image, ImageKind, Inline, InlineKind,
    Level, MISSING, NOTHING, Orientation, ParagraphRole, Part, Role, Row, Stage, Table, notes, plain,
};
use crate::figures::money::{Amount, SWEDISH};
use crate::project::look::Look;
use crate::project::source::Span;
use crate::signatures::attached::Attachment;
use crate::writers::setting::{self, Length, Piece, Setting, Type};

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
    /// In a drawing, where it has room: at most once.
    Drawn,
    /// In a note, at the foot of a page: once.
    Note,
    /// The head of a column, on every page of its table: once or more.
    Repeated,
}

impl Values {
    /// Turns the tree into values, and the files that are attached to it.
    pub(super) fn new(document: &Document, look: &Look, attachments: &[Attachment]) -> Self {
        let mut printer = Printer::new(document.meta.stage, look);
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
pub(super) fn drawings(charts: &[(&Chart, Span)], look: &Look, stage: Stage) -> Value {
    let mut printer = Printer::new(stage, look);
    charts.iter().map(|(chart, at)| printer.chart(chart, *at).into_value()).collect::<Array>().into_value()
}

/// What the insets of a cell take of its width, at most; and how much further in a row stands for every step of its depth.
const CELL_AIR: Length = 10 * setting::POINT;
const DEPTH: Length = 9 * setting::POINT;

/// The most that names beside bars take, in tenths of a millimetre.
const NAMES: u64 = 600;

/// What a list takes of the width of its lines for each depth.
const LIST_INDENT: Length = 24 * setting::POINT;

/// A longer paragraph is not moved to another page with the table after it.
const MOST_LINES_THAT_FOLLOW: u64 = 5;

struct Printer<'a> {
    look: &'a Look,
    texts: Vec<Text>,
    breaks: Vec<usize>,
    notes: BTreeMap<usize, usize>,
    stage: Stage,
    /// The pages of the part lie on their side.
    lying: bool,
    /// The width of the lines that come, and their type.
    line: Length,
    set: Type,
    /// What the words that come are for.
    usage: Usage,
    /// The deepest heading that the contents of the part list, once they have begun.
    listed: Option<Level>,
}

impl<'a> Printer<'a> {
    fn new(stage: Stage, look: &'a Look) -> Self {
        Self {
            texts: Vec::new(),
            breaks: Vec::new(),
            notes: BTreeMap::new(),
            stage,
            look,
            lying: false,
            line: setting::tenths_of_millimetre(look.margins.room(false).0),
            set: Type::new(look.faces.body, look.sizes.body).bold(),
            usage: Usage::Body,
            listed: None,
        }
    }

    /// What is set in lines of another width and type than what is around it.
    fn within<T>(&mut self, line: Length, set: Type, build: impl FnOnce(&mut Self) -> T) -> T {
        let around = (self.line, self.set);
        (self.line, self.set) = (line, set);
        let built = build(self);
        (self.line, self.set) = around;
        built
    }

    /// The room between the margins of the part: width and height in tenths of a millimetre.
    fn room(&self) -> (u64, u64) {
        self.look.margins.room(self.lying)
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
        self.lying = part.orientation() == Orientation::Lying;
        self.line = setting::tenths_of_millimetre(self.room().0);
        let small = Type::new(self.look.faces.tables, self.look.sizes.small);
        let (head, span) = (part.running_head.as_str(), part.blocks.first().map(|block| block.span));
        let head = span.map_or_else(Content::empty, |span| {
            self.within(self.line / 2, small, |printer| printer.as_usage(Usage::Head, head, span))
        });
        dict! {
            "running-head" => head,
            "lying" => self.lying,
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
        let mut list = Array::new();
        let mut on_side = Array::new();
        let turned = setting::turned(blocks, self.look, self.lying);
        for (at, block) in blocks.iter().enumerate() {
            let leads_on = match blocks.get(at + 1).map(|next| &next.kind) {
                Some(BlockKind::Chart(_) | BlockKind::List { .. }) => true,
                Some(BlockKind::Table(table)) => !self.setting(table).turned,
                _ => false,
            };
            if turned.iter().any(|(from, _)| *from == at) {
                self.breaks.push(self.texts.len());
            }
            let value = self.block(block, leads_on && self.is_short(block));
            if turned.iter().any(|(from, table)| (*from..=*table).contains(&at)) {
                on_side.push(value);
            } else {
                list.push(value);
            }
            if turned.iter().any(|(_, table)| *table == at) {
                self.breaks.push(self.texts.len());
                let blocks = std::mem::take(&mut on_side);
                list.push(dict! { "kind" => "turned", "blocks" => blocks }.into_value());
            }
        }
        list
    }

    /// How a table is set on pages of this part.
    fn setting(&self, table: &Table) -> Setting {
        setting::table(table, self.look, self.lying)
    }

    /// Whether a paragraph is short enough to follow what it leads to, without leaving half a page empty.
    fn is_short(&self, block: &Block) -> bool {
        let BlockKind::Paragraph { text, .. } = &block.kind else { return false };
        setting::lines(&plain(text), self.set, self.line) <= MOST_LINES_THAT_FOLLOW
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
                let line = self.line.saturating_sub(LIST_INDENT);
                let items = self.within(line, self.set, |printer| {
                    items.iter().map(|item| printer.blocks(item).into_value()).collect::<Array>()
                });
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
        let sizes = &self.look.sizes.headings;
        let size = sizes[usize::from(level.number() - 1).min(sizes.len() - 1)];
        let set = Type::new(self.look.faces.headings, size).bold();
        let usage = if is_listed { Usage::Listed } else { Usage::Heading };
        self.within(self.line, set, |printer| printer.used(usage, text))
    }

    /// A chart: its drawing as places along the axis, whole numbers of [`AXIS`], and its table.
    fn chart(&mut self, chart: &Chart, at: Span) -> Dict {
        let drawn_set = Type::new(self.look.faces.tables, self.look.sizes.small);
        let line = setting::tenths_of_millimetre(NAMES);
        let ticks: Array = chart
            .ticks()
            .iter()
            .map(|tick| {
                let text = self.unbroken(Usage::Drawn, &tick.text(&SWEDISH), at);
                dict! { "at" => chart.along(tick.exact()), "text" => text }.into_value()
            })
            .collect();
        // Where lines leave no room for a value, it stands in the table alone.
        let usage = match chart.form() {
            ChartForm::Bars => Usage::Body,
            ChartForm::Lines => Usage::Drawn,
        };
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
                        dict! { "at" => along, "text" => self.unbroken(usage, &figure.text(&SWEDISH), at) }
                            .into_value()
                    }
                    None => Value::None,
                });
            }
            series.push(dict! { "name" => name, "points" => points }.into_value());
        }
        let places = self.within(line, drawn_set, |printer| {
            chart.places().iter().map(|place| printer.words(place, at).into_value()).collect::<Array>()
        });
        let caption = self.inlines(chart.caption());
        dict! {
            "kind" => "chart",
            "form" => match chart.form() {
                ChartForm::Bars => "bars",
                ChartForm::Lines => "lines",
            },
            "caption" => caption,
            "alternative" => chart.alternative(),
            "unit" => self.unbroken(Usage::Body, chart.unit(), at),
            "missing" => MISSING.replace(' ', "\u{a0}"),
            "axis" => AXIS,
            "zero" => chart.along(Amount::zero(chart.ticks()[0].exact().unit())),
            "places" => places,
            "ticks" => ticks,
            "series" => series,
            "turned" => self.setting(chart.table()).turned,
            "table" => self.charted(chart.table(), at),
        }
    }

    /// Words on one line: of a drawing, where there is no room for a second.
    fn unbroken(&mut self, usage: Usage, text: &str, at: Span) -> Content {
        self.as_usage(usage, &text.replace(' ', "\u{a0}"), at)
    }

    /// The words over a drawing or a picture.
    fn caption(&mut self, text: &[Inline]) -> Content {
        let set = Type::new(self.look.faces.tables, self.look.sizes.table).bold();
        self.within(self.line, set, |printer| printer.inlines(text))
    }

    /// A picture, in tenths of a millimetre.
    fn image(&mut self, image: &Image) -> Dict {
        let (width, height) = image.size(self.room());
        dict! {
            "kind" => "image",
            "caption" => self.caption(&image.caption),
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
        let setting = self.setting(table);
        let count = setting.pieces.len();
        let pieces: Array = setting
            .pieces
            .iter()
            .zip(1..)
            .map(|(piece, number)| {
                let part = if count > 1 { format!(" Del {number} av {count}.") } else { String::new() };
                self.piece(table, &setting, piece, &part, at)
            })
            .collect();
        let note = table.note().map_or(Value::None, |note| self.words(note, at).into_value());
        dict! {
            "kind" => "table",
            "pieces" => pieces,
            "scale" => setting.scale as i64,
            "short" => setting.is_short,
            "note" => note,
        }
    }

    /// The table under a drawing, on a page of its own where it needs one on its side.
    fn charted(&mut self, table: &Table, at: Span) -> Dict {
        let turned = self.setting(table).turned;
        if turned {
            self.breaks.push(self.texts.len());
        }
        let value = self.table(table, at);
        if turned {
            self.breaks.push(self.texts.len());
        }
        value
    }

    /// A table, or the columns of it that have room beside its labels.
    fn piece(&mut self, table: &Table, setting: &Setting, piece: &Piece, part: &str, at: Span) -> Value {
        let body = Type::new(self.look.faces.tables, self.look.sizes.table).scaled(setting.scale).bold();
        let head = Type::new(self.look.faces.tables, self.look.sizes.table_head).scaled(setting.scale).bold();
        let labels = piece.labels.saturating_sub(CELL_AIR);
        let corner =
            self.within(labels, head, |printer| printer.as_usage(Usage::Repeated, table.corner(), at));
        let mut columns = Array::new();
        for (column, width) in piece.columns.clone().zip(&piece.widths) {
            let room = width.saturating_sub(CELL_AIR);
            let title = &table.columns()[column].title;
            let title = self.within(room, head, |printer| printer.column_title(title));
            columns.push(
                dict! { "title" => title, "width" => *width as i64, "wordy" => table.has_words(column) }
                    .into_value(),
            );
        }
        let mut groups = Array::new();
        let mut row_number = 0;
        for (group, kept) in table.groups().iter().zip(&setting.kept_groups) {
            let label = group.label.as_deref();
            let label = label.map_or(Value::None, |label| {
                self.within(piece.labels, body, |printer| printer.inlines(label).into_value())
            });
            let mut rows = Array::new();
            for row in &group.rows {
                let tall = setting.tall_rows[row_number];
                row_number += 1;
                rows.push(self.row(row, piece, body, tall));
            }
            groups.push(dict! { "label" => label, "rows" => rows, "kept" => *kept }.into_value());
        }
        dict! {
            "description" => format!("{}{part}", table.description()),
            "corner" => corner,
            "labels" => piece.labels as i64,
            "columns" => columns,
            "groups" => groups,
        }
        .into_value()
    }

    /// Words that are for something else than those around them.
    fn as_usage(&mut self, usage: Usage, text: &str, at: Span) -> Content {
        let around = std::mem::replace(&mut self.usage, usage);
        let words = self.words(text, at);
        self.usage = around;
        words
    }

    /// The head of a column, broken between words only: never within `VP-utfall` or `VP/Prognos`.
    fn column_title(&mut self, title: &[Inline]) -> Content {
        let words = plain(title);
        let at = title.first().map(|inline| inline.span);
        let boxed = words.split(' ').map(|word| {
            let body = at.map_or_else(Content::empty, |span| self.as_usage(Usage::Repeated, word, span));
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

    fn row(&mut self, row: &Row, piece: &Piece, set: Type, tall: bool) -> Value {
        let role = match row.role {
            Role::Line => "line",
            Role::Subtotal => "subtotal",
            Role::Total => "total",
        };
        let indent = CELL_AIR + DEPTH * u64::from(row.depth);
        let labels = piece.labels.saturating_sub(indent);
        let label = self.within(labels, set, |printer| printer.inlines(&row.label));
        let mut cells = Array::new();
        for (cell, width) in row.cells[piece.columns.clone()].iter().zip(&piece.widths) {
            cells.push(match &cell.content {
                CellContent::Empty => Content::empty().into_value(),
                CellContent::Figure(figure) => self.words(&figure.text(&SWEDISH), cell.span).into_value(),
                CellContent::Nothing => self.words(NOTHING, cell.span).into_value(),
                CellContent::Text(text) => {
                    let room = width.saturating_sub(CELL_AIR);
                    self.within(room, set, |printer| printer.inlines(text)).into_value()
                }
            });
        }
        dict! { "role" => role, "depth" => i64::from(row.depth), "label" => label, "cells" => cells, "tall" => tall }
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
                let line = self.line.min(setting::tenths_of_millimetre(self.room().0)) * 9 / 10;
                let inner = self.within(line, self.set, |printer| printer.used(Usage::Note, &note.text));
                let words = Content::sequence([air, inner]);
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

    /// Words, with those that the patterns hyphenate badly set unbroken, and those that are longer than a line broken
    /// where they can be.
    fn words(&mut self, text: &str, span: Span) -> Content {
        let mark = self.mark(span, text);
        let mut set = Vec::new();
        for piece in long::pieces(text, self.set, self.line) {
            match piece {
                long::Piece::Usual(words) => set.extend(hyphenated(words, mark)),
                long::Piece::Hyphenated(word) => {
                    set.push(text_of(word, mark).set(TextElem::hyphenate, Smart::Custom(true)));
                }
                // A line ends before or after a box, without a hyphen.
                long::Piece::Part(part) => {
                    set.push(BoxElem::new().with_body(Some(text_of(part, mark))).pack());
                }
            }
        }
        Content::sequence(set)
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

fn text_of(words: &str, mark: TypstSpan) -> Content {
    TextElem::packed(EcoString::from(words)).spanned(mark)
}

fn hyphenated(text: &str, mark: TypstSpan) -> impl Iterator<Item = Content> {
    hyphenation::pieces(text).map(move |piece| match piece {
        hyphenation::Piece::Plain(words) => text_of(words, mark),
        hyphenation::Piece::Whole(word) => text_of(word, mark).set(TextElem::hyphenate, Smart::Custom(false)),
    })
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
