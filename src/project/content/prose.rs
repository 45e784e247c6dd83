//! Author text: CommonMark limited to paragraphs, lists, emphasis, links and notes, with figures in braces.
//!
//! A figure is written `{post.rad.kolumn}`, with an optional way of saying it after a colon. A literal that the
//! clerk stands by is written `{= 42,7 mnkr | anledning}`; a brace that is to show has a backslash before it. Author text
//! is never code: what is no text is reported.

mod line;
mod notes;
mod signs;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

use super::fields::{folded, raw_text, unknown};
use super::yaml::Node;
use crate::diagnostic::{Construct, Findings, NameOf, Problem};
use crate::figures::money::Scale;
use crate::project::source::{Sources, Span, Spanned};

pub use line::Line;
pub use notes::Note;

pub(super) use line::line;

use notes::{Placed, Waiting};

/// Author text, parsed.
#[derive(Clone, Debug, PartialEq)]
pub struct Prose {
    /// Where it was written.
    pub span: Span,
    /// Its paragraphs and lists.
    pub blocks: Vec<ProseBlock>,
}

/// A paragraph or a list.
#[derive(Clone, Debug, PartialEq)]
pub enum ProseBlock {
    /// A list with its items.
    List {
        /// Numbered or bulleted.
        ordered: bool,
        /// The items.
        items: Vec<Vec<Self>>,
        /// Where it begins.
        span: Span,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        phrases: Vec<Phrase>,
        /// Where it stands.
        span: Span,
    },
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: PhraseKind,
}

/// The kinds of phrase.
#[derive(Clone, Debug, PartialEq)]
pub enum PhraseKind {
    /// Stressed words.
    Emphasis(Vec<Phrase>),
    /// A line break that the author wants.
    LineBreak,
    /// A link.
    Link {
        /// Its address.
        to: String,
        /// The words that carry it.
        phrases: Vec<Phrase>,
    },
    /// A note, where it is referred to.
    Note(Note),
    /// A reference to a cell.
    Reference {
        /// `post.rad.kolumn`, as written.
        cell: String,
        /// How it is said.
        way: Way,
    },
    /// A literal with its reason.
    Stated {
        /// What is printed.
        text: String,
        /// Why.
        reason: String,
    },
    /// Strongly stressed words.
    Strong(Vec<Phrase>),
    /// Words.
    Words(String),
}

/// How a referenced figure is said: the words after the colon, parted by commas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// What is said with it.
    pub saying: Saying,
    /// As a difference of shares: `0,5 procentenheter`.
    pub points: bool,
    /// The scale, where it is not the sheet's.
    pub scale: Option<Scale>,
    /// The decimals, where they are not the sheet's.
    pub decimals: Option<u8>,
}

/// What is said with a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Saying {
    /// Sign and unit: `−0,9 mnkr`.
    #[default]
    Amount,
    /// An increase or decrease: `minskade med 0,9 mnkr`.
    Change,
    /// A date in figures, for a day of the period: `2006-08-31`.
    Day,
    /// Sign, without unit: `−0,9`.
    Number,
    /// A comparison: `0,9 mnkr lägre`.
    Relation,
    /// A surplus or deficit: `underskott på 0,9 mnkr`.
    Result,
    /// Unit, the sign left to the words: `0,9 mnkr`.
    Unsigned,
}

const SAYINGS: [(&str, Saying); 6] = [
    ("belopp", Saying::Unsigned),
    ("datum", Saying::Day),
    ("förändring", Saying::Change),
    ("jämförelse", Saying::Relation),
    ("resultat", Saying::Result),
    ("tal", Saying::Number),
];

/// The way of a difference of shares, which stands beside what is said with it.
const POINTS: &str = "procentenheter";

const SCALES: [(&str, Scale); 5] = [
    ("kr", Scale::Kronor),
    ("mdkr", Scale::Mdkr),
    ("mnkr", Scale::Mnkr),
    ("procent", Scale::Percent),
    ("tkr", Scale::Tkr),
];

const DECIMALS: [(&str, u8); 5] =
    [("0 decimaler", 0), ("1 decimal", 1), ("1 decimaler", 1), ("2 decimaler", 2), ("3 decimaler", 3)];

/// Parses the text of a YAML scalar.
pub(super) fn prose(key: &str, node: &Node, sources: &Sources, findings: &mut Findings) -> Option<Prose> {
    let written = sources.slice(node.span);
    let text = unbroken_braces(&paragraphs(raw_text(key, node, findings)?, written));
    let places = align(&text, written);
    let mut builder = Builder {
        node: node.span,
        text: &text,
        written,
        places,
        open: vec![Open::default()],
        waiting: Vec::new(),
        within_note: false,
        findings,
    };
    let parser = Parser::new_ext(&text, Options::ENABLE_FOOTNOTES);
    for (_, definition) in parser.reference_definitions().iter() {
        builder.refuse(Construct::Definition, definition.span.clone());
    }
    let events = parser.into_offset_iter().map(|placed| signs::literal(placed, &text));
    let (notes, body) = notes::parted(TextMergeWithOffset::new(events));
    builder.notes(notes);
    if !builder.read(body) {
        let kind = PhraseKind::Words(folded(&text));
        let phrases = vec![Phrase { span: node.span, kind }];
        let blocks = vec![ProseBlock::Paragraph { phrases, span: node.span }];
        return Some(Prose { span: node.span, blocks });
    }
    builder.unused_notes();
    let blocks = builder.open.pop().map_or(Vec::new(), |open| open.blocks);
    Some(Prose { span: node.span, blocks })
}

/// Lists, items and stresses that may stand within each other: five levels of lists with emphasis in them.
const MAX_NESTING: usize = 14;

/// The text with every blank line that the author wrote. Where YAML folds lines it keeps one line break of a blank line,
/// which to CommonMark is no paragraph.
fn paragraphs(text: &str, written: &str) -> String {
    let breaks = |text: &str| text.trim_end().matches('\n').count();
    if breaks(text) >= breaks(written) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if out.ends_with('\n') && !out.ends_with("\n\n") {
            out.push('\n');
        }
        out.push_str(line);
    }
    out
}

/// The text with line breaks inside braces made spaces, so that a wrapped reference stays one; lengths are kept.
fn unbroken_braces(text: &str) -> String {
    let (mut inside, mut escaped) = (false, false);
    let keep = |c: char| {
        match c {
            '{' if !escaped => inside = true,
            '}' => inside = false,
            _ => {}
        }
        escaped = !escaped && c == '\\';
        if inside && (c == '\n') { ' ' } else { c }
    };
    text.chars().map(keep).collect()
}

/// For every byte of a scalar's text, its offset in the scalar as written. The two differ by indentation, folding,
/// quotes and escapes, which are skipped.
fn align(text: &str, written: &str) -> Vec<usize> {
    let mut places = Vec::with_capacity(text.len() + 1);
    let quoted = |mark| {
        written.starts_with(mark) && (!text.starts_with(mark) || written[1..].starts_with(['\\', mark]))
    };
    let escapes = quoted('"');
    let mut at = usize::from(escapes || quoted('\''));
    for c in text.chars() {
        let rest = &written[at..];
        if let Some(escape) = rest.strip_prefix('\\').filter(|_| escapes) {
            places.extend(std::iter::repeat_n(at, c.len_utf8()));
            let digits = match escape.chars().next() {
                Some('x') => 2,
                Some('u') => 4,
                Some('U') => 8,
                _ => 0,
            };
            at = written.ceil_char_boundary((at + 2 + digits).min(written.len()));
            continue;
        }
        let ahead = if c.is_whitespace() {
            rest.starts_with(char::is_whitespace).then_some(0)
        } else {
            rest.char_indices().take(200).find(|(_, there)| *there == c).map(|(offset, _)| offset)
        };
        let here = at + ahead.unwrap_or(0);
        places.extend((0..c.len_utf8()).map(|byte| here + byte));
        if ahead.is_some() {
            at = here + written[here..].chars().next().map_or(0, char::len_utf8);
        }
        if c == '\n' {
            let indent = written[at..].len() - written[at..].trim_start_matches(' ').len();
            at += indent;
        }
    }
    places.push(at);
    places
}

/// What is being built at one level of nesting.
#[derive(Default)]
struct Open {
    blocks: Vec<ProseBlock>,
    phrases: Vec<Phrase>,
    items: Vec<Vec<ProseBlock>>,
    link: String,
}

struct Builder<'a> {
    node: Span,
    text: &'a str,
    written: &'a str,
    places: Vec<usize>,
    open: Vec<Open>,
    /// The notes of the text, until they are referred to.
    waiting: Vec<Waiting>,
    within_note: bool,
    findings: &'a mut Findings,
}

impl Builder<'_> {
    /// Reads text; `false` where its lists are too deep, and the rest is left.
    fn read(&mut self, events: Vec<Placed<'_>>) -> bool {
        for (event, range) in events {
            if self.open.len() > MAX_NESTING {
                self.refuse(Construct::Depth, range);
                return false;
            }
            self.event(event, range);
        }
        true
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end, range),
            Event::Text(text) => {
                self.missing_notes(&range);
                self.words(&text, range);
            }
            Event::FootnoteReference(name) => self.refer(&name, range),
            Event::SoftBreak => self.push(PhraseKind::Words(" ".to_owned()), range),
            Event::HardBreak => self.push(PhraseKind::LineBreak, range),
            Event::Code(text) => {
                self.refuse(Construct::Code, range.clone());
                self.push(PhraseKind::Words(text.into_string()), range);
            }
            Event::InlineHtml(text) => {
                self.refuse(Construct::Html, range.clone());
                self.push(PhraseKind::Words(text.into_string()), range);
            }
            Event::Html(text) => self.push(PhraseKind::Words(text.trim_end().to_owned()), range),
            Event::Rule => self.refuse(Construct::Rule, range),
            Event::DisplayMath(_) | Event::InlineMath(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let refused = match &tag {
            Tag::BlockQuote(_) => Some(Construct::Quote),
            Tag::CodeBlock(_) => Some(Construct::Code),
            Tag::Heading { .. } => Some(Construct::Heading),
            Tag::HtmlBlock => Some(Construct::Html),
            Tag::Image { .. } => Some(Construct::Picture),
            Tag::List(Some(start)) if *start != 1 => Some(Construct::ListStart),
            Tag::DefinitionList
            | Tag::DefinitionListDefinition
            | Tag::DefinitionListTitle
            | Tag::Emphasis
            | Tag::FootnoteDefinition(_)
            | Tag::Item
            | Tag::Link { .. }
            | Tag::List(_)
            | Tag::MetadataBlock(_)
            | Tag::Paragraph
            | Tag::Strikethrough
            | Tag::Strong
            | Tag::Subscript
            | Tag::Superscript
            | Tag::Table(_)
            | Tag::TableCell
            | Tag::TableHead
            | Tag::TableRow => None,
        };
        if let Some(construct) = refused {
            self.refuse(construct, range);
        }
        let link = if let Tag::Link { dest_url, .. } = &tag { dest_url.to_string() } else { String::new() };
        self.open.push(Open { link, ..Open::default() });
    }

    fn end(&mut self, end: TagEnd, range: Range<usize>) {
        let Some(done) = self.open.pop() else { return };
        let span = self.span(range.clone());
        match end {
            TagEnd::Emphasis => self.push(PhraseKind::Emphasis(done.phrases), range),
            TagEnd::Strong => self.push(PhraseKind::Strong(done.phrases), range),
            TagEnd::Link => self.push(PhraseKind::Link { to: done.link, phrases: done.phrases }, range),
            TagEnd::Item => {
                let item = closed_item(done, span);
                if let Some(list) = self.open.last_mut() {
                    list.items.push(item);
                }
            }
            TagEnd::List(ordered) => self.push_block(ProseBlock::List { ordered, items: done.items, span }),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                if let (TagEnd::Paragraph, Some((lines, construct))) =
                    (end, signs::listed(&self.text[range.clone()]))
                {
                    self.refuse(construct, range.start + lines.start..range.start + lines.end);
                }
                self.push_block(ProseBlock::Paragraph { phrases: done.phrases, span });
            }
            TagEnd::BlockQuote(_) => done.blocks.into_iter().for_each(|block| self.push_block(block)),
            TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition
            | TagEnd::DefinitionListTitle
            | TagEnd::FootnoteDefinition
            | TagEnd::Image
            | TagEnd::MetadataBlock(_)
            | TagEnd::Strikethrough
            | TagEnd::Subscript
            | TagEnd::Superscript
            | TagEnd::Table
            | TagEnd::TableCell
            | TagEnd::TableHead
            | TagEnd::TableRow => {}
        }
    }

    /// Words with figures in braces. Escapes and entities are longer in the source, so braces are looked up there.
    fn words(&mut self, text: &str, range: Range<usize>) {
        let source = self.text;
        let (mut rest, mut from) = (text, range.start);
        while let Some(brace) = rest.find('{') {
            let begin = signs::brace(source, from..range.end).unwrap_or(from);
            self.plain(&rest[..brace], from..begin);
            let Some(length) = rest[brace..].find('}') else {
                self.findings.add(self.span(begin..begin + 1), Problem::UnclosedBrace);
                self.plain(&rest[brace..], begin..range.end);
                return;
            };
            let end = source[begin..range.end].find('}').map_or(begin, |at| begin + at + 1);
            self.figure(&rest[brace + 1..brace + length], begin..end);
            rest = &rest[brace + length + 1..];
            from = end;
        }
        self.plain(rest, from..range.end);
    }

    fn plain(&mut self, text: &str, range: Range<usize>) {
        if !text.is_empty() {
            self.push(PhraseKind::Words(signs::shown(text)), range);
        }
    }

    fn figure(&mut self, inside: &str, range: Range<usize>) {
        let span = self.span(range.clone());
        let kind = if let Some(literal) = inside.strip_prefix('=') {
            let (text, reason) = literal.split_once('|').unwrap_or((literal, ""));
            let (text, reason) = (folded(text), folded(reason));
            if text.is_empty() || reason.is_empty() {
                self.findings.add(span, Problem::MissingReason { text: text.clone() });
            } else {
                self.findings
                    .add(span, Problem::StatedLiteral { text: text.clone(), reason: reason.clone() });
            }
            PhraseKind::Stated { text, reason }
        } else {
            let (cell, way) = inside.split_once(':').unwrap_or((inside, ""));
            PhraseKind::Reference {
                cell: folded(&cell.split('.').map(str::trim).collect::<Vec<_>>().join(".")),
                way: self.way(&Spanned::new(way.trim(), span)),
            }
        };
        self.push(kind, range);
    }

    /// The ways that are written. Two of one sort exclude each other, and some of different sorts do.
    fn way(&mut self, written: &Spanned<&str>) -> Way {
        let mut way = Way::default();
        let (mut said, mut scaled, mut decimals) = (None, None, None);
        for word in written.value.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            let is_word = |name: &str| word == name;
            if let Some((_, saying)) = SAYINGS.iter().find(|(name, _)| is_word(name)) {
                way.saying = *saying;
                self.only(&mut said, word, written.span);
            } else if word == POINTS {
                way.points = true;
                self.only(&mut scaled, word, written.span);
            } else if let Some((_, scale)) = SCALES.iter().find(|(name, _)| is_word(name)) {
                way.scale = Some(*scale);
                self.only(&mut scaled, word, written.span);
            } else if let Some((_, number)) = DECIMALS.iter().find(|(name, _)| is_word(name)) {
                way.decimals = Some(*number);
                self.only(&mut decimals, word, written.span);
            } else {
                let sayings = SAYINGS.iter().map(|(name, _)| *name);
                let known = sayings
                    .chain([POINTS])
                    .chain(SCALES.iter().map(|(name, _)| *name))
                    .chain(DECIMALS.iter().map(|(name, _)| *name));
                unknown(NameOf::Way, &Spanned::new(word.to_owned(), written.span), known, self.findings);
            }
        }
        let of_a_day = said.filter(|_| way.saying == Saying::Day);
        let without_unit = said.filter(|_| way.saying == Saying::Number && way.points);
        let excluded = of_a_day.zip(scaled.or(decimals)).or(without_unit.zip(scaled));
        if let Some((first, second)) = excluded {
            self.exclude(first, second, written.span);
        }
        way
    }

    /// Keeps the one way of a sort; another is reported, and no difference is made between one and the same twice.
    fn only<'w>(&mut self, kept: &mut Option<&'w str>, word: &'w str, at: Span) {
        match kept {
            Some(first) => self.exclude(first, word, at),
            None => *kept = Some(word),
        }
    }

    fn exclude(&mut self, first: &str, second: &str, at: Span) {
        let (first, second) = (first.to_owned(), second.to_owned());
        self.findings.add(at, Problem::WaysExclude { first, second });
    }

    fn refuse(&mut self, construct: Construct, range: Range<usize>) {
        let span = self.span(range);
        self.findings.add(span, Problem::NotInText { construct });
    }

    fn push(&mut self, kind: PhraseKind, range: Range<usize>) {
        let span = self.span(range);
        if let Some(open) = self.open.last_mut() {
            open.phrases.push(Phrase { span, kind });
        }
    }

    fn push_block(&mut self, block: ProseBlock) {
        if let Some(open) = self.open.last_mut() {
            if !open.phrases.is_empty() {
                let span = open.phrases[0].span;
                open.blocks.push(ProseBlock::Paragraph { phrases: std::mem::take(&mut open.phrases), span });
            }
            open.blocks.push(block);
        }
    }

    /// A range of the text as a span of the file, kept to whole characters.
    fn span(&self, range: Range<usize>) -> Span {
        let last = self.places.len() - 1;
        let start = self.places[range.start.min(last)];
        let end = if range.end > range.start { self.places[(range.end - 1).min(last)] + 1 } else { start };
        let start = self.written.floor_char_boundary(start);
        let end = self.written.ceil_char_boundary(end).max(start);
        self.node.part(start, end - start)
    }
}

/// The blocks of a list item; in a tight list its words stand without a paragraph of their own.
fn closed_item(done: Open, span: Span) -> Vec<ProseBlock> {
    let mut blocks = done.blocks;
    if !done.phrases.is_empty() {
        blocks.push(ProseBlock::Paragraph { phrases: done.phrases, span });
    }
    blocks
}
