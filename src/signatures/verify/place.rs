//! Where a signature stands in the file and what it covers (ISO 32000-1 12.8.1, EN 319 142-1 table 1).

use std::ops::Range;

use super::field::{Field, text};
use super::pdf::file::View;
use super::pdf::object::{Dictionary, Object, Text};
use super::pdf::table::Entry;
use super::reason::Reason;

/// What a signature says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A signature of a person or an organisation.
    Approval,
    /// A first signature that says what may change later: 1 nothing, 2 signing, 3 remarks too.
    Certification(u8),
    /// A timestamp over the document.
    Timestamp,
}

/// Fields that a signer locked (ISO 32000-1 12.8.2.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lock {
    Only(Vec<String>),
    AllBut(Vec<String>),
}

impl Lock {
    /// Whether a field must stay as it is.
    pub(super) fn holds(&self, field: &str) -> bool {
        let named = |names: &[String]| names.iter().any(|name| name == field);
        match self {
            Self::AllBut(names) => !named(names),
            Self::Only(names) => named(names),
        }
    }
}

/// A signature dictionary whose ranges are right.
pub(super) struct Place<'f> {
    pub(super) kind: Kind,
    pub(super) lock: Lock,
    /// The file as the signer saw it.
    pub(super) view: View<'f>,
    /// The bytes that are left out: the hexadecimal string with its brackets.
    pub(super) gap: Range<usize>,
    /// The byte after the last that is covered.
    pub(super) end: usize,
    /// The signature itself, with the zeros after it.
    pub(super) contents: Vec<u8>,
    /// `/M`: the time that the signer's machine told.
    pub(super) claimed: Option<String>,
    pub(super) reason: Option<String>,
}

impl<'f> Place<'f> {
    /// Reads the signature of a field in the whole file, and finds the revision that it covers.
    pub(super) fn read(view: View<'f>, field: &Field, value: u32) -> Result<Self, Reason> {
        // Only an object that stands in the file itself has bytes that can be left out.
        if !matches!(view.place(value), Some(Entry::At { .. })) {
            return Err(Reason::SignatureDictionary);
        }
        let object = view.get(value)?;
        let Object::Dictionary(entries) = &*object else { return Err(Reason::SignatureDictionary) };
        let timestamp = check_kind(entries)?;
        // What a machine stamped is no signature of the person whose field it is.
        if timestamp && field.planned.is_some() {
            return Err(Reason::SignatureDictionary);
        }
        let contents = contents(entries)?;
        let [first, gap_start, gap_end, length] = byte_range(entries)?;
        let bytes = view.file.bytes;
        let end = gap_end.checked_add(length).filter(|end| *end <= bytes.len()).ok_or(Reason::ByteRange)?;
        if first != 0 || gap_start == 0 || gap_start >= gap_end || length == 0 {
            return Err(Reason::ByteRange);
        }
        // Digits only: white space among them, which a string may have, could hold bytes that nobody signed.
        let digits = &bytes[contents.span.start + 1..contents.span.end - 1];
        let only_digits = contents.hexadecimal && digits.iter().all(u8::is_ascii_hexdigit);
        if !only_digits || contents.span != (gap_start..gap_end) {
            return Err(Reason::ContentsGap);
        }
        let seen = view.file.view_at(end)?;
        let same = seen.place(value) == view.place(value) && value_of(&seen, field.number)? == Some(value);
        if !same {
            return Err(Reason::Coverage);
        }
        let (kind, lock) = transforms(&seen, entries)?;
        let written = |key: &[u8]| match entries.get(key) {
            Some(Object::String(written)) => Some(text(&written.bytes)),
            _ => None,
        };
        Ok(Self {
            kind: if timestamp { Kind::Timestamp } else { kind },
            lock,
            view: seen,
            gap: gap_start..gap_end,
            end,
            contents: contents.bytes.clone(),
            claimed: written(b"M"),
            reason: written(b"Reason"),
        })
    }

    /// The two ranges that are covered.
    pub(super) fn covered(&self) -> [&'f [u8]; 2] {
        let bytes = self.view.file.bytes;
        [&bytes[..self.gap.start], &bytes[self.gap.end..self.end]]
    }
}

/// The value that a field had in a view.
fn value_of(view: &View<'_>, field: u32) -> Result<Option<u32>, Reason> {
    let field = view.get(field)?;
    Ok(field.as_dictionary().and_then(|entries| entries.get(b"V")?.as_reference()))
}

/// Whether it is a timestamp; a signature of another kind than those of PAdES is refused.
fn check_kind(entries: &Dictionary) -> Result<bool, Reason> {
    let timestamp = entries.name(b"Type") == Some(b"DocTimeStamp");
    let kind_known = timestamp || matches!(entries.get(b"Type"), None | Some(Object::Name(_)));
    let typed = matches!(entries.name(b"Type"), None | Some(b"Sig" | b"DocTimeStamp"));
    if !kind_known || !typed || entries.name(b"Filter").is_none() || entries.get(b"Cert").is_some() {
        return Err(Reason::SignatureDictionary);
    }
    let expected: &[u8] = if timestamp { b"ETSI.RFC3161" } else { b"ETSI.CAdES.detached" };
    if entries.name(b"SubFilter") != Some(expected) {
        return Err(Reason::WrongSubFilter);
    }
    if !timestamp && entries.get(b"M").is_none() {
        return Err(Reason::SignatureDictionary);
    }
    Ok(timestamp)
}

fn contents(entries: &Dictionary) -> Result<&Text, Reason> {
    match entries.get(b"Contents") {
        Some(Object::String(text)) if !text.bytes.is_empty() => Ok(text),
        _ => Err(Reason::ContentsGap),
    }
}

fn byte_range(entries: &Dictionary) -> Result<[usize; 4], Reason> {
    let list = entries.get(b"ByteRange").and_then(Object::as_array).ok_or(Reason::ByteRange)?;
    let numbers: Option<Vec<usize>> =
        list.iter().map(|number| usize::try_from(number.as_integer()?).ok()).collect();
    numbers.and_then(|numbers| numbers.try_into().ok()).ok_or(Reason::ByteRange)
}

/// Whether the signature certifies the document, what it then permits, and which fields it locks (12.8.2). A transform
/// that is there binds also where the catalog does not name the signature.
fn transforms(view: &View<'_>, entries: &Dictionary) -> Result<(Kind, Lock), Reason> {
    let references = view.resolve(entries.get(b"Reference"))?;
    let (mut kind, mut lock) = (Kind::Approval, Lock::Only(Vec::new()));
    for reference in references.as_array().unwrap_or_default() {
        let reference = view.resolve(Some(reference))?;
        let reference = reference.as_dictionary().ok_or(Reason::SignatureDictionary)?;
        let parameters = view.resolve(reference.get(b"TransformParams"))?;
        let parameters = parameters.as_dictionary().ok_or(Reason::SignatureDictionary)?;
        match reference.name(b"TransformMethod") {
            Some(b"DocMDP") => kind = Kind::Certification(permission(parameters)?),
            Some(b"FieldMDP") => lock = locked(view, parameters)?,
            _ => return Err(Reason::SignatureDictionary),
        }
    }
    Ok((kind, lock))
}

fn permission(parameters: &Dictionary) -> Result<u8, Reason> {
    match parameters.get(b"P") {
        None => Ok(2),
        Some(Object::Integer(1)) => Ok(1),
        Some(Object::Integer(2)) => Ok(2),
        Some(Object::Integer(3)) => Ok(3),
        Some(_) => Err(Reason::SignatureDictionary),
    }
}

fn locked(view: &View<'_>, parameters: &Dictionary) -> Result<Lock, Reason> {
    let list = view.resolve(parameters.get(b"Fields"))?;
    let names = list.as_array().unwrap_or_default().iter().map(|name| {
        if let Object::String(name) = name { Ok(text(&name.bytes)) } else { Err(Reason::SignatureDictionary) }
    });
    let names: Vec<String> = names.collect::<Result<_, _>>()?;
    match parameters.name(b"Action") {
        Some(b"All") => Ok(Lock::AllBut(Vec::new())),
        Some(b"Exclude") => Ok(Lock::AllBut(names)),
        Some(b"Include") => Ok(Lock::Only(names)),
        _ => Err(Reason::SignatureDictionary),
    }
}
