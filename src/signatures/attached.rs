//! What a PDF was made from, inside the PDF (ISO 19005-3 6.8): the project's files as they were read, and a lock file
//! that says by which program and how.
//!
//! ```text
//! Sources ──attachments──▶ files in the PDF ──read──▶ Enclosed ──▶ Sources in memory
//! ```

mod lock;
mod read;

use crate::document::tree::Stage;
use crate::project::source::Sources;

pub use lock::{LOCK_FILE, Lock, TOOL};
pub use read::{AttachedError, Enclosed, MAX_BYTES, MAX_FILES, read};

/// A file to be attached as a source of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its path within the project, with slashes.
    pub path: String,
    /// What it is, as RFC 6838 names it.
    pub media_type: &'static str,
    /// What it is, for people.
    pub description: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// Everything that was read of a project, and the lock over it.
pub fn attachments(sources: &Sources, stage: Stage) -> Vec<Attachment> {
    let contents = sources.contents();
    let lock = Attachment {
        path: LOCK_FILE.to_owned(),
        media_type: media_type(LOCK_FILE),
        description: "Låsfil: programmets version och källornas kontrollsummor".to_owned(),
        bytes: Lock::over(&contents, stage).json().into_bytes(),
    };
    let sources = contents.into_iter().map(|(path, bytes)| Attachment {
        media_type: media_type(&path),
        description: format!("Källa till dokumentet: {path}"),
        bytes: bytes.to_vec(),
        path,
    });
    sources.chain([lock]).collect()
}

/// The media type of a file by its ending; YAML's is RFC 9512's.
fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("csv") => "text/csv",
        Some("jpeg" | "jpg") => "image/jpeg",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("txt") => "text/plain",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("yaml" | "yml") => "application/yaml",
        Some(_) | None => "application/octet-stream",
    }
}
