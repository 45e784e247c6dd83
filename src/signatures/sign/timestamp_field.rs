//! The field of a timestamp over the whole document.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::error::FileError;
use super::field::TIMESTAMP;
use super::prepare::Signable;
use super::revision::Revision;

/// What a screen reader says of it.
const USE: &str = "Dokumenttidsstämpel";

/// Print and Locked (ISO 32000-1 table 165).
const FLAGS: i64 = 4 + 128;

/// Trees of pages are not deeper.
const MAX_DEPTH: usize = 32;

impl Signable {
    /// The field for the next timestamp over the document: one that was made for it and is free, else a new one. A new
    /// one has no place on the page and none in the structure, so that it changes nothing that was signed.
    pub fn timestamp_field(&mut self) -> Result<ObjectId, FileError> {
        let made = self.fields.iter().filter(|field| field.is_for_timestamp());
        if let Some(free) = made.clone().find(|field| !field.signed) {
            return Ok(free.id);
        }
        let taken = |name: &String| self.fields.iter().any(|field| field.name == *name);
        let mut names = (made.count() + 1..).map(|number| format!("{TIMESTAMP}{number}"));
        let name = names.find(|name| !taken(name)).expect("names do not end");
        let unreadable = || FileError::Unreadable("no page or no form".to_owned());
        let page = first_page(&self.revision).ok_or_else(unreadable)?;
        let field = self.revision.add(dictionary! {
            "Type" => "Annot",
            "Subtype" => "Widget",
            "FT" => "Sig",
            "T" => Object::string_literal(name),
            "TU" => lopdf::text_string(USE),
            "F" => FLAGS,
            "Rect" => vec![Object::Integer(0); 4],
            "P" => page,
        });
        append(&mut self.revision, page, b"Annots", field)?;
        let form = self.revision.catalog()?.get(b"AcroForm").and_then(Object::as_reference);
        append(&mut self.revision, form.map_err(|_| unreadable())?, b"Fields", field)?;
        Ok(field)
    }
}

fn first_page(revision: &Revision) -> Option<ObjectId> {
    let mut id = revision.catalog().ok()?.get(b"Pages").and_then(Object::as_reference).ok()?;
    for _ in 0..MAX_DEPTH {
        let Some(kids) = revision.dictionary_of(id)?.get(b"Kids").ok() else { return Some(id) };
        id = revision.resolved(kids)?.as_array().ok()?.first()?.as_reference().ok()?;
    }
    None
}

/// Appends to the list under a key of a dictionary, in the object where the list stands.
fn append(revision: &mut Revision, holder: ObjectId, key: &[u8], item: ObjectId) -> Result<(), FileError> {
    let value = revision.dictionary_of(holder).and_then(|holder: &Dictionary| holder.get(key).ok());
    let own = value.and_then(|value| value.as_reference().ok());
    let list = value.and_then(|value| revision.resolved(value)).and_then(|list| list.as_array().ok());
    let mut list = list.cloned().unwrap_or_default();
    list.push(Object::Reference(item));
    match own {
        Some(own) => revision.set(own, list),
        None => revision.change(holder)?.set(key, list),
    }
    Ok(())
}
