//! Notes: paragraphs of a part of their own, each in the bookmark by which it is known again.
//!
//! Neither a note nor a paragraph that refers to one stands in a control: LibreOffice 7.4 loses the words of the one, and
//! puts the number of the other before its words.

use docx_rs::{BookmarkStart, BuildXML, Header, Paragraph, ParagraphChild};

use super::controls::Controls;
use super::inlines::{Links, guarded, pieces};
use super::styles;
use crate::document::tree::{Hand, Note};
use crate::edits::base::Key;

/// The notes of a document, in the order of their ids, from 1.
#[derive(Default)]
pub(super) struct Notes {
    paragraphs: Vec<Paragraph>,
    /// What their words lead to; the part has relationships of its own.
    pub(super) links: Links,
}

impl Notes {
    /// Adds a note. Its number is put before its words in the package.
    pub(super) fn add(&mut self, note: &Note, key: &Key, bookmark: usize, controls: &mut Controls) {
        let mut paragraph = Paragraph::new().style(styles::NOTE);
        paragraph.children = match key.hand() {
            Hand::Author => guarded(&note.text, &mut self.links, controls),
            Hand::House => pieces(&note.text, &mut self.links),
        };
        let start = BookmarkStart::new(bookmark, key.bookmark());
        paragraph.children.insert(0, ParagraphChild::BookmarkStart(start));
        self.paragraphs.push(paragraph.add_bookmark_end(bookmark));
    }

    /// The paragraphs one after the other, as docx-rs writes them: it has no part of notes without ids of its own, and a
    /// running head holds the same.
    pub(super) fn build(&self) -> Vec<u8> {
        self.paragraphs.iter().cloned().fold(Header::new(), Header::add_paragraph).build()
    }
}
