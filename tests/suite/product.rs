//! The report of 2006, built once as a user builds it, and texts taken out of its files.

use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What the files of the report are called.
pub(crate) const STEM: &str = "PM-2006-RI-113-3668-2006";

/// The files of the report.
pub(crate) struct Report {
    pub(crate) pdf: PathBuf,
    pub(crate) docx: PathBuf,
    pub(crate) txt: PathBuf,
}

/// The report in final form, built by the program.
pub(crate) static REPORT: LazyLock<Report> = LazyLock::new(|| {
    let folder = scratch("report");
    let output = tertial(["build", "content", "--final", "--to", "pdf,docx,txt", "-o"], &folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let file = |extension: &str| folder.join(STEM).with_extension(extension);
    Report { pdf: file("pdf"), docx: file("docx"), txt: file("txt") }
});

/// An empty folder of that name for this test run.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The smallest of the examples in a folder of its own, which a test may change.
pub(crate) fn minimal(name: &str) -> PathBuf {
    let folder = scratch(name);
    copy(Path::new("examples/minimal"), &folder);
    folder
}

/// Copies a project without what builds have kept in it, and without what a case is held against.
pub(crate) fn copy(project: &Path, folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    for entry in std::fs::read_dir(project).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        if name == "expected.txt" {
            continue;
        }
        if path.is_file() {
            std::fs::copy(&path, folder.join(name)).unwrap();
        } else if !name.to_string_lossy().starts_with('.') {
            copy(&path, &folder.join(name));
        }
    }
}

/// Builds a project as a draft: its PDF and its Word file.
pub(crate) fn built(folder: &Path) -> (PathBuf, PathBuf) {
    let output = tertial(["build", folder.to_str().unwrap(), "--to", "pdf,docx", "-o"], &folder.join("ut"));
    let said = String::from_utf8(output.stdout).unwrap();
    let made = |extension| said.lines().find(|path| path.ends_with(extension)).map(PathBuf::from);
    let none = || panic!("nothing was built: {}", String::from_utf8_lossy(&output.stderr));
    (made("pdf").unwrap_or_else(none), made("docx").unwrap_or_else(none))
}

/// Runs the program at the top of the project, with a last argument that is a path.
pub(crate) fn tertial<const N: usize>(arguments: [&str; N], last: &Path) -> Output {
    program().args(arguments).arg(last).output().unwrap()
}

/// The program, at the top of the project, with no locale of the machine's own.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tertial"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C");
    command
}

/// Reads a text file whole.
pub(crate) fn read(path: &Path) -> String {
    String::from_utf8(std::fs::read(path).unwrap()).unwrap()
}

/// One part of a docx.
pub(crate) fn docx_part(docx: &Path, part: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(docx).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(part).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The text of a docx, a paragraph a line, with the marks that its lists have when they are shown, and the notes last.
/// Entries of the list of contents stand without their page.
pub(crate) fn docx_text(docx: &Path) -> String {
    let mut lists = Lists::new(&docx_part(docx, "word/numbering.xml"));
    let (mut out, mut notes) = (String::new(), String::new());
    let written = paragraphs_of(&docx_part(docx, "word/footnotes.xml"));
    let mut counted = 0;
    for paragraph in paragraphs(docx) {
        let text = if paragraph.contents { paragraph.entry().0 } else { &paragraph.text };
        // Word counts the notes of each section.
        let mut shown = format!("{}{text}", lists.mark(&paragraph));
        for id in &paragraph.refers {
            counted += 1;
            shown = shown.replacen(REFERENCE, &counted.to_string(), 1);
            let note = written.iter().filter(|line| line.of_note == *id).map(|line| line.text.as_str());
            writeln!(notes, "{counted} {}", note.collect::<String>()).unwrap();
        }
        writeln!(out, "{shown}").unwrap();
        counted = if paragraph.ends_section { 0 } else { counted };
    }
    out + &notes
}

/// What stands for a reference to a note until it is counted.
const REFERENCE: char = '\u{fffc}';

/// The entries of a docx's list of contents with their pages.
pub(crate) fn docx_contents(docx: &Path) -> Vec<(String, String)> {
    let entries = paragraphs(docx).into_iter().filter(|paragraph| paragraph.contents);
    entries.map(|entry| (entry.entry().0.to_owned(), entry.entry().1.to_owned())).collect()
}

fn paragraphs(docx: &Path) -> Vec<Paragraph> {
    paragraphs_of(&docx_part(docx, "word/document.xml"))
}

fn paragraphs_of(part: &str) -> Vec<Paragraph> {
    let mut reader = Reader::from_str(part);
    let (mut list, mut paragraph, mut in_text) = (Vec::new(), Paragraph::default(), false);
    let mut note = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return list,
            Event::Start(start) | Event::Empty(start) => match start.name().as_ref() {
                b"w:p" => paragraph = Paragraph { of_note: note.clone(), ..Paragraph::default() },
                b"w:footnote" => note = attribute(&start, "w:id"),
                b"w:footnoteReference" => {
                    paragraph.refers.push(attribute(&start, "w:id"));
                    paragraph.text.push(REFERENCE);
                }
                b"w:sectPr" => paragraph.ends_section = true,
                b"w:pStyle" => paragraph.contents = value(&start).starts_with("TOC"),
                b"w:numId" => paragraph.list = value(&start),
                b"w:ilvl" => paragraph.level = value(&start),
                b"w:t" => in_text = true,
                b"w:tab" if !paragraph.text.is_empty() => paragraph.text.push('\t'),
                b"w:br" => paragraph.text.push('\n'),
                _ => {}
            },
            Event::End(end) => match end.name().as_ref() {
                b"w:t" => in_text = false,
                b"w:p" => list.push(std::mem::take(&mut paragraph)),
                _ => {}
            },
            Event::Text(text) if in_text => paragraph.text.push_str(&text.xml10_content().unwrap()),
            Event::GeneralRef(entity) if in_text => {
                let name = entity.decode().unwrap();
                let text = quick_xml::escape::unescape(&format!("&{name};")).unwrap().into_owned();
                paragraph.text.push_str(&text);
            }
            _ => {}
        }
    }
}

#[derive(Default)]
struct Paragraph {
    text: String,
    contents: bool,
    list: String,
    level: String,
    /// The notes that it refers to, by their ids.
    refers: Vec<String>,
    /// The note that it is of.
    of_note: String,
    ends_section: bool,
}

impl Paragraph {
    /// An entry of the list of contents: its heading and its page.
    fn entry(&self) -> (&str, &str) {
        self.text.split_once('\t').unwrap_or((&self.text, ""))
    }
}

fn value(start: &BytesStart<'_>) -> String {
    attribute(start, "w:val")
}

fn attribute(start: &BytesStart<'_>, name: &str) -> String {
    let attribute = start.try_get_attribute(name).unwrap();
    attribute.map_or(String::new(), |found| String::from_utf8_lossy(&found.value).into_owned())
}

/// Which lists are numbered, and how far each has come.
struct Lists {
    numbered: Vec<(String, bool)>,
    counts: std::collections::BTreeMap<(String, String), usize>,
}

impl Lists {
    fn new(numbering: &str) -> Self {
        let mut reader = Reader::from_str(numbering);
        let (mut kinds, mut numbered, mut open, mut first) = (Vec::new(), Vec::new(), String::new(), true);
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => break,
                Event::Start(start) | Event::Empty(start) => {
                    let id = |name: &str| {
                        let found = start.try_get_attribute(name).unwrap();
                        found
                            .map_or(String::new(), |found| String::from_utf8_lossy(&found.value).into_owned())
                    };
                    match start.name().as_ref() {
                        b"w:abstractNum" => (open, first) = (id("w:abstractNumId"), true),
                        b"w:numFmt" if first => {
                            kinds.push((open.clone(), id("w:val") == "decimal"));
                            first = false;
                        }
                        b"w:num" => open = id("w:numId"),
                        b"w:abstractNumId" => {
                            let of = id("w:val");
                            let decimal = kinds.iter().any(|(kind, decimal)| *kind == of && *decimal);
                            numbered.push((open.clone(), decimal));
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        Self { numbered, counts: std::collections::BTreeMap::new() }
    }

    fn mark(&mut self, paragraph: &Paragraph) -> String {
        if !self.numbered.iter().any(|(id, decimal)| *id == paragraph.list && *decimal) {
            return String::new();
        }
        let count = self.counts.entry((paragraph.list.clone(), paragraph.level.clone())).or_insert(0);
        *count += 1;
        format!("{count}. ")
    }
}
