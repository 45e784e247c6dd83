//! Whole projects and the text that is printed from them.

use std::path::{Path, PathBuf};

use tertial::diagnostic::{Findings, Language, Severity, Style, render};
use tertial::document::tree::Stage;
use tertial::pipeline;
use tertial::writers::text::text;

use crate::golden::{failure, settle};
use crate::project::Case;

/// The report of 2006 reads as `tests/documents/report.txt`.
pub(crate) fn report_reads_as_expected(matter: &Path) -> datatest_stable::Result<()> {
    compare(matter, &golden("report.txt"), Severity::Final)
}

/// The smallest project has nothing to tell and reads as `tests/documents/minimal.txt`.
pub(crate) fn example_is_clean(matter: &Path) -> datatest_stable::Result<()> {
    compare(matter, &golden("minimal.txt"), Severity::Notice)
}

/// A project reads as the `expected.txt` beside its matter.
pub(crate) fn text_is_as_expected(matter: &Path) -> datatest_stable::Result<()> {
    let project = folder(matter);
    let case = Case::of(&project.to_string_lossy())?;
    std::fs::remove_file(case.folder().join(EXPECTED))?;
    compare(&case.folder().join("ärende.yaml"), &project.join(EXPECTED), Severity::Warning)
}

/// What a case is held against; it is no part of the project.
const EXPECTED: &str = "expected.txt";

/// Compares what a project prints; nothing of a severity or worse may be found in it.
fn compare(matter: &Path, expected: &Path, severity: Severity) -> datatest_stable::Result<()> {
    let project =
        pipeline::read(folder(matter), Stage::Final).map_err(|error| failure(format!("{error:?}")))?;
    let found = project.findings.at_least(severity);
    if found != Findings::default() {
        return Err(failure(render(&found, &project.sources, Style::Plain, Language::Swedish)));
    }
    let printed = text(&project.document.ok_or("a document")?);
    let golden = std::fs::read(expected).unwrap_or_default();
    settle(expected, &String::from_utf8(golden)?, &printed)
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(name)
}

fn folder(matter: &Path) -> &Path {
    matter.parent().unwrap_or(Path::new(""))
}
