//! The stages in order: read, evaluate, compose, check, and then whatever is asked for.

mod bind;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::check;
use crate::compose;
use crate::content::{self, Period};
use crate::diagnostic::Findings;
use crate::document::{self, Document, Stage};
use crate::export::{self, XlsxError};
use crate::import;
use crate::pdf;
use crate::sheet::{self, Book};
use crate::source::{SourceError, Sources};
use crate::word::{self, WordError, WordOptions};

pub use bind::bound;

/// A stage, as it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Laying out pages.
    Layout,
    /// Writing PDF.
    Pdf,
    /// Reading and composing.
    Read,
    /// Writing plain text.
    Text,
    /// Writing Word.
    Word,
}

/// What a document can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Word.
    Docx,
    /// PDF.
    Pdf,
    /// Plain text.
    Txt,
}

impl Format {
    /// All formats with the word that users give.
    pub const ALL: [(&'static str, Self); 3] = [("pdf", Self::Pdf), ("docx", Self::Docx), ("txt", Self::Txt)];

    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Txt => "txt",
        }
    }
}

/// A project that was read, with all that was found wrong.
#[derive(Debug)]
pub struct Project {
    /// Its files.
    pub sources: Sources,
    /// What was found.
    pub findings: Findings,
    /// The months that it covers.
    pub period: Option<Period>,
    /// Its cells.
    pub book: Book,
    /// Its document, when there is enough of it.
    pub document: Option<Document>,
}

/// Why a build gave nothing.
#[derive(Debug)]
pub enum BuildError {
    /// Findings stand in the way; they tell which.
    Findings,
    /// The Word package could not be made.
    Word(WordError),
    /// The workbook could not be made.
    Workbook(XlsxError),
}

/// Reads a project and composes its document.
pub fn read(folder: &Path, stage: Stage) -> Result<Project, SourceError> {
    read_instead(folder, stage, BTreeMap::new())
}

/// As [`read`], with other texts in place of some files.
fn read_instead(
    folder: &Path,
    stage: Stage,
    instead: BTreeMap<PathBuf, String>,
) -> Result<Project, SourceError> {
    let mut sources = Sources::open(folder)?.instead(instead);
    let mut findings = Findings::default();
    let content = content::read(&mut sources, &mut findings);
    let (mut period, mut book, mut document) = (None, Book::default(), None);
    if let Some(mut content) = content {
        import::import(&mut content, &mut sources, &mut findings);
        period.clone_from(&content.matter.period);
        book = sheet::evaluate(&content, &mut findings);
        let composed = compose::compose(&content, &book, stage, &mut findings);
        check::check(&composed, &book, &sources, &mut findings);
        document = Some(composed);
    }
    Ok(Project { sources, findings, period, book, document })
}

/// Builds a project in the formats asked for, each once. `step` is told of every stage as it begins.
///
/// The contents list of a Word file shows the pages of the PDF, so pages are laid out for either.
pub fn build(
    project: &mut Project,
    formats: &[Format],
    step: &mut dyn FnMut(Step),
) -> Result<Vec<(Format, Vec<u8>)>, BuildError> {
    let Project { document: Some(document), findings, .. } = project else {
        return Err(BuildError::Findings);
    };
    let allowed = match document.meta.stage {
        Stage::Draft => findings.allow_draft(),
        Stage::Final => findings.allow_final(),
    };
    if !allowed {
        return Err(BuildError::Findings);
    }
    let layout = if formats.iter().any(|format| *format != Format::Txt) {
        step(Step::Layout);
        Some(pdf::layout(document, findings).map_err(|_| BuildError::Findings)?)
    } else {
        None
    };
    let mut outputs = Vec::new();
    for &format in formats {
        let bytes = match (format, &layout) {
            (Format::Pdf, Some(layout)) => {
                step(Step::Pdf);
                layout.export(document, findings).map_err(|_| BuildError::Findings)?
            }
            (Format::Docx, Some(layout)) => {
                step(Step::Word);
                let pages = layout.page_numbers(document);
                let pictures = pdf::pictures(document, findings).map_err(|_| BuildError::Findings)?;
                word::export(document, &WordOptions { pages, pictures }).map_err(BuildError::Word)?
            }
            (Format::Docx | Format::Pdf, None) | (Format::Txt, _) => {
                step(Step::Text);
                document::text(document).into_bytes()
            }
        };
        outputs.push((format, bytes));
    }
    Ok(outputs)
}

/// All tables of a project as a workbook with formulas, [`export::workbook`].
pub fn workbook(project: &Project) -> Result<Vec<u8>, BuildError> {
    let Some(document) = project.document.as_ref().filter(|_| project.findings.allow_draft()) else {
        return Err(BuildError::Findings);
    };
    let named = |name: &str| Some((name.to_owned(), compose::table(&project.book, name)?));
    let tables: Vec<_> = project.book.table_names().filter_map(named).collect();
    let subject = export::Subject {
        book: &project.book,
        tables: &tables,
        period: project.period.as_ref(),
        sources: &project.sources,
        title: &document.meta.title.value,
        date: document.meta.date.value,
    };
    export::workbook(&subject).map_err(BuildError::Workbook)
}

/// What the files of a document are called, without their ending: `PM-2006-RI-113-3668-2006`.
pub fn file_stem(document: &Document) -> String {
    let words = document.meta.subject.replace("Dnr", "");
    let parts = words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}
