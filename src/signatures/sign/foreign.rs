//! What does not belong to a report: actions that could change what is shown, and annotations of others, which lie over the
//! pages (ISO 19005-2 6.3 and 6.5 forbid most of them). Who signs would sign them too.

use lopdf::{Dictionary, Object};

use super::error::FileError;
use super::revision::Revision;

/// Annotations that a report has: links, and the boxes of its signature fields.
const OWN: [&[u8]; 2] = [b"Link", b"Widget"];

/// Actions that only lead on: to a place in the document, and to an address (ISO 32000-1 table 198).
const LEADING: [&[u8]; 2] = [b"GoTo", b"URI"];

/// Refuses a file with anything that acts by itself, or with annotations other than those of a report.
pub(super) fn check(revision: &Revision) -> Result<(), FileError> {
    for (_, object) in revision.objects() {
        look(revision, object, 0)?;
    }
    Ok(())
}

/// Deeper than this nothing of a report stands in itself.
const DEPTH: usize = 64;

fn look(revision: &Revision, object: &Object, depth: usize) -> Result<(), FileError> {
    if depth > DEPTH {
        return Err(FileError::Unreadable("objects too deep in each other".to_owned()));
    }
    match object {
        Object::Array(list) => list.iter().try_for_each(|inner| look(revision, inner, depth + 1)),
        Object::Dictionary(entries) => look_into(revision, entries, depth),
        Object::Stream(stream) => look_into(revision, &stream.dict, depth),
        Object::Boolean(_)
        | Object::Integer(_)
        | Object::Name(_)
        | Object::Null
        | Object::Real(_)
        | Object::Reference(_)
        | Object::String(..) => Ok(()),
    }
}

fn look_into(revision: &Revision, entries: &Dictionary, depth: usize) -> Result<(), FileError> {
    let name = |entries: &Dictionary, key: &str| {
        revision.entry(entries, key).and_then(|value| value.as_name().ok()).map(<[u8]>::to_vec)
    };
    let foreign = |what: &[u8]| Err(FileError::ForeignPart(String::from_utf8_lossy(what).into_owned()));
    for (key, what) in [("AA", "AA"), ("JS", "JavaScript"), ("XFA", "XFA")] {
        if entries.has(key.as_bytes()) {
            return foreign(what.as_bytes());
        }
    }
    if entries.has(b"JavaScript") {
        return foreign(b"JavaScript");
    }
    // What an action is told by is where it stands: in `/A` of an annotation or an outline entry, in `/OpenAction`.
    for key in ["A", "OpenAction", "PA"] {
        let Some(action) = revision.dictionary(entries, key) else { continue };
        match name(action, "S") {
            Some(kind) if LEADING.contains(&kind.as_slice()) && !action.has(b"Next") => {}
            Some(kind) => return foreign(&kind),
            // Attributes of a structure element stand under the same key, and have an owner.
            None if action.has(b"O") => {}
            None => return foreign(key.as_bytes()),
        }
    }
    let annotation = name(entries, "Type").as_deref() == Some(b"Annot") || entries.has(b"Rect");
    match name(entries, "Subtype") {
        Some(kind) if annotation && !OWN.contains(&kind.as_slice()) => return foreign(&kind),
        _ => {}
    }
    entries.iter().try_for_each(|(_, inner)| look(revision, inner, depth + 1))
}
