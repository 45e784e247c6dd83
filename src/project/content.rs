//! What the clerk wrote, typed and faithful to the file. YAML is named only here.
//!
//! A project is a folder with `ärende.yaml`, the sections of the tjänsteutlåtande in `tjänsteutlåtande/` (in the order
//! of their file names, 2 before 10), the sheets of the ledger in `ekonomi/`, and the bilagor that the matter names.

mod bytes;
mod chart;
mod contract;
mod ending;
mod export;
mod fields;
mod form;
mod ledger;
mod left_out;
mod look;
mod matter;
mod mistake;
mod outline;
mod period_key;
mod picture;
mod prose;
mod schema;
mod section;
mod yaml;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use crate::diagnostic::{Findings, Problem, UnreadFile};
use crate::project::look::Look;
use crate::project::source::{FileId, MAX_FILE_BYTES, SourceError, Sources, Span, Spanned};

pub use contract::{Contracts, Holds, Years};
pub use ending::{
    Board, Body, BodyDecision, BodyReservation, BodyStatement, Speaker, Speakers, Utterance, UtteranceKind,
};
pub use export::{AccountMapping, Chart, Export, ExportKind, Measure, Named, RowMapping};
pub use ledger::{
    Convention, Drawn, EnteredFigure, EnteredRow, Entry, Ledger, LedgerColumn, LedgerRow, LedgerTable, Parts,
    Post, RowKind, Selection, drawn_from,
};
pub use left_out::account_for;
pub use matter::{AnnexEntry, Matter, MatterKind, Period, Presenter, Signer, Statement, Wording};
pub use outline::{Outline, Seat};
pub use period_key::{PERIOD, PeriodKey, named_months};
pub use picture::{PictureBlock, PictureKind};
pub use prose::{Line, Note, Phrase, PhraseKind, Prose, ProseBlock, Saying, Way};
pub use schema::{FileKind, schema, schemas};
pub use section::{ChartBlock, Drawing, Section, SectionBlock};

pub(crate) use chart::chart;
pub(crate) use fields::{date, unknown};

/// The file that makes a folder a project.
pub const MATTER_FILE: &str = "ärende.yaml";
const SECTIONS: &str = "tjänsteutlåtande";
const LEDGERS: &str = "ekonomi";

/// Everything a project says.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The matter.
    pub matter: Matter,
    /// The look of the document: the office's own where the matter names a template.
    pub look: Look,
    /// The sections of the tjänsteutlåtande, by the stem of their file.
    pub sections: Vec<(String, Section)>,
    /// The sheets, by the stem of their file.
    pub ledgers: IndexMap<String, Ledger>,
    /// Every sheet could be read; otherwise what is not found may stand in the one that could not.
    pub ledgers_whole: bool,
    /// The bilagor that are printed, by their number in the list.
    pub annexes: Vec<(u16, Section)>,
}

/// Reads a project. All that is wrong is reported; without a matter there is no content.
pub fn read(sources: &mut Sources, findings: &mut Findings) -> Option<Content> {
    let (file, outcome) = sources.load(Path::new(MATTER_FILE));
    let top = sources.top(file);
    let matter = node(file, MATTER_FILE, outcome, top, sources, findings)
        .and_then(|node| matter::matter(&node, sources, findings));
    let mut ledgers = IndexMap::new();
    let loaded = folder(LEDGERS, top, sources, findings);
    let mut ledgers_whole = loaded.is_some();
    for (path, file, outcome) in loaded.unwrap_or_default() {
        let node = node(file, &path, outcome, sources.top(file), sources, findings);
        let ledger = node.and_then(|node| ledger::ledger(file, &node, findings));
        ledgers_whole &= ledger.is_some();
        ledgers.extend(ledger.map(|ledger| (stem(&path), ledger)));
    }
    let mut sections = Vec::new();
    let found = folder(SECTIONS, top, sources, findings).unwrap_or_default();
    numbered_once(&found, sources, findings);
    for (path, file, outcome) in found {
        let node = node(file, &path, outcome, sources.top(file), sources, findings);
        let section = node.and_then(|node| section::section(&node, sources, findings));
        sections.extend(section.map(|section| (stem(&path), section)));
    }
    let matter = matter?;
    let annexes = annexes(&matter.annexes, sources, findings);
    let look = template(matter.template.as_ref(), sources, findings).unwrap_or_default();
    Some(Content { matter, look, sections, ledgers, ledgers_whole, annexes })
}

/// The look of the template that the matter names.
fn template(named: Option<&Spanned<String>>, sources: &mut Sources, findings: &mut Findings) -> Option<Look> {
    let Spanned { value: path, span } = named?;
    let (file, outcome) = sources.load(Path::new(path));
    let node = node(file, path, outcome, *span, sources, findings)?;
    look::look(&node, sources, findings)
}

fn annexes(entries: &[AnnexEntry], sources: &mut Sources, findings: &mut Findings) -> Vec<(u16, Section)> {
    let mut printed = Vec::new();
    for (number, entry) in (1..).zip(entries) {
        let Some(Spanned { value: path, span }) = &entry.file else { continue };
        let (file, outcome) = sources.load(Path::new(path));
        let section = node(file, path, outcome, *span, sources, findings)
            .and_then(|node| section::section(&node, sources, findings));
        printed.extend(section.map(|section| (number, section)));
    }
    printed
}

/// The YAML of one file. What stops it from being read is reported at `named`, where the path is written, or in the
/// file itself.
fn node(
    file: FileId,
    path: &str,
    outcome: Result<(), SourceError>,
    named: Span,
    sources: &Sources,
    findings: &mut Findings,
) -> Option<yaml::Node> {
    let Err(error) = outcome else { return yaml::parse(file, sources, findings).ok() };
    let at = match &error {
        SourceError::NotUtf8 { offset } => Span::new(file, *offset..offset + REPLACED),
        SourceError::TooLarge { .. } => sources.top(file),
        SourceError::Missing | SourceError::Outside | SourceError::Unreadable(_) => named,
    };
    findings.add(at, unread(error, path, MAX_FILE_BYTES));
    None
}

/// What is wrong with a file that could not be read, at most `limit` bytes being read of it.
pub(crate) fn unread(error: SourceError, path: &str, limit: u64) -> Problem {
    let path = path.to_owned();
    match error {
        SourceError::Missing => Problem::MissingFile { path },
        SourceError::NotUtf8 { .. } => Problem::NotUtf8,
        SourceError::Outside => Problem::OutsideProject { path },
        SourceError::TooLarge { bytes } => Problem::FileTooLarge { bytes, limit },
        SourceError::Unreadable(why) => Problem::Unreadable { path, why: why.to_string() },
    }
}

/// What a byte that is not UTF-8 is shown as takes this many bytes.
const REPLACED: usize = char::REPLACEMENT_CHARACTER.len_utf8();

type Loaded = (String, FileId, Result<(), SourceError>);

/// The files of a folder, loaded; nothing when the folder itself cannot be read.
fn folder(name: &str, top: Span, sources: &mut Sources, findings: &mut Findings) -> Option<Vec<Loaded>> {
    let path = name.to_owned();
    let problem = match sources.list(Path::new(name), "yaml") {
        Ok(paths) => {
            let load = |path: PathBuf| {
                let (file, outcome) = sources.load(&path);
                (path.to_string_lossy().into_owned(), file, outcome)
            };
            let loaded: Vec<Loaded> = paths.into_iter().map(load).collect();
            copies(&loaded, sources, findings);
            return Some(loaded);
        }
        Err(SourceError::Outside) => Problem::OutsideProject { path },
        Err(SourceError::Unreadable(kind)) => Problem::Unreadable { path, why: kind.to_string() },
        Err(SourceError::Missing | SourceError::NotUtf8 { .. } | SourceError::TooLarge { .. }) => {
            Problem::MissingFile { path }
        }
    };
    findings.add(top, problem);
    None
}

/// Reports files whose names say that they are copies of another: both would be printed.
fn copies(files: &[Loaded], sources: &Sources, findings: &mut Findings) {
    for (path, file, _) in files.iter().filter(|(path, _, _)| is_copy(&stem(path))) {
        let problem = Problem::IgnoredFile { path: path.clone(), why: UnreadFile::Copy, more: 0 };
        findings.add(sources.top(*file), problem);
    }
}

/// Whether a name ends as systems name a copy: ` (2)`, ` - kopia`, ` (Kopia)`, ` copy 2`.
fn is_copy(stem: &str) -> bool {
    let last = stem.to_lowercase();
    let last = last.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let bare = last.trim_end_matches(['(', ')', ' ']);
    let word = bare.rsplit([' ', '(', '-', '_']).next().unwrap_or("");
    let apart = bare.len() > word.len();
    let numbered = stem.ends_with(')')
        && stem.rsplit_once(" (").is_some_and(|(_, number)| {
            number.trim_end_matches(')').bytes().all(|byte| byte.is_ascii_digit())
        });
    numbered || (apart && ["copy", "kopia"].contains(&word))
}

/// Reports sections that begin with one number: which of them comes first is not said.
fn numbered_once(files: &[Loaded], sources: &Sources, findings: &mut Findings) {
    let mut first: BTreeMap<String, (&str, FileId)> = BTreeMap::new();
    for (path, file, _) in files {
        let stem = stem(path);
        let number: String = stem.chars().take_while(char::is_ascii_digit).collect();
        let number = number.trim_start_matches('0').to_owned();
        if !stem.starts_with(|c: char| c.is_ascii_digit()) || is_copy(&stem) {
            continue;
        }
        match first.get(&number) {
            Some((other, at)) => {
                let problem = Problem::NumberTwice { path: path.clone(), other: (*other).to_owned() };
                findings.add_two(sources.top(*file), problem, sources.top(*at));
            }
            None => {
                first.insert(number, (path, *file));
            }
        }
    }
}

fn stem(path: &str) -> String {
    Path::new(path).file_stem().map_or(String::new(), |stem| stem.to_string_lossy().into_owned())
}
