//! `tertial new`: a folder to begin with, with what a clerk fills in marked `FYLL I`.

use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches};
use time::{Date, OffsetDateTime};

use super::words::Words;
use super::{GOOD, WRONG_USE, output, say, tell};

/// Options of `new`.
pub(super) struct NewOptions {
    folder: PathBuf,
    matter: &'static str,
}

/// The matters by the kind of document.
const MATTERS: [(&str, &str); 3] = [
    ("pm", include_str!("../../assets/nytt/pm.yaml")),
    ("tjänsteutlåtande", include_str!("../../assets/nytt/tjänsteutlåtande.yaml")),
    ("utlåtande", include_str!("../../assets/nytt/utlåtande.yaml")),
];

/// What stands beside every matter.
const FILES: [(&str, &str); 4] = [
    ("tjänsteutlåtande/10-sammanfattning.yaml", include_str!("../../assets/nytt/sammanfattning.yaml")),
    ("tjänsteutlåtande/20-ekonomi.yaml", include_str!("../../assets/nytt/ekonomi.yaml")),
    ("ekonomi/uppföljning.yaml", include_str!("../../assets/nytt/uppföljning.yaml")),
    ("bilagor/uppföljning.yaml", include_str!("../../assets/nytt/bilaga.yaml")),
];

/// The command's arguments.
pub(super) fn parser(words: &Words) -> clap::Command {
    let path = clap::value_parser!(PathBuf);
    let folder = Arg::new("folder").value_name(words.folder()).value_parser(path).required(true);
    clap::Command::new("new")
        .about(words.about_new())
        .override_usage(words.usage_new())
        .arg(folder.help(words.help_new_folder()))
        .arg(
            Arg::new("kind")
                .long("kind")
                .value_name("pm|utlåtande|tjänsteutlåtande")
                .value_parser(PossibleValuesParser::new(MATTERS.map(|(kind, _)| kind)))
                .default_value("pm")
                .hide_default_value(true)
                .hide_possible_values(true)
                .help(words.help_new_kind()),
        )
}

/// The options that were given.
pub(super) fn options(matches: &ArgMatches) -> NewOptions {
    let kind = matches.get_one::<String>("kind").map_or("pm", String::as_str);
    let matter = MATTERS.iter().find(|(name, _)| *name == kind).map_or(MATTERS[0].1, |(_, matter)| *matter);
    NewOptions { folder: matches.get_one::<PathBuf>("folder").cloned().unwrap_or_default(), matter }
}

/// Writes the files into a folder that is not there or has nothing in it, and says which.
pub(super) fn new(options: &NewOptions, words: &Words) -> u8 {
    let folder = &options.folder;
    if !is_free(folder) {
        tell(&words.not_free(&folder.display().to_string()));
        return WRONG_USE;
    }
    let files: Vec<(PathBuf, Vec<u8>)> = files(options.matter, today())
        .into_iter()
        .map(|(path, text)| (folder.join(path), text.into_bytes()))
        .collect();
    if let Err(unwritten) = write(&files) {
        tell(&words.unwritable(&unwritten.path.display().to_string(), &unwritten.error));
        return WRONG_USE;
    }
    files.iter().for_each(|(path, _)| say(&format!("{}\n", path.display())));
    tell(&words.next_after_new(&folder.display().to_string()));
    GOOD
}

/// Nothing of anybody's is there.
fn is_free(folder: &Path) -> bool {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}

fn write(files: &[(PathBuf, Vec<u8>)]) -> Result<(), output::Unwritten> {
    for folder in files.iter().filter_map(|(path, _)| path.parent()) {
        std::fs::create_dir_all(folder)
            .map_err(|error| output::Unwritten { path: folder.to_path_buf(), error })?;
    }
    output::replace(files)
}

/// The files with the day they are made, by their paths in the folder.
fn files(matter: &str, today: Date) -> Vec<(&'static str, String)> {
    let dated = matter.replace("DAGENS", &today.to_string()).replace("ÅRET", &today.year().to_string());
    let others = FILES.iter().map(|(path, text)| (*path, (*text).to_owned()));
    std::iter::once((crate::project::content::MATTER_FILE, dated)).chain(others).collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the day on which the files are made is written into them, to be changed"
)]
fn today() -> Date {
    OffsetDateTime::from(std::time::SystemTime::now()).date()
}
