//! The elements of a foreign part, one after the other, with every entity and document type refused.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::package::{DocxError, damaged};

/// Documents of Word nest some thirty deep; tables in tables a few more each.
const MAX_DEPTH: usize = 300;

/// The namespaces that are known, with the prefix that Word and LibreOffice use for each, transitional and strict
/// (ISO 29500-1 and -4, annex A); those of the package have none. A file may name them as it likes.
const NAMESPACES: [(&str, &str); 24] = [
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", "r"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "a"),
    ("http://purl.oclc.org/ooxml/drawingml/main", "a"),
    ("http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp"),
    ("http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp"),
    ("http://schemas.openxmlformats.org/drawingml/2006/picture", "pic"),
    ("http://purl.oclc.org/ooxml/drawingml/picture", "pic"),
    ("http://schemas.openxmlformats.org/drawingml/2006/chart", "c"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
    ("http://schemas.microsoft.com/office/word/2010/wordprocessingShape", "wps"),
    ("http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing", "wp14"),
    ("http://schemas.microsoft.com/office/word/2010/wordml", "w14"),
    ("http://schemas.microsoft.com/office/word/2012/wordml", "w15"),
    ("urn:schemas-microsoft-com:vml", "v"),
    ("urn:schemas-microsoft-com:office:office", "o"),
    ("http://schemas.openxmlformats.org/package/2006/relationships", ""),
    ("http://schemas.openxmlformats.org/package/2006/content-types", ""),
    ("http://schemas.openxmlformats.org/officeDocument/2006/extended-properties", ""),
    ("http://schemas.openxmlformats.org/officeDocument/2006/custom-properties", ""),
];

/// A prefix that a part uses for a known namespace in place of the usual one.
#[derive(Clone)]
struct Prefix {
    /// How deep the element stands that declares it.
    depth: usize,
    written: String,
    usual: &'static str,
}

/// What comes next in a part. Names stand with the prefix that Word and LibreOffice use.
pub(super) enum Step<'a> {
    /// An element ends.
    Close(String),
    /// The part ends.
    End,
    /// An element begins.
    Open(Tag<'a>),
    /// Text.
    Text(String),
}

/// An element as it begins.
pub(super) struct Tag<'a> {
    start: BytesStart<'a>,
    /// Its name, where it is written with another prefix than the usual.
    renamed: Option<String>,
    /// The unusual prefixes that hold here.
    prefixes: Vec<Prefix>,
    /// Nothing stands in it, and no [`Step::Close`] follows.
    pub(super) empty: bool,
}

impl Tag<'_> {
    /// Its name, with prefix.
    pub(super) fn name(&self) -> &str {
        let written = || std::str::from_utf8(self.start.name().into_inner()).unwrap_or("");
        self.renamed.as_deref().unwrap_or_else(written)
    }

    /// An attribute, by its name with prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let renamed = name.split_once(':').and_then(|(usual, local)| {
            let prefix = self.prefixes.iter().rev().find(|prefix| prefix.usual == usual)?;
            self.start.try_get_attribute(format!("{}:{local}", prefix.written)).ok()?
        });
        let found = match renamed {
            Some(found) => found,
            None => self.start.try_get_attribute(name).ok()??,
        };
        found.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok().map(std::borrow::Cow::into_owned)
    }

    /// `w:val`.
    pub(super) fn value(&self) -> Option<String> {
        self.attribute("w:val")
    }

    /// A property that is on when it stands there, unless it says otherwise (ISO 29500-1 17.17.4).
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.value().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// A part as it is read.
pub(super) struct Part<'a> {
    name: &'a str,
    reader: Reader<&'a [u8]>,
    depth: usize,
    prefixes: Vec<Prefix>,
}

impl<'a> Part<'a> {
    pub(super) fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name, reader: Reader::from_reader(bytes), depth: 0, prefixes: Vec::new() }
    }

    /// What comes next.
    pub(super) fn next(&mut self) -> Result<Step<'a>, DocxError> {
        loop {
            let wrong = || damaged(self.name);
            let event = self.reader.read_event().map_err(|_| wrong())?;
            return Ok(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(DocxError::TooDeep { part: self.name.to_owned() });
                    }
                    Step::Open(self.tag(start, false))
                }
                Event::Empty(start) => {
                    self.depth += 1;
                    let tag = self.tag(start, true);
                    self.leave();
                    Step::Open(tag)
                }
                Event::End(end) => {
                    let name = String::from_utf8_lossy(end.name().into_inner());
                    let name = self.usual(&name).unwrap_or_else(|| name.into_owned());
                    self.leave();
                    Step::Close(name)
                }
                Event::Text(text) => Step::Text(text.xml10_content().map_err(|_| wrong())?.into_owned()),
                Event::CData(text) => Step::Text(text.xml10_content().map_err(|_| wrong())?.into_owned()),
                Event::GeneralRef(reference) => {
                    Step::Text(referred(&reference).ok_or_else(wrong)?.to_string())
                }
                Event::DocType(_) => return Err(DocxError::DocumentType { part: self.name.to_owned() }),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
                Event::Eof if self.depth > 0 => return Err(wrong()),
                Event::Eof => Step::End,
            });
        }
    }
}

impl<'a> Part<'a> {
    fn tag(&mut self, start: BytesStart<'a>, empty: bool) -> Tag<'a> {
        for attribute in start.attributes().flatten() {
            let key = attribute.key.into_inner();
            let Some(rest) = key.strip_prefix(b"xmlns") else { continue };
            let written = match rest {
                [] => "",
                [b':', name @ ..] => std::str::from_utf8(name).unwrap_or(""),
                _ => continue,
            };
            let known =
                NAMESPACES.iter().find(|(namespace, _)| namespace.as_bytes() == attribute.value.as_ref());
            // One that is named as usual counts only where it takes a name back.
            if let Some((_, usual)) =
                known.filter(|(_, usual)| *usual != written || !self.prefixes.is_empty())
            {
                self.prefixes.push(Prefix { depth: self.depth, written: written.to_owned(), usual });
            }
        }
        let renamed = self.usual(std::str::from_utf8(start.name().into_inner()).unwrap_or(""));
        Tag { start, renamed, prefixes: self.prefixes.clone(), empty }
    }

    /// A name with the usual prefix, where it is written with another.
    fn usual(&self, name: &str) -> Option<String> {
        if self.prefixes.is_empty() {
            return None;
        }
        let (written, local) = name.split_once(':').unwrap_or(("", name));
        let prefix = self.prefixes.iter().rev().find(|prefix| prefix.written == written)?;
        Some(if prefix.usual.is_empty() { local.to_owned() } else { format!("{}:{local}", prefix.usual) })
    }

    fn leave(&mut self) {
        self.prefixes.retain(|prefix| prefix.depth < self.depth);
        self.depth = self.depth.saturating_sub(1);
    }
}

fn referred(reference: &BytesRef<'_>) -> Option<char> {
    match reference.resolve_char_ref().ok()? {
        Some(character) => Some(character),
        None => resolve_predefined_entity(&reference.decode().ok()?)?.chars().next(),
    }
}
