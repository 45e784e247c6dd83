//! An OCSP response (RFC 6960 4.2), and whether the one who signed it had the right to.

use aws_lc_rs::digest;
use time::UtcDateTime;

use super::certificate::{Certificate, KeyUse, only_critical};
use super::der::{
    self, BIT_STRING, ENUMERATED, Element, GENERALIZED_TIME, INTEGER, Malformed, OCTET_STRING, Reader,
    SEQUENCE,
};
use super::revocation::{Answer, Unknown};
use super::{moment, oid};

/// What a response says of a certificate.
pub(super) fn answer(
    response: &[u8],
    certificate: &Certificate<'_>,
    issuer: &Certificate<'_>,
) -> Result<Answer, Unknown> {
    let basic = Basic::read(response).map_err(|_| Unknown::Silent)?;
    let answer = basic.find(certificate, issuer).map_err(|_| Unknown::Silent)?.ok_or(Unknown::Silent)?;
    if basic.is_signed_for(issuer) { Ok(answer) } else { Err(Unknown::Unauthorised) }
}

/// `BasicOCSPResponse`.
struct Basic<'a> {
    signed: Element<'a>,
    algorithm: &'a [u8],
    signature: &'a [u8],
    certificates: Vec<Element<'a>>,
    produced: UtcDateTime,
    singles: Vec<Element<'a>>,
}

impl<'a> Basic<'a> {
    fn read(response: &'a [u8]) -> Result<Self, Malformed> {
        let mut outer = der::whole(response, SEQUENCE)?;
        if outer.expect(ENUMERATED)?.value != [0] {
            return Err(Malformed::Shape);
        }
        let mut bytes = outer.inside(der::context(0))?.inside(SEQUENCE)?;
        if !oid::is(&bytes.next()?, &oid::OCSP_BASIC) {
            return Err(Malformed::Shape);
        }
        let mut basic = der::whole(bytes.expect(OCTET_STRING)?.value, SEQUENCE)?;
        let signed = basic.expect(SEQUENCE)?;
        let algorithm = basic.expect(SEQUENCE)?.value;
        let signature = der::octets(&basic.expect(BIT_STRING)?)?;
        let certificates = match basic.optional(der::context(0))? {
            Some(explicit) => explicit.inside().inside(SEQUENCE)?.all()?,
            None => Vec::new(),
        };
        basic.finish()?;

        let mut data = signed.inside();
        data.optional(der::context(0))?;
        data.next()?;
        let produced = moment::read(&data.expect(GENERALIZED_TIME)?)?;
        let singles = data.inside(SEQUENCE)?.all()?;
        if let Some(extensions) = data.optional(der::context(1))?
            && !only_critical(&extensions, &[])?
        {
            return Err(Malformed::Shape);
        }
        Ok(Self { signed, algorithm, signature, certificates, produced, singles })
    }

    /// The answer about one certificate; "unknown" is no answer.
    fn find(
        &self,
        certificate: &Certificate<'_>,
        issuer: &Certificate<'_>,
    ) -> Result<Option<Answer>, Malformed> {
        for single in &self.singles {
            let mut reader = single.inside();
            if !is_about(reader.inside(SEQUENCE)?, certificate, issuer)? {
                continue;
            }
            let status = reader.next()?;
            let from = moment::read(&reader.expect(GENERALIZED_TIME)?)?;
            let until = match reader.optional(der::context(0))? {
                Some(next) => Some(moment::read(&next.inside().next()?)?),
                None => None,
            };
            let revoked = match status.tag {
                tag if tag == der::primitive(0) => None,
                tag if tag == der::context(1) => Some(moment::read(&status.inside().next()?)?),
                _ => continue,
            };
            return Ok(Some(Answer { revoked, from, until }));
        }
        Ok(None)
    }

    /// The issuer signed it, or one to whom the issuer gave this purpose itself (4.2.2.2).
    fn is_signed_for(&self, issuer: &Certificate<'_>) -> bool {
        let by =
            |key: &Certificate<'_>| key.key.verify(self.algorithm, self.signed.raw, self.signature).is_ok();
        let delegated = |raw: &Element<'_>| {
            Certificate::read(raw.raw).is_ok_and(|responder| {
                let made_for_it = responder.purposes().is_some_and(|(purposes, _)| {
                    purposes.iter().any(|purpose| oid::is(purpose, &oid::OCSP_SIGNING))
                });
                made_for_it
                    && responder.may(KeyUse::DigitalSignature)
                    && responder.is_valid_at(self.produced)
                    && by(&responder)
                    && responder.is_issued_by(issuer)
            })
        };
        by(issuer) || self.certificates.iter().any(delegated)
    }
}

/// Whether a `CertID` names this certificate of this issuer. SHA-1 is no more than a name here (4.1.1).
fn is_about(
    mut id: Reader<'_>,
    certificate: &Certificate<'_>,
    issuer: &Certificate<'_>,
) -> Result<bool, Malformed> {
    let name = id.inside(SEQUENCE)?.next()?;
    let known = [
        (oid::SHA1, &digest::SHA1_FOR_LEGACY_USE_ONLY),
        (oid::SHA256, &digest::SHA256),
        (oid::SHA384, &digest::SHA384),
        (oid::SHA512, &digest::SHA512),
    ];
    let Some((_, algorithm)) = known.iter().find(|(known, _)| oid::is(&name, known)) else {
        return Ok(false);
    };
    let issuer_name = id.expect(OCTET_STRING)?.value;
    let issuer_key = id.expect(OCTET_STRING)?.value;
    let serial = id.expect(INTEGER)?.value;
    Ok(serial == certificate.serial
        && issuer_name == digest::digest(algorithm, issuer.subject).as_ref()
        && issuer_key == digest::digest(algorithm, issuer.key.bits).as_ref())
}
