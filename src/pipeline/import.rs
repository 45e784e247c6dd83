//! Edits from Word, as new texts of the files: read again before anything is written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Project, read, read_instead};
use crate::diagnostic::{Findings, Severity};
use crate::document::tree::Stage;
use crate::edits::base::{self, Base};
use crate::edits::import::{Import, Returned, TrackChanges};
use crate::project::source::{SourceError, Sources};

/// What an edited document makes of a project.
#[derive(Debug)]
pub struct Imported {
    /// The project as it is.
    pub project: Project,
    /// The files that change, with their new texts, by the path shown to the user.
    pub files: BTreeMap<PathBuf, String>,
    /// What was found in the document and is not written.
    pub findings: Findings,
    /// What it was made from was found with the project; otherwise it was compared with the project as it is.
    pub has_base: bool,
}

/// Why there is nothing to import into.
#[derive(Debug)]
pub enum ImportError {
    /// The project cannot be composed; its findings tell why.
    Findings(Box<Project>),
    /// The project cannot be read.
    Source(SourceError),
}

/// Merges an edited document into a project. Nothing is written; what is returned prints what the editor meant.
pub fn import(folder: &Path, returned: &Returned, changes: TrackChanges) -> Result<Imported, ImportError> {
    let project = read(folder, Stage::Final).map_err(ImportError::Source)?;
    let Some(document) = &project.document else { return Err(ImportError::Findings(Box::new(project))) };
    let kept = kept_base(folder, returned).map_err(ImportError::Source)?;
    let has_base = kept.is_some();
    let base = kept.unwrap_or_else(|| Base::of(document, &project.sources));
    let import = Import::new(&base, document, &project.sources, returned, changes);
    let errors = project.findings.count(Severity::Error);
    let shown = |files: &BTreeMap<_, String>| -> BTreeMap<PathBuf, String> {
        files.iter().map(|(file, text)| (project.sources.path(*file).to_path_buf(), text.clone())).collect()
    };
    let revised = import
        .revised(|revised| -> Result<bool, SourceError> {
            let again = read_instead(folder, Stage::Final, shown(&revised.files))?;
            let as_meant =
                again.document.as_ref().map(|document| revised.is_meant_by(document, &again.sources));
            Ok(as_meant == Some(true) && again.findings.count(Severity::Error) <= errors)
        })
        .map_err(ImportError::Source)?;
    let files = shown(&revised.files);
    Ok(Imported { files, findings: revised.findings, has_base, project })
}

/// The base that the document names, where the project keeps it and it is whole.
fn kept_base(folder: &Path, returned: &Returned) -> Result<Option<Base>, SourceError> {
    let Some(path) = returned.version.as_deref().and_then(base::path) else { return Ok(None) };
    let mut sources = Sources::open(folder)?;
    let (file, outcome) = sources.load(&path);
    Ok(outcome.ok().and_then(|()| Base::read(sources.text(file)).ok()))
}
