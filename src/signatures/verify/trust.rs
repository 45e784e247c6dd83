//! Whom the user trusts, and whether a certificate could be trusted at a moment: its path, and what is known of its
//! revocation.

use time::UtcDateTime;

use crate::signatures::pki::certificate::Certificate;
use crate::signatures::pki::chain::{self, Purpose};
use crate::signatures::pki::revocation::{Evidence, Status, Unknown};

use super::reason::Reason;

/// What the user says: whom to trust, when it is, and what to ask for.
#[derive(Clone, Debug)]
pub struct Policy<'a> {
    /// The certificates that are trusted, in DER.
    pub anchors: Vec<&'a [u8]>,
    /// When the verdict is given.
    pub now: UtcDateTime,
    /// Whether a certificate is taken of which nobody says whether it was revoked. One that was is never taken.
    pub unknown_revocation: bool,
}

/// Everything that a verdict about certificates needs.
pub(super) struct Trust<'a> {
    pub(super) anchors: Vec<Certificate<'a>>,
    pub(super) pool: Vec<Certificate<'a>>,
    pub(super) evidence: Evidence<'a>,
    pub(super) now: UtcDateTime,
    pub(super) unknown_revocation: bool,
}

/// The moments that count for a certificate.
#[derive(Clone, Copy)]
pub(super) struct When {
    /// When its signature is proven to have been there: the certificate must have been valid then.
    pub(super) proven: UtcDateTime,
    /// When it signed, as far as is known: what is said of revocation must be as new as that.
    pub(super) signed: UtcDateTime,
}

impl Trust<'_> {
    /// Whether a certificate leads to an anchor and stood, as did every one on its way. Gives whether all of them have
    /// proofs of it.
    pub(super) fn check(
        &self,
        leaf: &Certificate<'_>,
        beside: &[&[u8]],
        when: When,
        purpose: Purpose,
    ) -> Result<bool, Reason> {
        let beside = beside.iter().filter_map(|raw| Certificate::read(raw).ok());
        let pool: Vec<_> = beside.chain(self.pool.iter().copied()).collect();
        let path = chain::path(leaf, &pool, &self.anchors, when.proven, purpose)?;
        let mut proven = true;
        for (depth, pair) in path.windows(2).enumerate() {
            let [certificate, issuer] = pair else { continue };
            if !certificate.needs_no_revocation() {
                proven &= self.check_revocation(certificate, issuer, when, depth > 0)?;
            }
        }
        Ok(proven)
    }

    fn check_revocation(
        &self,
        certificate: &Certificate<'_>,
        issuer: &Certificate<'_>,
        when: When,
        authority: bool,
    ) -> Result<bool, Reason> {
        match self.evidence.status(certificate, issuer, when.signed, self.now) {
            Status::Good => Ok(true),
            Status::Revoked(at) if at > when.proven => Ok(true),
            Status::Revoked(_) if authority => Err(Reason::RevokedAuthority),
            Status::Revoked(_) => Err(Reason::Revoked),
            Status::Unknown(Unknown::Unauthorised) => Err(Reason::RevocationUnauthorised),
            Status::Unknown(_) if self.unknown_revocation => Ok(false),
            Status::Unknown(Unknown::Stale) => Err(Reason::RevocationStale),
            Status::Unknown(Unknown::Silent) => Err(Reason::RevocationUnknown),
        }
    }
}
