//! The path from a certificate to an anchor that the user named, at one moment (RFC 5280 6), found by webpki.

use std::time::Duration;

use rustls::pki_types::{CertificateDer, UnixTime};
use time::UtcDateTime;
use webpki::{EndEntityCert, Error, ExtendedKeyUsageValidator, KeyPurposeIdIter, anchor_from_trusted_cert};

use super::algorithm::ALLOWED;
use super::certificate::{Certificate, KeyUse};
use super::der::Element;
use super::oid;
use ::der::oid::ObjectIdentifier as Oid;

/// What a certificate must be made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Signing a document: digital signature or non-repudiation, and no other purpose alone.
    Signing,
    /// Timestamps: the purpose timeStamping, critical and alone (RFC 3161 2.3).
    Timestamps,
}

/// Why there is no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChainError {
    /// None leads to an anchor.
    NoPath,
    /// A certificate authority signs as if it were a person.
    AuthorityAsLeaf,
    /// A certificate is used for what it is not made for.
    WrongUse,
    /// An algorithm or a key is not taken.
    Weak,
    /// A certificate's validity had ended.
    Expired,
    /// A certificate's validity had not begun.
    NotYetValid,
    /// A constraint or a certificate itself is not kept.
    Broken,
}

/// The certificates from the one that was asked about to the anchor, which is the last.
pub(crate) type Path<'a> = Vec<Certificate<'a>>;

/// Finds the path. `pool` is every other certificate that is at hand.
pub(crate) fn path<'a>(
    leaf: &Certificate<'a>,
    pool: &[Certificate<'a>],
    anchors: &[Certificate<'a>],
    at: UtcDateTime,
    purpose: Purpose,
) -> Result<Path<'a>, ChainError> {
    check_leaf(leaf, purpose)?;
    let der = CertificateDer::from(leaf.raw);
    let end = EndEntityCert::try_from(&der).map_err(|error| told(&error))?;
    let others: Vec<_> = pool.iter().map(|certificate| CertificateDer::from(certificate.raw)).collect();
    let roots: Vec<_> = anchors.iter().map(|anchor| CertificateDer::from(anchor.raw)).collect();
    let roots: Vec<_> = roots.iter().filter_map(|root| anchor_from_trusted_cert(root).ok()).collect();
    let seconds = u64::try_from(at.unix_timestamp()).map_err(|_| ChainError::NotYetValid)?;
    let time = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
    let found = end
        .verify_for_usage(&ALLOWED, &roots, &others, time, AnyPurpose, None, None)
        .map_err(|error| told(&error))?;

    let same = |raw: &[u8]| pool.iter().find(|certificate| certificate.raw == raw).copied();
    let between = found.intermediate_certificates().filter_map(|certificate| same(&certificate.der()));
    let mut path: Path<'a> = std::iter::once(*leaf).chain(between).collect();
    let fits = |authority: &Certificate<'_>| {
        authority.may(KeyUse::CertificateSigning) && may_issue_for(authority, purpose)
    };
    if !path.iter().skip(1).all(fits) {
        return Err(ChainError::WrongUse);
    }
    let last = path.last().unwrap_or(leaf);
    let anchor = anchors.iter().find(|anchor| last.is_issued_by(anchor)).ok_or(ChainError::NoPath)?;
    path.push(*anchor);
    Ok(path)
}

/// The leaf may do what it did.
pub(crate) fn check_leaf(leaf: &Certificate<'_>, purpose: Purpose) -> Result<(), ChainError> {
    if leaf.is_authority() {
        return Err(ChainError::AuthorityAsLeaf);
    }
    let signs = leaf.may(KeyUse::DigitalSignature) || leaf.may(KeyUse::NonRepudiation);
    if signs && has_purpose(leaf, purpose) { Ok(()) } else { Err(ChainError::WrongUse) }
}

/// A person's certificate that names purposes names one of documents; a timestamp service's names that alone.
fn has_purpose(leaf: &Certificate<'_>, purpose: Purpose) -> bool {
    match (purpose, leaf.purposes()) {
        (Purpose::Signing, None) => true,
        (Purpose::Signing, Some((purposes, _))) => names_any(&purposes, &SIGNING),
        (Purpose::Timestamps, Some((purposes, critical))) => {
            critical && purposes.len() == 1 && names_any(&purposes, &[oid::TIME_STAMPING])
        }
        (Purpose::Timestamps, None) => false,
    }
}

/// An authority that names purposes issues for those alone.
fn may_issue_for(authority: &Certificate<'_>, purpose: Purpose) -> bool {
    authority.purposes().is_none_or(|(purposes, _)| match purpose {
        Purpose::Signing => names_any(&purposes, &SIGNING),
        Purpose::Timestamps => names_any(&purposes, &[oid::ANY_PURPOSE, oid::TIME_STAMPING]),
    })
}

/// Purposes under which documents are signed.
const SIGNING: [Oid; 5] = [
    oid::ANY_PURPOSE,
    oid::EMAIL_PROTECTION,
    oid::DOCUMENT_SIGNING,
    oid::MICROSOFT_DOCUMENT_SIGNING,
    oid::ADOBE_DOCUMENT_SIGNING,
];

fn names_any(purposes: &[Element<'_>], known: &[Oid]) -> bool {
    purposes.iter().any(|purpose| known.iter().any(|known| oid::is(purpose, known)))
}

/// Purposes are judged by [`has_purpose`], which webpki's own rule, made for servers, cannot say.
struct AnyPurpose;

impl ExtendedKeyUsageValidator for AnyPurpose {
    fn validate(&self, _: KeyPurposeIdIter<'_, '_>) -> Result<(), Error> {
        Ok(())
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum; the rest is told in one way")]
fn told(error: &Error) -> ChainError {
    match error {
        Error::CaUsedAsEndEntity => ChainError::AuthorityAsLeaf,
        Error::CertExpired { .. } => ChainError::Expired,
        Error::CertNotValidYet { .. } => ChainError::NotYetValid,
        Error::EndEntityUsedAsCa => ChainError::WrongUse,
        Error::UnknownIssuer | Error::InvalidSignatureForPublicKey => ChainError::NoPath,
        Error::UnsupportedSignatureAlgorithmContext(_)
        | Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_) => ChainError::Weak,
        _ => ChainError::Broken,
    }
}
