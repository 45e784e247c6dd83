//! Verdicts over the signatures of a PDF in the words of ETSI EN 319 102-1: whether the bytes are those that were
//! signed, by whom, when that is proven, and what was done to the file later. What is not known to be good is refused.
//!
//! It reads with its own strict readers (`pdf` here, [`crate::signatures::pki`]), which share nothing with the signer.

mod addition;
mod change;
mod check;
mod claimed;
mod field;
mod pdf;
mod place;
mod reason;
mod remark;
mod report;
pub(crate) mod rules;
mod security;
mod stamp;
mod text_string;
mod trust;

pub use change::Change;
pub use check::{Checks, Outcome, Step};
pub use place::Kind;
pub use reason::{Indication, Reason};
pub use remark::{Remark, is_same_person};
pub use report::{Level, OpenField, Planned, Report, Signature, Signer};
pub use stamp::Stamp;
pub use trust::Policy;

use std::collections::BTreeMap;

use crate::signatures::pki::certificate::Certificate;
use crate::signatures::pki::chain::Purpose;
use crate::signatures::pki::cms::SignedData;
use crate::signatures::pki::oid;
use crate::signatures::pki::revocation::Evidence;

use change::changes;
use field::{Field, fields};
use pdf::file::{File, View};
use place::Place;
use security::Security;
use trust::{Trust, When};

/// The largest file that is judged, in bytes.
pub const LARGEST: usize = pdf::file::LARGEST;

/// Judges every signature of a file. A file that cannot be read in one way only has a report with that problem and no
/// signatures.
#[must_use]
pub fn verify(bytes: &[u8], policy: &Policy<'_>) -> Report {
    judge(bytes, policy).unwrap_or_else(|reason| Report {
        signatures: Vec::new(),
        open: Vec::new(),
        revisions: 0,
        problem: Some(reason),
    })
}

/// Whether everything that follows the first `end` bytes of a file is what signatures need: signatures themselves, timestamps,
/// their fields, validation data. Where something else was added – content of a page, a remark, an action – what is wrong with
/// it.
pub fn only_signatures_after(bytes: &[u8], end: usize) -> Result<(), Reason> {
    if bytes.len() == end {
        return Ok(());
    }
    let file = File::read(bytes)?;
    let mut old = file.view_at(end)?;
    while let Some(new) = old.next() {
        changes(&old, &new)?;
        old = new;
    }
    Ok(())
}

fn judge(bytes: &[u8], policy: &Policy<'_>) -> Result<Report, Reason> {
    let file = File::read(bytes)?;
    let view = file.view();
    let (signed, open): (Vec<Field>, Vec<Field>) =
        fields(&view)?.into_iter().partition(|field| field.value.is_some());
    let signed: Vec<(Field, u32)> =
        signed.into_iter().filter_map(|field| field.value.map(|value| (field, value))).collect();
    let open = open.into_iter().filter(|field| !field.is_for_timestamp());
    let open = open.map(|field| OpenField { field: field.name, planned: field.planned }).collect();
    let security = Security::read(&view)?;
    let trust = trust(policy, &security);

    let mut places: Vec<(Field, Result<Place<'_>, Reason>)> = signed
        .into_iter()
        .map(|(field, value)| {
            let place = Place::read(view, &field, value);
            (field, place)
        })
        .collect();
    places.sort_by_key(|(_, place)| place.as_ref().map_or(usize::MAX, |place| place.end));

    let mut bench = Bench { trust, later: Later::new(view), proven: None, archived: false };
    let mut signatures: Vec<Signature> =
        places.into_iter().rev().map(|(field, place)| bench.judge(field, place)).collect();
    signatures.reverse();
    let only_timestamps = signatures.iter().all(|signature| signature.kind == Some(Kind::Timestamp));
    let problem = match signatures.as_slice() {
        [] => Some(Reason::NoSignature),
        _ => only_timestamps.then_some(Reason::OnlyTimestamps),
    };
    Ok(Report { signatures, open, revisions: file.revisions_until(bytes.len()), problem })
}

fn trust<'a>(policy: &Policy<'a>, security: &'a Security) -> Trust<'a> {
    let read = |raw: &'a [u8]| Certificate::read(raw).ok();
    Trust {
        anchors: policy.anchors.iter().filter_map(|raw| read(raw)).collect(),
        pool: security.certificates.iter().filter_map(|raw| read(raw)).collect(),
        evidence: Evidence {
            responses: security.responses.iter().map(Vec::as_slice).collect(),
            lists: security.lists.iter().map(Vec::as_slice).collect(),
        },
        now: policy.now,
        unknown_revocation: policy.unknown_revocation,
    }
}

/// Signatures are judged from the newest to the oldest, so that a timestamp proves the time of all that it covers.
struct Bench<'f> {
    trust: Trust<'f>,
    later: Later<'f>,
    /// The earliest timestamp over the document so far.
    proven: Option<Stamp>,
    /// A timestamp covers validation data.
    archived: bool,
}

impl<'f> Bench<'f> {
    fn judge(&mut self, field: Field, place: Result<Place<'f>, Reason>) -> Signature {
        let mut signature = Signature {
            field: field.name,
            planned: field.planned,
            kind: None,
            reason: None,
            signer: None,
            claimed: None,
            motive: None,
            proven: None,
            level: None,
            revocation_settled: None,
            revision: None,
            seen: 0..0,
            later: Vec::new(),
            checks: Checks::default(),
        };
        let place = match signature.checks.note(Step::Place, place) {
            Ok(place) => place,
            Err(reason) => {
                signature.reason = Some(reason);
                return signature;
            }
        };
        signature.kind = Some(place.kind);
        signature.revision = Some(place.view.file.revisions_until(place.end));
        signature.seen = 0..place.end;
        signature.claimed.clone_from(&place.claimed);
        signature.motive.clone_from(&place.reason);
        // A timestamp over the document proves when this was there, whatever else is found of it.
        signature.proven.clone_from(&self.proven);
        let held = match place.kind {
            Kind::Timestamp => self.judge_timestamp(&place, &mut signature),
            Kind::Approval | Kind::Certification(_) => self.judge_signature(&place, &mut signature),
        };
        let later = signature.checks.note(Step::LaterChanges, self.later.since(&place));
        let later = later.map(|later| signature.later = later);
        // What is certain outweighs what is not: a changed file fails, whoever signed it.
        let reasons = [held.err(), later.err()].into_iter().flatten();
        signature.reason =
            reasons.reduce(|one, other| if other.indication() > one.indication() { other } else { one });
        signature
    }

    fn judge_timestamp(&mut self, place: &Place<'_>, signature: &mut Signature) -> Result<(), Reason> {
        let token = signature.checks.note(Step::Format, rules::unpadded(&place.contents))?;
        let proven = self.proven.as_ref().map_or(self.trust.now, |stamp| stamp.time);
        let stamp = stamp::check(token, &place.covered(), &self.trust, proven);
        let stamp = signature.checks.note(Step::Timestamps, stamp)?;
        signature.proven = Some(stamp.clone());
        self.archived |= Security::is_in(&place.view);
        self.proven = Some(stamp);
        Ok(())
    }

    fn judge_signature(&self, place: &Place<'_>, signature: &mut Signature) -> Result<(), Reason> {
        let data = rules::unpadded(&place.contents).and_then(|bytes| Ok(SignedData::read(bytes)?));
        let data = signature.checks.note(Step::Format, data)?;
        let signed = rules::check_noted(data, &oid::DATA, &place.covered(), &mut signature.checks)?;
        signature.signer = Some(Signer {
            name: signed.signer.name(),
            person: signed.signer.person(),
            issuer: signed.signer.issuer_name(),
            serial: signed.signer.serial_text(),
            until: signed.signer.not_after,
        });
        let baseline = signature.checks.note(Step::Attributes, rules::check_baseline(&signed.data));
        let carries_stamp = !signed.data.signer.unsigned_values(&oid::SIGNATURE_TIME_STAMP).is_empty();
        let stamp = self.earliest(&signed.data);
        let stamp = match carries_stamp || self.proven.is_some() {
            true => signature.checks.note(Step::Timestamps, stamp),
            false => stamp,
        };
        if let Ok(stamp) = &stamp {
            signature.proven.clone_from(stamp);
        }
        baseline?;
        let stamp = stamp?;
        let time = stamp.as_ref().map_or(self.trust.now, |stamp| stamp.time);
        if stamp.is_some() && time < signed.signer.not_before {
            return signature.checks.note(Step::CertificatePath, Err(Reason::SignedBeforeValid));
        }
        let when = When { proven: time, signed: time };
        let complete = self.trust.check(&signed.signer, &signed.data.certificates, when, Purpose::Signing);
        let complete = signature.checks.note(Step::CertificatePath, complete)?;
        signature.revocation_settled = Some(complete);
        signature.level = Some(match (stamp, complete && self.later.has_security()) {
            (None, _) => Level::B,
            (Some(_), false) => Level::T,
            (Some(_), true) if self.archived => Level::Lta,
            (Some(_), true) => Level::Lt,
        });
        Ok(())
    }

    /// The earliest time at which the signature is proven to have been there. Every timestamp that it carries must hold.
    fn earliest(&self, data: &SignedData<'_>) -> Result<Option<Stamp>, Reason> {
        let mut earliest = self.proven.clone();
        let covering = self.proven.as_ref().map_or(self.trust.now, |stamp| stamp.time);
        for token in data.signer.unsigned_values(&oid::SIGNATURE_TIME_STAMP) {
            let stamp = stamp::check(token.raw, &[data.signer.signature], &self.trust, covering)?;
            if earliest.as_ref().is_none_or(|earlier| stamp.time < earlier.time) {
                earliest = Some(stamp);
            }
        }
        Ok(earliest)
    }
}

/// What each addition changed, found once for all signatures before it.
struct Later<'f> {
    view: View<'f>,
    found: BTreeMap<usize, Result<Vec<Change>, Reason>>,
}

impl<'f> Later<'f> {
    fn new(view: View<'f>) -> Self {
        Self { view, found: BTreeMap::new() }
    }

    /// What was done to the file after a signature, if the signature bears it all.
    fn since(&mut self, place: &Place<'f>) -> Result<Vec<Change>, Reason> {
        let (mut list, mut old) = (Vec::new(), place.view);
        if old.later == 0 && !matches!(&self.view.file.bytes[place.end..], b"" | b"\r\n" | b"\n" | b"\r") {
            return Err(Reason::HiddenObjects);
        }
        while let Some(new) = old.next() {
            let found = self.found.entry(new.later).or_insert_with(|| changes(&old, &new)).clone()?;
            if found.iter().any(|change| !change.is_permitted(place.kind, &place.lock)) {
                return Err(Reason::NotPermitted);
            }
            list.extend(found);
            old = new;
        }
        Ok(list)
    }

    fn has_security(&self) -> bool {
        Security::is_in(&self.view)
    }
}
