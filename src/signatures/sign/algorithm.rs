//! The ways of signing that are allowed, and no others: nothing weaker than RSA of 2048 bits and SHA-256.

use aws_lc_rs::digest::{self, SHA256, SHA384, SHA512};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P384_SHA384_ASN1, ECDSA_P521_SHA512_ASN1, ED25519,
    RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, UnparsedPublicKey, VerificationAlgorithm,
};
use der::asn1::ObjectIdentifier;

use super::asn1::{INTEGER, NULL, SEQUENCE, constructed, context, oid, sequence, tlv};
use super::certificate::{Certificate, PublicKey};

/// How a message is digested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestAlgorithm {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const SHA_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");
const SHA_512: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");

impl DigestAlgorithm {
    /// The digest of a message that is given in pieces.
    pub fn digest(self, pieces: &[&[u8]]) -> Vec<u8> {
        let mut context = digest::Context::new(match self {
            Self::Sha256 => &SHA256,
            Self::Sha384 => &SHA384,
            Self::Sha512 => &SHA512,
        });
        pieces.iter().for_each(|piece| context.update(piece));
        context.finish().as_ref().to_vec()
    }

    /// Its identifier.
    pub fn id(self) -> ObjectIdentifier {
        match self {
            Self::Sha256 => SHA_256,
            Self::Sha384 => SHA_384,
            Self::Sha512 => SHA_512,
        }
    }

    /// Its `AlgorithmIdentifier`, without parameters (RFC 5754 2).
    pub fn identifier(self) -> Vec<u8> {
        sequence(&[oid(self.id())])
    }
}

/// How a message is signed: the scheme and the digest together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureAlgorithm {
    /// ECDSA on P-256 with SHA-256.
    EcdsaP256,
    /// ECDSA on P-384 with SHA-384.
    EcdsaP384,
    /// ECDSA on P-521 with SHA-512.
    EcdsaP521,
    /// Ed25519 over the signed attributes, beside SHA-512 (RFC 8419 3.1).
    Ed25519,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    RsaPkcs1,
    /// RSASSA-PSS with SHA-256, also in the mask, and a salt of 32 octets.
    RsaPss,
}

/// Which of the two schemes an RSA key signs by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RsaScheme {
    /// RSASSA-PKCS1-v1_5, what most services and cards know.
    Pkcs1,
    /// RSASSA-PSS.
    Pss,
}

/// Why a key cannot be used for signing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// RSA of so many bits, fewer than 2048.
    TooShort(usize),
    /// Neither RSA, ECDSA on P-256, P-384 or P-521, nor Ed25519.
    UnknownKind,
}

const RSA_BITS: usize = 2048;
const ECDSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const ECDSA_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3");
const ECDSA_SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.4");
const ID_ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
const RSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const RSASSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const MGF1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.8");
/// The salt is as long as the digest (RFC 4055 3.1 recommends it).
const SALT: u8 = 32;

impl SignatureAlgorithm {
    /// How a certificate's key signs.
    pub fn of(certificate: &Certificate, scheme: RsaScheme) -> Result<Self, Unfit> {
        match (certificate.public_key(), scheme) {
            (PublicKey::P256, _) => Ok(Self::EcdsaP256),
            (PublicKey::P384, _) => Ok(Self::EcdsaP384),
            (PublicKey::P521, _) => Ok(Self::EcdsaP521),
            (PublicKey::Ed25519, _) => Ok(Self::Ed25519),
            (PublicKey::Rsa { bits }, _) if bits < RSA_BITS => Err(Unfit::TooShort(bits)),
            (PublicKey::Rsa { .. }, RsaScheme::Pkcs1) => Ok(Self::RsaPkcs1),
            (PublicKey::Rsa { .. }, RsaScheme::Pss) => Ok(Self::RsaPss),
            (PublicKey::Other, _) => Err(Unfit::UnknownKind),
        }
    }

    /// The digest that it takes.
    pub fn digest(self) -> DigestAlgorithm {
        match self {
            Self::EcdsaP256 | Self::RsaPkcs1 | Self::RsaPss => DigestAlgorithm::Sha256,
            Self::EcdsaP384 => DigestAlgorithm::Sha384,
            Self::EcdsaP521 | Self::Ed25519 => DigestAlgorithm::Sha512,
        }
    }

    /// The identifier of the scheme and the digest together; that of PSS names the scheme alone.
    pub fn id(self) -> ObjectIdentifier {
        match self {
            Self::EcdsaP256 => ECDSA_SHA256,
            Self::EcdsaP384 => ECDSA_SHA384,
            Self::EcdsaP521 => ECDSA_SHA512,
            Self::Ed25519 => ID_ED25519,
            Self::RsaPkcs1 => RSA_SHA256,
            Self::RsaPss => RSASSA_PSS,
        }
    }

    /// Its `AlgorithmIdentifier` in CMS.
    pub fn identifier(self) -> Vec<u8> {
        self.identifier_under(SEQUENCE)
    }

    /// Its `AlgorithmIdentifier` with an implicit tag in place of that of a sequence.
    pub fn identifier_under(self, tag: u8) -> Vec<u8> {
        match self {
            Self::EcdsaP256 => constructed(tag, &[oid(ECDSA_SHA256)]),
            Self::EcdsaP384 => constructed(tag, &[oid(ECDSA_SHA384)]),
            Self::EcdsaP521 => constructed(tag, &[oid(ECDSA_SHA512)]),
            Self::Ed25519 => constructed(tag, &[oid(ID_ED25519)]),
            Self::RsaPkcs1 => constructed(tag, &[oid(RSA_SHA256), NULL.to_vec()]),
            Self::RsaPss => constructed(tag, &[oid(RSASSA_PSS), pss_parameters()]),
        }
    }

    /// Whether this is the certificate's signature of the message.
    pub fn verifies(self, certificate: &Certificate, message: &[u8], signature: &[u8]) -> bool {
        let algorithm: &'static dyn VerificationAlgorithm = match self {
            Self::EcdsaP256 => &ECDSA_P256_SHA256_ASN1,
            Self::EcdsaP384 => &ECDSA_P384_SHA384_ASN1,
            Self::EcdsaP521 => &ECDSA_P521_SHA512_ASN1,
            Self::Ed25519 => &ED25519,
            Self::RsaPkcs1 => &RSA_PKCS1_2048_8192_SHA256,
            Self::RsaPss => &RSA_PSS_2048_8192_SHA256,
        };
        UnparsedPublicKey::new(algorithm, certificate.key_bits()).verify(message, signature).is_ok()
    }
}

/// `RSASSA-PSS-params` (RFC 4055 3.1).
fn pss_parameters() -> Vec<u8> {
    let digest = DigestAlgorithm::Sha256.identifier();
    let mask = sequence(&[oid(MGF1), digest.clone()]);
    let salt = tlv(INTEGER, &[SALT]);
    sequence(&[tlv(context(0), &digest), tlv(context(1), &mask), tlv(context(2), &salt)])
}
