//! The signature fields of a form, found as every reader finds them: from the catalog, with what parents hand down
//! (ISO 32000-1 12.7.3.1).

use std::collections::BTreeSet;

use super::pdf::file::View;
use super::pdf::object::{Dictionary, Object};
use super::reason::Reason;
use super::report::Planned;
use super::text_string::meaning;

/// How deep fields may stand in each other, and how many there may be.
const DEPTH: usize = 32;
const FIELDS: usize = 10_000;

/// A signature field.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// The object that it is.
    pub(super) number: u32,
    /// Its whole name, with those of its parents.
    pub(super) name: String,
    /// The object that is its value; none where nobody has signed.
    pub(super) value: Option<u32>,
    /// The objects that are its boxes on pages; its own number where it is one itself.
    pub(super) widgets: Vec<u32>,
    /// Who is to sign in it, as the author of the document wrote it.
    pub(super) planned: Option<Planned>,
}

/// The key under which a document says who is to sign in a field, and how the names of fields for timestamps begin.
const SIGNER: &[u8] = b"TRTL_Signer";
const TIMESTAMP: &str = "Dokumenttidsstampel";

impl Field {
    /// Whether it is kept for a timestamp over the document, and not for a person.
    pub(super) fn is_for_timestamp(&self) -> bool {
        self.name.starts_with(TIMESTAMP) && self.planned.is_none()
    }
}

/// All signature fields of a view. A value that is no object of its own is refused: nothing could say which bytes it is.
pub(super) fn fields(view: &View<'_>) -> Result<Vec<Field>, Reason> {
    let form = view.resolve(view.catalog()?.get(b"AcroForm"))?;
    let Some(form) = form.as_dictionary() else { return Ok(Vec::new()) };
    let top = view.resolve(form.get(b"Fields"))?;
    let mut walk = Walk { view, seen: BTreeSet::new(), found: Vec::new() };
    for field in top.as_array().unwrap_or_default() {
        walk.visit(field, &Above { name: "", signature: false }, 0)?;
    }
    Ok(walk.found)
}

struct Walk<'v> {
    view: &'v View<'v>,
    seen: BTreeSet<u32>,
    found: Vec<Field>,
}

/// What parents hand down.
struct Above<'n> {
    name: &'n str,
    signature: bool,
}

impl Walk<'_> {
    fn visit(&mut self, field: &Object, above: &Above<'_>, depth: usize) -> Result<(), Reason> {
        let number = field.as_reference().ok_or(Reason::BrokenObject)?;
        if depth > DEPTH || self.seen.len() > FIELDS || !self.seen.insert(number) {
            return Err(Reason::BrokenObject);
        }
        let object = self.view.get(number)?;
        let entries = object.as_dictionary().ok_or(Reason::BrokenObject)?;
        let name = joined(above.name, entries);
        let signature = entries.name(b"FT").map_or(above.signature, |kind| kind == b"Sig");
        let kids = self.view.resolve(entries.get(b"Kids"))?;
        let kids = kids.as_array().unwrap_or_default();
        let mut widgets = Vec::new();
        for kid in kids {
            match self.own_name(kid)? {
                true => self.visit(kid, &Above { name: &name, signature }, depth + 1)?,
                false => widgets.extend(kid.as_reference()),
            }
        }
        // A field is one that has a value or boxes; one whose kids are fields only groups them.
        if signature && (kids.is_empty() || !widgets.is_empty() || entries.get(b"V").is_some()) {
            let value = match entries.get(b"V") {
                None | Some(Object::Null) => None,
                Some(Object::Reference(value)) => Some(*value),
                Some(_) => return Err(Reason::SignatureDictionary),
            };
            let widgets = if kids.is_empty() { vec![number] } else { widgets };
            let planned = self.planned(entries)?;
            self.found.push(Field { number, name, value, widgets, planned });
        }
        Ok(())
    }

    fn planned(&self, entries: &Dictionary) -> Result<Option<Planned>, Reason> {
        let signer = self.view.resolve(entries.get(SIGNER))?;
        let Some(signer) = signer.as_dictionary() else { return Ok(None) };
        let written = |key: &[u8]| match signer.get(key) {
            Some(Object::String(written)) if !written.bytes.is_empty() => Some(text(&written.bytes)),
            _ => None,
        };
        let (name, role, organisation) = (written(b"Name"), written(b"Role"), written(b"Organisation"));
        Ok(Some(Planned { name, role, organisation }))
    }

    /// A kid with a name of its own is a field, one without is a box of its parent.
    fn own_name(&self, kid: &Object) -> Result<bool, Reason> {
        let kid = self.view.resolve(Some(kid))?;
        Ok(kid.as_dictionary().is_some_and(|entries| entries.get(b"T").is_some()))
    }
}

fn joined(above: &str, entries: &Dictionary) -> String {
    let Some(Object::String(own)) = entries.get(b"T") else { return above.to_owned() };
    let own = text(&own.bytes);
    if above.is_empty() { own } else { format!("{above}.{own}") }
}

/// A text string as it is shown; where it is none in its encoding, as near as can be.
pub(super) fn text(bytes: &[u8]) -> String {
    if let Some(text) = meaning(bytes) {
        return text;
    }
    if let Some(wide) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        let units: Vec<u16> =
            wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        return String::from_utf16_lossy(&units);
    }
    if let Some(plain) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return String::from_utf8_lossy(plain).into_owned();
    }
    bytes.iter().map(|byte| char::from(*byte)).collect()
}
