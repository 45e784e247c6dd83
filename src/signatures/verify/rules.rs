//! What a CMS signature must keep to be a PAdES baseline signature (EN 319 142-1 table 1, EN 319 122-1 5, RFC 5652),
//! and whether it is of the bytes that it covers.

use crate::signatures::pki::algorithm::{Digest, digest_within};
use crate::signatures::pki::certificate::Certificate;
use crate::signatures::pki::cms::{SignedData, Signer};
use crate::signatures::pki::der::{
    self, Element, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, Reader, SEQUENCE,
};
use crate::signatures::pki::oid;

use ::der::oid::ObjectIdentifier as Oid;
use aws_lc_rs::digest;

use super::check::{Checks, Step};
use super::reason::Reason;

/// A signature that is what it says of the bytes that it covers.
pub(crate) struct Signed<'a> {
    pub(crate) data: SignedData<'a>,
    pub(crate) signer: Certificate<'a>,
}

/// The signature at the beginning of `/Contents`; only zeros may follow it.
pub(crate) fn unpadded(contents: &[u8]) -> Result<&[u8], Reason> {
    let (element, rest) = der::first(contents).map_err(Reason::from)?;
    if rest.iter().all(|byte| *byte == 0) { Ok(element.raw) } else { Err(Reason::Padding) }
}

/// Checks a signature over a document, or over the content within it, and finds the certificate of its signer.
pub(crate) fn check<'a>(
    data: SignedData<'a>,
    content_type: &Oid,
    content: &[&[u8]],
) -> Result<Signed<'a>, Reason> {
    check_noted(data, content_type, content, &mut Checks::default())
}

/// The same, with every step of it noted.
pub(crate) fn check_noted<'a>(
    data: SignedData<'a>,
    content_type: &Oid,
    content: &[&[u8]],
    checks: &mut Checks,
) -> Result<Signed<'a>, Reason> {
    let signer = &data.signer;
    checks.note(Step::Attributes, check_attributes(signer, &data, content_type))?;
    let digest = Digest::read(&signer.digest).map_err(Reason::from);
    let digest = digest.and_then(|digest| digest.ok_or(Reason::WeakAlgorithm));
    let digest = checks.note(Step::Algorithms, digest)?;
    let certificate = checks.note(Step::SigningCertificate, signing_certificate(&data))?;
    checks.note(Step::Digest, check_digest(signer, digest, content))?;
    let value = certificate.key.verify_signer(&signer.algorithm, digest, &signer.signed, signer.signature);
    match value.map_err(Reason::from) {
        Err(Reason::WeakAlgorithm) => checks.note(Step::Algorithms, Err(Reason::WeakAlgorithm))?,
        value => checks.note(Step::Value, value)?,
    }
    checks.note(Step::SigningCertificate, check_named(signer, &certificate))?;
    checks.note(Step::Algorithms, check_algorithms(signer, digest))?;
    Ok(Signed { signer: certificate, data })
}

fn check_attributes(signer: &Signer<'_>, data: &SignedData<'_>, content_type: &Oid) -> Result<(), Reason> {
    if !oid::is(&data.content_type, content_type)
        || !signer.only(&oid::CONTENT_TYPE).is_some_and(|kind| oid::is(&kind, content_type))
    {
        return Err(Reason::Attributes);
    }
    check_once(signer)
}

fn check_digest(signer: &Signer<'_>, digest: Digest, content: &[&[u8]]) -> Result<(), Reason> {
    let told = signer.only(&oid::MESSAGE_DIGEST).ok_or(Reason::Attributes)?;
    if told.tag != OCTET_STRING || told.value != digest.of(content).as_ref() {
        return Err(Reason::HashMismatch);
    }
    Ok(())
}

/// What a signature over a document must not have beside (EN 319 142-1 table 1).
pub(crate) fn check_baseline(data: &SignedData<'_>) -> Result<(), Reason> {
    let signer = &data.signer;
    if data.content.is_some() {
        return Err(Reason::Attributes);
    }
    if !signer.values(&oid::SIGNING_TIME).is_empty() {
        return Err(Reason::SigningTime);
    }
    if !signer.values(&oid::SIGNING_CERTIFICATE).is_empty() {
        return Err(Reason::WeakAlgorithm);
    }
    let forbidden = [
        oid::CERTIFICATE_VALUES,
        oid::REVOCATION_VALUES,
        oid::CERTIFICATE_REFERENCES,
        oid::REVOCATION_REFERENCES,
    ];
    let has = |name| !signer.values(name).is_empty() || !signer.unsigned_values(name).is_empty();
    if forbidden.iter().any(has) { Err(Reason::ForbiddenAttribute) } else { Ok(()) }
}

/// No signed attribute stands twice (RFC 5652 5.3 and 11).
fn check_once(signer: &Signer<'_>) -> Result<(), Reason> {
    let mut names: Vec<&[u8]> = signer.attributes.iter().map(|attribute| attribute.name.value).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    if names.len() == count { Ok(()) } else { Err(Reason::Attributes) }
}

/// The certificate that the signer is said to have; it must be among those that came with the signature.
pub(crate) fn signing_certificate<'a>(data: &SignedData<'a>) -> Result<Certificate<'a>, Reason> {
    let identifier = &data.signer.identifier;
    // A key's identifier ([0]) is a choice of CMS that PAdES does not need; the certificate is named by ESS then.
    let mut named = Reader::new(if identifier.tag == SEQUENCE { identifier.value } else { &[] });
    let issuer = named.expect(SEQUENCE).map_err(|_| Reason::NoSigningCertificate)?.raw;
    let serial = named.expect(INTEGER).map_err(|_| Reason::NoSigningCertificate)?.value;
    let certificates = data.certificates.iter().filter_map(|raw| Certificate::read(raw).ok());
    let mut found = certificates.filter(|known| known.issuer == issuer && known.serial == serial);
    found.next().ok_or(Reason::NoSigningCertificate)
}

/// The signature names the certificate by its digest (RFC 5035 4), so that it cannot be swapped for another of the same
/// key.
fn check_named(signer: &Signer<'_>, certificate: &Certificate<'_>) -> Result<(), Reason> {
    let Some(attribute) = signer.only(&oid::SIGNING_CERTIFICATE_V2) else {
        return check_named_before(signer, certificate);
    };
    let mut list = attribute.inside().inside(SEQUENCE)?;
    let mut first = list.inside(SEQUENCE)?;
    let digest = match first.optional(SEQUENCE)? {
        Some(algorithm) => Digest::read(&algorithm)?.ok_or(Reason::WeakAlgorithm)?,
        None => Digest::Sha256,
    };
    let hash = first.expect(OCTET_STRING)?.value;
    let same = hash == digest.of(&[certificate.raw]).as_ref();
    if same { Ok(()) } else { Err(Reason::CertificateSwapped) }
}

/// The older attribute names by SHA-1. Timestamp services still use it (RFC 3161 2.4.2), where it only tells which
/// certificate of the service is meant; a signature over a document must not ([`check_baseline`]).
fn check_named_before(signer: &Signer<'_>, certificate: &Certificate<'_>) -> Result<(), Reason> {
    let attribute = signer.only(&oid::SIGNING_CERTIFICATE).ok_or(Reason::CertificateNotNamed)?;
    let hash = attribute.inside().inside(SEQUENCE)?.inside(SEQUENCE)?.expect(OCTET_STRING)?.value;
    let digest = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, certificate.raw);
    if hash == digest.as_ref() { Ok(()) } else { Err(Reason::CertificateSwapped) }
}

/// The digest that is told beside the signature is the one within it, and the protected algorithms are those used
/// (RFC 6211).
fn check_algorithms(signer: &Signer<'_>, digest: Digest) -> Result<(), Reason> {
    if digest_within(&signer.algorithm).is_some_and(|within| within != digest) {
        return Err(Reason::AlgorithmSwapped);
    }
    let Some(protection) = signer.only(&oid::ALGORITHM_PROTECTION) else { return Ok(()) };
    let mut inside = protection.inside();
    let protected_digest = inside.expect(SEQUENCE)?;
    let protected_signature = inside.expect(der::context(1))?;
    let agree = algorithm_name(&protected_digest)? == algorithm_name(&signer.digest)?
        && protected_signature.value == signer.algorithm.value;
    if agree { Ok(()) } else { Err(Reason::AlgorithmSwapped) }
}

/// The identifier of an `AlgorithmIdentifier`; its parameters may be NULL or absent for a digest (RFC 5754 2).
fn algorithm_name<'a>(identifier: &Element<'a>) -> Result<&'a [u8], Reason> {
    Ok(identifier.inside().expect(OBJECT_IDENTIFIER)?.value)
}
