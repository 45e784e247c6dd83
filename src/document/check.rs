//! Rules over the finished document, one file a rule.

mod annex_reference;
mod control_character;
mod dates;
mod decided;
mod empty_section;
mod known;
mod links;
mod names;
mod parts;
mod passage;
mod qualified;
mod speech;
mod table_amounts;
mod two_values;
mod unfinished;
mod volume;

use crate::diagnostic::Findings;
use crate::document::tree::Document;
use crate::figures::sheet::Book;
use crate::project::source::Sources;

/// Runs every rule.
pub fn check(document: &Document, book: &Book, sources: &Sources, findings: &mut Findings) {
    let passages = passage::passages(document);
    annex_reference::check(&passages, document, sources, findings);
    control_character::check(document, sources, findings);
    decided::check(document, book, findings);
    dates::check(&passages, sources, findings);
    empty_section::check(document, findings);
    links::check(document, findings);
    names::check(document, findings);
    parts::check(&passages, sources, findings);
    table_amounts::check(&passages, document, book, sources, findings);
    two_values::check(&passages, sources, findings);
    unfinished::check(document, sources, findings);
    volume::check(&passages, book, findings);
}
