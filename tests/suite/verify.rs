//! Verdicts over signatures: honest files of every kind pass, and every known way to cheat is refused for its own
//! reason.

#[path = "verify/attacks.rs"]
mod attacks;
#[path = "verify/craft.rs"]
mod craft;
#[path = "verify/damage.rs"]
mod damage;
#[path = "verify/files.rs"]
mod files;
#[path = "verify/public_files.rs"]
mod public_files;
#[path = "verify/remarks.rs"]
mod remarks;
#[path = "verify/second_signers.rs"]
mod second_signers;
#[path = "verify/signatures.rs"]
mod signatures;

use tertial::signatures::sign::RsaScheme;
use tertial::signatures::verify::{Change, Indication, Kind, Level, Policy, Reason, Report, verify};
use time::UtcDateTime;

use crate::pki::{Holder, Pki, Service, pki};
use crate::product::{REPORT, program, scratch};
use crate::signature_judges::sign_with_pyhanko;
use craft::{Craft, PLAIN, certified, der_of, list, ocsp, signed, stamp, stored, timestamped, with_security};

/// The verdict over a file by the root of the tests; what is not known of revocation is taken.
fn lenient(pki: &Pki, bytes: &[u8]) -> Report {
    judged(pki, bytes, true)
}

/// The same where everything must be known.
fn strict(pki: &Pki, bytes: &[u8]) -> Report {
    judged(pki, bytes, false)
}

fn judged(pki: &Pki, bytes: &[u8], unknown_revocation: bool) -> Report {
    let root = der_of(&pki.root());
    verify(bytes, &Policy { anchors: vec![&root], now: UtcDateTime::now(), unknown_revocation })
}

/// Why a file is not taken: its own problem, or that of the oldest signature that has one.
fn reason(report: &Report) -> Option<Reason> {
    report.problem.or_else(|| report.signatures.iter().find_map(|signature| signature.reason))
}

#[track_caller]
fn expect_passed(name: &str, report: &Report) {
    assert_eq!(report.indication(), Indication::Passed, "{name}: {:?}\n{report:#?}", reason(report));
}

/// Everything that settles revocation of the signers and of the timestamps.
fn settled(pki: &Pki, file: &[u8]) -> Vec<u8> {
    let responses = [ocsp(pki, Service::Ocsp, Holder::P256, None)];
    with_security(file, &responses, &[list(pki, Service::RootCrl, None)])
}

#[test]
fn honest_signatures_of_every_kind_of_key_pass() {
    let Some(pki) = pki() else { return };
    let keys = [
        (Holder::Rsa2048, RsaScheme::Pkcs1),
        (Holder::Rsa3072, RsaScheme::Pss),
        (Holder::P256, RsaScheme::Pkcs1),
        (Holder::P384, RsaScheme::Pkcs1),
    ];
    for (holder, scheme) in keys {
        let report = lenient(pki, &Craft { holder, scheme, ..Craft::new(pki) }.sign(&PLAIN));
        expect_passed(&format!("{holder:?}"), &report);
        assert_eq!((report.signatures.len(), report.signatures[0].level), (1, Some(Level::B)));
    }
}

/// Where nobody is trusted, a signature can still be told from one that is broken.
#[test]
fn a_broken_signature_is_told_without_trust() {
    let Some(pki) = pki() else { return };
    let broken = |bytes: &[u8], field: &str| {
        let policy = Policy { anchors: Vec::new(), now: UtcDateTime::now(), unknown_revocation: true };
        verify(bytes, &policy).broken(field)
    };
    let stamped = Craft { unsigned: &|signature| stamp(pki, Service::Tsa, signature), ..Craft::new(pki) };
    for file in [signed(pki), stamped.sign(&PLAIN)] {
        let field = lenient(pki, &file).signatures[0].field.clone();
        assert_eq!(broken(&file, &field), None);
        assert_eq!(broken(&file, "Annat"), Some(Reason::NoSignature));
        let mut changed = file.clone();
        let at = changed.windows(6).position(|window| window == b"/Title").unwrap() + 12;
        changed[at] ^= 1;
        assert_eq!(broken(&changed, &field), Some(Reason::HashMismatch));
        let appended = [&file[..], b"% senare\n"].concat();
        assert!(broken(&appended, &field).is_some());
    }
}

#[test]
fn a_second_signer_leaves_the_first_signature_good() {
    let Some(pki) = pki() else { return };
    for first in [signed(pki), certified(pki, 2)] {
        let both = Craft { holder: Holder::Second, ..Craft::new(pki) }.sign(&first);
        let report = lenient(pki, &both);
        expect_passed("two signers", &report);
        let [one, two] = report.signatures.as_slice() else { panic!("{report:#?}") };
        assert_eq!(one.later, [Change::Signed(two.field.clone())]);
        assert_eq!((one.revision, two.revision, report.revisions), (Some(2), Some(3), 3));
        assert_eq!(&both[one.seen.clone()], &first[..one.seen.end]);
    }
}

#[test]
fn the_level_that_is_reached_is_told() {
    let Some(pki) = pki() else { return };
    let stamped = Craft { unsigned: &|signature| stamp(pki, Service::Tsa, signature), ..Craft::new(pki) };
    let with_time = stamped.sign(&PLAIN);
    let report = lenient(pki, &with_time);
    expect_passed("B-T", &report);
    assert_eq!(report.signatures[0].level, Some(Level::T));
    assert!(report.signatures[0].proven.is_some());

    let with_proofs = settled(pki, &with_time);
    let report = strict(pki, &with_proofs);
    expect_passed("B-LT", &report);
    assert_eq!(report.signatures[0].level, Some(Level::Lt));
    assert_eq!(report.signatures[0].later, [Change::ValidationData]);

    let archived = timestamped(pki, &with_proofs, Service::Tsa);
    let report = strict(pki, &archived);
    expect_passed("B-LTA", &report);
    assert_eq!(report.signatures[0].level, Some(Level::Lta));

    let locked = timestamped(pki, &settled(pki, &certified(pki, 1)), Service::Tsa);
    expect_passed("timestamps and proofs after a certification that forbids all else", &strict(pki, &locked));
}

#[test]
fn files_that_pyhanko_signed_pass() {
    let Some(pki) = pki() else { return };
    let folder = scratch("verify-pyhanko");
    let (tsa, root) = (pki.url(Service::Tsa), pki.root().display().to_string());
    let time = ["--timestamp-url", &tsa];
    let proofs = ["--with-validation-info", "--trust", &root];
    let levels: [(&str, Vec<&str>, Level); 5] = [
        ("b", vec![], Level::B),
        ("certified", vec!["--certify"], Level::B),
        ("t", time.to_vec(), Level::T),
        ("lt", [&time[..], &proofs].concat(), Level::Lt),
        ("lta", [&time[..], &proofs, &["--use-pades-lta"]].concat(), Level::Lta),
    ];
    for (name, options, level) in levels {
        let file = folder.join(name).with_extension("pdf");
        if !sign_with_pyhanko(pki, Holder::Rsa3072, "Sig1", &options, &REPORT.pdf, &file) {
            return;
        }
        let bytes = std::fs::read(&file).unwrap();
        let report = if level >= Level::Lt { strict(pki, &bytes) } else { lenient(pki, &bytes) };
        expect_passed(name, &report);
        assert_eq!(report.signatures[0].level, Some(level), "{name}");
    }
}

#[test]
fn a_report_of_hundreds_of_pages_passes() {
    let Some(pki) = pki() else { return };
    let folder = scratch("verify-long");
    write_long_report(&folder.join("content"));
    let mut build = program();
    build.arg("build").arg(folder.join("content")).args(["--final", "--to", "pdf", "-o"]).arg(&folder);
    let output = build.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));

    let plain = std::fs::read(folder.join("PM-2024-RI-KS-2024-1.pdf")).unwrap();
    let once = Craft::new(pki).sign(&plain);
    let twice = Craft { holder: Holder::Second, ..Craft::new(pki) }.sign(&once);
    let report = lenient(pki, &twice);
    expect_passed("a long report", &report);
    assert!(
        report.signatures.len() == 2 && lopdf::Document::load_mem(&plain).unwrap().get_pages().len() > 200
    );
}

/// The smallest matter with two signers, and sections without end. All of it is invented.
fn write_long_report(folder: &std::path::Path) {
    let matter = "slag: pm\nbeteckning: PM 2024\nrotel: RI\ndnr: KS 2024/1\ntitel: En lång rapport\nort: Stockholm\n\
                  datum: 2024-09-17\nperiod: { år: 2024, månader: 1–8 }\nbeslut:\n  - Rapporten godkänns.\n\
                  ärendet: |\n  Rapporten är lång.\nunderskrifter:\n  - { roll: Föredragande }\n  - { roll: Justerare }\n";
    let paragraph = "Verksamheten redovisar i detta stycke hur arbetet har gått. ".repeat(14);
    let section = format!("  - text: |\n      {paragraph}\n").repeat(200);
    let office = folder.join("tjänsteutlåtande");
    std::fs::create_dir_all(&office).unwrap();
    std::fs::write(folder.join("ärende.yaml"), matter).unwrap();
    for number in 10..18 {
        let text = format!("rubrik: Avsnitt {number}\ninnehåll:\n{section}");
        std::fs::write(office.join(format!("{number}-avsnitt.yaml")), text).unwrap();
    }
}

#[test]
fn the_command_tells_people_programs_and_the_shell() {
    let Some(pki) = pki() else { return };
    let (good, bad) =
        (stored("good", &signed(pki)), stored("bad", &[signed(pki), b"more".to_vec()].concat()));
    let run = |more: &[&str]| {
        let mut command = program();
        let output = command.arg("verify").args(more).arg("--trust").arg(pki.root()).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let name = |path: &std::path::Path| path.display().to_string();
    let (good, bad) = (name(&good), name(&bad));

    let (code, said, _) = run(&[&good, "--accept-unknown-revocation", "--lang", "sv"]);
    assert!(code == Some(0) && said.contains("GILTIG (TOTAL-PASSED)"), "{said}");
    assert!(said.contains("Spärr: filen visar inte"), "{said}");
    let (code, said, _) = run(&[&good]);
    assert!(code == Some(1) && said.contains("INDETERMINATE TRY_LATER"), "{said}");
    let (code, said, _) = run(&[&bad, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, &json["problem"]["code"]), (Some(1), &"trailing-bytes".into()));
    let (code, _, said) = run(&["nowhere.pdf"]);
    assert!(code == Some(2) && said.contains("nowhere.pdf"), "{said}");
    let (code, _, said) = run(&[&good, "--at", "yesterday"]);
    assert!(code == Some(2) && said.contains("yesterday"), "{said}");

    let seen = scratch("verify-seen").join("seen.pdf");
    let (code, _, said) = run(&[&good, "--extract-signed", "1", "-o", &name(&seen)]);
    assert_eq!(code, Some(1), "{said}");
    let signed = std::fs::read(&good).unwrap();
    assert!(signed.starts_with(&std::fs::read(&seen).unwrap()) && seen.metadata().unwrap().len() > 500_000);
    let (code, _, said) = run(&[&good, "--extract-signed", "2", "-o", &name(&seen)]);
    assert!(code == Some(2) && said.contains('2'), "{said}");
}

/// Kept here so that a new reason cannot lack its words: each has a code of its own.
#[test]
fn every_reason_has_a_code_of_its_own() {
    let mut codes: Vec<_> = Reason::ALL.iter().map(|reason| reason.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), Reason::ALL.len());
    assert!(Reason::ALL.iter().all(|reason| reason.indication() != Indication::Passed));
}

/// A certification is told with what it permits.
#[test]
fn a_certification_is_told() {
    let Some(pki) = pki() else { return };
    let report = lenient(pki, &certified(pki, 1));
    assert_eq!(report.signatures[0].kind, Some(Kind::Certification(1)));
}
