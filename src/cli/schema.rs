//! `tertial schema`: what a content file may hold, for editors.

use super::{GOOD, say};
use crate::project::content::{self, FileKind};

/// Prints the schema of one kind of file, or of all.
pub(super) fn schema(kind: Option<FileKind>) -> u8 {
    say(&format!("{:#}\n", kind.map_or_else(content::schemas, content::schema)));
    GOOD
}
