//! The levels above B-B on the report: timestamps, revocation data and renewal, judged by other people's programs; and
//! services that answer wrongly.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tertial::signatures::sign::{DigestAlgorithm, Kind, RESERVE, Request, Signable};
use time::OffsetDateTime;

use crate::keys::KEYS;
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

/// The digest that is stamped is that of the key's algorithm; here SHA-512.
#[test]
fn keys_of_p521_and_ed25519_are_stamped() {
    let Some(pki) = pki() else { return };
    let folder = scratch("stamped-sha-512");
    for key in ["p521", "ed25519"] {
        let to = folder.join(key).with_extension("pdf");
        let mut command = program();
        command
            .arg("sign")
            .arg(&REPORT.pdf)
            .arg("-o")
            .arg(&to)
            .arg("--p12")
            .arg(KEYS.join(key).with_extension("p12"));
        command.arg("--passphrase-file").arg(KEYS.join("passphrase")).args([
            "--allow-private",
            "--level",
            "b-t",
        ]);
        command.args(["--tsa", &pki.url(Service::Tsa), "--trust"]).arg(pki.root());
        done(command.arg("--trust").arg(KEYS.join("root.pem")));
        let mut command = program();
        command.arg("verify").arg(&to).args(["--accept-unknown-revocation", "--trust"]).arg(pki.root());
        let output = command.arg("--trust").arg(KEYS.join("root.pem")).output().unwrap();
        assert!(
            said(&output).contains("VALID (TOTAL-PASSED)") && said(&output).contains("PAdES-B-T"),
            "{}",
            said(&output)
        );
    }
}

/// A service that gives every question the same answer; its address.
fn service(media: &'static str, answer: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: {media}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                answer.len()
            );
            stream.write_all(&[head.as_bytes(), &answer].concat()).unwrap();
        }
    });
    address
}

/// What the timestamp service answers to a question about a digest, with that nonce.
fn answer_of_service(pki: &Pki, digest: &[u8], nonce: u8) -> Vec<u8> {
    let imprint =
        [&[0x30, 0x2F, 0x30, 0x0B, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 4, 0x20], digest].concat();
    let query = [&[0x30, 0x3A, 2, 1, 1][..], &imprint, &[2, 1, nonce, 1, 1, 0xFF]].concat();
    let request = ureq::post(&pki.url(Service::Tsa)).content_type("application/timestamp-query");
    request.send(query).unwrap().body_mut().read_to_vec().unwrap()
}

#[test]
fn wrong_timestamps_are_refused() {
    let Some(pki) = pki() else { return };
    let folder = scratch("wrong-timestamps");
    let [signed, refused] = ["signed.pdf", "refused.pdf"].map(|name| folder.join(name));
    done(&mut sign(pki, Holder::P256, "b-b", &REPORT.pdf, &signed));
    let expect = |url: &str, reason: &str| {
        let mut command = program();
        command.args(["sign", "extend"]).arg(&signed).arg("-o").arg(&refused);
        let output = command.args(["--level", "b-t", "--tsa", url]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains(reason), "expected `{reason}`, but: {}", said(&output));
        assert!(!refused.exists());
    };
    let reply = "application/timestamp-reply";
    let replayed = answer_of_service(pki, &[7; 32], 9);
    expect(&service("text/html", replayed.clone()), "answers with the type `text/html`");
    expect(&service(reply, replayed.clone()), "stamped something else");
    // The file as it will be stamped is the same each time, so that its digest is known beforehand.
    let prepared = {
        let mut file = Signable::open(std::fs::read(&signed).unwrap()).unwrap();
        let field = file.timestamp_field().unwrap();
        let request = Request {
            kind: Kind::DocumentTimestamp,
            time: OffsetDateTime::UNIX_EPOCH,
            name: None,
            place: None,
            reason: None,
            appearance: None,
            reserve: RESERVE,
        };
        file.prepare(field, &request).unwrap().digest(DigestAlgorithm::Sha256)
    };
    expect(&service(reply, answer_of_service(pki, &prepared, 9)), "answered another question");
    let mut forged = replayed;
    *forged.last_mut().unwrap() ^= 1;
    expect(&service(reply, forged), "gave a timestamp that does not hold [wrong-signature]");
    expect(&service(reply, vec![0x30, 0x05, 0x30, 0x03, 2, 1, 2]), "refuses to stamp (state 2)");
    expect(&service(reply, vec![0x30, 0x80]), "does not answer with a timestamp");
    expect(&service(reply, vec![0; 70_000]), "answers with more than 65536 bytes");
    expect(&pki.url(Service::UnauthorisedTsa), "not for timestamps");
    expect(&pki.url(Service::ExpiredTsa), "has a certificate that expired 2023-01-01 01:00");
    expect("ftp://127.0.0.1/", "no address with http or https");
}

#[test]
fn a_level_is_not_reached_without_what_it_takes() {
    let Some(pki) = pki() else { return };
    let folder = scratch("no-level");
    let to = folder.join("refused.pdf");
    let expect = |command: &mut Command, reason: &str| {
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains(reason), "expected `{reason}`, but: {}", said(&output));
        assert!(!to.exists());
    };
    expect(&mut sign(pki, Holder::Revoked, "b-lt", &REPORT.pdf, &to), "is revoked since 2024-06-01");
    expect(&mut extend(pki, "b-lta", &REPORT.pdf, &to), "the file has no signature");
    let with = |options: &[&str]| {
        let mut command = program();
        command.arg("sign").arg(&REPORT.pdf).arg("-o").arg(&to).arg("--p12").arg(pki.p12(Holder::P256));
        command.arg("--passphrase-file").arg(pki.passphrase_file()).args(["--level", "b-lt", "--tsa"]);
        command.arg(pki.url(Service::Tsa)).args(options);
        command
    };
    expect(&mut with(&[]), "leads into the own network");
    expect(&mut with(&["--allow-private"]), "give it with --trust");
}
