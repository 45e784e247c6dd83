//! The files of a project: read with limits, kept as text, pointed into by spans.
//!
//! Only this room reads files. A project is a folder, and nothing outside it is ever read: a path or a symbolic
//! link that leads out is refused.

mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use unicode_normalization::{UnicodeNormalization, is_nfc};

pub use walk::{natural, spelt};

/// The largest file that is read, in bytes. The whole report of 2006 is 70 kB.
pub const MAX_FILE_BYTES: u64 = 10 * 1024 * 1024;

/// The largest export of a ledger that is read, in bytes. A million bookings of SIE take 70 MB.
pub const MAX_EXPORT_BYTES: u64 = 128 * 1024 * 1024;

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

/// The rows of an export that a figure is the sum of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    listed: Vec<Span>,
    count: usize,
}

impl Places {
    /// More rows are counted and not listed.
    pub const MOST: usize = 50;

    /// No row.
    pub fn none() -> Self {
        Self { listed: Vec::new(), count: 0 }
    }

    /// One more row.
    pub fn add(&mut self, at: Span) {
        self.count += 1;
        if self.listed.len() < Self::MOST {
            self.listed.push(at);
        }
    }

    /// All rows of another sum.
    pub fn extend(&mut self, other: &Self) {
        let room = Self::MOST - self.listed.len();
        self.count += other.count;
        self.listed.extend(other.listed.iter().take(room));
    }

    /// The first rows, at most [`Places::MOST`].
    pub fn listed(&self) -> &[Span] {
        &self.listed
    }

    /// The first row.
    pub fn at(&self) -> Option<Span> {
        self.listed.first().copied()
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.count
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
    /// The file is larger than [`MAX_FILE_BYTES`], an export than [`MAX_EXPORT_BYTES`].
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
    /// Where its lines begin, found when a place is first asked for.
    lines: OnceLock<Vec<u32>>,
    /// Whether the text is a file of the project as it stands there.
    is_file: bool,
}

impl Text {
    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let begins = memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| at + 1);
            std::iter::once(0).chain(begins).map(|at| u32::try_from(at).unwrap_or(u32::MAX)).collect()
        })
    }
}

/// Where the files of a project stand.
#[derive(Debug)]
enum Store {
    /// In this folder, an absolute path without links.
    Folder(PathBuf),
    /// In memory, by their path within the project.
    Memory(BTreeMap<PathBuf, Vec<u8>>),
}

/// All files that were read, in the order of reading.
#[derive(Debug)]
pub struct Sources {
    store: Store,
    shown: PathBuf,
    files: Vec<Text>,
    /// The files that were read as bytes, by their path within the project.
    bytes: BTreeMap<PathBuf, Vec<u8>>,
    /// The files that were asked for, by their path within the project.
    asked: BTreeSet<PathBuf>,
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
        Ok(Self::over(Store::Folder(root), shown))
    }

    /// A project that stands in memory: its files by their path, whose parts are separated by slashes.
    pub fn in_memory(files: BTreeMap<String, Vec<u8>>) -> Self {
        let files = files.into_iter().map(|(path, bytes)| (path.split('/').collect(), bytes)).collect();
        Self::over(Store::Memory(files), PathBuf::new())
    }

    fn over(store: Store, shown: PathBuf) -> Self {
        Self {
            store,
            shown,
            files: Vec::new(),
            bytes: BTreeMap::new(),
            asked: BTreeSet::new(),
            instead: BTreeMap::new(),
        }
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
        self.ask(path);
        if let Some(text) = self.instead.remove(&shown) {
            return (self.add(shown, text, true), Ok(()));
        }
        let (text, outcome) = match self.read(path, MAX_FILE_BYTES) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => (composed(text), Ok(())),
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
        (self.add(shown, text, true), outcome)
    }

    /// The bytes of a file that is not read as text, at most `limit` of them, by its path within the project.
    pub fn bytes(&mut self, path: &Path, limit: u64) -> Result<&[u8], SourceError> {
        self.ask(path);
        let bytes = self.read(path, limit)?;
        Ok(self.bytes.entry(path.to_path_buf()).insert_entry(bytes).into_mut())
    }

    /// Notes that a file is asked for, and where a link leads, the file there.
    fn ask(&mut self, path: &Path) {
        self.asked.extend(within(path).map(|path| composed_path(&path)));
        if let Store::Folder(root) = &self.store
            && let Ok(real) = resolve(root, path)
        {
            self.asked.extend(real.strip_prefix(root).ok().map(composed_path));
        }
    }

    /// The text that was read from an export, so that spans can point into it; of a workbook, one sheet's.
    pub fn register(&mut self, path: &Path, sheet: Option<&str>, text: String) -> FileId {
        let mut shown = self.shown.join(path).into_os_string();
        if let Some(sheet) = sheet {
            shown.push(format!("[{sheet}]"));
        }
        self.add(shown.into(), text, false)
    }

    /// The files in a folder of the project that end in `.extension`, in the order that people number by. An absent folder
    /// has none.
    pub fn list(&self, folder: &Path, extension: &str) -> Result<Vec<PathBuf>, SourceError> {
        let mut names = match &self.store {
            Store::Folder(root) => match resolve(root, folder) {
                Err(SourceError::Missing) => Vec::new(),
                inside => entries(&inside?)?,
            },
            Store::Memory(files) => {
                let within = files.keys().filter_map(|path| path.strip_prefix(folder).ok());
                within.filter(|path| path.components().count() == 1).map(Path::to_path_buf).collect()
            }
        };
        names.retain(|name| {
            let hidden = name.to_string_lossy().starts_with('.');
            !hidden && name.extension().is_some_and(|it| it == extension)
        });
        let mut names: Vec<PathBuf> = names.iter().map(|name| composed_path(name)).collect();
        names.sort_by(|one, other| natural(&one.to_string_lossy(), &other.to_string_lossy()));
        names.dedup();
        Ok(names.into_iter().map(|name| folder.join(name)).collect())
    }

    /// What was read of the project: every file once, by its path as [`Sources::in_memory`] takes it.
    pub fn contents(&self) -> BTreeMap<String, &[u8]> {
        let texts = self.files.iter().filter(|file| file.is_file).map(|file| {
            let inside = file.shown.strip_prefix(&self.shown).unwrap_or(&file.shown);
            (slashed(inside), file.text.as_bytes())
        });
        let others = self.bytes.iter().map(|(path, bytes)| (slashed(path), bytes.as_slice()));
        texts.chain(others).collect()
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
        let lines = file.lines();
        let line = lines.partition_point(|&begin| begin as usize <= start).max(1);
        let begin = lines[line - 1] as usize;
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

    fn add(&mut self, shown: PathBuf, text: String, is_file: bool) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Text { shown, text, lines: OnceLock::new(), is_file });
        id
    }

    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, SourceError> {
        match &self.store {
            Store::Folder(root) => read(&resolve(root, path)?, limit),
            Store::Memory(files) => {
                let bytes = files.get(&within(path)?).ok_or(SourceError::Missing)?;
                limited(bytes.len() as u64, limit)?;
                Ok(bytes.clone())
            }
        }
    }
}

/// The names of a path with slashes between them.
fn slashed(path: &Path) -> String {
    let names = path.components().filter(|part| matches!(part, Component::Normal(_)));
    names.map(|name| name.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The path by its parts, where none of them leads out.
fn within(path: &Path) -> Result<PathBuf, SourceError> {
    let leaves = |part: Component<'_>| !matches!(part, Component::Normal(_) | Component::CurDir);
    if path.components().any(leaves) {
        return Err(SourceError::Outside);
    }
    Ok(path.components().filter(|part| *part != Component::CurDir).collect())
}

fn resolve(root: &Path, path: &Path) -> Result<PathBuf, SourceError> {
    let inside = within(path)?;
    let real = match root.join(&inside).canonicalize() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            spelt_apart(root, &inside).ok_or(SourceError::Missing)?.canonicalize()?
        }
        outcome => outcome?,
    };
    if real.starts_with(root) { Ok(real) } else { Err(SourceError::Outside) }
}

/// The path as the folders spell it where they have å, ä and ö in two characters, as macOS writes them.
fn spelt_apart(root: &Path, path: &Path) -> Option<PathBuf> {
    path.components().try_fold(root.to_path_buf(), |folder, name| {
        let name = composed_path(name.as_ref());
        let names = entries(&folder).ok()?;
        names.into_iter().find(|entry| composed_path(entry) == name).map(|entry| folder.join(entry))
    })
}

fn composed_path(path: &Path) -> PathBuf {
    path.to_str().map_or_else(|| path.to_path_buf(), |name| PathBuf::from(composed(name.to_owned())))
}

/// The text with å, ä and ö as one character each (Unicode's form C): what looks the same is the same.
fn composed(text: String) -> String {
    if is_nfc(&text) { text } else { text.nfc().collect() }
}

/// The names in a folder.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    folder.read_dir()?.map(|entry| Ok(PathBuf::from(entry?.file_name()))).collect()
}

fn read(real: &Path, limit: u64) -> Result<Vec<u8>, SourceError> {
    let kind = std::fs::metadata(real)?;
    if !kind.is_file() {
        let why = if kind.is_dir() { io::ErrorKind::IsADirectory } else { io::ErrorKind::InvalidInput };
        return Err(SourceError::Unreadable(why));
    }
    let file = File::open(real)?;
    let bytes = kind.len();
    limited(bytes, limit)?;
    let mut content = Vec::with_capacity(usize::try_from(bytes).unwrap_or(0));
    file.take(limit + 1).read_to_end(&mut content)?;
    limited(content.len() as u64, limit)?;
    Ok(content)
}

fn limited(bytes: u64, limit: u64) -> Result<(), SourceError> {
    if bytes > limit { Err(SourceError::TooLarge { bytes }) } else { Ok(()) }
}
