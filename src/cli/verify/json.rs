//! The verdicts for other programs.

use serde_json::{Value, json};
use time::UtcDateTime;

use crate::signatures::pki::moment;
use crate::signatures::verify::{Change, Kind, Level, Planned, Reason, Remark, Report, Signature};

/// The report as JSON; `at` is when the verdict was given, `rebuilt` what building again has shown where it was asked for.
pub(super) fn json(report: &Report, at: UtcDateTime, rebuilt: Option<Value>) -> String {
    let value = json!({
        "verifiedAt": moment::text(at),
        "indication": report.indication().word(),
        "complete": report.is_complete(),
        "problem": report.problem.map(reason),
        "fields": { "signed": report.signed_fields().0, "total": report.signed_fields().1 },
        "remarks": report.remarks().iter().map(remark).collect::<Vec<_>>(),
        "rebuild": rebuilt,
        "revisions": report.revisions,
        "signatures": report.signatures.iter().enumerate().map(signature).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn reason(reason: Reason) -> Value {
    json!({ "code": reason.code(), "subIndication": reason.sub_indication() })
}

fn signature((index, signature): (usize, &Signature)) -> Value {
    json!({
        "number": index + 1,
        "field": signature.field,
        "kind": signature.kind.map(kind),
        "indication": signature.indication().word(),
        "reason": signature.reason.map(reason),
        "level": signature.level.map(Level::name),
        "planned": signature.planned.as_ref().map(planned),
        "signer": signature.signer.as_ref().map(|signer| json!({
            "name": signer.name,
            "serial": signer.serial,
            "validUntil": moment::text(signer.until),
        })),
        "claimedTime": signature.claimed,
        "motive": signature.motive,
        "provenTime": signature.proven.as_ref().map(|stamp| json!({
            "time": moment::text(stamp.time),
            "authority": stamp.authority,
        })),
        "revocationSettled": signature.revocation_settled,
        "revision": signature.revision,
        "signedBytes": signature.seen.end,
        "later": signature.later.iter().map(change).collect::<Vec<_>>(),
    })
}

pub(super) fn planned(planned: &Planned) -> Value {
    json!({ "name": planned.name, "role": planned.role, "organisation": planned.organisation })
}

/// A remark for programs.
pub(super) fn remark(remark: &Remark) -> Value {
    match remark {
        Remark::ClaimedLater { field } => json!({ "code": "claimed-later", "field": field }),
        Remark::NotSigned { field, planned: who } => {
            json!({ "code": "not-signed", "field": field, "planned": who.as_ref().map(planned) })
        }
        Remark::OtherPerson { field, planned, signed } => {
            json!({ "code": "other-person", "field": field, "planned": planned, "signed": signed })
        }
    }
}

pub(super) fn kind(kind: Kind) -> Value {
    match kind {
        Kind::Approval => json!({ "name": "approval" }),
        Kind::Certification(level) => json!({ "name": "certification", "permissions": level }),
        Kind::Timestamp => json!({ "name": "timestamp" }),
    }
}

pub(super) fn change(change: &Change) -> Value {
    match change {
        Change::FieldAdded(field) => json!({ "change": "field-added", "field": field }),
        Change::Metadata => json!({ "change": "metadata" }),
        Change::Signed(field) => json!({ "change": "signed", "field": field }),
        Change::Timestamped(field) => json!({ "change": "timestamped", "field": field }),
        Change::ValidationData => json!({ "change": "validation-data" }),
    }
}
