//! The file with the room for a signature in it: everything that will be signed stands, only the signature is missing.
//!
//! The byte range covers the whole file but for the hexadecimal digits of `/Contents` and their brackets
//! (ISO 32000-1 12.8.1, EN 319 142-1 5.3), and is written in place before anything is digested.

use std::ops::Range;

use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};
use memchr::memmem;
use time::OffsetDateTime;

use super::algorithm::DigestAlgorithm;
use super::appearance;
use super::error::FileError;
use super::field::{Field, fields};
use super::foreign;
use super::moment::pdf_date;
use super::revision::Revision;

/// What a signature is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A person's or an organisation's.
    Approval,
    /// The first one, which also says that afterwards there may only be further signatures.
    Certification,
    /// A timestamp over the whole document (EN 319 142-1 5.4.3).
    DocumentTimestamp,
}

/// What is said with a signature, in the file.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// What it is for.
    pub kind: Kind,
    /// When, as the signer's clock says.
    pub time: OffsetDateTime,
    /// Whose it is.
    pub name: Option<&'a str>,
    /// Where it was made.
    pub place: Option<&'a str>,
    /// Why it was made.
    pub reason: Option<&'a str>,
    /// What is shown in the field: a PDF of one page, as large as the field.
    pub appearance: Option<&'a [u8]>,
    /// The room for the signature, in octets.
    pub reserve: usize,
}

/// Room enough for a chain of certificates and a timestamp, in octets.
pub const RESERVE: usize = 16 << 10;

/// A file that can be signed: opened, and its fields read.
pub struct Signable {
    pub(super) revision: Revision,
    pub(super) fields: Vec<Field>,
}

impl Signable {
    /// Opens a file.
    pub fn open(bytes: Vec<u8>) -> Result<Self, FileError> {
        let revision = Revision::open(bytes)?;
        let fields = fields(&revision)?;
        foreign::check(&revision)?;
        Ok(Self { revision, fields })
    }

    /// What the document is called, as its information says (ISO 32000-1 14.3.3).
    pub fn title(&self) -> Option<String> {
        self.revision.title()
    }

    /// Its signature fields.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The field of that name, which must be a signer's and not signed; without a name the first such.
    pub fn free_field(&self, name: Option<&str>) -> Result<&Field, FileError> {
        let free = |field: &&Field| !field.signed && !field.is_for_timestamp();
        let Some(name) = name else { return self.fields.iter().find(free).ok_or(FileError::NoFreeField) };
        match self.fields.iter().find(|field| field.name == name && !field.is_for_timestamp()) {
            Some(field) if field.signed => Err(FileError::AlreadySigned(name.to_owned())),
            Some(field) => Ok(field),
            None => {
                let free = self.fields.iter().filter(free).map(|field| field.name.clone()).collect();
                Err(FileError::NoField { name: name.to_owned(), free })
            }
        }
    }

    /// Writes a field's signature but for the signature itself. Refused where whoever certified the file forbade it.
    pub fn prepare(mut self, field: ObjectId, request: &Request<'_>) -> Result<Prepared, FileError> {
        self.check_certification(request.kind)?;
        let length = self.revision.original().len();
        let signature = self.revision.add(value(request));
        if request.kind == Kind::Certification {
            let permissions = dictionary! { "DocMDP" => signature };
            self.revision.change_catalog()?.set("Perms", permissions);
        }
        let shown = match request.appearance {
            Some(page) => Some(appearance::import(page, &mut self.revision)?),
            None => None,
        };
        let dictionary = self.revision.change(field)?;
        dictionary.set("V", signature);
        if let Some(shown) = shown {
            dictionary.set("AP", dictionary! { "N" => shown });
        }
        Prepared::patched(self.revision.write()?, length)
    }

    /// One certification, before all other signatures; and none after one that locks the file (ISO 32000-1 12.8.2.2).
    /// Timestamps over the document are no change that it could forbid (EN 319 142-1 5.5).
    fn check_certification(&self, kind: Kind) -> Result<(), FileError> {
        let signed = self.fields.iter().any(|field| field.signed);
        match kind {
            Kind::Certification if signed => Err(FileError::NotFirst),
            Kind::Approval if self.permission()? == Some(LOCKED) => Err(FileError::Locked),
            Kind::Approval | Kind::Certification | Kind::DocumentTimestamp => Ok(()),
        }
    }

    /// What the certification of the file allows; nothing where it is not certified.
    fn permission(&self) -> Result<Option<i64>, FileError> {
        let revision = &self.revision;
        let Some(permissions) = revision.dictionary(revision.catalog()?, "Perms") else { return Ok(None) };
        let Some(signature) = revision.dictionary(permissions, "DocMDP") else { return Ok(None) };
        let parameters = || {
            let reference = revision.entry(signature, "Reference")?.as_array().ok()?.first()?;
            let reference = revision.resolved(reference)?.as_dict().ok()?;
            revision.entry(revision.dictionary(reference, "TransformParams")?, "P")?.as_i64().ok()
        };
        Ok(Some(parameters().unwrap_or(FILLING)))
    }
}

/// No change at all is allowed after the certification (ISO 32000-1 table 254).
const LOCKED: i64 = 1;
/// Filling in fields and signing is allowed; this is also what holds where nothing is said.
const FILLING: i64 = 2;

/// The value of a signature field (ISO 32000-1 table 252), with the room for the signature.
fn value(request: &Request<'_>) -> Dictionary {
    let (kind, format) = match request.kind {
        Kind::Approval | Kind::Certification => ("Sig", "ETSI.CAdES.detached"),
        Kind::DocumentTimestamp => ("DocTimeStamp", "ETSI.RFC3161"),
    };
    let unknown = || Object::Integer(UNKNOWN_OFFSET);
    let mut value = dictionary! {
        "Type" => name(kind),
        "Filter" => name("Adobe.PPKLite"),
        "SubFilter" => name(format),
        "ByteRange" => vec![Object::Integer(0), unknown(), unknown(), unknown()],
        "Contents" => Object::String(vec![0; request.reserve], StringFormat::Hexadecimal),
    };
    if request.kind != Kind::DocumentTimestamp {
        value.set("M", Object::string_literal(pdf_date(request.time)));
    }
    for (key, text) in [("Name", request.name), ("Location", request.place), ("Reason", request.reason)] {
        if let Some(text) = text {
            value.set(key, lopdf::text_string(text));
        }
    }
    if request.kind == Kind::Certification {
        let parameters =
            dictionary! { "Type" => name("TransformParams"), "P" => FILLING, "V" => name("1.2") };
        let reference = dictionary! {
            "Type" => name("SigRef"),
            "TransformMethod" => name("DocMDP"),
            "TransformParams" => parameters,
        };
        value.set("Reference", vec![Object::Dictionary(reference)]);
    }
    value
}

fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

/// What stands for an offset until it is known: as many digits as any has.
const UNKNOWN_OFFSET: i64 = 9_999_999_999;

/// The byte range until it is known.
const UNKNOWN_RANGE: &[u8] = b"/ByteRange[0 9999999999 9999999999 9999999999]";

const CONTENTS: &[u8] = b"/Contents<";

/// The least room that is taken for one, in digits.
const LEAST_ROOM: usize = 512;

/// A file that lacks nothing but the signature.
pub struct Prepared {
    bytes: Vec<u8>,
    /// The digits of `/Contents` with their brackets.
    room: Range<usize>,
}

impl Prepared {
    /// Finds the room in a file that was prepared before, and stored.
    pub fn open(bytes: Vec<u8>) -> Result<Self, FileError> {
        let room = room(&bytes, 0)?;
        let prepared = Self { bytes, room };
        let range = prepared.byte_range();
        if memmem::find(&prepared.bytes, range.trim_end().as_bytes()).is_none() {
            return Err(FileError::Unreadable("a byte range that fits".to_owned()));
        }
        Ok(prepared)
    }

    /// Writes the byte range into a file whose increment begins at `from`.
    fn patched(bytes: Vec<u8>, from: usize) -> Result<Self, FileError> {
        let room = room(&bytes, from)?;
        let at = memmem::rfind(&bytes[from..], UNKNOWN_RANGE).map(|at| from + at);
        let at = at.ok_or_else(|| FileError::Unreadable("no byte range".to_owned()))?;
        let mut prepared = Self { bytes, room };
        let range = prepared.byte_range();
        prepared.bytes[at..at + UNKNOWN_RANGE.len()].copy_from_slice(range.as_bytes());
        Ok(prepared)
    }

    /// The byte range as it is written, as long as the unknown one.
    fn byte_range(&self) -> String {
        let rest = self.bytes.len() - self.room.end;
        let range = format!("/ByteRange[0 {} {} {rest}]", self.room.start, self.room.end);
        format!("{range:<width$}", width = UNKNOWN_RANGE.len())
    }

    /// The whole file, with zeros for the signature.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How large the signature may be, in octets.
    pub fn reserved(&self) -> usize {
        (self.room.len() - 2) / 2
    }

    /// The digest of what is signed: all but the room.
    pub fn digest(&self, algorithm: DigestAlgorithm) -> Vec<u8> {
        algorithm.digest(&self.covered())
    }

    /// What is signed: all before the room, and all after it.
    pub fn covered(&self) -> [&[u8]; 2] {
        [&self.bytes[..self.room.start], &self.bytes[self.room.end..]]
    }

    /// The signed file. A signature that does not fit is refused, never cut.
    pub fn finish(mut self, signature: &[u8]) -> Result<Vec<u8>, FileError> {
        if signature.len() > self.reserved() {
            return Err(FileError::TooLarge { needed: signature.len(), reserved: self.reserved() });
        }
        let digits = self.bytes[self.room.start + 1..self.room.end - 1].chunks_exact_mut(2);
        for (digits, octet) in digits.zip(signature) {
            digits.copy_from_slice(&[HEX[usize::from(octet >> 4)], HEX[usize::from(octet & 15)]]);
        }
        Ok(self.bytes)
    }
}

const HEX: [u8; 16] = *b"0123456789ABCDEF";

/// The one room of nothing but zeros after a place in the file.
fn room(bytes: &[u8], from: usize) -> Result<Range<usize>, FileError> {
    let candidates = memmem::find_iter(&bytes[from..], CONTENTS).filter_map(|at| {
        let start = from + at + CONTENTS.len();
        let digits = bytes[start..].iter().take_while(|digit| **digit == b'0').count();
        let closed = bytes.get(start + digits) == Some(&b'>') && digits.is_multiple_of(2);
        (closed && digits >= LEAST_ROOM).then_some(start - 1..start + digits + 1)
    });
    let found: Vec<Range<usize>> = candidates.collect();
    match found.as_slice() {
        [room] => Ok(room.clone()),
        _ => Err(FileError::Unreadable("no single room for the signature".to_owned())),
    }
}
