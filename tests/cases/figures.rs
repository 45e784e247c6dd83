//! Sheets and the tables that are printed from them.

use std::path::Path;

use tertial::diagnostic::Language;
use tertial::document::tree::BlockKind;
use tertial::writers::text::text;

use crate::golden::{failure, settle};
use crate::page::{Page, Section};
use crate::project::Case;

/// Where a sheet is laid when its block names no path.
const SHEET: &str = "ekonomi/drift.yaml";
const SECTION: &str = "tjänsteutlåtande/10-utfall.yaml";

/// A page's tables are printed as it shows them, with nothing found.
pub(crate) fn table_is_as_printed(path: &Path, source: String) -> datatest_stable::Result<()> {
    let page = Page::read(&source)?;
    let mut outcome = Vec::new();
    for section in page.sections.iter().filter(|section| !section.blocks.is_empty()) {
        let printed = printed(section).map_err(|error| failure(format!("{}: {error}", section.heading)))?;
        let block =
            section.blocks.iter().find(|block| block.kind == "text").ok_or("it needs a block `text`")?;
        outcome.push((block, printed));
    }
    if outcome.is_empty() {
        return Err(failure("the page shows no table"));
    }
    settle(path, &source, &page.with(&outcome))
}

/// The tables of the sheets of a section, in order.
fn printed(section: &Section<'_>) -> datatest_stable::Result<String> {
    if section.prose.trim().is_empty() {
        return Err(failure("no sentence says what must hold"));
    }
    let case = Case::new()?;
    for block in &section.blocks {
        match (block.kind, block.about) {
            ("text", _) => {}
            ("yaml", "") => case.write(SHEET, block.body.as_bytes())?,
            _ if case.lay(block)? => {}
            (kind, about) => return Err(failure(format!("nothing is done with a block `{kind} {about}`"))),
        }
    }
    case.write(SECTION, "rubrik: Tabeller\ninnehåll: []\n".as_bytes())?;
    let names = case.read()?;
    let shown: String = names.book.table_names().map(|name| format!("  - tabell: {name}\n")).collect();
    case.write(SECTION, format!("rubrik: Tabeller\ninnehåll:\n{shown}").as_bytes())?;
    let project = case.read()?;
    let findings = case.shown(&project.findings, &project.sources, Language::Swedish);
    if !findings.is_empty() {
        return Err(failure(format!("nothing should be found\n{findings}")));
    }
    let mut document = project.document.ok_or("a document")?;
    for part in &mut document.parts {
        part.blocks.retain(|block| matches!(block.kind, BlockKind::Table(_)));
    }
    Ok(format!("{}\n", text(&document).trim_end()))
}
