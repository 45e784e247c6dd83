//! The file with what a service returned, after everything in it was checked.

use std::{error, fmt};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use time::UtcDateTime;

use super::request::{ADDRESSES, SigningRequest};
use super::response::SigningResponse;
use crate::signatures::pki::cms::SignedData as ReadData;
use crate::signatures::pki::{der, moment, oid};
use crate::signatures::sign::asn1::SET;
use crate::signatures::sign::{
    Certificate, DigestAlgorithm, FileError, Prepared, SignatureAlgorithm, SignedData,
};
use crate::signatures::verify::{Policy, Reason, rules, verify};

/// Why a response is not set into a file. Nothing is written then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemoteError {
    /// The request expired; when.
    Expired(UtcDateTime),
    /// The file.
    File(FileError),
    /// The response answers the request of another document.
    OtherAnswer,
    /// The file is not the one that the request was made for.
    OtherDocument,
    /// The request was changed, or is none.
    Request,
    /// The response has a signature that does not hold, or whose signer is not trusted.
    Signature(Reason),
    /// An algorithm that is not taken, or not the request's digest; its address.
    UnknownAlgorithm(String),
    /// The signer is not the one whose certificate stands in the request.
    WrongCertificate,
}

impl From<FileError> for RemoteError {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

/// Sets a response into the file that the request was made for. The signer's certificate must lead to one of `anchors`
/// at the time `now`; whether it is revoked is not asked here.
pub fn finish(
    file: Vec<u8>,
    request: &SigningRequest,
    response: &SigningResponse,
    anchors: &[Certificate],
    now: UtcDateTime,
) -> Result<Vec<u8>, RemoteError> {
    let until = moment::written(&request.valid_until).ok_or(RemoteError::Request)?;
    if until < now {
        return Err(RemoteError::Expired(until));
    }
    let prepared = opened(file, request)?;
    let cms = match response {
        SigningResponse::Cms(cms) => cms.clone(),
        SigningResponse::Parts { attributes, signature, algorithm, certificates } => {
            let own = decoded(&request.to_be_signed_bytes)?;
            let attributes = attributes.as_ref().unwrap_or(&own);
            assemble(attributes, signature, fitting(algorithm, request)?, certificates)?
        }
    };
    check(&cms, &prepared, request)?;
    let signed = prepared.finish(&cms)?;
    let policy =
        Policy { anchors: anchors.iter().map(Certificate::der).collect(), now, unknown_revocation: true };
    let report = verify(&signed, &policy);
    let own = report.signatures.iter().find(|signature| signature.field == request.field);
    match report.problem.or(own.map_or(Some(Reason::NoSignature), |own| own.reason)) {
        Some(reason) => Err(RemoteError::Signature(reason)),
        None => Ok(signed),
    }
}

/// The file, if it is the request's: nobody could put another in its place while the service was asked.
fn opened(file: Vec<u8>, request: &SigningRequest) -> Result<Prepared, RemoteError> {
    if DigestAlgorithm::Sha256.digest(&[&file]) != decoded(&request.sha256)? {
        return Err(RemoteError::OtherDocument);
    }
    let prepared = Prepared::open(file)?;
    let digest = decoded(&request.document_digest)?;
    let algorithm = named(&request.signature_algorithm).ok_or(RemoteError::Request)?;
    let same = prepared.digest(algorithm.digest()) == digest;
    if same { Ok(prepared) } else { Err(RemoteError::OtherDocument) }
}

/// The response's algorithm, which must digest as the request's does.
fn fitting(address: &str, request: &SigningRequest) -> Result<SignatureAlgorithm, RemoteError> {
    let asked = named(&request.signature_algorithm).ok_or(RemoteError::Request)?;
    let fits = |algorithm: &SignatureAlgorithm| algorithm.digest() == asked.digest();
    named(address).filter(fits).ok_or_else(|| RemoteError::UnknownAlgorithm(address.to_owned()))
}

fn named(address: &str) -> Option<SignatureAlgorithm> {
    ADDRESSES.iter().find(|(known, _)| *known == address).map(|(_, algorithm)| *algorithm)
}

/// The CMS of the returned parts; the attributes are taken octet for octet.
fn assemble(
    attributes: &[u8],
    signature: &[u8],
    algorithm: SignatureAlgorithm,
    certificates: &[Vec<u8>],
) -> Result<Vec<u8>, RemoteError> {
    der::whole_of(attributes, SET).map_err(|error| RemoteError::Signature(error.into()))?;
    let chain: Result<Vec<_>, _> = certificates.iter().map(|der| Certificate::from_der(der)).collect();
    let chain = chain.ok().filter(|chain| !chain.is_empty());
    let chain = chain.ok_or(RemoteError::Signature(Reason::NoSigningCertificate))?;
    let signed = SignedData { attributes, algorithm, signature, chain: &chain, unsigned: &[] };
    Ok(signed.to_der())
}

/// Whether a signature is of this document, by the right one, as PAdES asks.
fn check(cms: &[u8], prepared: &Prepared, request: &SigningRequest) -> Result<(), RemoteError> {
    let told = |reason| {
        let other = reason == Reason::HashMismatch;
        if other { RemoteError::OtherAnswer } else { RemoteError::Signature(reason) }
    };
    let data = ReadData::read(cms).map_err(|error| told(error.into()))?;
    rules::check_baseline(&data).map_err(told)?;
    let signed = rules::check(data, &oid::DATA, &prepared.covered()).map_err(told)?;
    match &request.certificate {
        Some(certificate) if decoded(certificate)? != signed.signer.raw => Err(RemoteError::WrongCertificate),
        Some(_) | None => Ok(()),
    }
}

fn decoded(text: &str) -> Result<Vec<u8>, RemoteError> {
    STANDARD.decode(text).map_err(|_| RemoteError::Request)
}

impl fmt::Display for RemoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expired(until) => write!(f, "the request expired {}", moment::text(*until)),
            Self::File(error) => error.fmt(f),
            Self::OtherAnswer => f.write_str("the response is for another document"),
            Self::OtherDocument => f.write_str("the file is not the one of the request"),
            Self::Request => f.write_str("the request was changed, or is none"),
            Self::Signature(reason) => write!(f, "the response's signature does not hold: {}", reason.code()),
            Self::UnknownAlgorithm(address) => write!(f, "the algorithm `{address}` is not taken"),
            Self::WrongCertificate => f.write_str("the signer is not the one of the request"),
        }
    }
}

impl error::Error for RemoteError {}
