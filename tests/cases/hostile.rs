//! Damaged files: whatever is cut out of them or put into them is found or harmless, and never a panic.

use std::path::Path;

use tertial::diagnostic::{Language, Style, render};

use crate::diagnostics::sound;
use crate::golden::failure;
use crate::project::Case;

/// What is put into a file: signs that mean something to YAML, to CommonMark, to figures or to nobody.
const SIGNS: [&str; 12] =
    ["\0", "\t", "\n", "\"", "&a ", "*a", "- ", ": ", "[", "{", "\u{202e}", "åäö\u{feff}"];

/// Cuts the file at every character and puts every sign at some; each time the project is read and its findings shown.
pub(crate) fn damage_never_panics(path: &Path, text: String) -> datatest_stable::Result<()> {
    let case = Case::new()?;
    let within = path.strip_prefix("tests/cases/base")?.to_string_lossy();
    let places = text.char_indices().map(|(at, _)| at);
    for (turn, at) in places.enumerate() {
        let sign = SIGNS[turn % SIGNS.len()];
        for damaged in [text[..at].to_owned(), format!("{}{sign}{}", &text[..at], &text[at..])] {
            case.write(&within, damaged.as_bytes())?;
            let project = case.read()?;
            for found in project.findings.sorted() {
                sound(&project, found).map_err(|error| failure(format!("{error}\n{damaged}")))?;
            }
            render(&project.findings, &project.sources, Style::Plain, Language::Swedish);
        }
    }
    Ok(())
}
