//! The page of another PDF as the picture in a field: a form XObject (ISO 32000-1 8.10) with all that it uses.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::error::FileError;
use super::revision::Revision;

/// Adds the one page of a PDF to a file as a picture.
pub(super) fn import(page: &[u8], into: &mut Revision) -> Result<ObjectId, FileError> {
    let from = Document::load_mem(page).map_err(|_| FileError::Appearance)?;
    let pages: Vec<ObjectId> = from.page_iter().collect();
    let [page] = pages.as_slice() else { return Err(FileError::Appearance) };
    let page = from.get_dictionary(*page).map_err(|_| FileError::Appearance)?;
    let contents = page.get_deref(b"Contents", &from).and_then(Object::as_stream);
    let contents = contents.map_err(|_| FileError::Appearance)?;
    let mut copy = Copy { from: &from, into, copied: BTreeMap::new() };
    let mut entry =
        |key: &[u8]| page.get(key).map(|value| copy.value(value)).map_err(|_| FileError::Appearance);
    let mut picture = dictionary! {
        "Type" => Object::Name(b"XObject".to_vec()),
        "Subtype" => Object::Name(b"Form".to_vec()),
        "BBox" => entry(b"MediaBox")?,
        "Resources" => entry(b"Resources")?,
    };
    if let Ok(filter) = contents.dict.get(b"Filter") {
        picture.set("Filter", filter.clone());
    }
    Ok(into.add(Stream::new(picture, contents.content.clone())))
}

/// Objects on their way from one file into another, each once.
struct Copy<'a> {
    from: &'a Document,
    into: &'a mut Revision,
    copied: BTreeMap<ObjectId, ObjectId>,
}

impl Copy<'_> {
    fn value(&mut self, value: &Object) -> Object {
        match value {
            Object::Array(items) => Object::Array(items.iter().map(|item| self.value(item)).collect()),
            Object::Dictionary(dictionary) => Object::Dictionary(self.dictionary(dictionary)),
            Object::Stream(stream) => {
                Object::Stream(Stream { dict: self.dictionary(&stream.dict), ..stream.clone() })
            }
            Object::Reference(id) => self.reference(*id),
            Object::Boolean(_)
            | Object::Integer(_)
            | Object::Name(_)
            | Object::Null
            | Object::Real(_)
            | Object::String(..) => value.clone(),
        }
    }

    fn dictionary(&mut self, dictionary: &Dictionary) -> Dictionary {
        dictionary.iter().map(|(key, value)| (key.clone(), self.value(value))).collect()
    }

    fn reference(&mut self, id: ObjectId) -> Object {
        if let Some(copied) = self.copied.get(&id) {
            return Object::Reference(*copied);
        }
        let Some(object) = self.from.objects.get(&id) else { return Object::Null };
        let number = self.into.reserve();
        self.copied.insert(id, number);
        let object = self.value(object);
        self.into.set(number, object);
        Object::Reference(number)
    }
}
