//! Notes: words under a number, at the foot of the page that refers to them.

use super::{Block, BlockKind, Inline, InlineKind, Part, walk_inlines};
use crate::project::source::Span;

/// A note, at the place in the text that refers to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Its number in its part, from 1; nought until the part has [numbered](Part::number_notes) its notes.
    pub number: u16,
    /// Where its words were written.
    pub span: Span,
    /// Its words, one paragraph.
    pub text: Vec<Inline>,
}

/// What stands for the number of a note where texts are compared, so that a new note does not change those after it.
pub const NOTE_MARK: char = '†';

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

impl Note {
    /// Its number in raised digits, as it stands in the text: `¹²`.
    pub fn mark(&self) -> String {
        let digits = self.number.to_string();
        digits.bytes().map(|digit| RAISED[usize::from(digit - b'0')]).collect()
    }
}

impl Part {
    /// Numbers the notes of the part in reading order.
    pub fn number_notes(&mut self) {
        let mut last = 0;
        self.blocks.iter_mut().for_each(|block| number_block(block, &mut last));
    }
}

impl Block {
    /// The notes that it refers to, in reading order.
    pub fn notes(&self) -> Vec<&Note> {
        match &self.kind {
            BlockKind::List { items, .. } => items.iter().flatten().flat_map(Self::notes).collect(),
            BlockKind::Paragraph { text, .. } => notes(text),
            // No author text stands in these.
            BlockKind::Chart(_)
            | BlockKind::Contents { .. }
            | BlockKind::Heading { .. }
            | BlockKind::Image(_)
            | BlockKind::PageBreak
            | BlockKind::Signature(_)
            | BlockKind::Table(_) => Vec::new(),
        }
    }
}

/// The notes that a text refers to, in order.
pub fn notes(text: &[Inline]) -> Vec<&Note> {
    let mut found = Vec::new();
    walk_inlines(text, &mut |inline| {
        if let InlineKind::Note(note) = &inline.kind {
            found.push(note);
        }
    });
    found
}

fn number_block(block: &mut Block, last: &mut u16) {
    match &mut block.kind {
        BlockKind::List { items, .. } => {
            items.iter_mut().flatten().for_each(|block| number_block(block, last));
        }
        BlockKind::Paragraph { text, .. } => text.iter_mut().for_each(|inline| number_inline(inline, last)),
        BlockKind::Chart(_)
        | BlockKind::Contents { .. }
        | BlockKind::Heading { .. }
        | BlockKind::Image(_)
        | BlockKind::PageBreak
        | BlockKind::Signature(_)
        | BlockKind::Table(_) => {}
    }
}

fn number_inline(inline: &mut Inline, last: &mut u16) {
    match &mut inline.kind {
        InlineKind::Emphasis(inner)
        | InlineKind::Generated(inner)
        | InlineKind::Strong(inner)
        | InlineKind::Link { text: inner, .. } => {
            inner.iter_mut().for_each(|inline| number_inline(inline, last));
        }
        InlineKind::Note(note) => {
            *last = last.saturating_add(1);
            note.number = *last;
        }
        InlineKind::Figure(_) | InlineKind::LineBreak | InlineKind::Stated { .. } | InlineKind::Text(_) => {}
    }
}
