//! The report of EN 319 102-1 with the elements of TS 119 102-2, as JSON: every signature with its indication, its times
//! and every check that was made of it.

use serde_json::{Value, json};

use super::super::words::Words;
use super::Judged;
use super::json::{change, kind, planned, remark};
use crate::signatures::pki::moment;
use crate::signatures::sign::DigestAlgorithm;
use crate::signatures::verify::{Indication, Level, Outcome, Reason, Signature, Step};

/// The report as JSON.
pub(super) fn json(judged: &Judged<'_>, words: &Words) -> String {
    let report = judged.report;
    let value = json!({
        "ValidationReport": {
            "Specification": "ETSI EN 319 102-1; elements of ETSI TS 119 102-2",
            "SignatureValidator": { "Name": "tertial", "Version": env!("CARGO_PKG_VERSION") },
            "SignersDocument": {
                "Name": judged.name,
                "Size": judged.bytes.len(),
                "DigestAlgAndValue": digest(judged.bytes),
                "Revisions": report.revisions,
            },
            "ValidationTimeInfo": { "ValidationTime": moment::text(judged.at) },
            "SignatureValidationPolicy": {
                "TrustAnchors": judged.anchors.iter().map(|anchor| digest(anchor)).collect::<Vec<_>>(),
                "AcceptUnknownRevocation": judged.unknown_revocation,
            },
            "ValidationStatus": status(report.indication(), report.problem, words),
            "SignatureFields": { "Signed": report.signed_fields().0, "Total": report.signed_fields().1 },
            "Remarks": report.remarks().iter().map(remark).collect::<Vec<_>>(),
            "Rebuild": judged.rebuilt.clone(),
            "SignatureValidationReport": report
                .signatures
                .iter()
                .enumerate()
                .map(|(index, signature)| one(index + 1, signature, judged, words))
                .collect::<Vec<_>>(),
        },
    });
    format!("{value:#}\n")
}

fn one(number: usize, signature: &Signature, judged: &Judged<'_>, words: &Words) -> Value {
    let process = match signature.level {
        Some(Level::Lta) => "LTA",
        Some(Level::T | Level::Lt) => "LTVM",
        Some(Level::B) | None if signature.proven.is_some() => "LTVM",
        Some(Level::B) | None => "Basic",
    };
    json!({
        "SignatureIdentifier": {
            "Number": number,
            "Field": signature.field,
            "DigestAlgAndValue": digest(&judged.bytes[signature.seen.clone()]),
            "SignedBytes": signature.seen.end,
            "Revision": signature.revision,
        },
        "SignatureValidationProcess": {
            "SignatureValidationProcessID": format!("urn:etsi:019102:validationprocess:{process}"),
        },
        "SignatureValidationStatus": status(signature.indication(), signature.reason, words),
        "ValidationTimeInfo": {
            "ValidationTime": moment::text(judged.at),
            "BestSignatureTime": signature.proven.as_ref().map(|stamp| json!({
                "POETime": moment::text(stamp.time),
                "TypeOfProof": "urn:etsi:019102:poetype:validation",
                "Authority": stamp.authority,
            })),
        },
        "SignatureAttributes": {
            "Kind": signature.kind.map(kind),
            "SigningTime": signature.claimed,
            "Reason": signature.motive,
            "Planned": signature.planned.as_ref().map(planned),
        },
        "SignerInformation": signature.signer.as_ref().map(|signer| json!({
            "Signer": signer.name,
            "Issuer": signer.issuer,
            "SerialNumber": signer.serial,
            "NotAfter": moment::text(signer.until),
        })),
        "SignatureQuality": signature.level.map(Level::name),
        "RevocationSettled": signature.revocation_settled,
        "LaterChanges": signature.later.iter().map(change).collect::<Vec<_>>(),
        "ValidationConstraintsEvaluationReport": Step::ALL
            .iter()
            .map(|step| constraint(*step, signature.checks.outcome(*step), words))
            .collect::<Vec<_>>(),
    })
}

fn constraint(step: Step, outcome: Outcome, words: &Words) -> Value {
    let (applied, indication) = match outcome {
        Outcome::NotDone => ("disabled", None),
        Outcome::NotPassed(reason) if reason.indication() == Indication::Failed => {
            ("applied", Some("failed"))
        }
        Outcome::NotPassed(_) => ("applied", Some("indeterminate")),
        Outcome::Passed => ("applied", Some("passed")),
    };
    let reason = if let Outcome::NotPassed(reason) = outcome { Some(reason) } else { None };
    json!({
        "ValidationConstraintIdentifier": format!("tertial:{}", step.code()),
        "Requirement": step.clause(),
        "ConstraintStatus": { "Status": format!("urn:etsi:019102:constraintStatus:{applied}") },
        "ValidationStatus": indication.map(|word| main(word, reason, words)),
    })
}

fn status(indication: Indication, reason: Option<Reason>, words: &Words) -> Value {
    let word = match indication {
        Indication::Failed => "total-failed",
        Indication::Indeterminate => "indeterminate",
        Indication::Passed => "total-passed",
    };
    main(word, reason, words)
}

fn main(word: &str, reason: Option<Reason>, words: &Words) -> Value {
    json!({
        "MainIndication": format!("urn:etsi:019102:mainindication:{word}"),
        "SubIndication": reason.map(|reason| format!("urn:etsi:019102:subindication:{}", reason.sub_indication())),
        "Code": reason.map(Reason::code),
        "Explanation": reason.map(|reason| words.reason(reason)),
    })
}

fn digest(bytes: &[u8]) -> Value {
    let value: String =
        DigestAlgorithm::Sha256.digest(&[bytes]).iter().map(|octet| format!("{octet:02x}")).collect();
    json!({ "DigestMethod": "http://www.w3.org/2001/04/xmlenc#sha256", "DigestValue": value })
}
