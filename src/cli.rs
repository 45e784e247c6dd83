//! The command line: arguments settled once, one file a command, results on stdout, messages on stderr.

mod arguments;
mod build;
mod check;
mod diff;
mod explain;
mod export;
mod facts;
mod http;
mod import;
mod installed;
mod new;
mod output;
mod schema;
mod sign;
mod trace;
mod verify;
mod words;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::OnceLock;

use crate::diagnostic::{Language, Style};
use crate::project::content::MATTER_FILE;
use crate::project::source::SourceError;

use arguments::{Command, Refusal};
use words::Words;

/// Nothing stands in the way.
const GOOD: u8 = 0;
/// There are findings to mend.
const FOUND: u8 = 1;
/// The command was given wrongly, or the surroundings refused.
const WRONG_USE: u8 = 2;

/// Runs the program with its arguments, the first being its own name. Exit codes: 0 good, 1 findings, 2 wrong use.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let words = Words::new(arguments::language(&arguments, &locale()));
    let code = match arguments::settle(&arguments, &words) {
        Ok(Command::Build(options)) => build::build(&options, &words),
        Ok(Command::Check(options)) => check::check(&options, &words),
        Ok(Command::Diff(options)) => diff::diff(&options, &words),
        Ok(Command::Explain(code)) => explain::explain(&code, &words),
        Ok(Command::Export(options)) => export::export(&options, &words),
        Ok(Command::Facts(options)) => facts::facts(&options, &words),
        Ok(Command::Import(options)) => import::import(&options, &words),
        Ok(Command::Installed(share)) => installed::installed(&share, &words),
        Ok(Command::New(options)) => new::new(&options, &words),
        Ok(Command::Schema(kind)) => schema::schema(kind),
        Ok(Command::Sign(options)) => sign::sign(&options, &words),
        Ok(Command::Trace(options)) => trace::trace(&options, &words),
        Ok(Command::Verify(options)) => verify::verify(&options, &words),
        Err(Refusal::Asked(text)) => {
            say(&text);
            GOOD
        }
        Err(Refusal::Wrong(text)) => {
            tell(&text);
            WRONG_USE
        }
    };
    match UNSAID.get() {
        Some(error) => {
            tell(&words.unsaid(error));
            ExitCode::from(WRONG_USE)
        }
        None => ExitCode::from(code),
    }
}

#[expect(clippy::disallowed_methods, reason = "the command line is the one place that reads the environment")]
fn locale() -> String {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    names
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .unwrap_or_default()
}

/// Why something that was to be said could not be put out.
static UNSAID: OnceLock<io::Error> = OnceLock::new();

/// A result, for stdout. A reader who has gone away is no mistake; a full disk is, and is told at the end.
fn say(text: &str) {
    said(io::stdout().write_all(text.as_bytes()));
}

fn said(outcome: io::Result<()>) {
    if let Err(error) = outcome.and_then(|()| io::stdout().flush())
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        // The first reason is the one to tell.
        let _ = UNSAID.set(error);
    }
}

/// A message, for stderr, without what an address carries of secrets.
fn tell(text: &str) {
    let _ = io::stderr().write_all(without_secrets(text).as_bytes());
}

/// A text with the names and passwords taken out of its addresses: `https://namn:ord@host/` becomes `https://host/`.
fn without_secrets(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        out.push_str(before);
        let ends =
            |c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '\'' | '`' | '”' | '<' | '>');
        let host = &after[..after.find(ends).unwrap_or(after.len())];
        rest = host.rfind('@').map_or(after, |secret| &after[secret + 1..]);
    }
    out.push_str(rest);
    out
}

/// The project's folder: the one that was given, else this one, else `content`.
fn folder(given: Option<&Path>) -> PathBuf {
    let here = || if Path::new(MATTER_FILE).exists() { PathBuf::from(".") } else { PathBuf::from("content") };
    given.map_or_else(here, Path::to_path_buf)
}

/// How findings are shown on a stream.
fn style(colours: bool) -> Style {
    if colours { Style::Colour } else { Style::Plain }
}

fn stderr_watches() -> bool {
    io::stderr().is_terminal()
}

fn unreadable(folder: &Path, error: &SourceError, words: &Words) -> u8 {
    let path = folder.display().to_string();
    tell(&match error {
        SourceError::Missing => words.no_folder(&path),
        SourceError::Unreadable(io::ErrorKind::NotADirectory) => words.not_a_folder(&path),
        SourceError::Unreadable(kind) => words.unreadable(&path, &kind.to_string()),
        SourceError::NotUtf8 { .. } | SourceError::Outside | SourceError::TooLarge { .. } => {
            words.unreadable(&path, "")
        }
    });
    WRONG_USE
}

impl Words {
    /// The language of findings.
    fn language(&self) -> Language {
        self.language
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_without_their_secrets() {
        for (text, told) in [
            ("https://namn:ord@host/a?b svarar inte", "https://host/a?b svarar inte"),
            ("ftp://a@b://c@d `http://x:y@z`", "ftp://b://d `http://z`"),
            ("kontakt@host och https://host/a@b", "kontakt@host och https://host/a@b"),
        ] {
            assert_eq!(without_secrets(text), told);
        }
    }
}
