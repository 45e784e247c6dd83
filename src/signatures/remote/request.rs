//! What a service is asked to sign.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use time::{Duration, UtcDateTime};

use crate::signatures::pki::moment;
use crate::signatures::sign::{
    Certificate, DigestAlgorithm, Prepared, SignatureAlgorithm, signed_attributes,
};

/// The version of the form that is written and read here.
const VERSION: u32 = 1;

/// A request, as it stands in JSON. Octets are in base64, algorithms are named by the addresses of XML signatures
/// (RFC 9231), times are in UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SigningRequest {
    /// The version of this form: 1.
    version: u32,
    /// A name of this request: the first half of `sha256`, in hexadecimal.
    pub(super) document_id: String,
    /// What the document is called, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// The field that is signed.
    pub(super) field: String,
    /// The digest of the prepared file, whole.
    pub(super) sha256: String,
    /// The digest of what the signature covers.
    pub(super) document_digest: String,
    /// How both the document and the attributes are digested.
    digest_algorithm: String,
    /// The signed attributes, DER (`ToBeSignedBytes` of Sweden Connect).
    pub(super) to_be_signed_bytes: String,
    /// How they are to be signed.
    pub(super) signature_algorithm: String,
    /// `PDF`.
    pub(super) sig_type: String,
    /// `BES`.
    pub(super) ades_type: String,
    /// The signer's certificate, where it is known already; no other is taken then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) certificate: Option<String>,
    /// When the request was made.
    created: String,
    /// When it expires.
    pub(super) valid_until: String,
}

/// What goes into a request beside the file.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The name of the field.
    pub field: &'a str,
    /// What the document is called.
    pub title: Option<&'a str>,
    /// The signer's certificate, where it is known already.
    pub certificate: Option<&'a Certificate>,
    /// How it is to be signed.
    pub algorithm: SignatureAlgorithm,
    /// The time.
    pub now: UtcDateTime,
    /// How long the request can be answered.
    pub valid: Duration,
}

/// The text is no request of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnreadableRequest;

impl SigningRequest {
    /// The request for a prepared file.
    pub fn new(prepared: &Prepared, asked: &Asked<'_>) -> Self {
        let algorithm = asked.algorithm.digest();
        let digest = prepared.digest(algorithm);
        let attributes = signed_attributes(&digest, asked.algorithm, asked.certificate);
        let whole = DigestAlgorithm::Sha256.digest(&[prepared.bytes()]);
        Self {
            version: VERSION,
            document_id: whole[..whole.len() / 2].iter().map(|octet| format!("{octet:02x}")).collect(),
            title: asked.title.map(str::to_owned),
            field: asked.field.to_owned(),
            sha256: STANDARD.encode(whole),
            document_digest: STANDARD.encode(digest),
            digest_algorithm: digest_address(algorithm).to_owned(),
            to_be_signed_bytes: STANDARD.encode(attributes),
            signature_algorithm: address(asked.algorithm).to_owned(),
            sig_type: "PDF".to_owned(),
            ades_type: "BES".to_owned(),
            certificate: asked.certificate.map(|certificate| STANDARD.encode(certificate.der())),
            created: moment::text(asked.now),
            valid_until: moment::text(asked.now + asked.valid),
        }
    }

    /// Reads a request.
    pub fn read(json: &[u8]) -> Result<Self, UnreadableRequest> {
        let request: Self = serde_json::from_slice(json).map_err(|_| UnreadableRequest)?;
        if request.version == VERSION { Ok(request) } else { Err(UnreadableRequest) }
    }

    /// The request in JSON.
    pub fn to_json(&self) -> String {
        let text = serde_json::to_string_pretty(self).expect("texts can be written");
        text + "\n"
    }
}

/// Every algorithm with its address.
pub(super) const ADDRESSES: [(&str, SignatureAlgorithm); 6] = [
    ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", SignatureAlgorithm::RsaPkcs1),
    ("http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", SignatureAlgorithm::RsaPss),
    ("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", SignatureAlgorithm::EcdsaP256),
    ("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", SignatureAlgorithm::EcdsaP384),
    ("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", SignatureAlgorithm::EcdsaP521),
    ("http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519", SignatureAlgorithm::Ed25519),
];

fn address(algorithm: SignatureAlgorithm) -> &'static str {
    let found = ADDRESSES.iter().find(|(_, known)| *known == algorithm);
    found.expect("every algorithm has an address").0
}

fn digest_address(algorithm: DigestAlgorithm) -> &'static str {
    match algorithm {
        DigestAlgorithm::Sha256 => "http://www.w3.org/2001/04/xmlenc#sha256",
        DigestAlgorithm::Sha384 => "http://www.w3.org/2001/04/xmldsig-more#sha384",
        DigestAlgorithm::Sha512 => "http://www.w3.org/2001/04/xmlenc#sha512",
    }
}
