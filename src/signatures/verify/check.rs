//! What was checked of a signature, step by step, each under the building block of EN 319 102-1 5.2 that asks for it.

use super::reason::{Indication, Reason};

/// One check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The signature stands in its field as it should, and its range covers a whole revision but itself.
    Place,
    /// The signature is a CMS signature in DER with one signer.
    Format,
    /// The certificate of the signer is there, and the signature names it.
    SigningCertificate,
    /// The covered bytes have the digest that was signed.
    Digest,
    /// The key of the certificate made the signature.
    Value,
    /// The algorithms are allowed, and those that the signature says.
    Algorithms,
    /// The attributes are those of a PAdES baseline signature, each once.
    Attributes,
    /// Every timestamp that proves the time holds.
    Timestamps,
    /// A path leads from the certificate to a trusted one, valid and unrevoked at the time that counts.
    CertificatePath,
    /// What was added to the file later is known and permitted.
    LaterChanges,
}

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It does not, or cannot be settled; why.
    NotPassed(Reason),
    /// One before it did not hold, so that it was not tried, or the signature has no such thing.
    NotDone,
}

impl Step {
    /// Every check, in the order in which they are told.
    pub const ALL: &'static [Self] = &[
        Self::Place,
        Self::Format,
        Self::SigningCertificate,
        Self::Digest,
        Self::Value,
        Self::Algorithms,
        Self::Attributes,
        Self::Timestamps,
        Self::CertificatePath,
        Self::LaterChanges,
    ];

    /// Its name for programs; it never changes.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Algorithms => "algorithms",
            Self::Attributes => "attributes",
            Self::CertificatePath => "certificate-path",
            Self::Digest => "digest",
            Self::Format => "format",
            Self::LaterChanges => "later-changes",
            Self::Place => "place",
            Self::SigningCertificate => "signing-certificate",
            Self::Timestamps => "timestamps",
            Self::Value => "signature-value",
        }
    }

    /// The clause that asks for it.
    #[must_use]
    pub fn clause(self) -> &'static str {
        match self {
            Self::Algorithms => "EN 319 102-1 5.2.8.4.4",
            Self::Attributes => "EN 319 142-1 6.3, EN 319 102-1 5.2.8",
            Self::CertificatePath => "EN 319 102-1 5.2.6, 5.2.5",
            Self::Digest | Self::Value => "EN 319 102-1 5.2.7",
            Self::Format => "EN 319 102-1 5.2.2",
            Self::LaterChanges => "ISO 32000-1 12.8.2.2, EN 319 142-1 5.5",
            Self::Place => "ISO 32000-1 12.8.1, EN 319 142-1 5.3",
            Self::SigningCertificate => "EN 319 102-1 5.2.3",
            Self::Timestamps => "EN 319 102-1 5.4, 5.6.2.4",
        }
    }
}

impl Outcome {
    /// The indication of a building block (EN 319 102-1 table 4); none where it was not tried.
    #[must_use]
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::NotDone => None,
            Self::NotPassed(reason) if reason.indication() == Indication::Failed => Some("FAILED"),
            Self::NotPassed(_) => Some("INDETERMINATE"),
            Self::Passed => Some("PASSED"),
        }
    }
}

/// The checks of one signature as they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checks(Vec<(Step, Option<Reason>)>);

impl Checks {
    /// Notes how a check came out, and hands its result on.
    pub(crate) fn note<T>(&mut self, step: Step, result: Result<T, Reason>) -> Result<T, Reason> {
        self.0.push((step, result.as_ref().err().copied()));
        result
    }

    /// How a check came out: one reason against it outweighs every part of it that holds.
    #[must_use]
    pub fn outcome(&self, step: Step) -> Outcome {
        let of_step = || self.0.iter().filter(|(noted, _)| *noted == step);
        match of_step().find_map(|(_, reason)| *reason) {
            Some(reason) => Outcome::NotPassed(reason),
            None if of_step().next().is_some() => Outcome::Passed,
            None => Outcome::NotDone,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_reason_against_a_check_outweighs_its_other_parts() {
        let mut checks = Checks::default();
        assert_eq!(checks.outcome(Step::Digest), Outcome::NotDone);
        assert!(checks.note(Step::Digest, Ok(())).is_ok());
        assert_eq!(checks.outcome(Step::Digest), Outcome::Passed);
        assert!(checks.note::<()>(Step::Digest, Err(Reason::HashMismatch)).is_err());
        assert!(checks.note(Step::Digest, Ok(())).is_ok());
        assert_eq!(checks.outcome(Step::Digest).word(), Some("FAILED"));
    }
}
