//! Edits made in Word, and what they ask of the files.
//!
//! A page has a case under its title and one under each `##` heading. The files of `yaml PATH` blocks lie over the project
//! `tests/cases/edited`, or another that a block `project PATH` names; from it a docx is made and edited by the script of
//! the block `edits` ([`crate::word`]). Then the blocks `now PATH` change the files, as a clerk does meanwhile. The
//! blocks `text sv` and `text en` hold what `tertial import` shows: the changes of the files and what is left to a
//! person. What was shown is then written, and the same docx must ask for nothing more.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use similar::TextDiff;
use tertial::diagnostic::{Findings, Language};
use tertial::edits::base::{self, Base};
use tertial::edits::import::{Returned, TrackChanges};
use tertial::pipeline::{self, Imported};
use tertial::writers::word::{self, WordOptions};

use crate::golden::{failure, settle};
use crate::page::{Block, Page, Section};
use crate::project::Case;
use crate::word::Docx;

/// A page asks of the files exactly what it shows.
pub(crate) fn import_is_as_shown(path: &Path, text: String) -> datatest_stable::Result<()> {
    let page = Page::read(&text)?;
    let mut outcome = Vec::new();
    for section in page.sections.iter().filter(|section| !section.blocks.is_empty()) {
        run(section, &mut outcome).map_err(|error| failure(format!("{}: {error:?}", section.heading)))?;
    }
    if outcome.is_empty() {
        return Err(failure("the page shows no edit"));
    }
    settle(path, &text, &page.with(&outcome))
}

fn run<'a>(
    section: &'a Section<'a>,
    outcome: &mut Vec<(&'a Block<'a>, String)>,
) -> datatest_stable::Result<()> {
    let named = section.blocks.iter().find(|block| block.kind == "project");
    let case = Case::of(named.map_or("tests/cases/edited", |block| block.about))?;
    let (mut script, mut shows) = (None, Vec::new());
    for block in &section.blocks {
        match (block.kind, block.about) {
            ("edits", about) => script = Some((block.body, about)),
            ("text", "sv") => shows.push((block, Language::Swedish)),
            ("text", "en") => shows.push((block, Language::English)),
            ("now" | "project", _) => {}
            _ if case.lay(block)? => {}
            (kind, about) => return Err(failure(format!("nothing is done with a block `{kind} {about}`"))),
        }
    }
    let (script, changes) = script.ok_or("it needs a block `edits`")?;
    let docx = edited(&case, script)?;
    for block in section.blocks.iter().filter(|block| block.kind == "now") {
        case.write(block.about, block.body.as_bytes())?;
    }
    let imported = import(&case, &docx, changes)?;
    for (block, language) in shows {
        outcome.push((block, shown(&case, &imported, language)));
    }
    again(&case, &imported, &docx, changes)
}

/// The docx of the project, with the edits made; its base is kept as a build keeps it.
pub(crate) fn edited(case: &Case, script: &str) -> datatest_stable::Result<Vec<u8>> {
    let project = case.read()?;
    let document = project.document.as_ref().ok_or("a document")?;
    let base = Base::of(document, &project.sources);
    let options = WordOptions { version: Some(base.version()), ..WordOptions::default() };
    let docx = word::export(document, &options)?;
    let mut docx = Docx::open(&docx)?;
    docx.edit(script)?;
    if !docx.forgets {
        case.write(&format!("{}/{}", base::FOLDER, base::file_name(&base.version())), &base.write())?;
    }
    docx.close()
}

/// What an edited docx asks of the project; `changes` says how tracked changes are taken.
pub(crate) fn import(case: &Case, docx: &[u8], changes: &str) -> datatest_stable::Result<Imported> {
    let returned = Returned::read(docx).map_err(|error| failure(format!("{error:?}")))?;
    let changes = tracked(changes)?;
    pipeline::import(case.folder(), &returned, changes).map_err(|error| failure(format!("{error:?}")))
}

/// What was shown is written, and asks for nothing more.
fn again(case: &Case, imported: &Imported, docx: &[u8], changes: &str) -> datatest_stable::Result<()> {
    for (path, text) in &imported.files {
        fs::write(path, text)?;
    }
    let again = import(case, docx, changes)?;
    if again.files.is_empty() {
        return Ok(());
    }
    Err(failure(format!("once written it asks for more:\n{}", difference(case, &again))))
}

/// The changes of the files and the findings, as the command shows them.
fn shown(case: &Case, imported: &Imported, language: Language) -> String {
    let findings = match imported.findings == Findings::default() {
        true => String::new(),
        false => case.shown(&imported.findings, &imported.project.sources, language),
    };
    [difference(case, imported), findings]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn difference(case: &Case, imported: &Imported) -> String {
    let files: &BTreeMap<PathBuf, String> = &imported.files;
    let each = files.iter().map(|(path, after)| {
        let before = imported.project.sources.text_of(path).unwrap_or("");
        let name = case.relative(path);
        TextDiff::from_lines(before, after).unified_diff().context_radius(1).header(&name, &name).to_string()
    });
    each.collect()
}

fn tracked(about: &str) -> datatest_stable::Result<TrackChanges> {
    match about {
        "" | "accept" => Ok(TrackChanges::Accept),
        "all" => Ok(TrackChanges::All),
        "reject" => Ok(TrackChanges::Reject),
        other => Err(failure(format!("`{other}` is no way of taking tracked changes"))),
    }
}
