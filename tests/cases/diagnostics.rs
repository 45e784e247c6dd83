//! The pages of the findings, run.
//!
//! A page has a case under its title and one under each `##` heading. A case lays files over the base project, each from
//! a block whose fence says how and where: `yaml PATH`, `export PATH` (text as it stands), `copy PATH` (of the named
//! file of the repository), `bytes PATH` (with escapes), `latin1 PATH`, `size PATH` (so many
//! bytes), `symlink PATH` (to where) and `remove PATH`. A block `build pdf` also builds the PDF. A block `edits` makes a
//! Word file, edits it ([`crate::word`]) and imports it, and `now PATH` changes a file before that. The blocks `text sv` and
//! `text en` hold all findings as they are shown; both are empty where nothing is to be found.

use std::collections::BTreeSet;
use std::path::Path;

use tertial::diagnostic::{Diagnostic, Language, Problem};
use tertial::pipeline::{self, Format, Profile, Project};

use crate::edits;
use crate::golden::{failure, settle};
use crate::page::{Block, Page, Section};
use crate::project::Case;

/// Codes that no input is known to provoke: they stand for what only the typesetter could find.
const UNPROVOKED: [&str; 9] = [
    "heading-alone",
    "not-archival",
    "not-printed",
    "note-elsewhere",
    "page-empty",
    "printed-outside",
    "printed-over",
    "printed-twice",
    "typesetting",
];

/// Every code has its page, and every page names a code. `source` is where the codes are written.
pub(crate) fn every_code_has_a_page(source: &Path) -> datatest_stable::Result<()> {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let mut named = BTreeSet::new();
    for entry in std::fs::read_dir(&pages)? {
        let name = entry?.path();
        named.extend(name.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    let codes: BTreeSet<String> = Problem::CODES.iter().map(|&code| code.to_owned()).collect();
    let differing: Vec<_> = codes.symmetric_difference(&named).collect();
    if differing.is_empty() {
        return Ok(());
    }
    let (source, pages) = (source.display(), pages.display());
    Err(failure(format!("{source} and {pages} do not name the same codes: {differing:?}")))
}

/// A page shows exactly the findings that its inputs give.
pub(crate) fn page_is_as_rendered(path: &Path, text: String) -> datatest_stable::Result<()> {
    let page = Page::read(&text)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    if page.title != stem || !Problem::CODES.contains(&page.title) {
        return Err(failure(format!("the title `{}` is not the code `{stem}`", page.title)));
    }
    let (mut outcome, mut codes) = (Vec::new(), BTreeSet::new());
    for section in &page.sections {
        run(section, &mut outcome, &mut codes)
            .map_err(|error| failure(format!("{}: {error}", section.heading)))?;
    }
    if codes.contains(page.title) == UNPROVOKED.contains(&page.title) {
        return Err(failure(format!("the page gives {codes:?}")));
    }
    settle(path, &text, &page.with(&outcome))
}

/// Runs a section: its files over the base, then its findings into its `text` blocks.
fn run<'a>(
    section: &'a Section<'a>,
    outcome: &mut Vec<(&'a Block<'a>, String)>,
    codes: &mut BTreeSet<&'static str>,
) -> datatest_stable::Result<()> {
    if section.prose.trim().is_empty() {
        return Err(failure("no word explains it"));
    }
    let case = Case::new()?;
    let (mut shows, mut builds, mut edits) = (Vec::new(), false, None);
    for block in &section.blocks {
        match (block.kind, block.about) {
            ("text", "sv") => shows.push((block, Language::Swedish)),
            ("text", "en") => shows.push((block, Language::English)),
            ("build", "pdf") => builds = true,
            ("edits", about) => edits = Some((block.body, about)),
            ("now", _) => {}
            _ if case.lay(block)? => {}
            (kind, about) => return Err(failure(format!("nothing is done with a block `{kind} {about}`"))),
        }
    }
    if shows.is_empty() && section.blocks.is_empty() {
        return Ok(());
    }
    if shows.len() != 2 {
        return Err(failure("it needs a block `text sv` and a block `text en`"));
    }
    let mut project = case.read()?;
    if builds {
        let _ = pipeline::build(&mut project, &[Format::Pdf], Profile::A2a, &mut |_| ());
    }
    if let Some((script, about)) = edits {
        let docx = edits::edited(&case, script)?;
        for block in section.blocks.iter().filter(|block| block.kind == "now") {
            case.write(block.about, block.body.as_bytes())?;
        }
        let imported = edits::import(&case, &docx, about)?;
        project = Project { findings: imported.findings, ..imported.project };
    }
    for found in project.findings.sorted() {
        sound(&project, found)?;
        codes.insert(found.problem.code());
    }
    for (block, language) in shows {
        outcome.push((block, case.shown(&project.findings, &project.sources, language)));
    }
    Ok(())
}

/// A finding points into a file, and its words follow the house style in both languages.
pub(crate) fn sound(project: &Project, found: &Diagnostic) -> datatest_stable::Result<()> {
    let text = project.sources.text(found.at.file());
    if text.get(found.at.range()).is_none() {
        return Err(failure(format!("{:?} points outside its file", found.problem)));
    }
    for language in [Language::English, Language::Swedish] {
        let hint = language.hint(&found.problem);
        for words in hint.iter().chain([&language.message(&found.problem)]) {
            if words.starts_with(char::is_uppercase) || words.ends_with('.') {
                return Err(failure(format!("begins in upper case or ends in a full stop: {words}")));
            }
        }
    }
    Ok(())
}
