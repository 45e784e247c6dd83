//! A PDF that is added to: every octet that was there stays, and what is new follows as an increment
//! (ISO 32000-1 7.5.6), so that signatures that were made before stay good.

use lopdf::{Dictionary, Document, IncrementalDocument, LoadOptions, Object, ObjectId, StringFormat};

use super::algorithm::DigestAlgorithm;
use super::error::FileError;

/// An increment in the making.
pub struct Revision {
    file: IncrementalDocument,
}

/// How large a compressed object may become while it is read, in octets.
const MAX_DECOMPRESSED: usize = 64 << 20;

/// How long an identifier of a file is, in octets.
const ID_LENGTH: usize = 16;

impl Revision {
    /// Opens a file. One that is encrypted, or whose cross-references had to be guessed, is refused: nobody could say
    /// what would be signed.
    pub fn open(bytes: Vec<u8>) -> Result<Self, FileError> {
        let options = LoadOptions {
            strict: true,
            max_decompressed_size: Some(MAX_DECOMPRESSED),
            ..LoadOptions::default()
        };
        let document = Document::load_mem_with_options(&bytes, options).map_err(|error| {
            let encrypted = matches!(error, lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_));
            if encrypted { FileError::Encrypted } else { FileError::Unreadable(error.to_string()) }
        })?;
        if document.trailer.has(b"Encrypt") || document.encryption_state.is_some() {
            return Err(FileError::Encrypted);
        }
        if document.xref_recovery.is_some() {
            return Err(FileError::Damaged);
        }
        Ok(Self { file: IncrementalDocument::create_from(bytes, document) })
    }

    /// The file as it was opened.
    pub fn original(&self) -> &[u8] {
        self.file.get_prev_documents_bytes()
    }

    /// An object as it is now, references followed.
    pub fn resolved<'a>(&'a self, object: &'a Object) -> Option<&'a Object> {
        let mut object = object;
        for _ in 0..MAX_REFERENCES {
            let Object::Reference(id) = object else { return Some(object) };
            let new = self.file.new_document.objects.get(id);
            object = new.or_else(|| self.file.get_prev_documents().objects.get(id))?;
        }
        None
    }

    /// The value of a key in a dictionary, references followed.
    pub fn entry<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
        self.resolved(dictionary.get(key.as_bytes()).ok()?)
    }

    /// The dictionary under a key of a dictionary.
    pub fn dictionary<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
        self.entry(dictionary, key)?.as_dict().ok()
    }

    /// The dictionary that is an object of its own.
    pub fn dictionary_of(&self, id: ObjectId) -> Option<&Dictionary> {
        let new = self.file.new_document.objects.get(&id);
        new.or_else(|| self.file.get_prev_documents().objects.get(&id))?.as_dict().ok()
    }

    /// Every object as it was read.
    pub(super) fn objects(&self) -> impl Iterator<Item = (&ObjectId, &Object)> {
        self.file.get_prev_documents().objects.iter()
    }

    /// The catalog as it is now.
    pub fn catalog(&self) -> Result<&Dictionary, FileError> {
        let catalog = self.dictionary(&self.file.get_prev_documents().trailer, "Root");
        catalog.ok_or_else(|| FileError::Unreadable("no catalog".to_owned()))
    }

    /// What the document is called.
    pub fn title(&self) -> Option<String> {
        let information = self.dictionary(&self.file.get_prev_documents().trailer, "Info")?;
        lopdf::decode_text_string(self.entry(information, "Title")?).ok()
    }

    /// The catalog, to be changed.
    pub fn change_catalog(&mut self) -> Result<&mut Dictionary, FileError> {
        let root = self.file.get_prev_documents().trailer.get(b"Root").and_then(Object::as_reference);
        let root = root.map_err(|_| FileError::Unreadable("no catalog".to_owned()))?;
        self.change(root)
    }

    /// A dictionary that is an object of its own, to be changed.
    pub fn change(&mut self, id: ObjectId) -> Result<&mut Dictionary, FileError> {
        let unreadable = |error: lopdf::Error| FileError::Unreadable(error.to_string());
        self.file.opt_clone_object_to_new_document(id).map_err(unreadable)?;
        self.file.new_document.get_object_mut(id).and_then(Object::as_dict_mut).map_err(unreadable)
    }

    /// Adds an object.
    pub fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        self.file.new_document.add_object(object)
    }

    /// Keeps a number for an object that is made later, by [`Self::set`].
    pub fn reserve(&mut self) -> ObjectId {
        self.file.new_document.new_object_id()
    }

    /// Puts an object under a number that was kept for it.
    pub fn set(&mut self, id: ObjectId, object: impl Into<Object>) {
        self.file.new_document.set_object(id, object);
    }

    /// The whole file: what was there, octet for octet, the increment, and a line end, so that the next increment
    /// begins on a line of its own (ISO 19005-2 6.1.9).
    pub fn write(mut self) -> Result<Vec<u8>, FileError> {
        self.change_identifier();
        let length = self.original().len();
        let mut out = Vec::with_capacity(length + SPACE_FOR_INCREMENT);
        self.file.save_to(&mut out).map_err(|error| FileError::Unreadable(error.to_string()))?;
        out.push(b'\n');
        assert!(out.starts_with(self.original()), "an increment leaves what was there as it was");
        Ok(out)
    }

    /// The second identifier of a file changes with each revision (ISO 32000-1 14.4).
    fn change_identifier(&mut self) {
        let digest = DigestAlgorithm::Sha256.digest(&[self.original()]);
        let id = Object::String(digest[..ID_LENGTH].to_vec(), StringFormat::Hexadecimal);
        let trailer = &mut self.file.new_document.trailer;
        let first = trailer.get(b"ID").and_then(Object::as_array).ok().and_then(|ids| ids.first().cloned());
        trailer.set("ID", Object::Array(vec![first.unwrap_or_else(|| id.clone()), id]));
    }
}

const MAX_REFERENCES: usize = 32;
const SPACE_FOR_INCREMENT: usize = 128 << 10;
