//! References in place of amounts that were typed by hand: what `check --fix` writes.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::{Project, read_instead};
use crate::diagnostic::Problem;
use crate::document::tree::Stage;
use crate::project::source::SourceError;
use crate::writers::text::text;

/// One amount to bind: its file, its place there, and the reference to write.
struct Binding {
    path: PathBuf,
    range: Range<usize>,
    reference: String,
}

/// The files of a project with references for the typed amounts that are a cell's, and how many there are. Everything
/// else of the files stays as it is, byte for byte. The project is read again with the new files: an amount whose
/// reference would print otherwise stays as it was typed.
pub fn bound(folder: &Path, project: &Project) -> Result<(BTreeMap<PathBuf, String>, usize), SourceError> {
    let printed = |instead: &BTreeMap<PathBuf, String>| -> Result<Option<String>, SourceError> {
        let again = read_instead(folder, Stage::Final, instead.clone())?;
        Ok(again.document.as_ref().map(text))
    };
    let before = project.document.as_ref().map(text);
    let mut bindings = bindings(project);
    let mut files = written(project, &bindings);
    if printed(&files)? != before {
        let mut kept = Vec::new();
        for binding in bindings {
            kept.push(binding);
            if printed(&written(project, &kept))? != before {
                kept.pop();
            }
        }
        files = written(project, &kept);
        bindings = kept;
    }
    Ok((files, bindings.len()))
}

fn bindings(project: &Project) -> Vec<Binding> {
    let found = project.findings.sorted().into_iter().filter_map(|found| {
        let Problem::UnboundAmount { cell, .. } = &found.problem else { return None };
        let path = project.sources.path(found.at.file()).to_path_buf();
        Some(Binding { path, range: found.at.range(), reference: format!("{{{cell}}}") })
    });
    found.collect()
}

/// The changed files. Bindings stand in the order of their places.
fn written(project: &Project, bindings: &[Binding]) -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    for binding in bindings.iter().rev() {
        let original = || project.sources.text_of(&binding.path).unwrap_or("").to_owned();
        let text: &mut String = files.entry(binding.path.clone()).or_insert_with(original);
        text.replace_range(binding.range.clone(), &binding.reference);
    }
    files
}
