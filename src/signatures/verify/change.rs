//! What an addition changed of what was there, and whether a signature can bear it. Everything is refused but what a
//! later signer, a timestamp or an archive needs: reject by default.

use std::collections::{BTreeMap, BTreeSet};

use super::addition;
use super::field::{Field, fields};
use super::pdf::file::View;
use super::pdf::object::{Dictionary, Object};
use super::pdf::table::Entry;
use super::place::{Kind, Lock};
use super::reason::Reason;
use super::text_string::is_same_text;

/// Something that was done to a file after a signature, and that the signature bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A signature was put into that field.
    Signed(String),
    /// A timestamp over the document was put into that field.
    Timestamped(String),
    /// An empty, invisible signature field was added.
    FieldAdded(String),
    /// Certificates and proofs of their validity were added.
    ValidationData,
    /// The description of the file, which stands on no page, was changed.
    Metadata,
}

impl Change {
    /// Whether a certified file bears it (ISO 32000-1 table 254; EN 319 142-1 5.4 for validation data and timestamps), or
    /// one whose signer locked fields.
    pub(super) fn is_permitted(&self, kind: Kind, lock: &Lock) -> bool {
        match self {
            Self::ValidationData | Self::Metadata => true,
            Self::Timestamped(field) => !lock.holds(field),
            Self::Signed(field) => kind != Kind::Certification(1) && !lock.holds(field),
            Self::FieldAdded(_) => kind != Kind::Certification(1),
        }
    }
}

/// What changed between two views of which the second has one section more.
pub(super) fn changes(old: &View<'_>, new: &View<'_>) -> Result<Vec<Change>, Reason> {
    addition::check(old, new)?;
    if old.trailer().get(b"Root") != new.trailer().get(b"Root") {
        return Err(Reason::ChangedAfter);
    }
    let mut comparison = Comparison::new(old, new)?;
    for (number, entry) in &new.file.sections[new.later].entries {
        comparison.compare(*number, *entry)?;
    }
    Ok(comparison.told())
}

/// What the objects of the older view are to each other.
struct Comparison<'v> {
    old: &'v View<'v>,
    new: &'v View<'v>,
    old_fields: Vec<Field>,
    new_fields: Vec<Field>,
    catalog: Option<u32>,
    form: Option<u32>,
    /// Lists to which a field may be added: of the form, and of the pages.
    lists: BTreeSet<u32>,
    /// Dictionaries and lists of validation data.
    security: BTreeSet<u32>,
    description: BTreeSet<u32>,
    /// How often each object is named; one that is named but not there must not come to life.
    named: BTreeMap<u32, usize>,
    metadata: bool,
    validation: bool,
}

impl<'v> Comparison<'v> {
    fn new(old: &'v View<'v>, new: &'v View<'v>) -> Result<Self, Reason> {
        let catalog = old.catalog()?;
        let mut comparison = Self {
            old,
            new,
            old_fields: fields(old)?,
            new_fields: fields(new)?,
            catalog: old.trailer().get(b"Root").and_then(Object::as_reference),
            form: catalog.get(b"AcroForm").and_then(Object::as_reference),
            lists: BTreeSet::new(),
            security: BTreeSet::new(),
            description: BTreeSet::new(),
            named: BTreeMap::new(),
            metadata: false,
            validation: false,
        };
        comparison.name_all()?;
        comparison.find_lists(&catalog)?;
        comparison.find_security(&catalog)?;
        let description = [old.trailer().get(b"Info"), catalog.get(b"Metadata")];
        let description = description.into_iter().flatten().filter_map(Object::as_reference);
        comparison.description = description.filter(|number| comparison.is_named_once(*number)).collect();
        Ok(comparison)
    }

    fn name_all(&mut self) -> Result<(), Reason> {
        let named = &mut self.named;
        let mut count = |number| *named.entry(number).or_insert(0) += 1;
        self.old.trailer().iter().for_each(|(_, value)| value.references(&mut count));
        for number in self.old.numbers() {
            let object = self.old.get(number)?;
            object.references(&mut count);
            let page = object.as_dictionary().filter(|entries| entries.name(b"Type") == Some(b"Page"));
            self.lists.extend(page.and_then(|page| page.get(b"Annots")?.as_reference()));
        }
        Ok(())
    }

    /// An object that only one other names cannot be two things at once.
    fn is_named_once(&self, number: u32) -> bool {
        self.named.get(&number) == Some(&1)
    }

    fn find_lists(&mut self, catalog: &Dictionary) -> Result<(), Reason> {
        let form = self.old.resolve(catalog.get(b"AcroForm"))?;
        let form = form.as_dictionary();
        self.lists.extend(form.and_then(|form| form.get(b"Fields")?.as_reference()));
        let named = &self.named;
        self.lists.retain(|number| named.get(number) == Some(&1));
        Ok(())
    }

    /// The dictionary of validation data and what it is made of, but the streams (EN 319 142-1 5.4.2).
    fn find_security(&mut self, catalog: &Dictionary) -> Result<(), Reason> {
        let mut open: Vec<Object> = catalog.get(b"DSS").cloned().into_iter().collect();
        for _ in 0..4 {
            let mut inner = Vec::new();
            for object in open {
                if let Some(number) = object.as_reference().filter(|number| self.is_named_once(*number)) {
                    self.security.insert(number);
                }
                if let Object::Dictionary(entries) = &*self.old.resolve(Some(&object))? {
                    inner.extend(entries.iter().map(|(_, value)| value.clone()));
                }
            }
            open = inner;
        }
        Ok(())
    }

    fn compare(&mut self, number: u32, entry: Entry) -> Result<(), Reason> {
        if self.old.place(number).is_none() {
            // One that is named but was not there would change what names it.
            let comes_alive = entry != Entry::Free && self.named.contains_key(&number);
            return if comes_alive { Err(Reason::ChangedAfter) } else { Ok(()) };
        }
        if entry == Entry::Free {
            return Err(Reason::ChangedAfter);
        }
        let (old, new) = (self.old.get(number)?, self.new.get(number)?);
        if self.is_same(&old, &new) || self.is_borne(number, &old, &new)? {
            Ok(())
        } else {
            Err(Reason::ChangedAfter)
        }
    }

    fn is_same(&self, old: &Object, new: &Object) -> bool {
        match (old, new) {
            (Object::Stream(old_entries, old_span), Object::Stream(new_entries, new_span)) => {
                let bytes = self.new.file.bytes;
                old_entries == new_entries && bytes[old_span.clone()] == bytes[new_span.clone()]
            }
            _ => old == new,
        }
    }

    fn is_borne(&mut self, number: u32, old: &Object, new: &Object) -> Result<bool, Reason> {
        if self.description.contains(&number) {
            self.metadata = true;
            return Ok(matches!(
                (old, new),
                (Object::Dictionary(_), Object::Dictionary(_)) | (Object::Stream(..), Object::Stream(..))
            ));
        }
        match (old, new) {
            (Object::Array(old), Object::Array(new)) if self.lists.contains(&number) => {
                self.is_added(old, new)
            }
            (Object::Array(_), Object::Array(new)) if self.security.contains(&number) => {
                self.validation = true;
                Ok(new.iter().all(|item| item.as_reference().is_some()))
            }
            (Object::Dictionary(old), Object::Dictionary(new)) => {
                if self.security.contains(&number) {
                    self.validation = true;
                    return Ok(true);
                }
                if self.catalog == Some(number) {
                    return self.bears_catalog(old, new);
                }
                if self.form == Some(number) {
                    return self.bears_form(old, new);
                }
                if old.name(b"Type") == Some(b"Page") {
                    return self.bears_page(old, new);
                }
                self.bears_field(number, old, new)
            }
            _ => Ok(false),
        }
    }

    fn bears_catalog(&mut self, old: &Dictionary, new: &Dictionary) -> Result<bool, Reason> {
        for key in old.changed(new) {
            let borne = match (key, old.get(key), new.get(key)) {
                (b"AcroForm", Some(Object::Dictionary(old)), Some(Object::Dictionary(new))) => {
                    self.bears_form(old, new)?
                }
                (b"DSS" | b"Extensions", _, Some(Object::Dictionary(_) | Object::Reference(_))) => {
                    self.validation = true;
                    true
                }
                // A later version of the format, of which nothing that was signed takes any notice (7.5.2, table 28).
                (b"Version", old, Some(Object::Name(new))) => is_raised(old, new),
                (b"Metadata", _, Some(Object::Reference(_))) => {
                    self.metadata = true;
                    true
                }
                _ => false,
            };
            if !borne {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn bears_form(&self, old: &Dictionary, new: &Dictionary) -> Result<bool, Reason> {
        for key in old.changed(new) {
            let borne = match (key, old.get(key), new.get(key)) {
                (b"Fields", Some(Object::Array(old)), Some(Object::Array(new))) => self.is_added(old, new)?,
                (b"SigFlags", _, Some(Object::Integer(_))) => true,
                _ => false,
            };
            if !borne {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn bears_page(&self, old: &Dictionary, new: &Dictionary) -> Result<bool, Reason> {
        let before = self.old.resolve(old.get(b"Annots"))?;
        let after = self.new.resolve(new.get(b"Annots"))?;
        let [before, after] = [before, after].map(|list| list.as_array().unwrap_or_default().to_vec());
        Ok(old.changed(new).as_slice() == [b"Annots"] && self.is_added(&before, &after)?)
    }

    /// A list is what it was, with invisible signature fields after it.
    fn is_added(&self, old: &[Object], new: &[Object]) -> Result<bool, Reason> {
        let Some(added) = new.strip_prefix(old) else { return Ok(false) };
        for object in added {
            let Some(number) = object.as_reference() else { return Ok(false) };
            let known =
                self.new_fields.iter().any(|field| field.number == number && field.widgets == [number]);
            let field = self.new.get(number)?;
            let fits = known
                && self.old.place(number).is_none()
                && field.as_dictionary().is_some_and(is_invisible_field);
            if !fits {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A field that nobody had signed got a signature, and what shows it in its box.
    fn bears_field(&self, number: u32, old: &Dictionary, new: &Dictionary) -> Result<bool, Reason> {
        let empty = |field: &&Field| {
            field.value.is_none() && (field.number == number || field.widgets.contains(&number))
        };
        let Some(field) = self.old_fields.iter().find(empty) else { return Ok(false) };
        let signed = self.new_fields.iter().find(|signed| signed.number == field.number);
        if signed.is_none_or(|signed| signed.value.is_none()) {
            return Ok(false);
        }
        // A timestamp over the document has no look and stands in no field that is kept for a person (EN 319 142-1 5.4.3).
        let value = self.new.resolve(new.get(b"V"))?;
        let timestamp =
            value.as_dictionary().is_some_and(|value| value.name(b"Type") == Some(b"DocTimeStamp"));
        if timestamp && (field.planned.is_some() || !is_flat(old) || old.get(b"AP") != new.get(b"AP")) {
            return Ok(false);
        }
        for key in old.changed(new) {
            let texts = old.get(key).zip(new.get(key));
            let borne = match (key, new.get(key)) {
                // A later writer may put the same text in another encoding.
                (b"T" | b"TM" | b"TU" | b"TRTL_Signer", _) => {
                    texts.is_some_and(|(old, new)| is_same_text(old, new))
                }
                (b"V", Some(Object::Reference(value))) => {
                    field.number == number && self.old.place(*value).is_none()
                }
                (b"AP", Some(Object::Dictionary(appearance))) => self.is_appearance(appearance),
                _ => false,
            };
            if !borne {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// One look, in a stream that is new.
    fn is_appearance(&self, appearance: &Dictionary) -> bool {
        let only = appearance.iter().count() == 1;
        let normal = appearance.get(b"N").and_then(Object::as_reference);
        only && normal.is_some_and(|normal| self.old.place(normal).is_none())
    }

    /// What happened, in the order of the form.
    fn told(&self) -> Vec<Change> {
        let mut list = Vec::new();
        for field in &self.new_fields {
            let before = self.old_fields.iter().find(|old| old.number == field.number);
            match (before.map(|old| old.value), field.value) {
                (None, None) => list.push(Change::FieldAdded(field.name.clone())),
                (None | Some(None), Some(value)) => list.push(self.signed(field, value)),
                _ => {}
            }
        }
        list.extend(self.validation.then_some(Change::ValidationData));
        list.extend(self.metadata.then_some(Change::Metadata));
        list
    }

    fn signed(&self, field: &Field, value: u32) -> Change {
        let timestamp = self.new.get(value).is_ok_and(|value| {
            value.as_dictionary().is_some_and(|entries| entries.name(b"Type") == Some(b"DocTimeStamp"))
        });
        let name = field.name.clone();
        if timestamp { Change::Timestamped(name) } else { Change::Signed(name) }
    }
}

/// Whether a version of the format follows the one that was there, and is one that there is.
fn is_raised(old: Option<&Object>, new: &[u8]) -> bool {
    const VERSIONS: [&[u8]; 9] = [b"1.0", b"1.1", b"1.2", b"1.3", b"1.4", b"1.5", b"1.6", b"1.7", b"2.0"];
    let place = |version: &[u8]| VERSIONS.iter().position(|known| *known == version);
    let before = match old {
        None => Some(0),
        Some(Object::Name(old)) => place(old),
        Some(_) => None,
    };
    before.zip(place(new)).is_some_and(|(before, after)| before < after)
}

/// A signature field without size, and without anything that could act.
fn is_invisible_field(entries: &Dictionary) -> bool {
    let known: [&[u8]; 15] = [
        b"AP", b"F", b"FT", b"Ff", b"Lock", b"M", b"MK", b"NM", b"P", b"Rect", b"Subtype", b"SV", b"T",
        b"TU", b"V",
    ];
    let fits = entries.iter().all(|(key, _)| key == b"Type" || known.contains(&key));
    fits && is_flat(entries) && entries.name(b"FT") == Some(b"Sig")
}

/// A box without size.
fn is_flat(entries: &Dictionary) -> bool {
    let rectangle = entries.get(b"Rect").and_then(Object::as_array).unwrap_or_default();
    matches!(rectangle, [left, bottom, right, top] if left == right && bottom == top)
}
