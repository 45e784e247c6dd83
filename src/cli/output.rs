//! Files that appear whole or not at all. Nothing that is signed and no key is ever replaced, whatever asks for it, and what a
//! run leaves behind that is ended amid its work is cleared away by the next.

use std::cell::RefCell;
use std::error::Error;
use std::fmt;
use std::fs::TryLockError;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use memchr::memmem;
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
        if is_kept(path) {
            return Err(unwritten(path, io::Error::other(Kept)));
        }
        check_regular(path).map_err(|error| unwritten(path, error))?;
        ready.push((beside(path, bytes, readers).map_err(|error| unwritten(path, error))?, path));
    }
    for (file, path) in ready {
        file.persist(path).map_err(|error| unwritten(path, error.error))?;
    }
    Ok(())
}

/// Writes a file where there is none: of two who write to one name at the same time the second is refused.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<(), Unwritten> {
    let unwritten = |error: io::Error| Unwritten { path: path.to_path_buf(), error };
    if path.is_dir() {
        return Err(unwritten(io::ErrorKind::IsADirectory.into()));
    }
    if path.symlink_metadata().is_ok() {
        return Err(unwritten(io::Error::other(There)));
    }
    let file = beside(path, bytes, Readers::AsBefore).map_err(unwritten)?;
    file.persist_noclobber(path).map(|_| ()).map_err(|error| {
        let there = error.error.kind() == io::ErrorKind::AlreadyExists;
        unwritten(if there { io::Error::other(There) } else { error.error })
    })
}

/// The file is there already, and is not to be replaced.
#[derive(Clone, Copy, Debug)]
pub(super) struct There;

/// What is there is signed, or is a key: it is never replaced.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept;

impl fmt::Display for There {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the file is there already")
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what is there is signed, or is a key")
    }
}

impl Error for There {}
impl Error for Kept {}

/// Whether a place holds what must not be lost: a PDF that somebody has signed, or a key.
fn is_kept(path: &Path) -> bool {
    path.is_file() && std::fs::read(path).is_ok_and(|bytes| is_signed(&bytes) || is_key(&bytes))
}

/// A signature in a PDF has a range of bytes and, in hexadecimal, a CMS, which begins with a SEQUENCE; where a signature is
/// only prepared stand zeros.
fn is_signed(bytes: &[u8]) -> bool {
    let filled = |at: usize| {
        let rest = &bytes[at + CONTENTS.len()..];
        let digits = rest.iter().skip_while(|byte| byte.is_ascii_whitespace());
        let first: Vec<u8> = digits.take(3).copied().collect();
        first == b"<30"
    };
    memmem::find(bytes, b"/ByteRange").is_some() && memmem::find_iter(bytes, CONTENTS).any(filled)
}

const CONTENTS: &[u8] = b"/Contents";

/// A key in PEM, or in DER: PKCS#12, PKCS#8, PKCS#1 and SEC 1 are a SEQUENCE that begins with a small number.
fn is_key(bytes: &[u8]) -> bool {
    let pem = memmem::find(&bytes[..bytes.len().min(PEM_HEAD)], b"-----BEGIN").is_some()
        && memmem::find(bytes, b"PRIVATE KEY-----").is_some();
    let inner = match bytes {
        [0x30, length, rest @ ..] if *length < 0x80 => rest,
        [0x30, length, rest @ ..] => rest.get(usize::from(*length & 0x7F)..).unwrap_or_default(),
        _ => &[],
    };
    pem || matches!(inner, [0x02, 0x01, 0..=3, ..])
}

/// How far into a file the first line of PEM may stand, after remarks on what it holds.
const PEM_HEAD: usize = 16 << 10;

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
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = match readers {
            Readers::AsBefore => 0o644,
            Readers::Owner => 0o600,
        };
        builder.permissions(std::fs::Permissions::from_mode(mode));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    clear(folder);
    let mut file = locked(&builder, folder)?;
    file.write_all(bytes)?;
    if let (Readers::AsBefore, Ok(replaced)) = (readers, std::fs::metadata(path)) {
        file.as_file().set_permissions(replaced.permissions())?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}

/// How the names of files begin that are not ready yet.
const TEMPORARY: &str = ".tertial-";

/// A temporary file that is locked as long as the run lasts that writes it. One that another run took for left behind, in
/// the moment before it was locked, is made again.
fn locked(builder: &tempfile::Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
    loop {
        let file = builder.tempfile_in(folder)?;
        match file.as_file().try_lock() {
            // A file system without locks has nothing cleared away either.
            Ok(()) | Err(TryLockError::Error(_)) if file.path().exists() => return Ok(file),
            Ok(()) | Err(_) => {}
        }
    }
}

/// Removes what runs left behind that were ended amid their work: temporary files that nobody holds locked.
fn clear(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let left = entry.file_name().to_string_lossy().starts_with(TEMPORARY)
            && entry.file_type().is_ok_and(|kind| kind.is_file());
        if left && std::fs::File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            // One that cannot be removed is in nobody's way.
            let _ = std::fs::remove_file(entry.path());
        }
    }
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
    fn what_a_killed_run_left_behind_is_removed_and_what_another_run_writes_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let [left, held, other] =
            [".tertial-left", ".tertial-held", ".annat"].map(|name| folder.path().join(name));
        for path in [&left, &held, &other] {
            std::fs::write(path, "half").unwrap();
        }
        let lock = std::fs::File::open(&held).unwrap();
        lock.lock().unwrap();
        let path = folder.path().join("a.pdf");
        assert!(create(&path, b"whole").is_ok());
        assert_eq!((left.exists(), held.exists(), other.exists()), (false, true, true));
        assert!(create(&path, b"another").is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"whole");
    }

    #[test]
    fn nothing_signed_and_no_key_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let kept: [&[u8]; 4] = [
            b"%PDF-1.7\n<</ByteRange[0 1 2 3]/Contents <3080>>>",
            b"-----BEGIN EC PRIVATE KEY-----\n",
            b"Bag Attributes\n-----BEGIN ENCRYPTED PRIVATE KEY-----\n",
            &[0x30, 0x82, 0x01, 0x00, 0x02, 0x01, 0x03, 0x30],
        ];
        for bytes in kept {
            std::fs::write(&path, bytes).unwrap();
            assert!(replace(&[(path.clone(), b"new".to_vec())]).is_err());
            assert_eq!(std::fs::read(&path).unwrap(), bytes);
        }
        let other: [&[u8]; 3] = [b"%PDF-1.7\n<</ByteRange[0 1 2 3]/Contents<0000>>>", b"%PDF-1.7\n", b"0"];
        for bytes in other {
            std::fs::write(&path, bytes).unwrap();
            assert!(replace(&[(path.clone(), b"new".to_vec())]).is_ok());
        }
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
