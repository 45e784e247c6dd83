//! The files of a project that nothing has read. Each is known by its name as no part of the report, or is a finding: what
//! lies in the folder and is left out of the document is always told.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{LEDGERS, MATTER_FILE, SECTIONS};
use crate::diagnostic::{Findings, Problem, UnreadFile, nearest};
use crate::project::source::{self, Sources, Spanned};

/// The folder that documents are written to, at the top of a project.
const WRITTEN: &str = "ut";

/// What documents are written as, under a name that begins with that of the document.
const WRITTEN_AS: [&str; 7] = ["docx", "facts", "html", "json", "pdf", "txt", "xlsx"];

/// Files that systems put in every folder.
const OF_SYSTEMS: [&str; 2] = ["desktop.ini", "thumbs.db"];

/// What notes for who opens the folder are called, whatever their ending.
const NOTES: [&str; 6] = ["las mig", "las-mig", "läs mig", "läs-mig", "läsmig", "readme"];

/// The endings of programs, which make exports and are none.
const PROGRAMS: [&str; 8] = ["bat", "cmd", "ps1", "py", "r", "sh", "sql", "vbs"];

/// Endings by which a file is meant to be read as a part of the report.
const TEXTS: [&str; 2] = ["yaml", "yml"];

/// More files of one folder are told by their number.
const MOST_OF_A_FOLDER: usize = 20;

/// Reports every file that nothing has read and that is not known by its name. `named` are the paths that the matter says
/// lie outside; `document` is what written documents are called. When something could not be read it may be what names
/// the others: then only what looks like a part of the report is told.
pub fn account_for(
    sources: &mut Sources,
    named: &[Spanned<String>],
    document: &str,
    findings: &mut Findings,
) {
    let whole = findings.allow_draft();
    let files = sources.tree(&is_of_no_report);
    let outside = |path: &Path| named.iter().any(|name| path.starts_with(name.value.trim_end_matches('/')));
    let (mut unread, mut spelt) = (Vec::new(), BTreeSet::new());
    for path in &files {
        let same = !spelt.insert(source::spelt(path));
        if outside(path) || (!same && (sources.is_asked(path) || is_known(path, document))) {
            continue;
        }
        let why = if same { UnreadFile::SameName } else { why(path) };
        if whole || looks_read(path) {
            unread.push((path.clone(), why));
        }
    }
    for name in named {
        if !files.iter().any(|path| path.starts_with(name.value.trim_end_matches('/'))) {
            findings.add(name.span, Problem::MissingFile { path: name.value.clone() });
        }
    }
    report(unread, sources, findings);
}

fn report(unread: Vec<(PathBuf, UnreadFile)>, sources: &mut Sources, findings: &mut Findings) {
    let mut of_folder: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for (path, _) in &unread {
        *of_folder.entry(folder(path)).or_default() += 1;
    }
    let mut told: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for (path, why) in unread {
        let folder = folder(&path);
        let count = told.entry(folder.clone()).or_default();
        *count += 1;
        let all = of_folder.get(&folder).copied().unwrap_or_default();
        if *count > MOST_OF_A_FOLDER {
            continue;
        }
        let more = if *count == MOST_OF_A_FOLDER { all - MOST_OF_A_FOLDER } else { 0 };
        let at = sources.register(&path, None, String::new());
        let path = path.to_string_lossy().into_owned();
        findings.add(sources.top(at), Problem::IgnoredFile { path, why, more });
    }
}

fn folder(path: &Path) -> PathBuf {
    path.parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

/// Folders that are looked into by nobody: hidden ones, which programs keep for themselves, and the one with documents.
fn is_of_no_report(path: &Path) -> bool {
    is_hidden(path) || path == Path::new(WRITTEN)
}

fn is_hidden(path: &Path) -> bool {
    name(path).starts_with('.')
}

/// Whether a file is known by its name as no part of the report.
fn is_known(path: &Path, document: &str) -> bool {
    let (name, ending) = (name(path).to_lowercase(), ending(path));
    let locked = name.starts_with("~$");
    let noted = NOTES.iter().any(|note| {
        let rest = name.strip_prefix(note);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)) && !TEXTS.contains(&ending.as_str())
    });
    let document = document.to_lowercase();
    let rest = name.strip_prefix(document.as_str()).filter(|_| !document.is_empty());
    let written = rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        && WRITTEN_AS.contains(&ending.as_str());
    is_hidden(path)
        || locked
        || noted
        || written
        || OF_SYSTEMS.contains(&name.as_str())
        || PROGRAMS.contains(&ending.as_str())
}

/// Whether a file is meant as a part of the report, by its name.
fn looks_read(path: &Path) -> bool {
    let name = name(path).to_lowercase();
    TEXTS.iter().any(|ending| name.contains(&format!(".{ending}")))
}

fn why(path: &Path) -> UnreadFile {
    let name = name(path);
    let own = Path::new(&name).file_stem().map_or(String::new(), |stem| stem.to_string_lossy().into_owned());
    let first = path.iter().next().map_or(String::new(), |part| part.to_string_lossy().into_owned());
    let levels = path.iter().count();
    let plain = |word: &str| -> String { word.to_lowercase().chars().map(without_marks).collect() };
    let meant = [SECTIONS, LEDGERS].into_iter().find(|folder| {
        let near = plain(&first) == plain(folder) || nearest(&first, [*folder]).is_some();
        levels > 1 && first != *folder && near
    });
    let read_here = levels == 2 && [SECTIONS, LEDGERS].contains(&first.as_str());
    if let Some(meant) = meant.filter(|_| looks_read(path)) {
        UnreadFile::Folder { meant: meant.to_owned() }
    } else if levels > 2 && looks_read(path) && [SECTIONS, LEDGERS].contains(&first.as_str()) {
        UnreadFile::Below { folder: first }
    } else if looks_read(path)
        && path.extension().is_none_or(|ending| ending != TEXTS[0])
        && (read_here || own == "ärende")
    {
        UnreadFile::Ending
    } else if levels == 1 && looks_read(path) && nearest(&name, [MATTER_FILE]).is_some() {
        UnreadFile::Matter
    } else if looks_read(path) || [SECTIONS, LEDGERS].contains(&first.as_str()) {
        UnreadFile::Unnamed
    } else {
        UnreadFile::Foreign
    }
}

/// A letter as it is spelt by who has no å, ä and ö.
fn without_marks(letter: char) -> char {
    match letter {
        'å' | 'ä' => 'a',
        'ö' => 'o',
        letter => letter,
    }
}

fn name(path: &Path) -> String {
    path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned())
}

fn ending(path: &Path) -> String {
    path.extension().map_or(String::new(), |ending| ending.to_string_lossy().to_lowercase())
}
