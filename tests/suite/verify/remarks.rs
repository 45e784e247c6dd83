//! What is told beside the verdicts: fields that nobody has signed, another signer than the one that was planned, a time
//! that cannot be, and every check that was made.

use std::path::Path;

use tertial::signatures::verify::{Indication, Kind, Outcome, Policy, Reason, Remark, Step, verify};
use time::UtcDateTime;

use super::craft::{Craft, PLAIN, replaced, signed, stamp, stored, timestamped, write_over};
use super::{expect_passed, lenient};
use crate::pki::{Holder, Pki, Service, pki};
use crate::product::{program, scratch};
use crate::validators::{expect_clean, missing, said, verapdf};

/// The report of the tests is planned for two, neither of whom has a certificate of the tests.
#[test]
fn a_field_without_signature_and_another_signer_are_told() {
    let Some(pki) = pki() else { return };
    let report = lenient(pki, &signed(pki));
    expect_passed("one of two", &report);
    assert_eq!((report.signed_fields(), report.is_complete()), ((1, 2), false));
    let remarks = report.remarks();
    let [Remark::OtherPerson { field, planned, .. }, Remark::NotSigned { field: open, planned: Some(who) }] =
        remarks.as_slice()
    else {
        panic!("{remarks:?}")
    };
    assert_eq!((field.as_str(), planned.as_str()), ("Underskrift1", "Kristina Axén Olin"));
    assert_eq!((open.as_str(), who.name.as_deref()), ("Underskrift2", Some("Bosse Sundling")));

    let both = Craft { holder: Holder::Second, ..Craft::new(pki) }.sign(&signed(pki));
    let report = lenient(pki, &both);
    assert_eq!(report.signed_fields(), (2, 2));
    assert!(report.remarks().iter().all(|remark| matches!(remark, Remark::OtherPerson { .. })));
}

#[test]
fn a_file_with_timestamps_alone_is_not_signed() {
    let Some(pki) = pki() else { return };
    let report = lenient(pki, &timestamped(pki, &PLAIN, Service::Tsa));
    assert_eq!((report.signatures.len(), report.signatures[0].reason), (1, None));
    assert_eq!(
        (report.problem, report.indication()),
        (Some(Reason::OnlyTimestamps), Indication::Indeterminate)
    );
    assert_eq!(report.signed_fields(), (0, 2));
}

#[test]
fn the_proven_time_is_told_where_the_rest_is_not_settled() {
    let Some(pki) = pki() else { return };
    let file =
        timestamped(pki, &Craft { holder: Holder::Stranger, ..Craft::new(pki) }.sign(&PLAIN), Service::Tsa);
    let report = lenient(pki, &file);
    let signature = &report.signatures[0];
    assert_eq!(signature.reason, Some(Reason::NoPath));
    assert!(signature.proven.is_some(), "{signature:#?}");
}

#[test]
fn a_claimed_time_after_the_proven_one_is_told_and_a_clock_that_is_a_little_ahead_is_not() {
    let Some(pki) = pki() else { return };
    let year = UtcDateTime::now().year();
    let later = move |bytes: &mut Vec<u8>| {
        write_over(bytes, &format!("/M(D:{year}"), &format!("/M(D:{}", year + 1));
    };
    let stamped = |craft: Craft<'_>| {
        Craft { unsigned: &|signature| stamp(pki, Service::Tsa, signature), ..craft }.sign(&PLAIN)
    };
    let told = |pki: &Pki, bytes: &[u8]| {
        let report = lenient(pki, bytes);
        expect_passed("stamped", &report);
        report.remarks().iter().any(|remark| matches!(remark, Remark::ClaimedLater { .. }))
    };
    assert!(told(pki, &stamped(Craft { file: &later, ..Craft::new(pki) })));
    assert!(!told(pki, &stamped(Craft::new(pki))));
}

/// A signature of another kind is not judged, and neither is it called broken.
#[test]
fn a_signature_of_another_kind_is_not_settled() {
    let Some(pki) = pki() else { return };
    let other = Craft {
        file: &|bytes| write_over(bytes, "/ETSI.CAdES.detached", "/adbe.pkcs7.detached"),
        ..Craft::new(pki)
    };
    let report = lenient(pki, &other.sign(&PLAIN));
    assert_eq!(report.signatures[0].reason, Some(Reason::WrongSubFilter));
    assert_eq!(report.indication(), Indication::Indeterminate);
}

/// Every check is made of an honest file, and one that does not hold leaves those after it undone.
#[test]
fn every_check_is_told() {
    let Some(pki) = pki() else { return };
    let stamped = Craft { unsigned: &|signature| stamp(pki, Service::Tsa, signature), ..Craft::new(pki) };
    let report = lenient(pki, &stamped.sign(&PLAIN));
    for step in Step::ALL {
        assert_eq!(report.signatures[0].checks.outcome(*step), Outcome::Passed, "{step:?}");
    }
    let changed = replaced(&signed(pki), "/Title(", "/Titlf(");
    let nobody = Policy { anchors: Vec::new(), now: UtcDateTime::now(), unknown_revocation: true };
    let report = verify(&changed, &nobody);
    let checks = &report.signatures[0].checks;
    assert_eq!(report.signatures[0].kind, Some(Kind::Approval));
    assert_eq!(checks.outcome(Step::Place), Outcome::Passed);
    assert_eq!(checks.outcome(Step::Digest), Outcome::NotPassed(Reason::HashMismatch));
    assert_eq!(checks.outcome(Step::CertificatePath), Outcome::NotDone);
    let report = verify(&signed(pki), &nobody);
    let path = report.signatures[0].checks.outcome(Step::CertificatePath);
    assert_eq!(path.word(), Some("INDETERMINATE"));
}

#[test]
fn the_command_says_how_many_have_signed_and_for_whom_the_rest_is() {
    let Some(pki) = pki() else { return };
    let file = stored("one-of-two", &signed(pki));
    let mut command = program();
    command.arg("verify").arg(&file).args(["--accept-unknown-revocation", "--lang", "sv", "--trust"]);
    let output = command.arg(pki.root()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    for words in [
        "1 av 2 fält undertecknade.",
        "Obs: Underskrift1: avsett för Kristina Axén Olin, undertecknat av ",
        "Obs: Underskrift2 är inte undertecknat (avsett för Bosse Sundling",
        "De underskrifter som finns är giltiga",
    ] {
        assert!(said.contains(words), "{words}:\n{said}");
    }
    assert!(!said.contains("Alla underskrifter är giltiga"), "{said}");
}

/// The report has every check under the names of the standards, and its pages are archival and accessible, also where the
/// file is broken; a report replaces nothing.
#[test]
fn the_report_is_filed_as_json_and_as_pages() {
    let Some(pki) = pki() else { return };
    let folder = scratch("filed");
    let run = |name: &str, file: &Path, more: &[&str]| {
        let [json, pages] = ["json", "pdf"].map(|kind| folder.join(name).with_extension(kind));
        let mut command = program();
        command.arg("verify").arg(file).args(["--accept-unknown-revocation", "--trust"]).arg(pki.root());
        command.arg("--report").arg(&json).arg("--report").arg(&pages).args(more);
        (command.output().unwrap(), json, pages)
    };
    let good = stored("filed-good", &signed(pki));
    let (output, json, pages) = run("good", &good, &["--lang", "sv"]);
    assert_eq!(output.status.code(), Some(0));
    let report: serde_json::Value = serde_json::from_slice(&std::fs::read(&json).unwrap()).unwrap();
    let report = &report["ValidationReport"];
    let one = &report["SignatureValidationReport"][0];
    assert_eq!(
        one["SignatureValidationStatus"]["MainIndication"],
        "urn:etsi:019102:mainindication:total-passed"
    );
    let checks = one["ValidationConstraintsEvaluationReport"].as_array().unwrap();
    assert_eq!(checks.len(), Step::ALL.len());
    assert_eq!(report["SignatureFields"]["Total"], 2);

    let broken = stored("filed-broken", &replaced(&signed(pki), "/Title(", "/Titlf("));
    let (output, json, broken_pages) = run("broken", &broken, &[]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(std::fs::read(json).unwrap()).unwrap();
    assert!(text.contains("urn:etsi:019102:subindication:HASH_FAILURE"), "{text}");
    let unsigned = stored("filed-unsigned", &PLAIN);
    let (output, _, unsigned_pages) = run("unsigned", &unsigned, &[]);
    assert!(said(&output).contains("Nobody has signed the file."), "{}", said(&output));
    expect_clean(verapdf(&[pages.clone(), broken_pages, unsigned_pages], "2a,ua1"));

    let before = std::fs::read(&pages).unwrap();
    let (output, ..) = run("good", &good, &[]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert_eq!(std::fs::read(&pages).unwrap(), before);
    let mut command = program();
    let output = command.arg("verify").arg(&good).args(["--report", "report.txt"]).output().unwrap();
    assert!(said(&output).contains("is to end with .pdf or .json"), "{}", said(&output));
    let Some(mut reader) = crate::validators::program("pdftotext").map(std::process::Command::new) else {
        return missing("pdftotext");
    };
    let words =
        String::from_utf8(reader.arg("-layout").arg(&pages).arg("-").output().unwrap().stdout).unwrap();
    for said in
        ["1 av 2 fält undertecknade.", "Avsett för: Kristina Axén Olin", "dokumentet är det som", "håller"]
    {
        assert!(words.contains(said), "{said}:\n{words}");
    }
}
