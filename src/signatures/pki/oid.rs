//! Object identifiers that signatures, timestamps and certificates name.

use der::oid::ObjectIdentifier as Oid;

use super::der::{Element, OBJECT_IDENTIFIER};

/// Whether an element is this identifier.
pub(crate) fn is(element: &Element<'_>, oid: &Oid) -> bool {
    element.tag == OBJECT_IDENTIFIER && element.value == oid.as_bytes()
}

const fn oid(text: &str) -> Oid {
    Oid::new_unwrap(text)
}

// Contents and attributes of CMS: RFC 5652, RFC 5035, RFC 6211, EN 319 122-1, RFC 3161.
pub(crate) const DATA: Oid = oid("1.2.840.113549.1.7.1");
pub(crate) const SIGNED_DATA: Oid = oid("1.2.840.113549.1.7.2");
pub(crate) const TST_INFO: Oid = oid("1.2.840.113549.1.9.16.1.4");
pub(crate) const CONTENT_TYPE: Oid = oid("1.2.840.113549.1.9.3");
pub(crate) const MESSAGE_DIGEST: Oid = oid("1.2.840.113549.1.9.4");
pub(crate) const SIGNING_TIME: Oid = oid("1.2.840.113549.1.9.5");
pub(crate) const SIGNING_CERTIFICATE: Oid = oid("1.2.840.113549.1.9.16.2.12");
pub(crate) const SIGNING_CERTIFICATE_V2: Oid = oid("1.2.840.113549.1.9.16.2.47");
pub(crate) const ALGORITHM_PROTECTION: Oid = oid("1.2.840.113549.1.9.52");
pub(crate) const SIGNATURE_TIME_STAMP: Oid = oid("1.2.840.113549.1.9.16.2.14");
pub(crate) const REVOCATION_VALUES: Oid = oid("1.2.840.113549.1.9.16.2.24");
pub(crate) const CERTIFICATE_VALUES: Oid = oid("1.2.840.113549.1.9.16.2.23");
pub(crate) const CERTIFICATE_REFERENCES: Oid = oid("1.2.840.113549.1.9.16.2.21");
pub(crate) const REVOCATION_REFERENCES: Oid = oid("1.2.840.113549.1.9.16.2.22");

// Digests and keys: RFC 5754, RFC 5480, RFC 8017.
pub(crate) const SHA1: Oid = oid("1.3.14.3.2.26");
pub(crate) const SHA256: Oid = oid("2.16.840.1.101.3.4.2.1");
pub(crate) const SHA384: Oid = oid("2.16.840.1.101.3.4.2.2");
pub(crate) const SHA512: Oid = oid("2.16.840.1.101.3.4.2.3");
pub(crate) const RSA: Oid = oid("1.2.840.113549.1.1.1");
pub(crate) const RSA_SHA256: Oid = oid("1.2.840.113549.1.1.11");
pub(crate) const RSA_SHA384: Oid = oid("1.2.840.113549.1.1.12");
pub(crate) const RSA_SHA512: Oid = oid("1.2.840.113549.1.1.13");
pub(crate) const RSA_PSS: Oid = oid("1.2.840.113549.1.1.10");
pub(crate) const MASK_GENERATION: Oid = oid("1.2.840.113549.1.1.8");
pub(crate) const ECDSA_SHA256: Oid = oid("1.2.840.10045.4.3.2");
pub(crate) const ECDSA_SHA384: Oid = oid("1.2.840.10045.4.3.3");
pub(crate) const ED25519: Oid = oid("1.3.101.112");
pub(crate) const ECDSA_SHA512: Oid = oid("1.2.840.10045.4.3.4");

// Certificates and revocation lists: RFC 5280, RFC 6960, RFC 9608, EN 319 412-1.
pub(crate) const COMMON_NAME: Oid = oid("2.5.4.3");
pub(crate) const ORGANISATION: Oid = oid("2.5.4.10");
pub(crate) const KEY_USAGE: Oid = oid("2.5.29.15");
pub(crate) const BASIC_CONSTRAINTS: Oid = oid("2.5.29.19");
pub(crate) const EXTENDED_KEY_USAGE: Oid = oid("2.5.29.37");
pub(crate) const ISSUING_DISTRIBUTION_POINT: Oid = oid("2.5.29.28");
pub(crate) const AUTHORITY_ACCESS: Oid = oid("1.3.6.1.5.5.7.1.1");
pub(crate) const DISTRIBUTION_POINTS: Oid = oid("2.5.29.31");
pub(crate) const OCSP: Oid = oid("1.3.6.1.5.5.7.48.1");
pub(crate) const NO_REVOCATION_AVAILABLE: Oid = oid("2.5.29.56");
pub(crate) const SHORT_TERM_ASSURED: Oid = oid("0.4.0.194121.2.1");
pub(crate) const OCSP_BASIC: Oid = oid("1.3.6.1.5.5.7.48.1.1");

// Purposes of a key.
pub(crate) const ANY_PURPOSE: Oid = oid("2.5.29.37.0");
pub(crate) const TIME_STAMPING: Oid = oid("1.3.6.1.5.5.7.3.8");
pub(crate) const OCSP_SIGNING: Oid = oid("1.3.6.1.5.5.7.3.9");
pub(crate) const EMAIL_PROTECTION: Oid = oid("1.3.6.1.5.5.7.3.4");
pub(crate) const DOCUMENT_SIGNING: Oid = oid("1.3.6.1.5.5.7.3.36");
pub(crate) const MICROSOFT_DOCUMENT_SIGNING: Oid = oid("1.3.6.1.4.1.311.10.3.12");
pub(crate) const ADOBE_DOCUMENT_SIGNING: Oid = oid("1.2.840.113583.1.1.5");
