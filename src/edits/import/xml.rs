//! The elements of a foreign part, one after the other, with every entity and document type refused.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::package::{DocxError, damaged};

/// Documents of Word nest some thirty deep; tables in tables a few more each.
const MAX_DEPTH: usize = 300;

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
    /// Nothing stands in it, and no [`Step::Close`] follows.
    pub(super) empty: bool,
}

impl Tag<'_> {
    /// Its name, with prefix.
    pub(super) fn name(&self) -> &str {
        std::str::from_utf8(self.start.name().into_inner()).unwrap_or("")
    }

    /// An attribute, by its name with prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let found = self.start.try_get_attribute(name).ok()??;
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
}

impl<'a> Part<'a> {
    pub(super) fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name, reader: Reader::from_reader(bytes), depth: 0 }
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
                    Step::Open(Tag { start, empty: false })
                }
                Event::Empty(start) => Step::Open(Tag { start, empty: true }),
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Step::Close(String::from_utf8_lossy(end.name().into_inner()).into_owned())
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

fn referred(reference: &BytesRef<'_>) -> Option<char> {
    match reference.resolve_char_ref().ok()? {
        Some(character) => Some(character),
        None => resolve_predefined_entity(&reference.decode().ok()?)?.chars().next(),
    }
}
