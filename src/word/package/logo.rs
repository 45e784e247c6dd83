//! The office's mark in the running head of the first page: a picture that floats at its place on the page, so that
//! the head is as high as on every other page (`wp:anchor`, ECMA-376 part 1, 20.4.2.3).

use super::xml::{Element, Node};
use crate::look::{Logo, Look};

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

/// The picture's file below `word/`.
pub(super) const FILE: &str = "media/logotyp.png";
/// Its relationship id in the running head.
pub(super) const RELATIONSHIP: &str = "rIdLogotyp";

/// English metric units: 36 000 to a millimetre.
const UNITS: u64 = 36_000;
/// How far above the text the mark ends, on the rule of the running head: 9.5 mm.
const ABOVE_TEXT: u64 = 95 * UNITS / 10;
/// Drawings are numbered; this one is far from those of the text.
const NUMBER: &str = "1000000";

/// Puts the mark at the beginning of a running head's only paragraph.
pub(super) fn place(header: &mut Element, logo: &Logo, look: &Look) {
    let run = Element::new("w:r").holding(Element::new("w:drawing").holding(anchor(logo, look)));
    let paragraph = header.child("w:p");
    let after_properties = paragraph.children.len().min(1);
    paragraph.children.insert(after_properties, Node::Element(run));
}

fn anchor(logo: &Logo, look: &Look) -> Element {
    let (width, height) = (u64::from(logo.width()) * UNITS, logo.height_tenths() * UNITS / 10);
    let top = (u64::from(look.margins.top) * UNITS).saturating_sub(ABOVE_TEXT + height);
    let sized = |name| Element::new(name).with("cx", &width.to_string()).with("cy", &height.to_string());
    let words = |name| {
        let named = Element::new(name).with("id", NUMBER).with("name", "Logotyp");
        named.with("descr", logo.description())
    };
    let at = |name, from, offset: u64| {
        let offset = Element::new("wp:posOffset").saying(&offset.to_string());
        Element::new(name).with("relativeFrom", from).holding(offset)
    };
    let flags = [
        ("distT", "0"),
        ("distB", "0"),
        ("distL", "0"),
        ("distR", "0"),
        ("simplePos", "0"),
        ("relativeHeight", "1"),
        ("behindDoc", "0"),
        ("locked", "1"),
        ("layoutInCell", "1"),
        ("allowOverlap", "1"),
    ];
    let still = Element::new("a:graphicFrameLocks")
        .with("xmlns:a", &format!("{DRAWING}/main"))
        .with("noChangeAspect", "1");
    flags
        .iter()
        .fold(Element::new("wp:anchor"), |anchor, (name, value)| anchor.with(name, value))
        .holding(Element::new("wp:simplePos").with("x", "0").with("y", "0"))
        .holding(at("wp:positionH", "margin", 0))
        .holding(at("wp:positionV", "page", top))
        .holding(sized("wp:extent"))
        .holding(Element::new("wp:wrapNone"))
        .holding(words("wp:docPr"))
        .holding(Element::new("wp:cNvGraphicFramePr").holding(still))
        .holding(graphic(words("pic:cNvPr"), sized("a:ext")))
}

/// The picture itself (20.2.2.5), with its names and its size.
fn graphic(names: Element, size: Element) -> Element {
    let names = Element::new("pic:nvPicPr").holding(names).holding(Element::new("pic:cNvPicPr"));
    let fill = Element::new("pic:blipFill")
        .holding(Element::new("a:blip").with("r:embed", RELATIONSHIP))
        .holding(Element::new("a:stretch").holding(Element::new("a:fillRect")));
    let corner = Element::new("a:off").with("x", "0").with("y", "0");
    let shape = Element::new("pic:spPr")
        .holding(Element::new("a:xfrm").holding(corner).holding(size))
        .holding(Element::new("a:prstGeom").with("prst", "rect").holding(Element::new("a:avLst")));
    let picture = Element::new("pic:pic")
        .with("xmlns:pic", &format!("{DRAWING}/picture"))
        .holding(names)
        .holding(fill)
        .holding(shape);
    let data = Element::new("a:graphicData").with("uri", &format!("{DRAWING}/picture")).holding(picture);
    Element::new("a:graphic").with("xmlns:a", &format!("{DRAWING}/main")).holding(data)
}
