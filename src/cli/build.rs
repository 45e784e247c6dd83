//! `tertial build`: the document as files.

use std::path::Path;
use std::time::{Duration, Instant};

use super::arguments::BuildOptions;
use super::output::Unwritten;
use super::words::Words;
use super::{FOUND, GOOD, WRONG_USE, folder, output, say, stderr_watches, style, tell, unreadable};
use crate::diagnostic::{Findings, Severity, render};
use crate::document::tree::Stage;
use crate::edits::base::{self, BaseFile};
use crate::pipeline::{self, BuildError, Built, Project, Step};

/// Builds, and says which files were written.
pub(super) fn build(options: &BuildOptions, words: &Words) -> u8 {
    let mut clock = Clock::start(stderr_watches(), words);
    clock.step(Step::Read);
    let folder = folder(options.folder.as_deref());
    let mut project = match pipeline::read(&folder, options.stage) {
        Ok(project) => project,
        Err(error) => return unreadable(&folder, &error, words),
    };
    project.sources.asked().for_each(|path| output::is_read(&path));
    let outcome =
        pipeline::build(&mut project, &options.formats, options.profile, &mut |step| clock.step(step));
    clock.stop();
    let code = match outcome {
        Err(BuildError::Findings) => {
            report(&project, words, Some(words.nothing_built()));
            FOUND
        }
        Err(BuildError::Word(error)) => {
            tell(&words.word_failed(&error.to_string()));
            WRONG_USE
        }
        Err(BuildError::Workbook(error)) => {
            tell(&words.workbook_failed(&error.to_string()));
            WRONG_USE
        }
        Ok(built) => write(options, &folder, &project, built, words),
    };
    if options.timings {
        clock.show();
    }
    code
}

fn write(options: &BuildOptions, folder: &Path, project: &Project, built: Built, words: &Words) -> u8 {
    let stem = project.document.as_ref().map_or(String::new(), pipeline::file_stem);
    let files: Vec<_> = built
        .files
        .into_iter()
        .map(|(format, bytes)| (format!("{stem}.{}", format.extension()), bytes))
        .collect();
    let kept = built.base.map_or(Ok(()), |base| keep(folder, base));
    match kept.and_then(|()| output::write(&options.output, files)) {
        Err(unwritten) => {
            tell(&words.unwritable(&unwritten.path.display().to_string(), &unwritten.error));
            WRONG_USE
        }
        Ok(paths) => {
            report(project, words, (options.stage == Stage::Draft).then(|| words.draft()));
            paths.iter().for_each(|path| say(&format!("{}\n", path.display())));
            if project.findings.allow_final() { GOOD } else { FOUND }
        }
    }
}

/// Keeps what the Word file was made from with the project, unless it is there: no Word file without its base.
fn keep(project: &Path, base: BaseFile) -> Result<(), Unwritten> {
    let folder = project.join(base::FOLDER);
    let name = base::file_name(&base.version);
    if folder.join(&name).is_file() {
        return Ok(());
    }
    output::write(&folder, vec![(name, base.bytes)]).map(|_| ())
}

/// Findings that need mending in full; those that are only told of, counted.
pub(super) fn report(project: &Project, words: &Words, outcome: Option<&str>) {
    let shown = project.findings.at_least(Severity::Warning);
    tell(&render(&shown, &project.sources, style(stderr_watches()), words.language()));
    tell(&format!("tertial: {}\n", closing(&project.findings, words, outcome)));
}

/// The closing line.
pub(super) fn closing(findings: &Findings, words: &Words, outcome: Option<&str>) -> String {
    let count = |severity| findings.count(severity);
    let summary = words.summary(
        count(Severity::Error),
        count(Severity::Final),
        count(Severity::Warning),
        count(Severity::Notice),
    );
    outcome.map_or(summary.clone(), |outcome| format!("{summary}; {outcome}"))
}

/// The time each step took, and the line that shows the present one where a terminal watches.
struct Clock<'a> {
    watched: bool,
    words: &'a Words,
    steps: Vec<(Step, Duration)>,
    running: Option<(Step, Instant)>,
}

impl<'a> Clock<'a> {
    fn start(watched: bool, words: &'a Words) -> Self {
        Self { watched, words, steps: Vec::new(), running: None }
    }

    fn step(&mut self, step: Step) {
        self.stop();
        if self.watched {
            tell(&format!("\r\x1b[K{} …", self.words.step(step)));
        }
        self.running = Some((step, Instant::now()));
    }

    fn stop(&mut self) {
        if let Some((step, began)) = self.running.take() {
            self.steps.push((step, began.elapsed()));
            if self.watched {
                tell("\r\x1b[K");
            }
        }
    }

    fn show(&self) {
        let line = |name: &str, time: Duration| tell(&format!("{name:<24}{time:>10.1?}\n"));
        self.steps.iter().for_each(|(step, time)| line(self.words.step(*step), *time));
        line(self.words.total(), self.steps.iter().map(|(_, time)| *time).sum());
    }
}
