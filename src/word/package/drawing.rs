//! A picture in the running text: `DrawingML` inline (ECMA-376 part 1, 20.4.2.8), with its words for who cannot see it.

use super::xml::{Element, Node};
use crate::word::blocks::Drawn;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

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
    let sized = |name| Element::new(name).with("cx", &width.to_string()).with("cy", &height.to_string());
    let (number, name) = ((at + 1).to_string(), format!("Diagram {}", at + 1));
    let words =
        |element: Element| element.with("id", &number).with("name", &name).with("descr", &drawn.alternative);
    let still = Element::new("a:graphicFrameLocks")
        .with("xmlns:a", &format!("{DRAWING}/main"))
        .with("noChangeAspect", "1");
    let fill = Element::new("pic:blipFill")
        .holding(Element::new("a:blip").with("r:embed", &relationship(at)))
        .holding(Element::new("a:stretch").holding(Element::new("a:fillRect")));
    let frame = Element::new("a:xfrm")
        .holding(Element::new("a:off").with("x", "0").with("y", "0"))
        .holding(sized("a:ext"));
    let shape = Element::new("pic:spPr")
        .holding(frame)
        .holding(Element::new("a:prstGeom").with("prst", "rect").holding(Element::new("a:avLst")));
    let names = Element::new("pic:nvPicPr")
        .holding(words(Element::new("pic:cNvPr")))
        .holding(Element::new("pic:cNvPicPr"));
    let picture = Element::new("pic:pic")
        .with("xmlns:pic", &format!("{DRAWING}/picture"))
        .holding(names)
        .holding(fill)
        .holding(shape);
    let data = Element::new("a:graphicData").with("uri", &format!("{DRAWING}/picture")).holding(picture);
    let graphic = Element::new("a:graphic").with("xmlns:a", &format!("{DRAWING}/main")).holding(data);
    let inline = ["distT", "distB", "distL", "distR"]
        .iter()
        .fold(Element::new("wp:inline"), |inline, side| inline.with(side, "0"))
        .holding(sized("wp:extent"))
        .holding(words(Element::new("wp:docPr")))
        .holding(Element::new("wp:cNvGraphicFramePr").holding(still))
        .holding(graphic);
    drawing.children = vec![Node::Element(inline)];
}
