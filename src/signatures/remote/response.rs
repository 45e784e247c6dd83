//! What a service returns.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

/// A response, read. Nothing in it is believed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SigningResponse {
    /// A whole signature, CMS in DER.
    Cms(Vec<u8>),
    /// The parts of one.
    Parts {
        /// The attributes as the service signed them, where it changed them: a `SET OF`, DER.
        attributes: Option<Vec<u8>>,
        /// The signature over them.
        signature: Vec<u8>,
        /// The address of its algorithm.
        algorithm: String,
        /// The signer's certificate first, then those of the issuers, DER.
        certificates: Vec<Vec<u8>>,
    },
}

/// The text is no response: what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableResponse(pub String);

/// A response as it stands in JSON: either `cms`, or all of the others but perhaps `toBeSignedBytes`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Cms(WrittenCms),
    Parts(WrittenParts),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCms {
    cms: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WrittenParts {
    to_be_signed_bytes: Option<String>,
    signature: String,
    signature_algorithm: String,
    certificates: Vec<String>,
}

impl SigningResponse {
    /// Reads a response in JSON.
    pub fn read(json: &[u8]) -> Result<Self, UnreadableResponse> {
        let written = serde_json::from_slice(json).map_err(|error| UnreadableResponse(error.to_string()))?;
        match written {
            Written::Cms(written) => octets("cms", &written.cms).map(Self::Cms),
            Written::Parts(written) => Ok(Self::Parts {
                attributes: written
                    .to_be_signed_bytes
                    .map(|text| octets("toBeSignedBytes", &text))
                    .transpose()?,
                signature: octets("signature", &written.signature)?,
                algorithm: written.signature_algorithm,
                certificates: written
                    .certificates
                    .iter()
                    .map(|text| octets("certificates", text))
                    .collect::<Result<_, _>>()?,
            }),
        }
    }
}

fn octets(key: &str, text: &str) -> Result<Vec<u8>, UnreadableResponse> {
    STANDARD.decode(text).map_err(|_| UnreadableResponse(format!("`{key}` is not base64")))
}
