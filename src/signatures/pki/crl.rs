//! A revocation list (RFC 5280 5), whole and direct: deltas, indirect lists and lists of some reasons say nothing.

use super::certificate::{Certificate, KeyUse, extension, only_critical};
use super::der::{self, BIT_STRING, Element, GENERALIZED_TIME, INTEGER, Malformed, SEQUENCE, UTC_TIME};
use super::revocation::{Answer, Unknown};
use super::{moment, oid};

/// What a list says of a certificate.
pub(super) fn answer(
    list: &[u8],
    certificate: &Certificate<'_>,
    issuer: &Certificate<'_>,
) -> Result<Answer, Unknown> {
    let list = List::read(list).map_err(|_| Unknown::Silent)?;
    if list.issuer != certificate.issuer || !list.speaks_of(certificate).unwrap_or(false) {
        return Err(Unknown::Silent);
    }
    let signed = issuer.may(KeyUse::RevocationListSigning)
        && issuer.key.verify(list.algorithm, list.signed, list.signature).is_ok();
    if !signed {
        return Err(Unknown::Unauthorised);
    }
    list.find(certificate).map_err(|_| Unknown::Silent)
}

/// `CertificateList`.
struct List<'a> {
    signed: &'a [u8],
    algorithm: &'a [u8],
    signature: &'a [u8],
    issuer: &'a [u8],
    /// Everything of an answer but the entry.
    answer: Answer,
    entries: Option<Element<'a>>,
    extensions: Option<Element<'a>>,
}

impl<'a> List<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut outer = der::whole(bytes, SEQUENCE)?;
        let signed = outer.expect(SEQUENCE)?;
        let algorithm = outer.expect(SEQUENCE)?.value;
        let signature = der::octets(&outer.expect(BIT_STRING)?)?;
        outer.finish()?;

        let mut inner = signed.inside();
        inner.optional(INTEGER)?;
        inner.expect(SEQUENCE)?;
        let issuer = inner.expect(SEQUENCE)?.raw;
        let from = moment::read(&inner.next()?)?;
        let next = inner.optional(UTC_TIME)?.or(inner.optional(GENERALIZED_TIME)?);
        let until = next.map(|next| moment::read(&next)).transpose()?;
        let entries = inner.optional(SEQUENCE)?;
        let extensions = inner.optional(der::context(0))?;
        inner.finish()?;
        let answer = Answer { revoked: None, from, until };
        Ok(Self { signed: signed.raw, algorithm, signature, issuer, answer, entries, extensions })
    }

    /// Whether the list is a whole one about such certificates (5.2.5).
    fn speaks_of(&self, certificate: &Certificate<'_>) -> Result<bool, Malformed> {
        let Some(extensions) = &self.extensions else { return Ok(true) };
        if !only_critical(extensions, &[oid::ISSUING_DISTRIBUTION_POINT])? {
            return Ok(false);
        }
        let Some((point, _)) = extension(extensions, &oid::ISSUING_DISTRIBUTION_POINT) else {
            return Ok(true);
        };
        let mut users_or_all = true;
        for part in der::whole(point.value, SEQUENCE)?.all()? {
            users_or_all &= match part.tag {
                // distributionPoint: where the list is kept.
                tag if tag == der::context(0) => true,
                tag if tag == der::primitive(1) => !certificate.is_authority(),
                tag if tag == der::primitive(2) => certificate.is_authority(),
                _ => false,
            };
        }
        Ok(users_or_all)
    }

    fn find(&self, certificate: &Certificate<'_>) -> Result<Answer, Malformed> {
        let Some(entries) = &self.entries else { return Ok(self.answer) };
        let mut reader = entries.inside();
        while !reader.is_empty() {
            let mut entry = reader.inside(SEQUENCE)?;
            if entry.expect(INTEGER)?.value == certificate.serial {
                return Ok(Answer { revoked: Some(moment::read(&entry.next()?)?), ..self.answer });
            }
        }
        Ok(self.answer)
    }
}
