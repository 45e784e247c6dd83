//! `tertial diff`: two versions of the matter side by side.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches};

use super::words::Words;
use super::{FOUND, GOOD, WRONG_USE, output, say, tell, unreadable};
use crate::document::tree::Stage;
use crate::edits::compare::{Version, compare, in_order, json, text};
use crate::edits::import::{DocxError, MAX_DOCX_BYTES, Returned};
use crate::pipeline::{self, Format, Profile, Project};
use crate::project::source::{MAX_FILE_BYTES, SourceError};
use crate::writers::word::{self, Revision};

/// Options of `diff`.
pub(super) struct DiffOptions {
    pub(super) before: String,
    pub(super) after: String,
    pub(super) json: bool,
    pub(super) output: Option<PathBuf>,
}

/// The command and its arguments.
pub(super) fn parser(words: &Words) -> clap::Command {
    let version = |name: &'static str, shown: &'static str| Arg::new(name).value_name(shown).required(true);
    clap::Command::new("diff")
        .about(words.about_diff())
        .override_usage(words.usage_diff())
        .arg(version("a", "A").help(words.help_version_before()))
        .arg(version("b", "B").help(words.help_version_after()))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("text|json")
                .value_parser(PossibleValuesParser::new(["json", "text"]))
                .hide_possible_values(true)
                .help(words.help_text_or_json()),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name("X.docx")
                .value_parser(clap::value_parser!(PathBuf))
                .help(words.help_tracked()),
        )
}

/// Settles the arguments.
pub(super) fn options(matches: &ArgMatches) -> DiffOptions {
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    DiffOptions {
        before: text("a"),
        after: text("b"),
        json: text("format") == "json",
        output: matches.get_one::<PathBuf>("output").cloned(),
    }
}

/// Why there is no version to compare.
enum Missing {
    Docx(DocxError),
    Git(String),
    Read(io::Error),
    Source(SourceError),
    /// The project has no document, for what `check` tells.
    Unfinished,
}

/// Shows what differs between two versions; nothing differing is good.
pub(super) fn diff(options: &DiffOptions, words: &Words) -> u8 {
    let version = |given: &str| read(given).map_err(|missing| told(given, &missing, words));
    let ((before, earlier), (after, later)) = match (version(&options.before), version(&options.after)) {
        (Ok(before), Ok(after)) => (before, after),
        (Err(code), _) | (_, Err(code)) => return code,
    };
    if let Some(output) = &options.output
        && let Err(code) = write(output, earlier.zip(later), words)
    {
        return code;
    }
    let difference = compare(&before, &after);
    if options.json {
        say(&json(&difference));
    } else {
        say(&text(&difference, words.language()));
    }
    if difference.is_empty() {
        tell(&words.no_difference());
        return GOOD;
    }
    FOUND
}

/// Writes the later version as a Word file in which what differs from the earlier is tracked.
fn write(output: &Path, projects: Option<(Project, Project)>, words: &Words) -> Result<(), u8> {
    let Some((mut earlier, mut later)) = projects else {
        tell(&words.only_projects());
        return Err(WRONG_USE);
    };
    let docx = |project: &mut Project| {
        let built = pipeline::build(project, &[Format::Docx], Profile::A2a, &mut |_| ());
        built.ok().and_then(|built| built.files.into_iter().next()).map(|(_, bytes)| bytes)
    };
    let Some((before, after)) = docx(&mut earlier).zip(docx(&mut later)) else {
        tell(&words.incomparable(&output.display().to_string()));
        return Err(WRONG_USE);
    };
    let date = later.document.as_ref().map_or(String::new(), |document| document.meta.date.value.to_string());
    let revision = Revision { author: "tertial".to_owned(), date: format!("{date}T00:00:00Z") };
    let bytes = word::tracked(&before, &after, &in_order, &revision).map_err(|error| {
        tell(&words.word_failed(&error.to_string()));
        WRONG_USE
    })?;
    output::replace(&[(output.to_path_buf(), bytes)]).map_err(|unwritten| {
        tell(&words.unwritable(&unwritten.path.display().to_string(), &unwritten.error));
        WRONG_USE
    })
}

fn told(given: &str, missing: &Missing, words: &Words) -> u8 {
    match missing {
        Missing::Docx(error) => tell(&words.no_docx(given, error)),
        Missing::Git(said) => tell(&words.no_revision(given, said)),
        Missing::Read(error) => tell(&words.unreadable(given, &error.to_string())),
        Missing::Source(error) => return unreadable(Path::new(given), error, words),
        Missing::Unfinished => tell(&words.incomparable(given)),
    }
    WRONG_USE
}

/// A Word file, a folder, or what git has of a folder: `HEAD~1:content`.
fn read(given: &str) -> Result<(Version, Option<Project>), Missing> {
    let path = Path::new(given);
    if path.is_dir() {
        return project(path);
    }
    if path.extension().is_some_and(|extension| extension == "docx") {
        let mut bytes = Vec::new();
        output::is_read(path);
        let file = File::open(path).map_err(Missing::Read)?;
        file.take(MAX_DOCX_BYTES + 1).read_to_end(&mut bytes).map_err(Missing::Read)?;
        let returned = Returned::read(&bytes).map_err(Missing::Docx)?;
        return Ok((Version::returned(&returned), None));
    }
    match given.split_once(':') {
        Some((revision, folder)) => {
            let kept = checked_out(revision, folder)?;
            project(kept.path())
        }
        None => Err(Missing::Source(SourceError::Missing)),
    }
}

fn project(folder: &Path) -> Result<(Version, Option<Project>), Missing> {
    let project = pipeline::read(folder, Stage::Final).map_err(Missing::Source)?;
    project.sources.asked().for_each(|path| output::is_read(&path));
    let document = project.document.as_ref().ok_or(Missing::Unfinished)?;
    let version = Version::of(document, &project.book, &project.sources);
    Ok((version, Some(project)))
}

/// More files has no project.
const MOST_FILES: usize = 2000;

/// The files of a folder at a revision, in a folder of their own that goes with what is returned. Nothing is written
/// but plain files below it, whatever the repository names them.
fn checked_out(revision: &str, folder: &str) -> Result<tempfile::TempDir, Missing> {
    let tree = format!("{revision}:{folder}");
    let list = git(&["ls-tree", "-r", "-z", "--name-only", &tree])?;
    let kept = tempfile::tempdir().map_err(Missing::Read)?;
    for name in String::from_utf8_lossy(&list).split('\0').filter(|name| !name.is_empty()).take(MOST_FILES) {
        let inside = PathBuf::from(name);
        let plain = inside.components().all(|part| matches!(part, Component::Normal(_)));
        if !plain || inside.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let path = kept.path().join(&inside);
        let bytes = git(&["cat-file", "blob", &format!("{}/{name}", tree.trim_end_matches('/'))])?;
        let parent = path.parent().unwrap_or(kept.path());
        std::fs::create_dir_all(parent).and_then(|()| std::fs::write(&path, bytes)).map_err(Missing::Read)?;
    }
    Ok(kept)
}

/// What git says, as much as a file of a project may hold.
fn git(arguments: &[&str]) -> Result<Vec<u8>, Missing> {
    let mut command = Command::new("git");
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = command.spawn().map_err(|error| Missing::Git(error.to_string()))?;
    let mut bytes = Vec::new();
    if let Some(stdout) = running.stdout.take() {
        stdout.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(Missing::Read)?;
    }
    let output = running.wait_with_output().map_err(Missing::Read)?;
    match output.status.success() {
        true => Ok(bytes),
        false => Err(Missing::Git(String::from_utf8_lossy(&output.stderr).trim().to_owned())),
    }
}
