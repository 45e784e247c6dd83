//! What is put right in the parts that docx-rs builds.

use super::xml::{Element, Node};
use super::{Built, drawing, notes, order};
use crate::writers::word::controls::{Controls, Lock};
use crate::writers::word::{numbering, styles};

/// Properties that say nothing and that Word would take away at the first save.
const IDLE: &[&str] = &["w:pPr", "w:rPr", "w:tblBorders", "w:tcBorders", "w:tcPr", "w:trPr"];

/// What holds for every part: nothing from the counters of the process, nothing empty, the order of the schema.
pub(super) fn every(root: &mut Element) {
    root.mend(&mut |element| {
        element.attributes.retain(|(name, _)| name != "w14:paraId" && name != "w14:textId");
        match element.name.as_str() {
            "w:fldChar" => element.attributes.retain(|(name, _)| name != "w:dirty"),
            "w:gridCol" => element.attributes.retain(|(name, _)| name != "w:type"),
            "w:instrText" => element.set("xml:space", "preserve"),
            _ => {}
        }
        element.retain(|child| !is_idle(child));
        order::settle(element);
    });
}

/// Says nothing: no property is set, or the style is that of every paragraph without one.
fn is_idle(element: &Element) -> bool {
    let is_normal = element.name == "w:pStyle" && element.attribute("w:val") == Some(styles::NORMAL);
    is_normal || (IDLE.contains(&element.name.as_str()) && element.children.is_empty())
}

/// The body: tables say what they show and repeat their head, controls carry their tags and locks, drawings have their
/// pictures.
pub(super) fn document(root: &mut Element, built: &Built<'_>) {
    let mut descriptions = built.descriptions.iter();
    let mut drawings = built.drawings.iter().enumerate();
    let mut is_first = true;
    root.mend(&mut |element| match element.name.as_str() {
        "w:drawing" => {
            let (at, drawn) = drawings.next().expect("a place for every drawing, in order: blocks::Flow");
            drawing::place(element, at, drawn);
        }
        "w:tbl" => table(element, descriptions.next().map_or("", String::as_str)),
        "w:sdtPr" => control(element, &built.controls),
        "w:sym" => notes::refer(element),
        // Notes begin at 1 anyway in the first, and LibreOffice would count those of each chapter.
        // A section that goes on with its part, as a page on its side does, goes on with its notes.
        "w:sectPr" if !std::mem::take(&mut is_first) && begins_a_part(element) => notes::numbering(element),
        _ => {}
    });
}

/// The pages of a part begin at 1.
fn begins_a_part(section: &Element) -> bool {
    section.elements().any(|property| property.name == "w:pgNumType")
}

/// The notes: their numbers, and the tags and locks of their controls.
pub(super) fn notes(root: &mut Element, built: &Built<'_>) {
    notes::part(root);
    root.mend(&mut |element| {
        if element.name == "w:sdtPr" {
            control(element, &built.controls);
        }
    });
}

/// The flags of `w:tblLook`: the first row and the first column are heads, rows and columns are not striped.
const HEADS: &[(&str, &str)] = &[
    ("w:val", "06A0"),
    ("w:firstRow", "1"),
    ("w:lastRow", "0"),
    ("w:firstColumn", "1"),
    ("w:lastColumn", "0"),
    ("w:noHBand", "1"),
    ("w:noVBand", "1"),
];

fn table(table: &mut Element, description: &str) {
    let properties = table.child("w:tblPr");
    properties.retain(|property| property.name != "w:jc");
    let look = HEADS.iter().fold(Element::new("w:tblLook"), |look, (name, value)| look.with(name, value));
    properties.children.push(Node::Element(look));
    for name in ["w:tblCaption", "w:tblDescription"] {
        properties.children.push(Node::Element(Element::new(name).with("w:val", description)));
    }
    table.child("w:tr").child("w:trPr").child("w:tblHeader");
}

/// The properties of a control, in place of the number under which docx-rs was given it.
fn control(properties: &mut Element, controls: &Controls) {
    let number = properties.child("w:alias").attribute("w:val").unwrap_or_default().to_owned();
    let Some((at, control)) = controls.get(&number) else { return };
    properties.child("w:alias").set("w:val", &control.title);
    properties.child("w:tag").set("w:val", &control.tag);
    properties.child("w:id").set("w:val", &(at + 1).to_string());
    match control.lock {
        Lock::All => properties.child("w:lock").set("w:val", "sdtContentLocked"),
        Lock::Content => properties.child("w:lock").set("w:val", "contentLocked"),
        Lock::Open => {}
    }
    if control.is_contents {
        let gallery = Element::new("w:docPartGallery").with("w:val", "Table of Contents");
        let kind = Element::new("w:docPartObj").holding(gallery).holding(Element::new("w:docPartUnique"));
        properties.children.push(Node::Element(kind));
    }
}

/// The styles: Swedish by default, fallbacks marked as such, and what docx-rs has no word for.
pub(super) fn styles(root: &mut Element) {
    let mut has_foreign_normal = true;
    root.retain(|style| {
        let is_normal = style.attribute("w:styleId") == Some(styles::NORMAL);
        // docx-rs puts a Normal of its own before ours.
        !(is_normal && std::mem::take(&mut has_foreign_normal))
    });
    let language = root.child("w:docDefaults").child("w:rPrDefault").child("w:rPr").child("w:lang");
    for (name, value) in [("w:val", "sv-SE"), ("w:eastAsia", "en-US"), ("w:bidi", "ar-SA")] {
        language.set(name, value);
    }
    root.children.push(Node::Element(latent()));
    for style in root.elements_mut().filter(|element| element.name == "w:style") {
        complete(style);
    }
}

/// Built-in styles that the document does not use stay out of the way until they are.
fn latent() -> Element {
    let defaults = [
        ("w:defLockedState", "0"),
        ("w:defUIPriority", "99"),
        ("w:defSemiHidden", "1"),
        ("w:defUnhideWhenUsed", "1"),
        ("w:defQFormat", "0"),
        ("w:count", "376"),
    ];
    defaults.iter().fold(Element::new("w:latentStyles"), |latent, (name, value)| latent.with(name, value))
}

fn complete(style: &mut Element) {
    let id = style.attribute("w:styleId").unwrap_or_default().to_owned();
    if styles::DEFAULTS.contains(&id.as_str()) {
        style.set("w:default", "1");
    }
    if styles::OURS.contains(&id.as_str()) {
        style.set("w:customStyle", "1");
    }
    if styles::UNHYPHENATED.contains(&id.as_str()) {
        style.child("w:pPr").child("w:suppressAutoHyphens");
    }
    if style.attribute("w:type") == Some("table") {
        style.child("w:tblPr").retain(|property| property.name != "w:jc" && property.name != "w:tblW");
    }
}

/// The lists: docx-rs's own definition goes, ours get the number by which Word tells definitions apart.
pub(super) fn numbering(root: &mut Element) {
    let foreign = numbering::FOREIGN.to_string();
    root.retain(|child| {
        let id = child.attribute("w:abstractNumId").or(child.attribute("w:numId"));
        id != Some(foreign.as_str())
    });
    for definition in root.elements_mut().filter(|element| element.name == "w:abstractNum") {
        let id: u32 =
            definition.attribute("w:abstractNumId").and_then(|id| id.parse().ok()).unwrap_or_default();
        definition.child("w:nsid").set("w:val", &format!("{:08X}", 0x5EED_0000 + id));
        definition.child("w:tmpl").set("w:val", &format!("{:08X}", 0x5EED_1000 + id));
    }
}
