//! The signatures and timestamps that a file has, read as far as raising them to a level takes.

use lopdf::{Dictionary, Object};
use time::UtcDateTime;

use super::error::LevelError;
use crate::signatures::pki::cms::SignedData;
use crate::signatures::pki::oid;
use crate::signatures::pki::token::TimestampInfo;
use crate::signatures::sign::{Field, Revision, fields};
use crate::signatures::verify::rules;

/// A signature in a file, or a timestamp over it.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// Where what it covers ends, in octets.
    pub(super) end: i64,
    /// Whether it is a timestamp over the document.
    pub(super) is_timestamp: bool,
    /// Who signed it, or whose key stamped it.
    pub(super) certificate: Vec<u8>,
    /// The certificates that came with it and with its timestamp.
    pub(super) certificates: Vec<Vec<u8>>,
    /// When it was there for certain, by its own word: that of a timestamp over the document, or over the signature.
    pub(super) stamped: Option<Stamped>,
}

/// What a timestamp proves.
#[derive(Clone, Debug)]
pub(super) struct Stamped {
    /// When.
    pub(super) time: UtcDateTime,
    /// Whose key stamped it.
    pub(super) certificate: Vec<u8>,
}

/// The signatures of a file, the oldest first.
pub(super) fn signatures(revision: &Revision) -> Result<Vec<Placed>, LevelError> {
    let signed = fields(revision)?.into_iter().filter(|field| field.signed);
    let mut found: Vec<Placed> = signed
        .map(|field| placed(revision, &field).ok_or(LevelError::Unreadable(field.name)))
        .collect::<Result<_, _>>()?;
    found.sort_by_key(|placed| placed.end);
    Ok(found)
}

fn placed(revision: &Revision, field: &Field) -> Option<Placed> {
    let value = revision.dictionary(revision.dictionary_of(field.id)?, "V")?;
    let contents = revision.entry(value, "Contents")?.as_str().ok()?;
    let is_timestamp = revision.entry(value, "SubFilter")?.as_name().ok()? == b"ETSI.RFC3161";
    let read = if is_timestamp { timestamp } else { signature };
    let (certificate, certificates, stamped) = read(rules::unpadded(contents).ok()?)?;
    Some(Placed { end: end(revision, value)?, is_timestamp, certificate, certificates, stamped })
}

/// The certificate of the signer, those that came with it, and what is proved of the time.
type Read = (Vec<u8>, Vec<Vec<u8>>, Option<Stamped>);

fn timestamp(token: &[u8]) -> Option<Read> {
    let data = SignedData::read(token).ok()?;
    let time = TimestampInfo::read(data.content?).ok()?.time;
    let certificates = owned(&data);
    let certificate = rules::signing_certificate(&data).ok()?.raw.to_vec();
    Some((certificate.clone(), certificates, Some(Stamped { time, certificate })))
}

fn signature(cms: &[u8]) -> Option<Read> {
    let data = SignedData::read(cms).ok()?;
    let certificate = rules::signing_certificate(&data).ok()?.raw.to_vec();
    let mut certificates = owned(&data);
    let token = data.signer.unsigned_values(&oid::SIGNATURE_TIME_STAMP).first().map(|token| token.raw);
    let stamped = match token {
        Some(token) => {
            let (_, more, stamped) = timestamp(token)?;
            certificates.extend(more);
            stamped
        }
        None => None,
    };
    Some((certificate, certificates, stamped))
}

fn owned(data: &SignedData<'_>) -> Vec<Vec<u8>> {
    data.certificates.iter().map(|certificate| certificate.to_vec()).collect()
}

/// Where the second range of `/ByteRange` ends.
fn end(revision: &Revision, value: &Dictionary) -> Option<i64> {
    let range = revision.entry(value, "ByteRange")?.as_array().ok()?;
    let number = |at: usize| range.get(at).and_then(|number: &Object| number.as_i64().ok());
    number(2)?.checked_add(number(3)?)
}
