//! The files inside a PDF, read with limits: the PDF may come from anyone.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, LoadOptions, Object};

use super::lock::{LOCK_FILE, Lock};
use crate::project::source::MAX_EXPORT_BYTES;

/// The sources of a document, out of its PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosed {
    /// What the lock file says.
    pub lock: Lock,
    /// The sources by their path within the project.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Why the sources of a PDF cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttachedError {
    /// The file is no PDF that can be read strictly; in the reader's words.
    Unreadable(String),
    /// The file carries no sources: it has no lock file.
    NoSources,
    /// The lock file is not one that this program can read.
    Lock,
    /// A source has a path that is none within a project.
    Path(String),
    /// Two sources have the same path.
    Twice(String),
    /// What is attached exceeds [`MAX_FILES`], [`MAX_EXPORT_BYTES`] a file or [`MAX_BYTES`] together.
    TooLarge,
}

/// The most files that are read.
pub const MAX_FILES: usize = 2000;

/// The most bytes that are read of all files together.
pub const MAX_BYTES: usize = 256 << 20;

/// The longest path, in bytes.
const MAX_PATH: usize = 1024;

/// The most references that are followed to one value.
const MAX_REFERENCES: usize = 8;

/// Reads the associated files of a PDF (`/AF` of its catalog, ISO 19005-3 6.8) whose relation to it is that of a source.
pub fn read(pdf: &[u8]) -> Result<Enclosed, AttachedError> {
    let document = open(pdf)?;
    let mut files = BTreeMap::new();
    let mut room = MAX_BYTES;
    for specification in specifications(&document) {
        let file = read_one(&document, specification, room)?;
        room -= file.bytes.len();
        if files.len() >= MAX_FILES {
            return Err(AttachedError::TooLarge);
        }
        if files.insert(file.path.clone(), file.bytes).is_some() {
            return Err(AttachedError::Twice(file.path));
        }
    }
    let lock = files.remove(LOCK_FILE).ok_or(AttachedError::NoSources)?;
    Ok(Enclosed { lock: Lock::parse(&lock).ok_or(AttachedError::Lock)?, files })
}

fn open(pdf: &[u8]) -> Result<Document, AttachedError> {
    let options = LoadOptions {
        strict: true,
        max_decompressed_size: usize::try_from(MAX_EXPORT_BYTES).ok(),
        ..LoadOptions::default()
    };
    Document::load_mem_with_options(pdf, options).map_err(|error| unreadable(&error))
}

/// The file specifications (ISO 32000-1 7.11.3) that the catalog names as sources.
fn specifications(document: &Document) -> impl Iterator<Item = &Dictionary> {
    let catalog = document.catalog().ok();
    let named =
        catalog.and_then(|catalog| entry(document, catalog, b"AF")).and_then(|named| named.as_array().ok());
    let dictionaries =
        named.into_iter().flatten().filter_map(|object| resolved(document, object)?.as_dict().ok());
    dictionaries.filter(|specification| {
        specification.get(b"AFRelationship").and_then(Object::as_name).is_ok_and(|name| name == b"Source")
    })
}

struct OneFile {
    path: String,
    bytes: Vec<u8>,
}

fn read_one(document: &Document, specification: &Dictionary, room: usize) -> Result<OneFile, AttachedError> {
    let missing = || AttachedError::Unreadable("an associated file without a name or content".to_owned());
    let name = entry(document, specification, b"UF").ok_or_else(missing)?;
    let path = lopdf::decode_text_string(name).map_err(|_| missing())?;
    if !is_path(&path) {
        return Err(AttachedError::Path(path));
    }
    let content = entry(document, specification, b"EF").and_then(|files| files.as_dict().ok());
    let content =
        content.and_then(|files| entry(document, files, b"F")).and_then(|file| file.as_stream().ok());
    let limit = usize::try_from(MAX_EXPORT_BYTES).map_or(room, |most| most.min(room));
    let bytes = content.ok_or_else(missing)?.decompressed_content_with_limit(limit);
    let bytes = bytes
        .map_err(|error| if is_over_limit(&error) { AttachedError::TooLarge } else { unreadable(&error) })?;
    Ok(OneFile { path, bytes })
}

fn unreadable(error: &lopdf::Error) -> AttachedError {
    AttachedError::Unreadable(error.to_string())
}

fn is_over_limit(error: &lopdf::Error) -> bool {
    matches!(error, lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }))
}

/// Whether this is a path within a project: parts that are names, separated by slashes.
fn is_path(path: &str) -> bool {
    let is_name = |part: &str| !matches!(part, "" | "." | "..");
    path.len() <= MAX_PATH
        && path.split('/').all(is_name)
        && !path.contains(['\\', ':'])
        && !path.contains(char::is_control)
}

fn entry<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    resolved(document, dictionary.get(key).ok()?)
}

fn resolved<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    let mut object = object;
    for _ in 0..MAX_REFERENCES {
        let Object::Reference(id) = object else { return Some(object) };
        object = document.objects.get(id)?;
    }
    None
}
