//! Notes in author text: `text[^orsak]`, and on a line of its own in the same text `[^orsak]: Notens ord.`
//!
//! A note is one paragraph, and is referred to once: Word has no second reference that stays right when notes are moved.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Builder, Open, Phrase, PhraseKind, ProseBlock};
use crate::diagnostic::{Construct, NoteTwice, Problem};
use crate::project::source::{Span, Spanned};

/// A note, where it is referred to.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Where its words stand.
    pub span: Span,
    /// Its words.
    pub phrases: Vec<Phrase>,
}

/// A piece of the parsed text with its place.
pub(super) type Placed<'a> = (Event<'a>, Range<usize>);

/// A note as it is written.
pub(super) struct Source<'a> {
    name: String,
    at: Range<usize>,
    events: Vec<Placed<'a>>,
}

/// A note that is waiting for what refers to it.
pub(super) struct Waiting {
    name: Spanned<String>,
    note: Note,
    referred: Option<Span>,
}

/// The notes as they are written, and the text without them.
pub(super) fn parted<'a>(events: impl Iterator<Item = Placed<'a>>) -> (Vec<Source<'a>>, Vec<Placed<'a>>) {
    let (mut notes, mut text) = (Vec::new(), Vec::new());
    let mut open: Option<Source<'a>> = None;
    for (event, range) in events {
        match (event, &mut open) {
            (Event::Start(Tag::FootnoteDefinition(name)), _) => {
                let source = Source { name: name.into_string(), at: range, events: Vec::new() };
                notes.extend(open.replace(source));
            }
            (Event::End(TagEnd::FootnoteDefinition), _) => notes.extend(open.take()),
            (event, Some(note)) => note.events.push((event, range)),
            (event, None) => text.push((event, range)),
        }
    }
    (notes, text)
}

impl Builder<'_> {
    /// Reads the notes of the text, before the text that refers to them.
    pub(super) fn notes(&mut self, sources: Vec<Source<'_>>) {
        self.within_note = true;
        sources.into_iter().for_each(|source| self.note(source));
        self.within_note = false;
    }

    fn note(&mut self, source: Source<'_>) {
        let label = self.text[source.at.clone()].find("]:").map_or(source.at.len(), |end| end + 1);
        let name = Spanned::new(source.name, self.span(source.at.start..source.at.start + label));
        let depth = self.open.len();
        self.open.push(Open::default());
        self.read(source.events);
        self.open.truncate(depth + 1);
        let blocks = self.open.pop().map_or(Vec::new(), |open| open.blocks);
        if let Some(first) = self.waiting.iter().find(|note| is_named(note, &name.value)) {
            let problem = Problem::NoteTwice { name: name.value, what: NoteTwice::Written };
            self.findings.add_two(name.span, problem, first.name.span);
            return;
        }
        if blocks.is_empty() {
            self.findings.add(name.span, Problem::EmptyValue { key: format!("[^{}]", name.value) });
        }
        let note = self.one_paragraph(blocks, name.span);
        self.waiting.push(Waiting { name, note, referred: None });
    }

    /// The paragraph that the note is; more than one, or a list, is refused.
    fn one_paragraph(&mut self, blocks: Vec<ProseBlock>, empty: Span) -> Note {
        let mut paragraph = None;
        for block in blocks {
            match block {
                ProseBlock::Paragraph { phrases, span } if paragraph.is_none() => {
                    paragraph = Some(Note { span, phrases });
                }
                ProseBlock::List { span, .. } | ProseBlock::Paragraph { span, .. } => {
                    self.findings.add(span, Problem::NotInText { construct: Construct::NoteBlocks });
                }
            }
        }
        paragraph.unwrap_or(Note { span: empty, phrases: Vec::new() })
    }

    /// A reference, with the note that it refers to.
    pub(super) fn refer(&mut self, name: &str, range: Range<usize>) {
        let at = self.span(range.clone());
        if self.within_note || is_in_link(&self.text[range.end..]) {
            self.refuse(Construct::NotePlace, range);
            return;
        }
        let Some(waiting) = self.waiting.iter_mut().find(|note| is_named(note, name)) else { return };
        if let Some(first) = waiting.referred {
            let problem = Problem::NoteTwice { name: name.to_owned(), what: NoteTwice::Referred };
            self.findings.add_two(at, problem, first);
            return;
        }
        waiting.referred = Some(at);
        let kind = PhraseKind::Note(waiting.note.clone());
        self.push(kind, range);
    }

    /// Reports the notes that nothing has referred to.
    pub(super) fn unused_notes(&mut self) {
        for note in self.waiting.iter().filter(|note| note.referred.is_none()) {
            self.findings.add(note.name.span, Problem::NoteUnused { name: note.name.value.clone() });
        }
    }

    /// Reports references to notes that are not there: to CommonMark they are words.
    pub(super) fn missing_notes(&mut self, range: &Range<usize>) {
        let text = self.text;
        for (at, opening) in text[range.clone()].match_indices("[^") {
            let start = range.start + at;
            let inner = &text[start + opening.len()..range.end];
            let name = inner.split_once(']').map_or("", |(name, _)| name);
            if !name.is_empty() && !name.contains(['[', '\n']) && !text[..start].ends_with('\\') {
                let length = opening.len() + name.len() + 1;
                let problem = Problem::NoteMissing { name: name.to_owned() };
                self.findings.add(self.span(start..start + length), problem);
            }
        }
    }
}

/// Whether what follows ends a link: to CommonMark a link with a note in it is none.
fn is_in_link(after: &str) -> bool {
    let line = after.split("\n\n").next().unwrap_or("");
    line.find("](").is_some_and(|end| !line[..end].contains('['))
}

/// Names are compared as CommonMark compares labels: whatever their case.
fn is_named(note: &Waiting, name: &str) -> bool {
    note.name.value.to_lowercase() == name.to_lowercase()
}
