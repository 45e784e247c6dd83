//! The stages in order: read, evaluate, compose, check, and then whatever is asked for.

mod bind;
mod import;
mod origin;
mod rebuild;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::Findings;
use crate::document::check;
use crate::document::compose;
use crate::document::tree::{Document, Stage};
use crate::edits::base::{self, Base, BaseFile};
use crate::figures::figure::Figure;
use crate::figures::intake;
use crate::figures::sheet::{self, Book};
use crate::figures::workbook::{self, XlsxError};
use crate::project::content::{self, Period};
use crate::project::look::Look;
use crate::project::source::{SourceError, Sources};
use crate::signatures::attached;
use crate::writers::html::{self, HtmlOptions};
use crate::writers::pdf;
use crate::writers::text;
use crate::writers::word::{self, WordError, WordOptions};

pub use bind::bound;
pub use import::{ImportError, Imported, import};
pub use origin::OriginShown;
pub use rebuild::{Difference, Rebuilt, rebuild};

/// A stage, as it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Writing HTML.
    Html,
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
    /// One HTML file, with as much of where its figures come from.
    Html(OriginShown),
    /// PDF.
    Pdf,
    /// Plain text.
    Txt,
}

impl Format {
    /// All formats with the word that users give.
    pub const ALL: [(&'static str, Self); 4] = [
        ("pdf", Self::Pdf),
        ("docx", Self::Docx),
        ("html", Self::Html(OriginShown::Cell)),
        ("txt", Self::Txt),
    ];

    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Html(_) => "html",
            Self::Pdf => "pdf",
            Self::Txt => "txt",
        }
    }

    /// Whether pages are laid out for it.
    pub fn has_pages(self) -> bool {
        match self {
            Self::Docx | Self::Pdf => true,
            Self::Html(_) | Self::Txt => false,
        }
    }
}

/// Which archival profile a PDF meets, beside PDF/UA-1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// PDF/A-2a: the pages alone.
    A2a,
    /// PDF/A-3a: with everything that was read of the project inside.
    A3a,
}

impl Profile {
    /// All profiles with the word that users give.
    pub const ALL: [(&'static str, Self); 2] = [("a-2a", Self::A2a), ("a-3a", Self::A3a)];
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
    /// The look of its office.
    pub look: Look,
    /// Its cells.
    pub book: Book,
    /// Its document, when there is enough of it.
    pub document: Option<Document>,
}

/// What a build gave.
#[derive(Debug)]
pub struct Built {
    /// The files, in the order in which they were asked for.
    pub files: Vec<(Format, Vec<u8>)>,
    /// What the Word file was made from, to be kept with the project.
    pub base: Option<BaseFile>,
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
    Ok(read_sources(Sources::open(folder)?.instead(instead), stage))
}

/// Reads a project, wherever it stands, and composes its document.
fn read_sources(mut sources: Sources, stage: Stage) -> Project {
    let mut findings = Findings::default();
    let content = content::read(&mut sources, &mut findings);
    let (mut period, mut look, mut book, mut document) = (None, Look::default(), Book::default(), None);
    if let Some(mut content) = content {
        intake::take(&mut content, &mut sources, &mut findings);
        period.clone_from(&content.matter.period);
        look.clone_from(&content.look);
        book = sheet::evaluate(&content, &mut findings);
        let composed = compose::compose(&content, &book, stage, &mut findings);
        check::check(&composed, &book, &sources, &mut findings);
        content::account_for(&mut sources, &content.matter.outside, &file_stem(&composed), &mut findings);
        document = Some(composed);
    } else {
        content::account_for(&mut sources, &[], "", &mut findings);
    }
    Project { sources, findings, period, look, book, document }
}

/// Builds a project in the formats asked for, each once, a PDF by its profile. `step` is told of every stage as it
/// begins.
///
/// The contents list of a Word file shows the pages of the PDF, so pages are laid out for either.
pub fn build(
    project: &mut Project,
    formats: &[Format],
    profile: Profile,
    step: &mut dyn FnMut(Step),
) -> Result<Built, BuildError> {
    let Project { document: Some(document), findings, look, sources, .. } = project else {
        return Err(BuildError::Findings);
    };
    let allowed = match document.meta.stage {
        Stage::Draft => findings.allow_draft(),
        Stage::Final => findings.allow_final(),
    };
    if !allowed {
        return Err(BuildError::Findings);
    }
    let layout = if formats.iter().any(|format| format.has_pages()) {
        step(Step::Layout);
        let attachments = match profile {
            Profile::A2a => Vec::new(),
            Profile::A3a => attached::attachments(sources, document.meta.stage),
        };
        let layout = pdf::layout(document, look, &attachments, findings).map_err(|_| BuildError::Findings)?;
        layout.measure(document, findings);
        if document.meta.stage == Stage::Final && !findings.allow_final() {
            return Err(BuildError::Findings);
        }
        Some(layout)
    } else {
        None
    };
    let mut built = Built { files: Vec::new(), base: None };
    for &format in formats {
        let bytes = match (format, &layout) {
            (Format::Pdf, Some(layout)) => {
                step(Step::Pdf);
                layout.export(document, findings).map_err(|_| BuildError::Findings)?
            }
            (Format::Docx, Some(layout)) => {
                step(Step::Word);
                let base = Base::of(document, sources).file();
                let options = WordOptions {
                    pages: layout.page_numbers(document),
                    pictures: pdf::pictures(document, look, findings).map_err(|_| BuildError::Findings)?,
                    formulas: base::formulas(document, sources),
                    version: Some(base.version.clone()),
                    look: look.clone(),
                };
                built.base = Some(base);
                word::export(document, &options).map_err(BuildError::Word)?
            }
            (Format::Html(shown), _) => {
                step(Step::Html);
                let origin = |figure: &Figure| origin::origin(figure, shown, sources);
                html::html(document, &HtmlOptions { look, origin: &origin }).into_bytes()
            }
            (Format::Docx | Format::Pdf, None) | (Format::Txt, _) => {
                step(Step::Text);
                text::text(document).into_bytes()
            }
        };
        built.files.push((format, bytes));
    }
    Ok(built)
}

/// All tables of a project as a workbook with formulas, [`workbook::write`].
pub fn workbook(project: &Project) -> Result<Vec<u8>, BuildError> {
    let Some(document) = project.document.as_ref().filter(|_| project.findings.allow_draft()) else {
        return Err(BuildError::Findings);
    };
    let named = |name: &str| Some((name.to_owned(), compose::table(&project.book, name)?));
    let tables: Vec<_> = project.book.table_names().filter_map(named).collect();
    let subject = workbook::Subject {
        book: &project.book,
        tables: &tables,
        period: project.period.as_ref(),
        sources: &project.sources,
        title: &document.meta.title.value,
        date: document.meta.date.value,
    };
    workbook::write(&subject).map_err(BuildError::Workbook)
}

/// What the files of a document are called, without their ending: `PM-2006-RI-113-3668-2006`.
pub fn file_stem(document: &Document) -> String {
    let words = document.meta.subject.replace("Dnr", "");
    let parts = words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}
