//! Whether a certificate was revoked: what its issuer says in an OCSP response (RFC 6960) or a revocation list
//! (RFC 5280 5). Only what the issuer itself, or a responder that it made for this alone, has signed counts.

use time::{Duration, UtcDateTime};

use super::certificate::Certificate;
use super::{crl, ocsp};

/// What is known of a certificate at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Its issuer says that it stood.
    Good,
    /// Revoked at that time.
    Revoked(UtcDateTime),
    /// Nothing was said, or nothing that counts.
    Unknown(Unknown),
}

/// Why nothing is known; the later of two is the one worth telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unknown {
    /// Nothing was said of the certificate.
    Silent,
    /// What was said is too old, or comes from the future.
    Stale,
    /// It was said by one who has no right to.
    Unauthorised,
}

/// One answer about one certificate, whose signature holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer {
    /// When it was revoked, if it was.
    pub(crate) revoked: Option<UtcDateTime>,
    /// The answer is what the issuer knew then.
    pub(crate) from: UtcDateTime,
    /// The next answer is there by then.
    pub(crate) until: Option<UtcDateTime>,
}

/// Responses and lists, whole, as they were found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence<'a> {
    pub(crate) responses: Vec<&'a [u8]>,
    pub(crate) lists: Vec<&'a [u8]>,
}

/// How long an answer counts that does not say when the next one comes.
const FRESH: Duration = Duration::hours(24);
/// How far the clock of those who answer may be ahead.
pub(crate) const AHEAD: Duration = Duration::minutes(1);

impl Evidence<'_> {
    /// The status of a certificate at a moment, as told before `now`. One answer that it was revoked outweighs all.
    pub(crate) fn status(
        &self,
        certificate: &Certificate<'_>,
        issuer: &Certificate<'_>,
        at: UtcDateTime,
        now: UtcDateTime,
    ) -> Status {
        let responses = self.responses.iter().map(|response| ocsp::answer(response, certificate, issuer));
        let lists = self.lists.iter().map(|list| crl::answer(list, certificate, issuer));
        let (mut good, mut unknown, mut revoked) = (false, Unknown::Silent, None);
        for answer in responses.chain(lists) {
            match answer {
                Ok(answer) if answer.from > now + AHEAD => unknown = unknown.max(Unknown::Stale),
                Ok(Answer { revoked: Some(when), .. }) => {
                    revoked = Some(revoked.map_or(when, |earlier: UtcDateTime| earlier.min(when)));
                }
                Ok(answer) if answer.covers(at) => good = true,
                Ok(_) => unknown = unknown.max(Unknown::Stale),
                Err(why) => unknown = unknown.max(why),
            }
        }
        match revoked {
            Some(when) => Status::Revoked(when),
            None if good => Status::Good,
            None => Status::Unknown(unknown),
        }
    }
}

impl Answer {
    /// Whether the answer speaks of that moment: it is newer, or was still the newest.
    fn covers(&self, at: UtcDateTime) -> bool {
        at <= self.until.unwrap_or(self.from + FRESH).max(self.from)
    }
}
