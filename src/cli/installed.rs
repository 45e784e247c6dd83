//! `tertial installed`: what a package puts beside the program – the manual and the completions of shells, made from the
//! definition of the command line itself. The command is for whoever makes a package, and no help lists it.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use clap_complete::Shell;
use clap_mangen::Man;

use super::words::Words;
use super::{GOOD, WRONG_USE, arguments, output, say, tell};
use crate::diagnostic::Language;

/// Where the completions of a shell stand below `share`, by the custom of Debian.
const COMPLETIONS: [(Shell, &str); 3] = [
    (Shell::Bash, "bash-completion/completions/tertial"),
    (Shell::Fish, "fish/vendor_completions.d/tertial.fish"),
    (Shell::Zsh, "zsh/vendor-completions/_tertial"),
];

/// Where the manual of a language stands below `share`.
const MANUALS: [(Language, &str); 2] = [(Language::English, "man/man1"), (Language::Swedish, "man/sv/man1")];

/// The command's arguments.
pub(super) fn parser(words: &Words) -> clap::Command {
    let path = clap::value_parser!(PathBuf);
    let folder = clap::Arg::new("folder").value_name(words.folder()).value_parser(path).required(true);
    clap::Command::new("installed").about(words.about_installed()).hide(true).arg(folder)
}

/// The folder that was given.
pub(super) fn folder(matches: &ArgMatches) -> PathBuf {
    matches.get_one::<PathBuf>("folder").cloned().unwrap_or_default()
}

/// Writes the manual in both languages and the completions into a folder, as they stand in `/usr/share`.
pub(super) fn installed(share: &Path, words: &Words) -> u8 {
    let completions = COMPLETIONS.iter().map(|(shell, path)| {
        let mut text = Vec::new();
        clap_complete::generate(*shell, &mut arguments::parser(words), "tertial", &mut text);
        (share.join(path), text)
    });
    let mut files: Vec<(PathBuf, Vec<u8>)> = completions.collect();
    for (language, path) in MANUALS {
        let mut command = arguments::parser(&Words::new(language));
        command.build();
        pages(&command, &share.join(path), &mut files);
    }
    let folders = files.iter().filter_map(|(path, _)| path.parent());
    let made = folders.map(|folder| (folder, std::fs::create_dir_all(folder)));
    if let Some((folder, Err(error))) = made.into_iter().find(|(_, made)| made.is_err()) {
        tell(&words.unwritable(&folder.display().to_string(), &error));
        return WRONG_USE;
    }
    if let Err(unwritten) = output::replace(&files) {
        tell(&words.unwritable(&unwritten.path.display().to_string(), &unwritten.error));
        return WRONG_USE;
    }
    files.iter().for_each(|(path, _)| say(&format!("{}\n", path.display())));
    GOOD
}

/// The pages of a command and of those within it: `tertial.1`, `tertial-sign-prepare.1`.
fn pages(command: &clap::Command, folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    let man = Man::new(command.clone()).date("");
    let mut page = Vec::new();
    // Writing into memory does not fail.
    if man.render(&mut page).is_ok() {
        files.push((folder.join(man.get_filename()), page));
    }
    for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
        pages(inner, folder, files);
    }
}
