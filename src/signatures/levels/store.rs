//! The material in the file: the document security store (EN 319 142-1 5.4.2), `/DSS` in the catalog.

use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::material::Material;
use crate::signatures::sign::{FileError, Revision};

const STORE: &str = "DSS";

/// The largest piece that is read, unpacked, in octets.
const MAX_PIECE: usize = 32 << 20;

/// The material that a file has.
pub(super) fn read(revision: &Revision) -> Result<Material, FileError> {
    let Some(store) = revision.dictionary(revision.catalog()?, STORE) else { return Ok(Material::default()) };
    let pieces = |key: &str| -> Result<Vec<Vec<u8>>, FileError> {
        let list = revision.entry(store, key).and_then(|list| list.as_array().ok());
        list.into_iter().flatten().map(|piece| piece_of(revision, piece)).collect()
    };
    Ok(Material { certificates: pieces("Certs")?, responses: pieces("OCSPs")?, lists: pieces("CRLs")? })
}

fn piece_of(revision: &Revision, piece: &Object) -> Result<Vec<u8>, FileError> {
    let unreadable = || FileError::Unreadable("the document security store".to_owned());
    let stream = revision.resolved(piece).and_then(|piece| piece.as_stream().ok()).ok_or_else(unreadable)?;
    if !stream.dict.has(b"Filter") {
        return Ok(stream.content.clone());
    }
    stream.decompressed_content_with_limit(MAX_PIECE).map_err(|_| unreadable())
}

/// Adds material to a file's store, or makes one. What is there stays; there are no references by signature (`/VRI`),
/// which the standard leaves to the writer and readers have given up.
pub(super) fn write(revision: &mut Revision, more: Material) -> Result<(), FileError> {
    let lists = [("Certs", more.certificates), ("OCSPs", more.responses), ("CRLs", more.lists)];
    let lists = lists.map(|(key, pieces)| {
        let added = pieces
            .into_iter()
            .map(|piece| Object::Reference(revision.add(Stream::new(Dictionary::new(), piece))));
        (key, added.collect::<Vec<_>>())
    });
    let store = store(revision)?;
    for (key, added) in lists.into_iter().filter(|(_, added)| !added.is_empty()) {
        let before = revision.dictionary_of(store).and_then(|store| revision.entry(store, key));
        let before = before.and_then(|list| list.as_array().ok()).cloned().unwrap_or_default();
        let all: Vec<Object> = before.into_iter().chain(added).collect();
        revision.change(store)?.set(key, all);
    }
    Ok(())
}

/// The store's object. One that stands in the catalog itself becomes an object of its own.
fn store(revision: &mut Revision) -> Result<ObjectId, FileError> {
    let catalog = revision.catalog()?;
    if let Ok(id) = catalog.get(STORE.as_bytes()).and_then(Object::as_reference) {
        return Ok(id);
    }
    let before = revision.dictionary(catalog, STORE).cloned().unwrap_or_default();
    let id = revision.add(before);
    revision.change_catalog()?.set(STORE, id);
    Ok(id)
}
