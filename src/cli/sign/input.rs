//! Files that a command names outside a project, read with a limit.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::Refused;
use crate::cli::output;

/// The largest PDF that is signed, in octets.
pub(super) const MAX_PDF: u64 = 256 << 20;

/// The largest key file that is read, in octets.
pub(super) const MAX_KEY: u64 = 1 << 20;

/// A whole file; one that is larger than the limit is refused.
pub(super) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Refused> {
    limited(path, limit).map_err(|error| Refused::Unreadable(path.display().to_string(), error.to_string()))
}

fn limited(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    output::is_read(path);
    let file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("not a file"));
    }
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}
