//! `tertial sign`: a signature in a field of a PDF.

mod arguments;
mod extend;
mod input;
mod level;
mod remote;
mod secret;

use std::path::{Path, PathBuf};

use time::{OffsetDateTime, UtcDateTime};

use super::words::Words;
use super::{GOOD, WRONG_USE, output, say, tell};
use crate::signatures::levels::{self, LevelError};
use crate::signatures::sign::{
    self, Expected, Field, Kind, Pkcs12Signer, Request, RsaScheme, SignError, Signable, Signer, Token, spoken,
};
use crate::writers::pdf::{self, Panel};

use crate::signatures::verify::{Policy, Reason, is_same_person, verify};

pub(super) use arguments::{SignCommand, SignOptions, options, parser};

use arguments::KeySource;
use secret::Unread;

/// Why nothing was signed.
enum Refused {
    /// The level is not reached.
    Level(LevelError),
    /// No picture of the signature can be made of these words.
    Panel(String),
    /// Something that was named cannot be used, as it was told.
    Said(String),
    /// The passphrase or PIN could not be read.
    Secret(Unread),
    /// The file or the key.
    Sign(SignError),
    /// A file that was named cannot be read; which and why.
    Unreadable(String, String),
    /// A signature in the result does not hold.
    Unverified(Reason),
    /// The result could not be written.
    Unwritten(output::Unwritten),
    /// The result would take the place of what is signed.
    WouldOverwrite,
}

impl Words {
    fn refused(&self, refused: &Refused) -> String {
        match refused {
            Refused::Level(error) => self.no_level(error),
            Refused::Panel(name) => self.no_panel(name),
            Refused::Said(said) => said.clone(),
            Refused::Secret(Unread::Environment(name)) => self.no_variable(name),
            Refused::Secret(Unread::NoTerminal(why)) => self.no_terminal(why),
            Refused::Secret(Unread::NotAPassphrase) => self.no_passphrase(),
            Refused::Secret(Unread::Source(why)) => self.unread_secret(why),
            Refused::Sign(error) => self.unsigned(error),
            Refused::Unreadable(path, why) => self.unreadable(path, why),
            Refused::Unverified(reason) => self.unverified(*reason),
            Refused::Unwritten(output) => self.unwritable(&output.path.display().to_string(), &output.error),
            Refused::WouldOverwrite => self.would_overwrite(),
        }
    }
}

impl<E: Into<SignError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Sign(error.into())
    }
}

impl From<LevelError> for Refused {
    fn from(error: LevelError) -> Self {
        Self::Level(error)
    }
}

/// Does what was asked, and says which file was written.
pub(super) fn sign(command: &SignCommand, words: &Words) -> u8 {
    let (done, output) = match command {
        SignCommand::Extend(options) => (extend::extended(options, words), &options.output),
        SignCommand::Finish(options) => (remote::finished(options, words), &options.output),
        SignCommand::Prepare(options) => (remote::prepared(options, words), &options.output),
        SignCommand::Sign(options) => (signed(options, now(), words), &options.output),
    };
    match done {
        Ok(()) => {
            say(&format!("{}\n", output.display()));
            GOOD
        }
        Err(refused) => {
            tell(&words.refused(&refused));
            WRONG_USE
        }
    }
}

/// The file is read before anyone is asked for a passphrase, and the result is looked at before it is written.
fn signed(options: &SignOptions, time: OffsetDateTime, words: &Words) -> Result<(), Refused> {
    check_output(&options.output, &options.files())?;
    let original = input::read(&options.input, input::MAX_PDF)?;
    let file = Signable::open(original.clone())?;
    check_before(&original, words)?;
    let field = file.free_field(options.field.as_deref())?.clone();
    let signer = signer(options, words)?;
    let leaf = signer.chain().first().ok_or(sign::KeyError::NoKey)?;
    sign::check_certificate(leaf, time)?;
    let trusted = options.level.issuers(words)?;
    let holder = leaf.name().or(leaf.organisation()).unwrap_or_default();
    if let Some(issuer) = sign::missing_issuer(signer.chain(), &trusted) {
        tell(&words.missing_issuer(&issuer, &holder));
    }
    let name = leaf.name().or(leaf.organisation()).unwrap_or_default();
    let expected = field.signer.clone().unwrap_or_default();
    if expected.name.as_ref().is_some_and(|expected| !is_same_person(expected, &name)) {
        tell(&words.other_name(&field.name, expected.name.as_deref().unwrap_or_default(), &name));
    }
    let panel =
        if options.invisible { None } else { panel(&field, &name, &expected, leaf.organisation(), time)? };
    let request = Request {
        kind: if options.certify { Kind::Certification } else { Kind::Approval },
        time,
        name: Some(&name),
        place: expected.place.as_deref(),
        reason: options.reason.as_deref(),
        appearance: panel.as_deref(),
        reserve: options.reserve,
    };
    let services = options.level.open(words)?;
    let prepared = file.prepare(field.id, &request)?;
    let result = match &services {
        None => sign::sign(prepared, signer.as_ref())?,
        Some(opened) => levels::sign(prepared, signer.as_ref(), opened.level, &opened.services())?,
    };
    sign::check_result(&original, &result, &field.name)?;
    level::check_integrity(&result, &field.name)?;
    options.level.check(&result, words)?;
    output::create(&options.output, &result).map_err(Refused::Unwritten)
}

/// What was done to the file before: a signature that does not hold is not added to, and what nobody has signed since the
/// file was built is told.
fn check_before(original: &[u8], words: &Words) -> Result<(), Refused> {
    let nobody = Policy { anchors: Vec::new(), now: UtcDateTime::from(now()), unknown_revocation: true };
    let report = verify(original, &nobody);
    for signature in &report.signatures {
        let against = signature.reason.filter(|reason| !reason.is_of_form() && !reason.is_of_trust());
        if let Some(reason) = against {
            return Err(Refused::Said(words.broken_before(&signature.field, words.reason(reason))));
        }
    }
    if report.signatures.is_empty() && report.revisions > 1 {
        tell(&words.added_to(report.revisions));
    }
    Ok(())
}

/// Opens the key. Whoever has it is asked for the passphrase or the PIN once.
fn signer(options: &SignOptions, words: &Words) -> Result<Box<dyn Signer>, Refused> {
    let scheme = if options.pss { RsaScheme::Pss } else { RsaScheme::Pkcs1 };
    match &options.key {
        KeySource::Pkcs11 { module, token, key } => {
            let token = Token::find(module, token.as_deref())?;
            if token.is_last_try() {
                tell(words.last_try());
            }
            let pin =
                if token.has_keypad() { None } else { Some(secret::read(&options.secret, words.ask_pin())?) };
            let signer = token.login(pin.as_ref().map(|pin| pin.as_str()), key.as_deref(), scheme)?;
            Ok(Box::new(signer))
        }
        KeySource::Pkcs12(path) => {
            let file = input::read(path, input::MAX_KEY)?;
            let passphrase = secret::read(&options.secret, words.ask_passphrase())?;
            Ok(Box::new(Pkcs12Signer::open(&file, &passphrase, scheme)?))
        }
    }
}

/// What is shown in the field: the name that the certificate says, and the capacity that the document says. Nothing
/// where the field has no place on the page.
fn panel(
    field: &Field,
    name: &str,
    expected: &Expected,
    organisation: Option<String>,
    time: OffsetDateTime,
) -> Result<Option<Vec<u8>>, Refused> {
    let Some(size) = field.size else { return Ok(None) };
    let organisation = organisation.or(expected.organisation.clone());
    let role = [Some(expected.role.clone()), organisation].into_iter().flatten();
    let role: Vec<String> = role.filter(|words| !words.is_empty()).collect();
    let role = role.join(", ");
    let shown = Panel { size, name, role: &role, time: &spoken(time) };
    pdf::panel(&shown).map(Some).ok_or_else(|| Refused::Panel(name.to_owned()))
}

/// The result takes the place of nothing: of no file that the command reads, and of no other that is there. This is said
/// before anyone is asked for a passphrase or a service for a timestamp.
fn check_output(output: &Path, files: &[&PathBuf]) -> Result<(), Refused> {
    if files.iter().any(|file| is_same(file, output)) {
        return Err(Refused::WouldOverwrite);
    }
    let there = output.symlink_metadata().is_ok_and(|found| !found.is_dir());
    let error = std::io::Error::other(output::There);
    if there {
        Err(Refused::Unwritten(output::Unwritten { path: output.to_path_buf(), error }))
    } else {
        Ok(())
    }
}

/// Whether both paths lead to the same file.
fn is_same(first: &Path, second: &Path) -> bool {
    match (std::fs::canonicalize(first), std::fs::canonicalize(second)) {
        (Ok(first), Ok(second)) => first == second,
        _ => first == second,
    }
}

#[expect(clippy::disallowed_methods, reason = "the command line is the one place that reads the clock")]
fn now() -> OffsetDateTime {
    std::time::SystemTime::now().into()
}
