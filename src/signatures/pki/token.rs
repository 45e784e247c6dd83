//! What a timestamp says (RFC 3161 2.4.2).

use time::UtcDateTime;

use super::algorithm::Digest;
use super::der::{
    self, BOOLEAN, GENERALIZED_TIME, INTEGER, Malformed, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE,
};
use super::moment;

/// `TSTInfo`: which digest was seen, and when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TimestampInfo<'a> {
    /// None where the digest is not one that is taken.
    pub(crate) digest: Option<Digest>,
    pub(crate) imprint: &'a [u8],
    pub(crate) time: UtcDateTime,
    /// The number that the question had, as the contents of an INTEGER.
    pub(crate) nonce: Option<&'a [u8]>,
}

impl<'a> TimestampInfo<'a> {
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut info = der::whole(bytes, SEQUENCE)?;
        info.expect(INTEGER)?;
        info.expect(OBJECT_IDENTIFIER)?;
        let mut imprint = info.inside(SEQUENCE)?;
        let digest = Digest::read(&imprint.expect(SEQUENCE)?)?;
        let hash = imprint.expect(OCTET_STRING)?.value;
        imprint.finish()?;
        info.expect(INTEGER)?;
        let time = moment::read(&info.expect(GENERALIZED_TIME)?)?;
        // How exact the time is, and whether it orders timestamps: neither is relied on.
        info.optional(SEQUENCE)?;
        info.optional(BOOLEAN)?;
        let nonce = info.optional(INTEGER)?.map(|nonce| nonce.value);
        Ok(Self { digest, imprint: hash, time, nonce })
    }
}
