//! The levels above B-B on the report: timestamps, revocation data and renewal, judged by other people's programs; and
//! services that answer wrongly.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::pki::{Holder, Pki, Service, pki};
use crate::product::{REPORT, program, scratch};
use crate::signature_judges::{openssl_cades, pyhanko, pyhanko_ades};
use crate::validators::{expect_clean, pdf_structure, qpdf, said, verapdf};

/// `tertial sign` with the key of a holder, at a level.
fn sign(pki: &Pki, holder: Holder, level: &str, from: &Path, to: &Path) -> Command {
    let mut command = program();
    command.arg("sign").arg(from).arg("-o").arg(to).arg("--p12").arg(pki.p12(holder));
    command.arg("--passphrase-file").arg(pki.passphrase_file());
    raised(&mut command, pki, level);
    command
}

/// `tertial sign extend`.
fn extend(pki: &Pki, level: &str, from: &Path, to: &Path) -> Command {
    let mut command = program();
    command.args(["sign", "extend"]).arg(from).arg("-o").arg(to);
    raised(&mut command, pki, level);
    command
}

fn raised(command: &mut Command, pki: &Pki, level: &str) {
    command.args(["--allow-private", "--level", level, "--trust"]).arg(pki.root());
    if level != "b-b" {
        command.args(["--tsa", &pki.url(Service::Tsa)]);
    }
}

#[track_caller]
fn done(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}:\n{}", said(&output));
    output
}

/// What `tertial verify` says: of each field its indication and the level.
#[track_caller]
fn verdicts(pki: &Pki, file: &Path) -> Vec<[String; 3]> {
    let mut command = program();
    command.arg("verify").arg(file).args(["--format", "json", "--trust"]).arg(pki.root());
    let report: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let signatures = report["signatures"].as_array().unwrap();
    let verdict = |signature: &Value| ["field", "indication", "level"].map(|key| text(&signature[key]));
    signatures.iter().map(verdict).collect()
}

fn passed(field: &str, level: &str) -> [String; 3] {
    [field, "TOTAL-PASSED", level].map(str::to_owned)
}

#[test]
fn every_level_on_the_report_holds_for_everyone() {
    let Some(pki) = pki() else { return };
    let folder = scratch("levels");
    let file = |name: &str| folder.join(name).with_extension("pdf");
    let [bt, blt, blta, both, renewed, late] = ["bt", "blt", "blta", "both", "renewed", "late"].map(file);
    done(&mut sign(pki, Holder::P256, "b-t", &REPORT.pdf, &bt));
    done(&mut sign(pki, Holder::Rsa3072, "b-lt", &REPORT.pdf, &blt));
    done(&mut sign(pki, Holder::P384, "b-lta", &REPORT.pdf, &blta));
    done(&mut sign(pki, Holder::Second, "b-lta", &blta, &both));
    done(&mut extend(pki, "b-lta", &both, &renewed));
    done(&mut sign(pki, Holder::Rsa2048, "b-b", &REPORT.pdf, &file("bb")));
    done(&mut extend(pki, "b-lta", &file("bb"), &late));

    let stamp = |number: usize| passed(&format!("Dokumenttidsstampel{number}"), "-");
    let (first, second) = (passed("Underskrift1", "PAdES-B-LTA"), passed("Underskrift2", "PAdES-B-LTA"));
    assert_eq!(verdicts(pki, &blt), [passed("Underskrift1", "PAdES-B-LT")]);
    assert_eq!(verdicts(pki, &blta), [first.clone(), stamp(1)]);
    assert_eq!(verdicts(pki, &both), [first.clone(), stamp(1), second.clone(), stamp(2)]);
    assert_eq!(verdicts(pki, &renewed), [first.clone(), stamp(1), second, stamp(2), stamp(3)]);
    assert_eq!(verdicts(pki, &late), [first, stamp(1), stamp(2)]);

    let files = [bt, blt, blta, both, renewed, late];
    expect_clean(verapdf(&files, "2a,ua1"));
    for file in &files {
        expect_clean(qpdf(file));
        expect_clean(pdf_structure(file));
        expect_clean(pyhanko_ades(file, &pki.root()));
        expect_clean(openssl_cades(file, &pki.root()));
    }
    let [bt, .., renewed, _] = &files;
    for file in [bt, renewed] {
        expect_clean(pyhanko(file, &pki.root()));
    }
}
