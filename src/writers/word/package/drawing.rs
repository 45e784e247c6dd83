//! A picture in the running text: `DrawingML` inline (ECMA-376 part 1, 20.4.2.8), with its words for who cannot see it.

use super::picture::Picture;
use super::xml::{Element, Node};
use crate::writers::word::blocks::Drawn;

/// The file of drawing number `at` below `word/`.
pub(super) fn file(at: usize, drawn: &Drawn) -> String {
    format!("media/bild{}.{}", at + 1, drawn.extension)
}

/// The relationship id of drawing number `at`.
pub(super) fn relationship(at: usize) -> String {
    format!("rIdBild{}", at + 1)
}

/// Puts the picture into the empty `w:drawing` that stands in its place.
pub(super) fn place(drawing: &mut Element, at: usize, drawn: &Drawn) {
    let picture = Picture {
        number: (at + 1).to_string(),
        name: drawn.name.clone(),
        alternative: &drawn.alternative,
        relationship: relationship(at),
        size: drawn.size,
    };
    let inline = ["distT", "distB", "distL", "distR"]
        .iter()
        .fold(Element::new("wp:inline"), |inline, side| inline.with(side, "0"))
        .holding(picture.extent());
    let inline = picture.content().into_iter().fold(inline, Element::holding);
    drawing.children = vec![Node::Element(inline)];
}
