//! The part of the notes (ECMA-376 part 1, 17.11): an entry for each, after those that are the lines above notes. It is
//! there without notes too, as Word has it, so that one that is put in is set and numbered as ours.

use super::xml::{Element, Node};
use crate::writers::word::styles;

/// The file of the notes below `word/`, and what it points at.
pub(super) const FILE: &str = "footnotes.xml";
pub(super) const LINKS: &str = "word/_rels/footnotes.xml.rels";

/// The lines above notes, and above those that go on from the page before: ids and kinds (17.18.33).
const LINES: [(&str, &str); 2] = [("-1", "separator"), ("0", "continuationSeparator")];

/// Makes the part of the paragraphs that were built.
pub(super) fn part(root: &mut Element) {
    root.name = "w:footnotes".to_owned();
    let notes = std::mem::take(&mut root.children).into_iter();
    let numbered = (1_usize..).zip(notes).filter_map(|(id, node)| match node {
        Node::Element(paragraph) => Some(numbered(id, paragraph)),
        Node::Text(_) => None,
    });
    root.children = LINES.map(line).into_iter().chain(numbered).map(Node::Element).collect();
}

fn line((id, kind): (&str, &str)) -> Element {
    let spacing =
        Element::new("w:spacing").with("w:after", "0").with("w:line", "240").with("w:lineRule", "auto");
    let run = Element::new("w:r").holding(Element::new(&format!("w:{kind}")));
    let paragraph = Element::new("w:p").holding(Element::new("w:pPr").holding(spacing)).holding(run);
    Element::new("w:footnote").with("w:type", kind).with("w:id", id).holding(paragraph)
}

/// A note with its number and a space before its words.
fn numbered(id: usize, mut paragraph: Element) -> Element {
    let style = Element::new("w:rStyle").with("w:val", styles::NOTE_REFERENCE);
    let number = Element::new("w:r")
        .holding(Element::new("w:rPr").holding(style))
        .holding(Element::new("w:footnoteRef"));
    let space = Element::new("w:t").with("xml:space", "preserve").saying(" ");
    let space = Element::new("w:r").holding(space);
    let after_properties = paragraph.children.len().min(1);
    paragraph.children.splice(after_properties..after_properties, [number, space].map(Node::Element));
    Element::new("w:footnote").with("w:id", &id.to_string()).holding(paragraph)
}

/// Makes a reference of the symbol that holds its place, see [`crate::writers::word::inlines`].
pub(super) fn refer(symbol: &mut Element) {
    let id = symbol.attribute("w:char").unwrap_or_default().to_owned();
    *symbol = Element::new("w:footnoteReference").with("w:id", &id);
}

/// What the settings say of the lines above notes.
pub(super) fn settings() -> Element {
    LINES.iter().fold(Element::new("w:footnotePr"), |all, (id, _)| {
        all.holding(Element::new("w:footnote").with("w:id", id))
    })
}

/// What the section of a bilaga says: its notes are numbered from 1.
pub(super) fn numbering(section: &mut Element) {
    section.child("w:footnotePr").child("w:numRestart").set("w:val", "eachSect");
}
