//! The office's mark in the running head of the first page: a picture that floats at its place on the page, so that
//! the head is as high as on every other page (`wp:anchor`, ECMA-376 part 1, 20.4.2.3).

use super::picture::Picture;
use super::xml::{Element, Node};
use crate::project::look::{Logo, Look};

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
    let picture = Picture {
        number: NUMBER.to_owned(),
        name: "Logotyp".to_owned(),
        alternative: logo.description(),
        relationship: RELATIONSHIP.to_owned(),
        size: (width, height),
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
    let anchor = flags
        .iter()
        .fold(Element::new("wp:anchor"), |anchor, (name, value)| anchor.with(name, value))
        .holding(Element::new("wp:simplePos").with("x", "0").with("y", "0"))
        .holding(at("wp:positionH", "margin", 0))
        .holding(at("wp:positionV", "page", top))
        .holding(picture.extent())
        .holding(Element::new("wp:wrapNone"));
    picture.content().into_iter().fold(anchor, Element::holding)
}
