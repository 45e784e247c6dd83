//! A request in the forms that services take.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::request::{ADDRESSES, SigningRequest};
use crate::signatures::sign::{DigestAlgorithm, SignatureAlgorithm};

/// A form that services take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The body of `signatures/signHash` of the Cloud Signature Consortium, version 2, without the credential and its
    /// authorisation. It takes the certificate beforehand.
    Csc,
    /// The octets to sign, DER.
    Raw,
    /// `SignTaskData` of Sweden Connect (DSS Extension for Federated Signing Services 1.5, 4.1.1). The message around it,
    /// signed and addressed, is for the one who integrates the service.
    SwedenConnect,
}

impl Form {
    /// Every form with its name.
    pub const ALL: [(&'static str, Self); 3] =
        [("csc", Self::Csc), ("raw", Self::Raw), ("sweden-connect", Self::SwedenConnect)];

    /// What the name of a file in this form ends with.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csc => "csc.json",
            Self::Raw => "der",
            Self::SwedenConnect => "xml",
        }
    }

    /// The request in this form.
    pub fn write(self, request: &SigningRequest) -> Vec<u8> {
        match self {
            Self::Csc => csc(request).into_bytes(),
            Self::Raw => octets(request),
            Self::SwedenConnect => sign_task(request).into_bytes(),
        }
    }
}

fn octets(request: &SigningRequest) -> Vec<u8> {
    STANDARD.decode(&request.to_be_signed_bytes).unwrap_or_default()
}

fn csc(request: &SigningRequest) -> String {
    let known = ADDRESSES.iter().find(|(address, _)| *address == request.signature_algorithm);
    let algorithm = known.map_or(SignatureAlgorithm::RsaPkcs1, |(_, algorithm)| *algorithm);
    let digest: DigestAlgorithm = algorithm.digest();
    let body = json!({
        "hashes": [STANDARD.encode(digest.digest(&[&octets(request)]))],
        "hashAlgorithmOID": digest.id().to_string(),
        "signAlgo": algorithm.id().to_string(),
    });
    format!("{body:#}\n")
}

/// Nothing in it needs an escape: base64, hexadecimal digits and the two fixed words.
fn sign_task(request: &SigningRequest) -> String {
    format!(
        "<csig:SignTaskData xmlns:csig=\"http://id.elegnamnden.se/csig/1.1/dss-ext/ns\" SignTaskId=\"{}\" \
         SigType=\"{}\" AdESType=\"{}\"><csig:ToBeSignedBytes>{}</csig:ToBeSignedBytes></csig:SignTaskData>\n",
        request.document_id, request.sig_type, request.ades_type, request.to_be_signed_bytes,
    )
}
