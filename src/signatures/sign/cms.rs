//! The signature itself: `SignedData` of CMS (RFC 5652) in the profile of PAdES baseline (EN 319 142-1 table 1).
//!
//! DER throughout, one signer, no content within. Signed are the content type, the digest of the file, which
//! certificate signs (RFC 5035), and by which algorithms (RFC 6211); the time is not among them, it stands in the PDF.

use der::asn1::ObjectIdentifier;

use super::algorithm::{DigestAlgorithm, SignatureAlgorithm};
use super::asn1::{OCTETS, SET, context, integer, oid, sequence, set_of, tlv};
use super::certificate::Certificate;

const ID_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const ID_SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
const ALGORITHM_PROTECTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.52");

/// The attributes that are signed, as the `SET OF Attribute` that the signature is made over (RFC 5652 5.4).
///
/// A remote service that makes its certificate only as it signs gets them without one, and adds it.
pub fn signed_attributes(
    digest: &[u8],
    algorithm: SignatureAlgorithm,
    certificate: Option<&Certificate>,
) -> Vec<u8> {
    let mut attributes =
        vec![attribute(CONTENT_TYPE, &oid(ID_DATA)), attribute(MESSAGE_DIGEST, &tlv(OCTETS, digest))];
    if let Some(certificate) = certificate {
        attributes.push(attribute(SIGNING_CERTIFICATE_V2, &signing_certificate(certificate)));
        attributes.push(attribute(ALGORITHM_PROTECTION, &algorithm_protection(algorithm)));
    }
    set_of(SET, attributes)
}

/// An attribute with one value.
pub fn attribute(id: ObjectIdentifier, value: &[u8]) -> Vec<u8> {
    sequence(&[oid(id), tlv(SET, value)])
}

/// `SigningCertificateV2` (RFC 5035 3): the certificate's digest by SHA-256, which is the default and not written.
fn signing_certificate(certificate: &Certificate) -> Vec<u8> {
    let digest = DigestAlgorithm::Sha256.digest(&[certificate.der()]);
    let certificate_id = sequence(&[tlv(OCTETS, &digest)]);
    sequence(&[sequence(&[certificate_id])])
}

/// `CMSAlgorithmProtection` (RFC 6211 2): nobody can say afterwards that other algorithms were used.
fn algorithm_protection(algorithm: SignatureAlgorithm) -> Vec<u8> {
    sequence(&[algorithm.digest().identifier(), algorithm.identifier_under(context(1))])
}

/// What a signature is made of.
#[derive(Clone, Copy, Debug)]
pub struct SignedData<'a> {
    /// The signed attributes, octet for octet as they were signed: a `SET OF`, DER.
    pub attributes: &'a [u8],
    /// How they were signed.
    pub algorithm: SignatureAlgorithm,
    /// The signature over them.
    pub signature: &'a [u8],
    /// The signer's certificate, and those that lead from it to an anchor.
    pub chain: &'a [Certificate],
    /// Attributes that are not signed: each an `Attribute`, DER. A timestamp of the signature is one.
    pub unsigned: &'a [Vec<u8>],
}

impl SignedData<'_> {
    /// `ContentInfo` with the signature.
    ///
    /// # Panics
    ///
    /// Without a certificate in the chain.
    pub fn to_der(&self) -> Vec<u8> {
        let digest = self.algorithm.digest().identifier();
        let certificates = self.chain.iter().map(|certificate| certificate.der().to_vec()).collect();
        let signed_data = sequence(&[
            integer(1),
            tlv(SET, &digest),
            sequence(&[oid(ID_DATA)]),
            set_of(context(0), certificates),
            tlv(SET, &self.signer_info()),
        ]);
        sequence(&[oid(ID_SIGNED_DATA), tlv(context(0), &signed_data)])
    }

    fn signer_info(&self) -> Vec<u8> {
        let signer = self.chain.first().expect("the signer's certificate leads the chain");
        let mut attributes = self.attributes.to_vec();
        attributes[0] = context(0);
        let mut parts = vec![
            integer(1),
            signer.issuer_and_serial(),
            self.algorithm.digest().identifier(),
            attributes,
            self.algorithm.identifier(),
            tlv(OCTETS, self.signature),
        ];
        if !self.unsigned.is_empty() {
            parts.push(set_of(context(1), self.unsigned.to_vec()));
        }
        sequence(&parts)
    }
}
