//! Timestamps: whether one is of these bytes, and whether its maker may be believed (RFC 3161, EN 319 422).

use time::UtcDateTime;

use crate::signatures::pki::certificate::Certificate;
use crate::signatures::pki::chain::Purpose;
use crate::signatures::pki::cms::SignedData;
use crate::signatures::pki::oid;
use crate::signatures::pki::revocation::AHEAD;
use crate::signatures::pki::token::TimestampInfo;

use super::reason::Reason;
use super::rules;
use super::trust::{Trust, When};

/// A timestamp that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Something was there at that time.
    pub time: UtcDateTime,
    /// Who says so.
    pub authority: String,
}

/// Checks a token over some bytes; `proven` is when the token itself is known to have been there.
pub(super) fn check(
    token: &[u8],
    covered: &[&[u8]],
    trust: &Trust<'_>,
    proven: UtcDateTime,
) -> Result<Stamp, Reason> {
    let data = SignedData::read(token).map_err(|_| Reason::TimestampBroken)?;
    let content = data.content.ok_or(Reason::TimestampBroken)?;
    let info = TimestampInfo::read(content).map_err(|_| Reason::TimestampBroken)?;
    let digest = info.digest.ok_or(Reason::WeakAlgorithm)?;
    if digest.of(covered).as_ref() != info.imprint {
        return Err(Reason::TimestampImprint);
    }
    let signed = rules::check(data, &oid::TST_INFO, &[content])
        .map_err(|reason| if reason == Reason::WeakAlgorithm { reason } else { Reason::TimestampBroken })?;
    if info.time > proven + AHEAD {
        return Err(Reason::TimestampOrder);
    }
    check_maker(&signed.signer, &signed.data.certificates, trust, When { proven, signed: info.time })?;
    Ok(Stamp { time: info.time, authority: signed.signer.name() })
}

fn check_maker(
    maker: &Certificate<'_>,
    beside: &[&[u8]],
    trust: &Trust<'_>,
    when: When,
) -> Result<(), Reason> {
    if !maker.is_valid_at(when.signed) {
        return Err(Reason::TimestampUntrusted);
    }
    trust.check(maker, beside, when, Purpose::Timestamps).map(|_| ()).map_err(|reason| {
        let unsettled = reason.sub_indication() == Reason::RevocationUnknown.sub_indication();
        if unsettled || reason == Reason::WeakAlgorithm { reason } else { Reason::TimestampUntrusted }
    })
}
