//! What is found of a file and of each of its signatures.

use std::ops::Range;

use time::UtcDateTime;

use super::change::Change;
use super::check::Checks;
use super::place::Kind;
use super::reason::{Indication, Reason};
use super::stamp::Stamp;

/// What is found of a file whose tables could be read.
#[derive(Clone, Debug)]
pub struct Report {
    /// The oldest first.
    pub signatures: Vec<Signature>,
    /// The fields that are made for a person and that nobody has signed, in the order of the form.
    pub open: Vec<OpenField>,
    /// How many revisions the file has.
    pub revisions: usize,
    /// Why the file as a whole is not taken, whatever its signatures say.
    pub problem: Option<Reason>,
}

/// A field that nobody has signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenField {
    /// Its name.
    pub field: String,
    /// Who is to sign there, as far as the document says.
    pub planned: Option<Planned>,
}

/// Who is to sign in a field, as the author of the document wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planned {
    /// The name.
    pub name: Option<String>,
    /// In what capacity.
    pub role: Option<String>,
    /// For whom.
    pub organisation: Option<String>,
}

/// What is found of one signature or timestamp.
#[derive(Clone, Debug)]
pub struct Signature {
    /// The name of its field.
    pub field: String,
    /// Who was to sign there, as far as the document says.
    pub planned: Option<Planned>,
    /// None where it cannot be read so far.
    pub kind: Option<Kind>,
    /// Why it does not hold; none where it does.
    pub reason: Option<Reason>,
    /// The certificate of the signer, where the signature itself holds.
    pub signer: Option<Signer>,
    /// When the signer's machine said it was, as the file writes it.
    pub claimed: Option<String>,
    /// Why the signer signed, as the file writes it.
    pub motive: Option<String>,
    /// The earliest time at which others prove that the signature was there.
    pub proven: Option<Stamp>,
    /// The level that is reached.
    pub level: Option<Level>,
    /// Whether it is settled that no certificate on the way to the anchor was revoked; none where there is no such way.
    pub revocation_settled: Option<bool>,
    /// Which revision of the file was signed, from 1.
    pub revision: Option<usize>,
    /// The bytes of the file that the signer saw, from the first.
    pub seen: Range<usize>,
    /// What was done to the file after it.
    pub later: Vec<Change>,
    /// Every check that was made.
    pub checks: Checks,
}

/// Who signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// The name and organisation of the certificate.
    pub name: String,
    /// The name alone.
    pub person: String,
    /// Who issued the certificate.
    pub issuer: String,
    /// Its serial number in hexadecimal.
    pub serial: String,
    /// The last moment of its validity.
    pub until: UtcDateTime,
}

/// The levels of a PAdES baseline signature (EN 319 142-1 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A signature.
    B,
    /// With a time that others prove.
    T,
    /// With proofs of validity in the file.
    Lt,
    /// With a timestamp over those.
    Lta,
}

impl Level {
    /// The name of the standard.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::B => "PAdES-B-B",
            Self::Lt => "PAdES-B-LT",
            Self::Lta => "PAdES-B-LTA",
            Self::T => "PAdES-B-T",
        }
    }
}

impl Signature {
    /// The main indication.
    #[must_use]
    pub fn indication(&self) -> Indication {
        self.reason.map_or(Indication::Passed, Reason::indication)
    }
}

impl Report {
    /// Why the signature of a field is broken, or the file around it, whoever is trusted; none where only trust can be
    /// missing.
    #[must_use]
    pub fn broken(&self, field: &str) -> Option<Reason> {
        let Some(signature) = self.signatures.iter().find(|signature| signature.field == field) else {
            return self.problem.or(Some(Reason::NoSignature));
        };
        self.problem.or(signature.reason).filter(|reason| !reason.is_of_trust())
    }

    /// The worst indication of all; a file without signatures, or with a problem of its own, fails.
    #[must_use]
    pub fn indication(&self) -> Indication {
        let whole = self.problem.map_or(Indication::Passed, Reason::indication);
        self.signatures.iter().map(Signature::indication).fold(whole, Indication::max)
    }
}
