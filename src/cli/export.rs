//! `tertial export`: the tables as a workbook that goes on computing.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches};

use super::words::Words;
use super::{FOUND, GOOD, WRONG_USE, build, folder, output, say, tell, unreadable};
use crate::document::tree::Stage;
use crate::pipeline::{self, BuildError};

/// Options of `export`.
pub(super) struct ExportOptions {
    folder: Option<PathBuf>,
    output: Option<PathBuf>,
}

/// The command's arguments. A workbook is the one thing that is exported, and is named all the same: what the file will be
/// stands in the command.
pub(super) fn parser(words: &Words) -> clap::Command {
    let path = || clap::value_parser!(PathBuf);
    clap::Command::new("export")
        .about(words.about_export())
        .override_usage(words.usage_export())
        .arg(Arg::new("folder").value_name(words.folder()).value_parser(path()).help(words.help_folder()))
        .arg(Arg::new("xlsx").long("xlsx").action(ArgAction::SetTrue).required(true).help(words.help_xlsx()))
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(words.file())
                .value_parser(path())
                .help(words.help_export_output()),
        )
}

/// The options that were given.
pub(super) fn options(matches: &ArgMatches) -> ExportOptions {
    ExportOptions {
        folder: matches.get_one::<PathBuf>("folder").cloned(),
        output: matches.get_one::<PathBuf>("output").cloned(),
    }
}

/// Writes the workbook and says where it is.
pub(super) fn export(options: &ExportOptions, words: &Words) -> u8 {
    let folder = folder(options.folder.as_deref());
    let project = match pipeline::read(&folder, Stage::Draft) {
        Ok(project) => project,
        Err(error) => return unreadable(&folder, &error, words),
    };
    project.sources.asked().for_each(|path| output::is_read(&path));
    let bytes = match pipeline::workbook(&project) {
        Ok(bytes) => bytes,
        Err(BuildError::Findings) => {
            build::report(&project, words, Some(words.nothing_built()));
            return FOUND;
        }
        Err(BuildError::Word(error)) => {
            tell(&words.word_failed(&error.to_string()));
            return WRONG_USE;
        }
        Err(BuildError::Workbook(error)) => {
            tell(&words.workbook_failed(&error.to_string()));
            return WRONG_USE;
        }
    };
    let named = || {
        let stem = project.document.as_ref().map_or(String::new(), pipeline::file_stem);
        Path::new("ut").join(format!("{stem}.xlsx"))
    };
    let path = options.output.clone().unwrap_or_else(named);
    let (within, name) = (path.parent().unwrap_or(Path::new("")), path.file_name().unwrap_or_default());
    match output::write(within, vec![(name.to_string_lossy().into_owned(), bytes)]) {
        Ok(_) => {
            say(&format!("{}\n", path.display()));
            GOOD
        }
        Err(unwritten) => {
            tell(&words.unwritable(&unwritten.path.display().to_string(), &unwritten.error));
            WRONG_USE
        }
    }
}
