//! A certificate (RFC 5280) as a signer needs it: its octets as they are, whose it is, when it is valid, its key.

use der::asn1::ObjectIdentifier;
use der::{Decode, Encode};
use time::OffsetDateTime;
use x509_cert::ext::pkix::KeyUsage;

use super::asn1::sequence;

/// A certificate, and the octets that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    parsed: x509_cert::Certificate,
}

/// The kind of key that a certificate is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicKey {
    /// Ed25519.
    Ed25519,
    /// Something that is not signed with here.
    Other,
    /// The elliptic curve P-256.
    P256,
    /// The elliptic curve P-384.
    P384,
    /// The elliptic curve P-521.
    P521,
    /// RSA.
    Rsa {
        /// The length of its modulus.
        bits: usize,
    },
}

/// The octets are no certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACertificate;

const EC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const RSA_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
const P521: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.35");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

impl Certificate {
    /// Reads a certificate in DER, and nothing after it. One that would be written otherwise than it was read is none:
    /// what a signature says of it would not be found in it.
    pub fn from_der(der: &[u8]) -> Result<Self, NotACertificate> {
        let parsed = x509_cert::Certificate::from_der(der).map_err(|_| NotACertificate)?;
        if parsed.to_der().map_err(|_| NotACertificate)? != der {
            return Err(NotACertificate);
        }
        Ok(Self { der: der.to_vec(), parsed })
    }

    /// Its octets.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Everything that can be read in it.
    pub fn parsed(&self) -> &x509_cert::Certificate {
        &self.parsed
    }

    /// `IssuerAndSerialNumber` (RFC 5652 10.2.4).
    pub fn issuer_and_serial(&self) -> Vec<u8> {
        let body = self.parsed.tbs_certificate();
        let read = "what was read can be written";
        sequence(&[body.issuer().to_der().expect(read), body.serial_number().to_der().expect(read)])
    }

    /// Whose it is: the common name.
    pub fn name(&self) -> Option<String> {
        self.parsed.tbs_certificate().subject().common_name().ok().flatten().map(String::from)
    }

    /// Of which organisation.
    pub fn organisation(&self) -> Option<String> {
        self.parsed.tbs_certificate().subject().organization().ok().flatten().map(String::from)
    }

    /// The name of its issuer.
    pub fn issuer_name(&self) -> String {
        let issuer = self.parsed.tbs_certificate().issuer();
        let name = issuer.common_name().ok().flatten().map(String::from);
        name.unwrap_or_else(|| issuer.to_string())
    }

    /// Whether it was issued by the one whose certificate this is, as far as the names say; its own where it is a root.
    pub fn names_issuer(&self, issuer: &Self) -> bool {
        self.parsed.tbs_certificate().issuer() == issuer.parsed.tbs_certificate().subject()
    }

    /// The first and the last second that it is valid.
    pub fn validity(&self) -> (OffsetDateTime, OffsetDateTime) {
        let validity = self.parsed.tbs_certificate().validity();
        let moment = |time: x509_cert::time::Time| OffsetDateTime::UNIX_EPOCH + time.to_unix_duration();
        (moment(validity.not_before), moment(validity.not_after))
    }

    /// Whether its key is meant for signatures (RFC 5280 4.2.1.3): it does not say what for, or says so.
    pub fn may_sign(&self) -> bool {
        match self.parsed.tbs_certificate().get_extension::<KeyUsage>() {
            Ok(None) => true,
            Ok(Some((_, usage))) => usage.digital_signature() || usage.non_repudiation(),
            Err(_) => false,
        }
    }

    /// What kind of key it is for.
    pub fn public_key(&self) -> PublicKey {
        let info = self.parsed.tbs_certificate().subject_public_key_info();
        let curve = info.algorithm.parameters.as_ref().and_then(|curve| curve.decode_as().ok());
        match (info.algorithm.oid, curve) {
            (EC_KEY, Some(P256)) => PublicKey::P256,
            (EC_KEY, Some(P384)) => PublicKey::P384,
            (EC_KEY, Some(P521)) => PublicKey::P521,
            (ED25519, None) => PublicKey::Ed25519,
            (RSA_KEY, _) => {
                rsa_bits(self.key_bits()).map_or(PublicKey::Other, |bits| PublicKey::Rsa { bits })
            }
            _ => PublicKey::Other,
        }
    }

    /// The key itself, as its kind writes it.
    pub fn key_bits(&self) -> &[u8] {
        self.parsed.tbs_certificate().subject_public_key_info().subject_public_key.raw_bytes()
    }
}

fn rsa_bits(key: &[u8]) -> Option<usize> {
    #[derive(der::Sequence)]
    struct RsaPublicKey<'a> {
        modulus: der::asn1::UintRef<'a>,
        exponent: der::asn1::UintRef<'a>,
    }
    let modulus = RsaPublicKey::from_der(key).ok()?.modulus.as_bytes();
    let first = modulus.first()?;
    Some(modulus.len() * 8 - usize::try_from(first.leading_zeros()).ok()?)
}
