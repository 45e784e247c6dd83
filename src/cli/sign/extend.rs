//! `tertial sign extend`: a file that is signed, raised to a level, or kept at it.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, value_parser};

use super::level::{self, LevelOptions};
use super::{Refused, check_output, input};
use crate::cli::output;
use crate::cli::words::Words;
use crate::signatures::levels::extend;

/// Options of `sign extend`.
pub(in crate::cli) struct ExtendOptions {
    input: PathBuf,
    pub(super) output: PathBuf,
    level: LevelOptions,
}

pub(super) fn parser(words: &Words) -> clap::Command {
    let path = |name: &'static str| Arg::new(name).value_parser(value_parser!(PathBuf)).required(true);
    let file = words.file();
    clap::Command::new("extend")
        .about(words.about_extend())
        .override_usage(words.usage_extend())
        .arg(path("file").value_name(file).help(words.help_extended_file()))
        .arg(path("output").short('o').long("output").value_name(file).help(words.help_result()))
        .args(level::required_arguments(words))
}

pub(super) fn options(matches: &ArgMatches) -> ExtendOptions {
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned().unwrap_or_default();
    ExtendOptions { input: path("file"), output: path("output"), level: level::options(matches) }
}

/// The result is verified, by those who are trusted, before it is written.
pub(super) fn extended(options: &ExtendOptions, words: &Words) -> Result<(), Refused> {
    check_output(&options.output, &[&[&options.input][..], &options.level.files()].concat())?;
    let original = input::read(&options.input, input::MAX_PDF)?;
    let result = match options.level.open(words)? {
        None => original,
        Some(opened) => extend(original, opened.level, &opened.services())?,
    };
    options.level.check(&result, words)?;
    output::create(&options.output, &result).map_err(Refused::Unwritten)
}
