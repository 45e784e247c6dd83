//! Exports of ledgers in files: `tests/exports/<name>.md`, each section a case.
//!
//! What stands under the title of a page is laid over the base project for every section, then the section's own files, as
//! in the pages of findings. A block `figures` holds every cell with its printed digits, a block `findings` one line a
//! finding in Swedish; one of them at least.

use std::path::Path;

use tertial::diagnostic::{Language, Style, render};
use tertial::figures::money::SWEDISH;
use tertial::pipeline::Project;

use crate::diagnostics::sound;
use crate::golden::{failure, settle};
use crate::page::{Block, Page};
use crate::project::Case;

/// A page gives the figures and the findings that it shows.
pub(crate) fn export_is_read_as_shown(path: &Path, text: String) -> datatest_stable::Result<()> {
    let page = Page::read(&text)?;
    let Some((shared, sections)) = page.sections.split_first() else { return Err(failure("an empty page")) };
    let mut outcome = Vec::new();
    for section in sections {
        let told = |error| failure(format!("{}: {error}", section.heading));
        let case = Case::new()?;
        let mut shown = Vec::new();
        for block in shared.blocks.iter().chain(&section.blocks) {
            if !case.lay(block)? {
                shown.push(block);
            }
        }
        let project = case.read()?;
        for found in project.findings.sorted() {
            sound(&project, found).map_err(&told)?;
        }
        if shown.is_empty() {
            return Err(told(failure("it shows nothing")));
        }
        for block in shown {
            outcome.push((block, view(block, &case, &project).map_err(&told)?));
        }
    }
    settle(path, &text, &page.with(&outcome))
}

fn view(block: &Block<'_>, case: &Case, project: &Project) -> datatest_stable::Result<String> {
    match block.kind {
        "figures" => {
            let line = |(cell, figure): (_, &tertial::figures::figure::Figure)| {
                format!("{cell} {}\n", figure.text(&SWEDISH))
            };
            Ok(project.book.cells().map(line).collect())
        }
        "findings" => {
            let lines = render(&project.findings, &project.sources, Style::Concise, Language::Swedish);
            Ok(case.without_folder(&lines))
        }
        kind => Err(failure(format!("nothing is done with a block `{kind} {}`", block.about))),
    }
}
