//! Files that appear whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A file that could not be written.
pub(super) struct Unwritten {
    pub(super) path: PathBuf,
    pub(super) error: io::Error,
}

/// Writes all files into a folder, which is made when it is not there. Every one is written beside its place first,
/// and only when all are there do they take their names.
pub(super) fn write(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<Vec<PathBuf>, Unwritten> {
    let at = |path: &Path| {
        let path = path.to_path_buf();
        move |error: io::Error| Unwritten { path, error }
    };
    std::fs::create_dir_all(folder).map_err(at(folder))?;
    let mut ready = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        if path.is_dir() {
            return Err(Unwritten { path, error: io::ErrorKind::IsADirectory.into() });
        }
        ready.push((beside(folder, bytes).map_err(at(&path))?, path));
    }
    let mut written = Vec::new();
    for (file, path) in ready {
        file.persist(&path).map_err(|error| Unwritten { path: path.clone(), error: error.error })?;
        written.push(path);
    }
    Ok(written)
}

fn beside(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tertial-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o644));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}
