//! The algorithms that are taken: SHA-256, SHA-384 and SHA-512 with RSA of 2048 bits and up, or ECDSA over P-256, P-384
//! and P-521, and Ed25519 (ETSI TS 119 312). Anything else is not verified at all.

use ::der::oid::ObjectIdentifier as Oid;
use aws_lc_rs::digest;
use rustls::pki_types::SignatureVerificationAlgorithm as Algorithm;
use webpki::aws_lc_rs as known;

use super::der::{
    self, BIT_STRING, Element, INTEGER, Malformed, OBJECT_IDENTIFIER, Reader, SEQUENCE, context, octets,
    whole,
};
use super::oid;

/// Every pair of a key and a signature algorithm that is taken.
pub(crate) static ALLOWED: [&dyn Algorithm; 19] = [
    known::ECDSA_P256_SHA256,
    known::ECDSA_P256_SHA384,
    known::ECDSA_P256_SHA512,
    known::ECDSA_P384_SHA256,
    known::ECDSA_P384_SHA384,
    known::ECDSA_P384_SHA512,
    known::ECDSA_P521_SHA256,
    known::ECDSA_P521_SHA384,
    known::ECDSA_P521_SHA512,
    known::ED25519,
    known::RSA_PKCS1_2048_8192_SHA256,
    known::RSA_PKCS1_2048_8192_SHA384,
    known::RSA_PKCS1_2048_8192_SHA512,
    known::RSA_PKCS1_2048_8192_SHA256_ABSENT_PARAMS,
    known::RSA_PKCS1_2048_8192_SHA384_ABSENT_PARAMS,
    known::RSA_PKCS1_2048_8192_SHA512_ABSENT_PARAMS,
    known::RSA_PSS_2048_8192_SHA256_LEGACY_KEY,
    known::RSA_PSS_2048_8192_SHA384_LEGACY_KEY,
    known::RSA_PSS_2048_8192_SHA512_LEGACY_KEY,
];

/// Fewest octets of an RSA modulus: 2048 bits.
const MODULUS: usize = 256;

/// Why a signature is not good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadSignature {
    /// The algorithm is not one that is taken, or the key is too short.
    Weak,
    /// The algorithm is taken, and the signature is not of these bytes by this key.
    Wrong,
}

/// A digest that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Digest {
    Sha256,
    Sha384,
    Sha512,
}

impl Digest {
    /// The digest that an `AlgorithmIdentifier` names; none where it is not one that is taken.
    pub(crate) fn read(identifier: &Element<'_>) -> Result<Option<Self>, Malformed> {
        let name = identifier.inside().expect(OBJECT_IDENTIFIER)?;
        let known = [(oid::SHA256, Self::Sha256), (oid::SHA384, Self::Sha384), (oid::SHA512, Self::Sha512)];
        Ok(known.into_iter().find(|(known, _)| oid::is(&name, known)).map(|(_, digest)| digest))
    }

    fn algorithm(self) -> &'static digest::Algorithm {
        match self {
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
        }
    }

    /// RSA-PSS with this digest throughout.
    fn pss(self) -> &'static dyn Algorithm {
        match self {
            Self::Sha256 => known::RSA_PSS_2048_8192_SHA256_LEGACY_KEY,
            Self::Sha384 => known::RSA_PSS_2048_8192_SHA384_LEGACY_KEY,
            Self::Sha512 => known::RSA_PSS_2048_8192_SHA512_LEGACY_KEY,
        }
    }

    /// The digest of all the parts, one after the other.
    pub(crate) fn of(self, parts: &[&[u8]]) -> digest::Digest {
        let mut context = digest::Context::new(self.algorithm());
        parts.iter().for_each(|part| context.update(part));
        context.finish()
    }
}

/// A public key out of a certificate: `SubjectPublicKeyInfo`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PublicKey<'a> {
    /// The contents of its `AlgorithmIdentifier`.
    algorithm: &'a [u8],
    /// The key itself.
    pub(crate) bits: &'a [u8],
}

impl<'a> PublicKey<'a> {
    pub(crate) fn read(information: &Element<'a>) -> Result<Self, Malformed> {
        let mut reader = information.inside();
        let algorithm = reader.expect(SEQUENCE)?.value;
        let bits = octets(&reader.expect(BIT_STRING)?)?;
        reader.finish()?;
        Ok(Self { algorithm, bits })
    }

    /// The signature is of these bytes by this key; `identifier` is the contents of the signature's
    /// `AlgorithmIdentifier`.
    pub(crate) fn verify(
        &self,
        identifier: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), BadSignature> {
        if self.is_short() {
            return Err(BadSignature::Weak);
        }
        let fits = |known: &&&dyn Algorithm| {
            known.signature_alg_id().as_ref() == identifier
                && known.public_key_alg_id().as_ref() == self.algorithm
        };
        let known = match pss_digest(identifier) {
            Some(digest) if self.is_rsa() => digest.pss(),
            _ => *ALLOWED.iter().find(fits).ok_or(BadSignature::Weak)?,
        };
        known.verify_signature(self.bits, message, signature).map_err(|_| BadSignature::Wrong)
    }

    /// The same for a `SignerInfo`, where the algorithm may be the key's alone, and the digest stands beside it
    /// (RFC 5754 3.2).
    pub(crate) fn verify_signer(
        &self,
        identifier: &Element<'_>,
        digest: Digest,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), BadSignature> {
        let name = identifier.inside().next().map_err(|_| BadSignature::Weak)?;
        if !oid::is(&name, &oid::RSA) {
            return self.verify(identifier.value, message, signature);
        }
        let combined = match digest {
            Digest::Sha256 => oid::RSA_SHA256,
            Digest::Sha384 => oid::RSA_SHA384,
            Digest::Sha512 => oid::RSA_SHA512,
        };
        self.verify(&with_null(&combined), message, signature)
    }

    fn is_rsa(&self) -> bool {
        der::first(self.algorithm).is_ok_and(|(name, _)| oid::is(&name, &oid::RSA))
    }

    /// An RSA key of fewer than 2048 bits.
    fn is_short(&self) -> bool {
        let modulus = || whole(self.bits, SEQUENCE).ok()?.expect(INTEGER).ok().map(|modulus| modulus.value);
        let length = |modulus: &[u8]| modulus.iter().skip_while(|octet| **octet == 0).count();
        self.is_rsa() && modulus().is_none_or(|modulus| length(modulus) < MODULUS)
    }
}

/// The digest that a signature algorithm has within it; none where it stands elsewhere, or is not taken.
pub(crate) fn digest_within(identifier: &Element<'_>) -> Option<Digest> {
    let mut reader = identifier.inside();
    let name = reader.next().ok()?;
    if oid::is(&name, &oid::RSA_PSS) {
        return pss_digest(identifier.value);
    }
    let known = [
        (oid::RSA_SHA256, Digest::Sha256),
        (oid::RSA_SHA384, Digest::Sha384),
        (oid::RSA_SHA512, Digest::Sha512),
        (oid::ECDSA_SHA256, Digest::Sha256),
        (oid::ECDSA_SHA384, Digest::Sha384),
        (oid::ECDSA_SHA512, Digest::Sha512),
        // Beside signed attributes no other digest is allowed (RFC 8419 3.1).
        (oid::ED25519, Digest::Sha512),
    ];
    known.into_iter().find(|(known, _)| oid::is(&name, known)).map(|(_, digest)| digest)
}

/// The digest of RSA-PSS, where its parameters are the ones that are taken (RFC 4055 3.1): one digest for message and
/// mask, whose own parameters may be NULL or absent, and a salt of its length.
fn pss_digest(identifier: &[u8]) -> Option<Digest> {
    let mut reader = Reader::new(identifier);
    if !oid::is(&reader.next().ok()?, &oid::RSA_PSS) {
        return None;
    }
    let mut parameters = reader.inside(SEQUENCE).ok()?;
    let digest = Digest::read(&parameters.inside(context(0)).ok()?.expect(SEQUENCE).ok()?).ok()??;
    let mut mask = parameters.inside(context(1)).ok()?.inside(SEQUENCE).ok()?;
    let named = oid::is(&mask.next().ok()?, &oid::MASK_GENERATION);
    let masked = Digest::read(&mask.expect(SEQUENCE).ok()?).ok()??;
    let salt = parameters.inside(context(2)).ok()?.expect(INTEGER).ok()?;
    let length = digest.algorithm().output_len();
    let fits = named && masked == digest && parameters.is_empty();
    (fits && salt.value == [u8::try_from(length).ok()?]).then_some(digest)
}

/// The contents of an `AlgorithmIdentifier` with the parameter NULL.
fn with_null(oid: &Oid) -> Vec<u8> {
    let name = oid.as_bytes();
    let length = u8::try_from(name.len()).expect("identifiers of algorithms are short");
    [&[OBJECT_IDENTIFIER, length], name, &[0x05, 0x00]].concat()
}
