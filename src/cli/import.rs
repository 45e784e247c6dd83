//! `tertial import`: edits made in Word, shown as changes of the files, and written when asked for.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches};
use similar::{ChangeTag, TextDiff};

use super::words::Words;
use super::{FOUND, GOOD, WRONG_USE, build, folder, output, say, style, tell, unreadable};
use crate::diagnostic::{Severity, Style, render};
use crate::edits::import::{MAX_DOCX_BYTES, Returned, TrackChanges};
use crate::pipeline::{self, ImportError, Imported};

/// Options of `import`.
pub(super) struct ImportOptions {
    pub(super) edited: PathBuf,
    pub(super) folder: Option<PathBuf>,
    pub(super) changes: TrackChanges,
    pub(super) format: ImportFormat,
    pub(super) write: bool,
}

/// How `import` shows what it found.
#[derive(Clone, Copy)]
pub(super) enum ImportFormat {
    Json,
    Text,
}

const FORMATS: [(&str, ImportFormat); 2] = [("json", ImportFormat::Json), ("text", ImportFormat::Text)];

const TRACKED: [(&str, TrackChanges); 3] =
    [("accept", TrackChanges::Accept), ("all", TrackChanges::All), ("reject", TrackChanges::Reject)];

/// The command and its arguments.
pub(super) fn parser(words: &Words) -> clap::Command {
    let path = || clap::value_parser!(PathBuf);
    let names = |list: &[&'static str]| PossibleValuesParser::new(list.to_vec());
    let edited = Arg::new("edited").value_name(words.edited()).value_parser(path()).required(true);
    let project = Arg::new("folder").value_name(words.folder()).value_parser(path());
    clap::Command::new("import")
        .about(words.about_import())
        .override_usage(words.usage_import())
        .arg(edited.help(words.help_edited()))
        .arg(project.help(words.help_folder()))
        .arg(Arg::new("write").long("write").action(ArgAction::SetTrue).help(words.help_write()))
        .arg(
            Arg::new("track-changes")
                .long("track-changes")
                .value_name("accept|reject|all")
                .value_parser(names(&TRACKED.map(|(name, _)| name)))
                .hide_possible_values(true)
                .help(words.help_track_changes()),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("text|json")
                .value_parser(names(&FORMATS.map(|(name, _)| name)))
                .hide_possible_values(true)
                .help(words.help_text_or_json()),
        )
}

/// Settles the arguments.
pub(super) fn options(matches: &ArgMatches) -> ImportOptions {
    fn chosen<T: Copy>(matches: &ArgMatches, name: &str, known: &[(&str, T)]) -> Option<T> {
        let word = matches.get_one::<String>(name)?;
        known.iter().find(|(name, _)| name == word).map(|(_, value)| *value)
    }
    ImportOptions {
        edited: matches.get_one::<PathBuf>("edited").cloned().unwrap_or_default(),
        folder: matches.get_one::<PathBuf>("folder").cloned(),
        changes: chosen(matches, "track-changes", &TRACKED).unwrap_or_default(),
        format: chosen(matches, "format", &FORMATS).unwrap_or(ImportFormat::Text),
        write: matches.get_flag("write"),
    }
}

/// Shows what an edited document asks of the files, and writes it with `--write`.
pub(super) fn import(options: &ImportOptions, words: &Words) -> u8 {
    let folder = folder(options.folder.as_deref());
    let bytes = match read(&options.edited) {
        Ok(bytes) => bytes,
        Err(error) => {
            tell(&words.unreadable(&options.edited.display().to_string(), &error.to_string()));
            return WRONG_USE;
        }
    };
    let returned = match Returned::read(&bytes) {
        Ok(returned) => returned,
        Err(error) => {
            tell(&words.no_docx(&options.edited.display().to_string(), &error));
            return WRONG_USE;
        }
    };
    match pipeline::import(&folder, &returned, options.changes) {
        Err(ImportError::Source(error)) => unreadable(&folder, &error, words),
        Err(ImportError::Findings(project)) => {
            tell(&render(&project.findings, &project.sources, Style::Plain, words.language()));
            tell(&format!("tertial: {}\n", build::closing(&project.findings, words, None)));
            FOUND
        }
        Ok(imported) => outcome(options, &imported, words),
    }
}

fn outcome(options: &ImportOptions, imported: &Imported, words: &Words) -> u8 {
    if options.write
        && let Err(unwritten) = written(imported)
    {
        tell(&words.unwritable(&unwritten.path.display().to_string(), &unwritten.error));
        return WRONG_USE;
    }
    match options.format {
        ImportFormat::Json => say(&json(options, imported, words)),
        ImportFormat::Text => say(&shown(imported, words, style(io::stdout().is_terminal()))),
    }
    if !imported.has_base {
        tell(&words.no_base());
    }
    let left = imported.findings.count(Severity::Warning);
    tell(&words.imported(imported.files.len(), options.write, left));
    if left == 0 { GOOD } else { FOUND }
}

/// The bytes of a docx, as many as are read.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_DOCX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes the files, all or none: not when one has changed since it was read, and each is read back.
fn written(imported: &Imported) -> Result<(), output::Unwritten> {
    let files: Vec<_> = imported
        .files
        .iter()
        .map(|(path, text)| {
            let before = imported.project.sources.text_of(path).unwrap_or("");
            output::Change { path: path.clone(), before: before.into(), after: text.clone().into_bytes() }
        })
        .collect();
    output::change(&files)
}

/// The changes of every file with the lines round them, then what is not written.
pub(super) fn shown(imported: &Imported, words: &Words, style: Style) -> String {
    let mut out = String::new();
    for (path, after) in &imported.files {
        let before = imported.project.sources.text_of(path).unwrap_or("");
        let path = path.to_string_lossy();
        let diff = TextDiff::from_lines(before, after);
        out.push_str(&diff.unified_diff().context_radius(2).header(&path, &path).to_string());
        out.push('\n');
    }
    out + &render(&imported.findings, &imported.project.sources, style, words.language())
}

fn json(options: &ImportOptions, imported: &Imported, words: &Words) -> String {
    let files: Vec<_> = imported
        .files
        .iter()
        .map(|(path, after)| {
            let before = imported.project.sources.text_of(path).unwrap_or("");
            serde_json::json!({ "path": path.to_string_lossy(), "changes": changes(before, after) })
        })
        .collect();
    let findings = render(&imported.findings, &imported.project.sources, Style::Json, words.language());
    let findings: serde_json::Value = serde_json::from_str(&findings).unwrap_or_default();
    let all = serde_json::json!({
        "written": options.write,
        "base": imported.has_base,
        "files": files,
        "findings": findings,
    });
    format!("{all:#}\n")
}

/// The changed stretches of a file: the line where each begins, what stood there and what stands there then.
fn changes(before: &str, after: &str) -> Vec<serde_json::Value> {
    let diff = TextDiff::from_lines(before, after);
    let groups = diff.grouped_ops(0);
    let of = |group: &[similar::DiffOp], tag: ChangeTag| -> String {
        let all = group.iter().flat_map(|op| diff.iter_changes(op));
        all.filter(|change| change.tag() == tag).map(|change| change.value().to_owned()).collect()
    };
    let one = |group: &Vec<similar::DiffOp>| {
        let line = group.first().map_or(0, |op| op.old_range().start) + 1;
        let (old, new) = (of(group, ChangeTag::Delete), of(group, ChangeTag::Insert));
        serde_json::json!({ "line": line, "before": old, "after": new })
    };
    groups.iter().map(one).collect()
}
