//! Files that appear whole or not at all.

use std::cell::RefCell;
use std::error::Error;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A file that could not be written.
pub(super) struct Unwritten {
    pub(super) path: PathBuf,
    pub(super) error: io::Error,
}

thread_local! {
    /// The files that this run has read.
    static READ: RefCell<Vec<PathBuf>> = const { RefCell::new(Vec::new()) };
}

/// Notes a file that is read: no result of this run replaces it.
pub(super) fn is_read(path: &Path) {
    READ.with_borrow_mut(|read| read.push(path.to_path_buf()));
}

/// A result that would take the place of a file that the run has read.
#[derive(Debug)]
pub(super) struct IsInput;

impl Error for IsInput {}

impl fmt::Display for IsInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it is an input of the command")
    }
}

/// Whether a file may take this name: nothing is there, or a regular file; never a link, a device or a pipe.
fn check_regular(path: &Path) -> io::Result<()> {
    match std::fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(found) if found.is_file() => Ok(()),
        Ok(_) => Err(io::ErrorKind::InvalidInput.into()),
    }
}

/// Whether a path leads to a file that was read, by whatever name.
fn check_input(path: &Path) -> io::Result<()> {
    let is_input = READ.with_borrow(|read| read.iter().any(|read| are_same(read, path)));
    if is_input { Err(io::Error::other(IsInput)) } else { Ok(()) }
}

fn are_same(first: &Path, second: &Path) -> bool {
    #[cfg(unix)]
    if let (Ok(first), Ok(second)) = (std::fs::metadata(first), std::fs::metadata(second)) {
        use std::os::unix::fs::MetadataExt;
        return (first.dev(), first.ino()) == (second.dev(), second.ino());
    }
    match (first.canonicalize(), second.canonicalize()) {
        (Ok(first), Ok(second)) => first == second,
        _ => first == second,
    }
}

/// Writes all files into a folder, which is made when it is not there. Every one is written beside its place first,
/// and only when all are there do they take their names.
pub(super) fn write(folder: &Path, files: Vec<(String, Vec<u8>)>) -> Result<Vec<PathBuf>, Unwritten> {
    std::fs::create_dir_all(folder).map_err(|error| Unwritten { path: folder.to_path_buf(), error })?;
    let files: Vec<_> = files.into_iter().map(|(name, bytes)| (folder.join(name), bytes)).collect();
    replace(&files)?;
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// Who may read a file that is written.
#[derive(Clone, Copy)]
enum Readers {
    /// Who could read the file that was there; everybody where there was none.
    AsBefore,
    /// Only who runs the program, also where others could read the file that was there.
    Owner,
}

/// Writes each file at its path: all are written beside their places before the first takes its name. Nothing but a regular
/// file is replaced, and none that the run has read.
pub(super) fn replace(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Unwritten> {
    check_inputs(files)?;
    replace_for(files, Readers::AsBefore)
}

/// The same for files of the project that the command is asked to change.
pub(super) fn rewrite(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Unwritten> {
    replace_for(files, Readers::AsBefore)
}

fn check_inputs(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Unwritten> {
    files
        .iter()
        .try_for_each(|(path, _)| check_input(path).map_err(|error| Unwritten { path: path.clone(), error }))
}

/// The same for files that nobody else on the machine may read or change.
pub(super) fn replace_private(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Unwritten> {
    check_inputs(files)?;
    replace_for(files, Readers::Owner)
}

fn replace_for(files: &[(PathBuf, Vec<u8>)], readers: Readers) -> Result<(), Unwritten> {
    let unwritten = |path: &Path, error: io::Error| Unwritten { path: path.to_path_buf(), error };
    let mut ready = Vec::new();
    for (path, bytes) in files {
        check_regular(path).map_err(|error| unwritten(path, error))?;
        ready.push((beside(path, bytes, readers).map_err(|error| unwritten(path, error))?, path));
    }
    for (file, path) in ready {
        file.persist(path).map_err(|error| unwritten(path, error.error))?;
    }
    Ok(())
}

/// A file that is to be changed.
pub(super) struct Change {
    pub(super) path: PathBuf,
    /// What it holds, as it was read.
    pub(super) before: Vec<u8>,
    pub(super) after: Vec<u8>,
}

/// Changes all files or none. None is changed when one is no longer as it was read; when one cannot be written, or does
/// not read back as it was meant, those that were written already get back what they held.
pub(super) fn change(files: &[Change]) -> Result<(), Unwritten> {
    let unwritten = |path: &Path, error: io::Error| Unwritten { path: path.to_path_buf(), error };
    let mut ready = Vec::new();
    for file in files {
        check_regular(&file.path).map_err(|error| unwritten(&file.path, error))?;
        let holds = std::fs::read(&file.path).map_err(|error| unwritten(&file.path, error))?;
        if holds != file.before {
            return Err(unwritten(&file.path, io::ErrorKind::ResourceBusy.into()));
        }
        ready.push(
            beside(&file.path, &file.after, Readers::AsBefore)
                .map_err(|error| unwritten(&file.path, error))?,
        );
    }
    take_names(ready, files)
}

/// Gives files that are ready the names that they change, or gives back what was there.
fn take_names(ready: Vec<NamedTempFile>, files: &[Change]) -> Result<(), Unwritten> {
    for (at, (temporary, file)) in ready.into_iter().zip(files).enumerate() {
        let persisted = temporary.persist(&file.path).map_err(|error| error.error);
        let outcome = persisted.and_then(|_| std::fs::read(&file.path)).and_then(|holds| {
            if holds == file.after { Ok(()) } else { Err(io::ErrorKind::InvalidData.into()) }
        });
        if let Err(error) = outcome {
            restore(&files[..=at]);
            return Err(Unwritten { path: file.path.clone(), error });
        }
    }
    Ok(())
}

/// Gives files back what they held. What cannot be given back now was not written either.
fn restore(files: &[Change]) {
    for file in files {
        if let Ok(temporary) = beside(&file.path, &file.before, Readers::AsBefore) {
            let _ = temporary.persist(&file.path);
        }
    }
}

/// The bytes in a file beside its place, for those readers.
fn beside(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tertial-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = match readers {
            Readers::AsBefore => 0o644,
            Readers::Owner => 0o600,
        };
        builder.permissions(std::fs::Permissions::from_mode(mode));
    }
    let mut file = builder.tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    if let (Readers::AsBefore, Ok(replaced)) = (readers, std::fs::metadata(path)) {
        file.as_file().set_permissions(replaced.permissions())?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &Path) -> [Change; 2] {
        ["a.yaml", "b.yaml"].map(|name| {
            let path = folder.join(name);
            std::fs::write(&path, "before").unwrap();
            Change { path, before: b"before".into(), after: b"after".into() }
        })
    }

    fn held(folder: &Path) -> Vec<Vec<u8>> {
        ["a.yaml", "b.yaml"].map(|name| std::fs::read(folder.join(name)).unwrap_or_default()).into()
    }

    #[test]
    fn all_files_are_changed() {
        let folder = tempfile::tempdir().unwrap();
        assert!(change(&files(folder.path())).is_ok());
        assert_eq!(held(folder.path()), [b"after", b"after"]);
    }

    #[test]
    #[cfg(unix)]
    fn only_regular_files_that_were_not_read_are_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("kept"), "before").unwrap();
        std::os::unix::fs::symlink(at("kept"), at("link")).unwrap();
        std::os::unix::fs::symlink("/dev/null", at("device")).unwrap();
        std::fs::create_dir(at("folder")).unwrap();
        let kind =
            |name: &str| replace(&[(at(name), b"after".into())]).map_err(|unwritten| unwritten.error.kind());
        assert_eq!(kind("link"), Err(io::ErrorKind::InvalidInput));
        assert_eq!(kind("device"), Err(io::ErrorKind::InvalidInput));
        assert_eq!(kind("folder"), Err(io::ErrorKind::IsADirectory));
        std::fs::write(at("input"), "before").unwrap();
        std::fs::hard_link(at("input"), at("other name")).unwrap();
        is_read(&at("input"));
        assert_eq!(kind("input"), Err(io::ErrorKind::Other));
        assert_eq!(kind("other name"), Err(io::ErrorKind::Other));
        assert_eq!(kind("kept"), Ok(()));
        assert_eq!(std::fs::read(at("kept")).unwrap(), b"after");
        assert_eq!(std::fs::read(at("input")).unwrap(), b"before");
    }

    #[test]
    fn none_is_changed_when_one_is_no_longer_as_it_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(folder.path());
        std::fs::write(&files[1].path, "other").unwrap();
        assert_eq!(change(&files).map_err(|unwritten| unwritten.path), Err(files[1].path.clone()));
        assert_eq!(held(folder.path()), [b"before".as_slice(), b"other"]);
    }

    #[test]
    fn a_file_that_cannot_take_its_name_gives_the_others_back_what_they_held() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(folder.path());
        let ready =
            files.iter().map(|file| beside(&file.path, &file.after, Readers::AsBefore).unwrap()).collect();
        std::fs::remove_file(&files[1].path).unwrap();
        std::fs::create_dir(&files[1].path).unwrap();
        std::fs::write(files[1].path.join("full"), "").unwrap();
        assert!(take_names(ready, &files).is_err());
        assert_eq!(held(folder.path())[0], b"before");
        let left = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 2, "no temporary file is left");
    }
}
