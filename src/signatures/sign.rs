//! Signatures in a PDF: PAdES baseline B-B (EN 319 142-1), added to the file and never changing what was there.
//!
//! ```text
//! file ──Signable──▶ its fields ──prepare──▶ Prepared ──digest──▶ signed_attributes ──Signer──▶ SignedData ──finish──▶ signed file
//! ```
//!
//! [`sign`] goes the whole way with a key that is at hand. Someone else can go it in two steps: what [`Prepared`] and
//! [`signed_attributes`] give is sent away, and [`SignedData`] is made of what comes back. Nothing here asks for the
//! time or for a passphrase: both are handed in.

mod algorithm;
mod appearance;
pub mod asn1;
mod certificate;
mod cms;
mod error;
mod field;
mod foreign;
mod moment;
mod pkcs11;
mod pkcs12;
mod prepare;
mod revision;
mod timestamp_field;

use time::OffsetDateTime;

pub use algorithm::{DigestAlgorithm, RsaScheme, SignatureAlgorithm, Unfit};
pub use certificate::{Certificate, NotACertificate, PublicKey};
pub use cms::{SignedData, attribute, signed_attributes};
pub use error::{FileError, KeyError, SignError};
pub use field::{Expected, Field, fields};
pub use moment::{spoken, spoken_in_english, swedish};
pub use pkcs11::{Pkcs11Signer, Token};
pub use pkcs12::Pkcs12Signer;
pub use prepare::{Kind, Prepared, RESERVE, Request, Signable};
pub use revision::Revision;

/// Someone who has a key.
pub trait Signer {
    /// The signer's certificate, and those that lead from it to an anchor; never empty.
    fn chain(&self) -> &[Certificate];

    /// How the key signs.
    fn algorithm(&self) -> SignatureAlgorithm;

    /// The signature of a message, as CMS writes it.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError>;
}

/// A prepared file, signed.
pub fn sign(prepared: Prepared, signer: &dyn Signer) -> Result<Vec<u8>, SignError> {
    sign_with(prepared, signer, |_| Ok(Vec::new()))
}

/// A prepared file, signed, with attributes that are made of the signature and not signed: each an `Attribute`, DER.
pub fn sign_with<E: From<SignError>>(
    prepared: Prepared,
    signer: &dyn Signer,
    unsigned: impl FnOnce(&[u8]) -> Result<Vec<Vec<u8>>, E>,
) -> Result<Vec<u8>, E> {
    let algorithm = signer.algorithm();
    let digest = prepared.digest(algorithm.digest());
    let attributes = signed_attributes(&digest, algorithm, signer.chain().first());
    let signature = checked_signature(signer, &attributes).map_err(SignError::from)?;
    let unsigned = unsigned(&signature)?;
    let signed = SignedData {
        attributes: &attributes,
        algorithm,
        signature: &signature,
        chain: signer.chain(),
        unsigned: &unsigned,
    };
    Ok(prepared.finish(&signed.to_der()).map_err(SignError::from)?)
}

/// The signer's signature of a message, which the signer's certificate must bear out: a device could hold another key.
pub fn checked_signature(signer: &dyn Signer, message: &[u8]) -> Result<Vec<u8>, KeyError> {
    let signature = signer.sign(message)?;
    let certificate = signer.chain().first().ok_or(KeyError::NoKey)?;
    if signer.algorithm().verifies(certificate, message, &signature) {
        Ok(signature)
    } else {
        Err(KeyError::Mismatch)
    }
}

/// Whether a certificate can sign at this time: it is valid, and meant for it.
pub fn check_certificate(certificate: &Certificate, at: OffsetDateTime) -> Result<(), KeyError> {
    let (from, until) = certificate.validity();
    if at < from {
        Err(KeyError::NotYetValid(from))
    } else if until < at {
        Err(KeyError::Expired(until))
    } else if !certificate.may_sign() {
        Err(KeyError::NotForSigning)
    } else {
        Ok(())
    }
}

/// The certificate, and of the others those that lead from it upwards, each to its issuer.
fn chain(leaf: Certificate, others: Vec<Certificate>) -> Vec<Certificate> {
    let mut chain = vec![leaf];
    while let Some(last) = chain.last() {
        let body = last.parsed().tbs_certificate();
        let above = |other: &&Certificate| other.parsed().tbs_certificate().subject() == body.issuer();
        match others.iter().find(above) {
            Some(issuer) if !chain.contains(issuer) => chain.push(issuer.clone()),
            Some(_) | None => break,
        }
    }
    chain
}

/// The name of the issuer whose certificate a chain lacks: nobody can go on from its last certificate, unless that
/// issuer is among those whom the verifier trusts anyway.
pub fn missing_issuer(chain: &[Certificate], trusted: &[Certificate]) -> Option<String> {
    let last = chain.last()?;
    let is_known = last.names_issuer(last) || trusted.iter().any(|issuer| last.names_issuer(issuer));
    (!is_known).then(|| last.issuer_name())
}

/// Looks at a result before it is written: it begins with the file that was signed, reads strictly, and has the field
/// signed.
pub fn check_result(original: &[u8], result: &[u8], field: &str) -> Result<(), FileError> {
    let unexpected = |what: &str| FileError::Unreadable(format!("the result has {what}"));
    if !result.starts_with(original) {
        return Err(unexpected("another beginning"));
    }
    let fields = fields(&Revision::open(result.to_vec())?)?;
    let signed = fields.iter().any(|other| other.name == field && other.signed);
    signed.then_some(()).ok_or_else(|| unexpected("no signature"))
}
