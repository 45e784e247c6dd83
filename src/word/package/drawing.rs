//! A picture in the running text: `DrawingML` inline (ECMA-376 part 1, 20.4.2.8), with its words for who cannot see it.

use super::picture::Picture;
use super::xml::{Element, Node};
use crate::word::blocks::Drawn;

/// The file of drawing number `at` below `word/`.
pub(super) fn file(at: usize) -> String {
    format!("media/diagram{}.png", at + 1)
}

/// The relationship id of drawing number `at`.
pub(super) fn relationship(at: usize) -> String {
    format!("rIdDiagram{}", at + 1)
}

/// Puts the picture into the empty `w:drawing` that stands in its place.
pub(super) fn place(drawing: &mut Element, at: usize, drawn: &Drawn) {
    let (width, height) = drawn.picture.size;
    let picture = Picture {
        number: (at + 1).to_string(),
        name: format!("Diagram {}", at + 1),
        alternative: &drawn.alternative,
        relationship: relationship(at),
        size: (width.into(), height.into()),
    };
    let inline = ["distT", "distB", "distL", "distR"]
        .iter()
        .fold(Element::new("wp:inline"), |inline, side| inline.with(side, "0"))
        .holding(picture.extent());
    let inline = picture.content().into_iter().fold(inline, Element::holding);
    drawing.children = vec![Node::Element(inline)];
}
