//! What is told beside the verdicts: fields that nobody has signed, another signer than the one that was planned, a time
//! that cannot be, and every check that was made.

use tertial::signatures::verify::{Indication, Kind, Outcome, Policy, Reason, Remark, Step, verify};
use time::UtcDateTime;

use super::craft::{Craft, PLAIN, replaced, signed, stamp, stored, timestamped, write_over};
use super::{expect_passed, lenient};
use crate::pki::{Holder, Pki, Service, pki};
use crate::product::program;

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
