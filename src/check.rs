//! Rules over the finished document, one file a rule.

mod control_character;
mod empty_section;

use crate::diagnostic::Findings;
use crate::document::Document;

/// Runs every rule.
pub fn check(document: &Document, findings: &mut Findings) {
    control_character::check(document, findings);
    empty_section::check(document, findings);
}
