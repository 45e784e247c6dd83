//! The files of a project: read with limits, kept as text, pointed into by spans.
//!
//! Only this room reads files. A project is a folder, and nothing outside it is ever read: a path or a symbolic
//! link that leads out is refused.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

/// The largest file that is read, in bytes. The whole report of 2006 is 70 kB.
pub const MAX_FILE_BYTES: u64 = 10 * 1024 * 1024;

/// A file of the project, by its place in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A stretch of bytes in a file; there is no span that points nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    file: FileId,
    start: u32,
    end: u32,
}

impl Span {
    /// A span over `range`, in bytes of the file's text; what exceeds 4 GiB is cut.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let cut = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { file, start: cut(range.start), end: cut(range.end.max(range.start)) }
    }

    /// The file it points into.
    pub fn file(self) -> FileId {
        self.file
    }

    /// The bytes it covers.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The part of this span from `start` and `len` bytes on, kept within it.
    pub fn part(self, start: usize, len: usize) -> Self {
        let range = self.range();
        let from = (range.start + start).min(range.end);
        Self::new(self.file, from..(from + len).min(range.end))
    }

    /// The span from here to the end of `end`, where both lie in one file.
    pub fn to(self, end: Self) -> Self {
        if end.file == self.file { Self { end: end.end.max(self.end), ..self } } else { self }
    }
}

/// A value and the place it was written at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Puts a value and its place together.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same place with what `change` makes of the value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

/// Where a span begins, as a person reads it: both numbers count from one, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The path as shown to the user.
    pub path: &'a Path,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.path.display(), self.line, self.column)
    }
}

/// Why a file of the project could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceError {
    /// There is no such file or folder.
    Missing,
    /// The file is not text in UTF-8; the first wrong byte stands at this offset.
    NotUtf8 {
        /// Bytes before the first wrong one.
        offset: usize,
    },
    /// The path leads out of the project's folder, by itself or through a symbolic link.
    Outside,
    /// The file is larger than [`MAX_FILE_BYTES`].
    TooLarge {
        /// Its size in bytes.
        bytes: u64,
    },
    /// The system refused, with its own word for why.
    Unreadable(io::ErrorKind),
}

impl From<io::Error> for SourceError {
    fn from(error: io::Error) -> Self {
        let kind = error.kind();
        if kind == io::ErrorKind::NotFound { Self::Missing } else { Self::Unreadable(kind) }
    }
}

#[derive(Debug)]
struct Text {
    shown: PathBuf,
    text: String,
    lines: Vec<u32>,
}

/// All files that were read, in the order of reading.
#[derive(Debug)]
pub struct Sources {
    root: PathBuf,
    shown: PathBuf,
    files: Vec<Text>,
    instead: BTreeMap<PathBuf, String>,
}

impl Sources {
    /// Opens the project in `folder`. Fails when it is not there or is not a folder.
    pub fn open(folder: &Path) -> Result<Self, SourceError> {
        let root = folder.canonicalize()?;
        if !root.is_dir() {
            return Err(SourceError::Unreadable(io::ErrorKind::NotADirectory));
        }
        let shown = if folder == Path::new(".") { PathBuf::new() } else { folder.to_path_buf() };
        Ok(Self { root, shown, files: Vec::new(), instead: BTreeMap::new() })
    }

    /// The same project with other texts in place of some files, by the path shown to the user.
    #[must_use]
    pub fn instead(self, texts: BTreeMap<PathBuf, String>) -> Self {
        Self { instead: texts, ..self }
    }

    /// Reads a file by its path within the project. The file is registered even when it cannot be read, with the
    /// text that could be had, so that a finding has a place to point at.
    pub fn load(&mut self, path: &Path) -> (FileId, Result<(), SourceError>) {
        let shown = self.shown.join(path);
        if let Some(text) = self.instead.remove(&shown) {
            return (self.add(shown, text), Ok(()));
        }
        let (text, outcome) = match self.read(path) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => (text, Ok(())),
                Err(error) => {
                    let offset = error.utf8_error().valid_up_to();
                    (
                        String::from_utf8_lossy(error.as_bytes()).into_owned(),
                        Err(SourceError::NotUtf8 { offset }),
                    )
                }
            },
            Err(error) => (String::new(), Err(error)),
        };
        (self.add(shown, text), outcome)
    }

    /// The bytes of a file that is no text, by its path within the project.
    pub fn bytes(&self, path: &Path) -> Result<Vec<u8>, SourceError> {
        self.read(path)
    }

    /// The files in a folder of the project that end in `.extension`, by name. An absent folder has none.
    pub fn list(&self, folder: &Path, extension: &str) -> Result<Vec<PathBuf>, SourceError> {
        let inside = match self.resolve(folder) {
            Err(SourceError::Missing) => return Ok(Vec::new()),
            other => other?,
        };
        let mut found = Vec::new();
        for entry in inside.read_dir()? {
            let name = PathBuf::from(entry?.file_name());
            let hidden = name.to_string_lossy().starts_with('.');
            if !hidden && name.extension().is_some_and(|it| it == extension) {
                found.push(folder.join(name));
            }
        }
        found.sort();
        Ok(found)
    }

    /// The whole text of a file.
    pub fn text(&self, file: FileId) -> &str {
        &self.file(file).text
    }

    /// The whole text of the file that is shown to the user by this path, when it was read.
    pub fn text_of(&self, shown: &Path) -> Option<&str> {
        self.files.iter().find(|file| file.shown == shown).map(|file| file.text.as_str())
    }

    /// The text that a span covers; empty when it lies outside the file.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file()).get(span.range()).unwrap_or("")
    }

    /// The path of a file as shown to the user.
    pub fn path(&self, file: FileId) -> &Path {
        &self.file(file).shown
    }

    /// The path of a file within the project, whatever way leads to the project.
    pub fn inside(&self, file: FileId) -> &Path {
        let shown = self.path(file);
        shown.strip_prefix(&self.shown).unwrap_or(shown)
    }

    /// A span over the first line of a file, for what concerns it as a whole.
    pub fn top(&self, file: FileId) -> Span {
        let end = self.text(file).find('\n').unwrap_or(self.text(file).len());
        Span::new(file, 0..end)
    }

    /// Where a span begins.
    pub fn place(&self, at: Span) -> Place<'_> {
        let file = self.file(at.file());
        let start = at.range().start;
        let line = file.lines.partition_point(|&begin| begin as usize <= start).max(1);
        let begin = file.lines[line - 1] as usize;
        let column = file
            .text
            .get(begin..start)
            .map_or(0, |before| before.trim_start_matches('\u{feff}').chars().count())
            + 1;
        Place { path: &file.shown, line, column }
    }

    fn file(&self, file: FileId) -> &Text {
        &self.files[file.0 as usize]
    }

    fn add(&mut self, shown: PathBuf, text: String) -> FileId {
        let begins = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let lines =
            std::iter::once(0).chain(begins).map(|at| u32::try_from(at).unwrap_or(u32::MAX)).collect();
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Text { shown, text, lines });
        id
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, SourceError> {
        let real = self.resolve(path)?;
        let kind = std::fs::metadata(&real)?;
        if !kind.is_file() {
            let why = if kind.is_dir() { io::ErrorKind::IsADirectory } else { io::ErrorKind::InvalidInput };
            return Err(SourceError::Unreadable(why));
        }
        let file = File::open(real)?;
        let bytes = kind.len();
        if bytes > MAX_FILE_BYTES {
            return Err(SourceError::TooLarge { bytes });
        }
        let mut content = Vec::new();
        file.take(MAX_FILE_BYTES + 1).read_to_end(&mut content)?;
        if content.len() as u64 > MAX_FILE_BYTES {
            return Err(SourceError::TooLarge { bytes: content.len() as u64 });
        }
        Ok(content)
    }

    fn resolve(&self, path: &Path) -> Result<PathBuf, SourceError> {
        let leaves = |part: Component<'_>| !matches!(part, Component::Normal(_) | Component::CurDir);
        if path.components().any(leaves) {
            return Err(SourceError::Outside);
        }
        let real = self.root.join(path).canonicalize()?;
        if real.starts_with(&self.root) { Ok(real) } else { Err(SourceError::Outside) }
    }
}
