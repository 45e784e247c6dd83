//! The small parts, written here: content types, relationships, properties, settings and fonts.

use super::xml::Element;
use super::{Built, drawing, logo, notes};
use crate::document::tree::{Meta, Stage};
use crate::edits::base::VERSION_PROPERTY;
use crate::writers::word::inlines::Links;
use crate::writers::word::section;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The set that all custom properties belong to, and the first number free in it: MS-OLEPS 2.18.1 and 2.21.
const CUSTOM_PROPERTIES: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";
const FIRST_PROPERTY: u32 = 2;

const DNR_PROPERTY: &str = "Diarienummer";
const DESIGNATION_PROPERTY: &str = "Beteckning";

/// The parts that the document always points at: relationship id, type, and place below `word/`.
const FIXED: &[(&str, &str, &str)] = &[
    ("rId1", "styles", "styles.xml"),
    ("rId2", "numbering", "numbering.xml"),
    ("rId3", "settings", "settings.xml"),
    ("rId4", "fontTable", "fontTable.xml"),
    ("rId5", "theme", "theme/theme1.xml"),
    ("rId6", "footnotes", notes::FILE),
];

/// The file of the running head of part number `at`.
pub(super) fn header_name(at: usize) -> String {
    format!("header{}.xml", at + 1)
}

/// The running head of the first page, where it has the office's mark, and what it points at.
pub(super) const FIRST_HEADER: &str = "headerFirst.xml";
pub(super) const FIRST_HEADER_LINKS: &str = "word/_rels/headerFirst.xml.rels";

/// `[Content_Types].xml`.
pub(super) fn content_types(built: &Built<'_>) -> Element {
    let xml = "application/xml";
    let relationships = "application/vnd.openxmlformats-package.relationships+xml";
    let word =
        |kind: &str| format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml");
    let default =
        |extension, kind| Element::new("Default").with("Extension", extension).with("ContentType", kind);
    let part =
        |name: &str, kind: &str| Element::new("Override").with("PartName", name).with("ContentType", kind);
    let mut types = Element::new("Types")
        .with("xmlns", &format!("{PACKAGE}/content-types"))
        .holding(default("rels", relationships))
        .holding(default("xml", xml));
    let pictures = [("jpeg", "image/jpeg"), ("png", "image/png")];
    let is_there = |extension: &str| built.drawings.iter().any(|drawn| drawn.extension == extension);
    let logo = |extension: &str| built.first.is_some() && logo::FILE.ends_with(extension);
    for (extension, kind) in pictures.into_iter().filter(|(it, _)| is_there(it) || logo(it)) {
        types = types.holding(default(extension, kind));
    }
    types = types
        .holding(part(
            "/docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        ))
        .holding(part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
        .holding(part(
            "/docProps/custom.xml",
            "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        ))
        .holding(part("/word/document.xml", &word("document.main")))
        .holding(part("/word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"));
    for name in ["styles", "numbering", "settings", "fontTable", "footnotes"] {
        types = types.holding(part(&format!("/word/{name}.xml"), &word(name)));
    }
    let headers = (0..built.headers.len()).map(header_name);
    let first = built.first.as_ref().map(|_| FIRST_HEADER.to_owned());
    headers
        .chain(first)
        .fold(types, |types, name| types.holding(part(&format!("/word/{name}"), &word("header"))))
}

/// `_rels/.rels`.
pub(super) fn package_relationships() -> Element {
    relationships()
        .holding(relationship("rId1", &format!("{OFFICE}/officeDocument"), "word/document.xml"))
        .holding(relationship(
            "rId2",
            &format!("{PACKAGE}/relationships/metadata/core-properties"),
            "docProps/core.xml",
        ))
        .holding(relationship("rId3", &format!("{OFFICE}/extended-properties"), "docProps/app.xml"))
        .holding(relationship("rId4", &format!("{OFFICE}/custom-properties"), "docProps/custom.xml"))
}

/// `word/_rels/document.xml.rels`.
pub(super) fn document_relationships(built: &Built<'_>) -> Element {
    let mut all = relationships();
    for (id, kind, target) in FIXED {
        all = all.holding(relationship(id, &format!("{OFFICE}/{kind}"), target));
    }
    for at in 0..built.headers.len() {
        let id = section::header_relationship(at);
        all = all.holding(relationship(&id, &format!("{OFFICE}/header"), &header_name(at)));
    }
    for (at, drawn) in built.drawings.iter().enumerate() {
        let (id, file) = (drawing::relationship(at), drawing::file(at, drawn));
        all = all.holding(relationship(&id, &format!("{OFFICE}/image"), &file));
    }
    if built.first.is_some() {
        let id = section::FIRST_HEADER_RELATIONSHIP;
        all = all.holding(relationship(id, &format!("{OFFICE}/header"), FIRST_HEADER));
    }
    addressed(all, &built.links)
}

/// What the notes point at: addresses.
pub(super) fn note_relationships(built: &Built<'_>) -> Element {
    addressed(relationships(), &built.notes.links)
}

fn addressed(relationships: Element, links: &Links) -> Element {
    links.iter().fold(relationships, |all, (id, address)| {
        let link = relationship(&id, &format!("{OFFICE}/hyperlink"), address);
        all.holding(link.with("TargetMode", "External"))
    })
}

/// What the running head of the first page points at: the mark.
pub(super) fn first_header_relationships() -> Element {
    relationships().holding(relationship(logo::RELATIONSHIP, &format!("{OFFICE}/image"), logo::FILE))
}

fn relationships() -> Element {
    Element::new("Relationships").with("xmlns", &format!("{PACKAGE}/relationships"))
}

fn relationship(id: &str, kind: &str, target: &str) -> Element {
    Element::new("Relationship").with("Id", id).with("Type", kind).with("Target", target)
}

/// `docProps/core.xml`: dated by the matter, never by the clock.
pub(super) fn core(meta: &Meta) -> Element {
    let date = meta.date.value;
    let stamp = format!("{:04}-{:02}-{:02}T00:00:00Z", date.year(), u8::from(date.month()), date.day());
    let dated = |name| Element::new(name).with("xsi:type", "dcterms:W3CDTF").saying(&stamp);
    let status = match meta.stage {
        Stage::Draft => "Utkast",
        Stage::Final => "Slutlig",
    };
    let mut core = Element::new("cp:coreProperties")
        .with("xmlns:cp", &format!("{PACKAGE}/metadata/core-properties"))
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .with("xmlns:dcterms", "http://purl.org/dc/terms/")
        .with("xmlns:dcmitype", "http://purl.org/dc/dcmitype/")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .holding(Element::new("dc:title").saying(&meta.title.value))
        .holding(Element::new("dc:subject").saying(&meta.subject));
    if let Some(author) = &meta.author {
        core = core.holding(Element::new("dc:creator").saying(&author.value));
    }
    core.holding(Element::new("dc:language").saying("sv-SE"))
        .holding(dated("dcterms:created"))
        .holding(dated("dcterms:modified"))
        .holding(Element::new("cp:contentStatus").saying(status))
}

/// `docProps/custom.xml`: what a register asks for, and the base under which edits are merged back.
pub(super) fn custom(meta: &Meta, version: Option<&str>) -> Element {
    let known = [
        (DNR_PROPERTY, Some(meta.dnr.as_str())),
        (DESIGNATION_PROPERTY, Some(meta.designation.as_str())),
        (VERSION_PROPERTY, version),
    ];
    let mut properties = Element::new("Properties")
        .with("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties")
        .with("xmlns:vt", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes");
    let given = known.into_iter().filter_map(|(name, value)| Some((name, value?)));
    for (number, (name, value)) in (FIRST_PROPERTY..).zip(given) {
        let property = Element::new("property")
            .with("fmtid", CUSTOM_PROPERTIES)
            .with("pid", &number.to_string())
            .with("name", name)
            .holding(Element::new("vt:lpwstr").saying(value));
        properties = properties.holding(property);
    }
    properties
}

/// `docProps/app.xml`.
pub(super) fn application(meta: &Meta) -> Element {
    let properties = Element::new("Properties")
        .with("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")
        .holding(Element::new("Application").saying(env!("CARGO_PKG_NAME")))
        .holding(Element::new("DocSecurity").saying("0"));
    match &meta.author {
        Some(author) => properties.holding(Element::new("Company").saying(&author.value)),
        None => properties,
    }
}

/// `word/settings.xml`: hyphens at line ends, Swedish numbers, the layout of Word 2013 and on. Fields are filled,
/// so nothing asks to update them.
pub(super) fn settings() -> Element {
    let on = |name| Element::new(name);
    let value = |name, value| Element::new(name).with("w:val", value);
    word_part("w:settings")
        .holding(Element::new("w:zoom").with("w:percent", "100"))
        .holding(value("w:defaultTabStop", "1304"))
        .holding(on("w:autoHyphenation"))
        .holding(value("w:consecutiveHyphenLimit", "3"))
        .holding(value("w:hyphenationZone", "425"))
        .holding(on("w:doNotHyphenateCaps"))
        .holding(value("w:characterSpacingControl", "doNotCompress"))
        .holding(notes::settings())
        .holding(compatibility())
        .holding(value("w:themeFontLang", "sv-SE"))
        .holding(colour_mapping())
        .holding(value("w:decimalSymbol", ","))
        .holding(value("w:listSeparator", ";"))
}

fn compatibility() -> Element {
    let settings = [
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
    ];
    settings.iter().fold(Element::new("w:compat"), |compat, (name, value)| {
        let setting = Element::new("w:compatSetting")
            .with("w:name", name)
            .with("w:uri", "http://schemas.microsoft.com/office/word")
            .with("w:val", value);
        compat.holding(setting)
    })
}

fn colour_mapping() -> Element {
    let mapping = [
        ("w:bg1", "light1"),
        ("w:t1", "dark1"),
        ("w:bg2", "light2"),
        ("w:t2", "dark2"),
        ("w:accent1", "accent1"),
        ("w:accent2", "accent2"),
        ("w:accent3", "accent3"),
        ("w:accent4", "accent4"),
        ("w:accent5", "accent5"),
        ("w:accent6", "accent6"),
        ("w:hyperlink", "hyperlink"),
        ("w:followedHyperlink", "followedHyperlink"),
    ];
    mapping.iter().fold(Element::new("w:clrSchemeMapping"), |all, (name, value)| all.with(name, value))
}

/// `word/fontTable.xml`: with the metric equals that stand in where the fonts are missing.
pub(super) fn fonts() -> Element {
    let font = |name, equal, panose, family| {
        Element::new("w:font")
            .with("w:name", name)
            .holding(Element::new("w:altName").with("w:val", equal))
            .holding(Element::new("w:panose1").with("w:val", panose))
            .holding(Element::new("w:charset").with("w:val", "00"))
            .holding(Element::new("w:family").with("w:val", family))
            .holding(Element::new("w:pitch").with("w:val", "variable"))
    };
    word_part("w:fonts")
        .holding(font("Arial", "Liberation Sans", "020B0604020202020204", "swiss"))
        .holding(font("Times New Roman", "Liberation Serif", "02020603050405020304", "roman"))
}

fn word_part(name: &str) -> Element {
    Element::new(name).with("xmlns:w", WORD)
}
