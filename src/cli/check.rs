//! `tertial check`: everything that was found, as the result.

use std::io::{self, IsTerminal};
use std::path::Path;

use super::arguments::{CheckFormat, CheckOptions};
use super::words::Words;
use super::{FOUND, GOOD, WRONG_USE, build, folder, output, say, style, tell, unreadable};
use crate::diagnostic::{Style, render};
use crate::document::tree::Stage;
use crate::pipeline::{self, Project};

/// Checks, and shows every finding, those that are only told of among them.
pub(super) fn check(options: &CheckOptions, words: &Words) -> u8 {
    let folder = folder(options.folder.as_deref());
    let project = match pipeline::read(&folder, Stage::Final) {
        Ok(project) => project,
        Err(error) => return unreadable(&folder, &error, words),
    };
    if options.fix {
        return fix(&folder, &project, words);
    }
    let style = match options.format {
        CheckFormat::Concise => Style::Concise,
        CheckFormat::Json => Style::Json,
        CheckFormat::Sarif => Style::Sarif,
        CheckFormat::Text => style(io::stdout().is_terminal()),
    };
    say(&render(&project.findings, &project.sources, style, words.language()));
    tell(&format!("tertial: {}\n", build::closing(&project.findings, words, None)));
    if project.findings.allow_final() { GOOD } else { FOUND }
}

/// Writes references for the typed amounts that are a cell's, and says which files were changed.
fn fix(folder: &Path, project: &Project, words: &Words) -> u8 {
    let (files, count) = match pipeline::bound(folder, project) {
        Ok(bound) => bound,
        Err(error) => return unreadable(folder, &error, words),
    };
    let files: Vec<_> = files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
    match output::rewrite(&files) {
        Err(unwritten) => {
            tell(&words.unwritable(&unwritten.path.display().to_string(), &unwritten.error));
            WRONG_USE
        }
        Ok(()) => {
            files.iter().for_each(|(path, _)| say(&format!("{}\n", path.display())));
            tell(&format!("tertial: {}\n", words.bound(count)));
            GOOD
        }
    }
}
