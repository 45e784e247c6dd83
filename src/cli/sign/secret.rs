//! A passphrase or PIN: from the terminal, or from where a program put it; in memory that is wiped after use.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

use super::Refused;
use super::arguments::SecretSource;
use crate::cli::output;

/// Why there is no secret.
pub(super) enum Unread {
    /// The variable of that name is not set, or is no text.
    Environment(String),
    /// There is nobody to ask; why.
    NoTerminal(String),
    /// What was named cannot be read; why.
    Source(String),
    /// It is longer than any passphrase, or no text.
    NotAPassphrase,
}

/// The longest passphrase, in octets.
const LONGEST: usize = 1024;

/// Reads it, once: the first line of what was named.
pub(super) fn read(source: &SecretSource, question: &str) -> Result<Zeroizing<String>, Refused> {
    let secret = match source {
        SecretSource::Descriptor(number) => first_line(Path::new(&format!("/dev/fd/{number}"))),
        SecretSource::Environment(name) => environment(name),
        SecretSource::File(path) => first_line(path),
        SecretSource::Prompt => rpassword::prompt_password(question)
            .map(Zeroizing::new)
            .map_err(|error| Unread::NoTerminal(error.to_string())),
    };
    secret.map_err(Refused::Secret)
}

#[expect(clippy::disallowed_methods, reason = "the command line is the one place that reads the environment")]
fn environment(name: &str) -> Result<Zeroizing<String>, Unread> {
    std::env::var(name).map(Zeroizing::new).map_err(|_| Unread::Environment(name.to_owned()))
}

fn first_line(path: &Path) -> Result<Zeroizing<String>, Unread> {
    let source = |error: io::Error| Unread::Source(error.to_string());
    // As long as it can become, so that it never moves and leaves a copy behind.
    let mut octets = Zeroizing::new(vec![0; LONGEST + 2]);
    output::is_read(path);
    let mut file = File::open(path).map_err(source)?;
    let mut length = 0;
    while length < octets.len() {
        match file.read(&mut octets[length..]).map_err(source)? {
            0 => break,
            read => length += read,
        }
    }
    let line = octets[..length].split(|octet| *octet == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    match str::from_utf8(line) {
        Ok(text) if text.len() <= LONGEST => Ok(Zeroizing::new(text.to_owned())),
        Ok(_) | Err(_) => Err(Unread::NotAPassphrase),
    }
}
