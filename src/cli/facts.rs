//! `tertial facts`: every figure for machines.

use super::arguments::FactsOptions;
use super::words::Words;
use super::{FOUND, GOOD, build, folder, say, stderr_watches, style, tell, unreadable};
use crate::diagnostic::{Severity, render};
use crate::document::tree::Stage;
use crate::figures::facts::{Facts, json};
use crate::pipeline::{self, Project};

/// Prints the facts. Those that can be had are printed also when there are mistakes, which are told.
pub(super) fn facts(options: &FactsOptions, words: &Words) -> u8 {
    let folder = folder(options.folder.as_deref());
    let project = match pipeline::read(&folder, Stage::Draft) {
        Ok(project) => project,
        Err(error) => return unreadable(&folder, &error, words),
    };
    tell_errors(&project, words);
    say(&json(&gather(&project)));
    if project.findings.allow_draft() { GOOD } else { FOUND }
}

/// The facts of a project.
pub(super) fn gather(project: &Project) -> Facts<'_> {
    Facts::new(&project.book, project.document.as_ref(), project.period.as_ref(), &project.sources)
}

/// Tells the mistakes that leave figures out.
pub(super) fn tell_errors(project: &Project, words: &Words) {
    if project.findings.allow_draft() {
        return;
    }
    let shown = project.findings.at_least(Severity::Error);
    tell(&render(&shown, &project.sources, style(stderr_watches()), words.language()));
    tell(&format!("tertial: {}\n", build::closing(&project.findings, words, None)));
}
