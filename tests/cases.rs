//! Cases in files, one named test each: findings, printed tables, whole documents, damaged input.
//!
//! - `tests/diagnostics/<code>.md` explains a finding to a clerk and shows it, to the character, in both languages.
//! - `tests/exports/<name>.md` are exports of ledgers, good and damaged, with what is read from them.
//! - `tests/figures/<name>.md` is a sheet and the table that is printed from it.
//! - `tests/edits/<name>.md` is edits made in Word and what they ask of the files.
//! - `tests/documents/<name>/` is a project with its printed text in `expected.txt`.
//! - `tests/cases/base/` is the small good project that the first two are laid over.
//!
//! `BLESS=1 cargo test --test cases` writes what comes out back into the files: read the difference, then commit both.

#[path = "cases/diagnostics.rs"]
mod diagnostics;
#[path = "cases/documents.rs"]
mod documents;
#[path = "cases/edits.rs"]
mod edits;
#[path = "cases/exports.rs"]
mod exports;
#[path = "cases/figures.rs"]
mod figures;
#[path = "cases/fuzz.rs"]
mod fuzz;
#[path = "cases/golden.rs"]
mod golden;
#[path = "cases/hostile.rs"]
mod hostile;
#[path = "cases/page.rs"]
mod page;
#[path = "cases/project.rs"]
mod project;
#[path = "cases/readers.rs"]
mod readers;
#[path = "cases/word.rs"]
mod word;
#[path = "cases/xml.rs"]
mod xml;

datatest_stable::harness! {
    { test = diagnostics::every_code_has_a_page, root = "src/diagnostic", pattern = r"^problem\.rs$" },
    { test = diagnostics::page_is_as_rendered, root = "tests/diagnostics", pattern = r"\.md$" },
    { test = documents::example_is_clean, root = "examples/minimal", pattern = r"^ärende\.yaml$" },
    { test = documents::report_reads_as_expected, root = "content", pattern = r"^ärende\.yaml$" },
    { test = documents::text_is_as_expected, root = "tests/documents", pattern = r"^[^/]+/ärende\.yaml$" },
    { test = edits::import_is_as_shown, root = "tests/edits", pattern = r"\.md$" },
    { test = exports::export_is_read_as_shown, root = "tests/exports", pattern = r"\.md$" },
    { test = figures::table_is_as_printed, root = "tests/figures", pattern = r"\.md$" },
    { test = fuzz::changed_bytes_never_panic, root = "content/underlag", pattern = r"\.(csv|se|xlsx)$" },
    { test = hostile::damage_never_panics, root = "tests/cases/base", pattern = r"\.yaml$" },
}
