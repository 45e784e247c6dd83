//! `tertial check`: everything that was found, as the result.

use std::io::{self, IsTerminal};

use super::arguments::{CheckFormat, CheckOptions};
use super::words::Words;
use super::{FOUND, GOOD, build, folder, say, style, tell, unreadable};
use crate::diagnostic::{Style, render};
use crate::document::Stage;
use crate::pipeline;

/// Checks, and shows every finding, those that are only told of among them.
pub(super) fn check(options: &CheckOptions, words: &Words) -> u8 {
    let folder = folder(options.folder.as_deref());
    let project = match pipeline::read(&folder, Stage::Final) {
        Ok(project) => project,
        Err(error) => return unreadable(&folder, &error, words),
    };
    let style = match options.format {
        CheckFormat::Concise => Style::Concise,
        CheckFormat::Json => Style::Json,
        CheckFormat::Text => style(io::stdout().is_terminal()),
    };
    say(&render(&project.findings, &project.sources, style, words.language()));
    tell(&format!("tertial: {}\n", build::closing(&project.findings, words, None)));
    if project.findings.allow_final() { GOOD } else { FOUND }
}
