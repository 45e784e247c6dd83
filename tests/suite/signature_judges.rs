//! The judgement of other people's programs over signatures, and signatures made by them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::pki::{Holder, Pki, Service, pki};
use crate::product::{REPORT, scratch};
use crate::validators::{Outcome, expect_clean, judge, program, python, run, said, skipped};

/// Judges every signature of a PDF file by pyHanko: integrity, later changes, and the chain to a root in PEM with its
/// revocation, which it asks the authorities for.
pub(crate) fn pyhanko(file: &Path, root: &Path) -> Outcome {
    pyhanko_command("validate", file, root)
}

/// Judges every signature of a PDF file by the rules of EN 319 102-1 as pyHanko has them.
pub(crate) fn pyhanko_ades(file: &Path, root: &Path) -> Outcome {
    pyhanko_command("adesverify", file, root)
}

fn pyhanko_command(judgement: &str, file: &Path, root: &Path) -> Outcome {
    let Some(pyhanko) = pyhanko_program() else { return skipped("pyHanko") };
    let mut command = Command::new(pyhanko);
    command.args(["sign", judgement, "--pretty-print", "--trust-replace", "--trust"]).arg(root).arg(file);
    let output = run(&mut command);
    let text = said(&output);
    // Of a file without signatures it says nothing, and is content.
    match output.status.success() && text.contains("Field 1:") {
        true => Outcome::Clean,
        false => Outcome::Findings(text),
    }
}

/// Judges the CMS of every signature of a PDF file, document timestamps aside, by `openssl cms -verify -cades`: RFC 5652
/// and the signing certificate of RFC 5035, with the chain to a root in PEM.
pub(crate) fn openssl_cades(file: &Path, root: &Path) -> Outcome {
    let Some(openssl) = program("openssl") else { return skipped("openssl") };
    let folder = scratch(&format!("cades-{}", file.file_stem().unwrap().display()));
    let signatures = signatures(&fs::read(file).unwrap());
    if signatures.is_empty() {
        return Outcome::Findings("no signature".to_owned());
    }
    for Signature { content, cms } in signatures {
        let [content_file, cms_file] = ["content", "cms"].map(|name| folder.join(name));
        fs::write(&content_file, content).unwrap();
        fs::write(&cms_file, cms).unwrap();
        let mut command = Command::new(&openssl);
        command.args(["cms", "-verify", "-cades", "-binary", "-purpose", "any", "-inform", "DER"]);
        command.arg("-in").arg(cms_file).arg("-content").arg(content_file).arg("-CAfile").arg(root);
        let outcome = judge(command.args(["-out", "/dev/null"]));
        if !matches!(outcome, Outcome::Clean) {
            return outcome;
        }
    }
    Outcome::Clean
}

/// Writes a copy of a PDF file that pyHanko has signed in a new invisible field (`Sig1`, `Sig2` …), with options of
/// `pyhanko sign addsig` such as `--timestamp-url`. False where pyHanko is missing.
#[track_caller]
pub(crate) fn sign_with_pyhanko(
    pki: &Pki,
    holder: Holder,
    field: &str,
    options: &[&str],
    from: &Path,
    to: &Path,
) -> bool {
    let Some(pyhanko) = pyhanko_program() else {
        skipped("pyHanko");
        return false;
    };
    let mut command = Command::new(pyhanko);
    command.args(["sign", "addsig", "--field", field, "--use-pades"]).args(options);
    command.args(["pkcs12", "--passfile"]).arg(pki.passphrase_file()).arg(from).arg(to).arg(pki.p12(holder));
    let output = run(&mut command);
    assert!(output.status.success(), "{command:?}:\n{}", said(&output));
    true
}

fn pyhanko_program() -> Option<PathBuf> {
    python().map(|python| python.with_file_name("pyhanko")).filter(|pyhanko| pyhanko.exists())
}

/// What was signed and what was signed with.
struct Signature {
    /// The bytes that the byte range names.
    content: Vec<u8>,
    /// The CMS with the zeros that fill its place.
    cms: Vec<u8>,
}

/// The signatures of a PDF file that are no document timestamps (ISO 32000-1 12.8.1).
fn signatures(pdf: &[u8]) -> Vec<Signature> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    dictionaries
        .filter(|dictionary| dictionary.has(b"ByteRange"))
        .filter(|dictionary| {
            dictionary.get(b"SubFilter").and_then(lopdf::Object::as_name).unwrap() != b"ETSI.RFC3161"
        })
        .map(|dictionary| {
            let range = dictionary.get(b"ByteRange").and_then(lopdf::Object::as_array).unwrap();
            let number = |at: usize| usize::try_from(range[at].as_i64().unwrap()).unwrap();
            let part = |at: usize| &pdf[number(at)..][..number(at + 1)];
            let cms = dictionary.get(b"Contents").and_then(lopdf::Object::as_str).unwrap().to_vec();
            Signature { content: [part(0), part(2)].concat(), cms }
        })
        .collect()
}

#[test]
fn pyhanko_and_openssl_accept_a_signature_of_every_good_holder() {
    let Some(pki) = pki() else { return };
    let folder = scratch("pyhanko-good");
    for holder in [Holder::Rsa2048, Holder::Rsa3072, Holder::P256, Holder::P384, Holder::Second] {
        let signed = folder.join(format!("{holder:?}.pdf"));
        if !sign_with_pyhanko(pki, holder, "Sig1", &[], &REPORT.pdf, &signed) {
            return;
        }
        expect_clean(pyhanko(&signed, &pki.root()));
        expect_clean(openssl_cades(&signed, &pki.root()));
    }
}

#[test]
fn pyhanko_refuses_every_bad_holder() {
    let Some(pki) = pki() else { return };
    let folder = scratch("pyhanko-bad");
    for (holder, reason) in [
        (Holder::Expired, "end-entity certificate expired"),
        (Holder::NotYetValid, "is not valid until"),
        (Holder::Revoked, "was revoked at"),
        (Holder::WrongUsage, "key usage extensions"),
        (Holder::IssuedByLeaf, "is not a CA"),
        (Holder::Stranger, "Failed to build path"),
    ] {
        let signed = folder.join(format!("{holder:?}.pdf"));
        if !sign_with_pyhanko(pki, holder, "Sig1", &[], &REPORT.pdf, &signed) {
            return;
        }
        expect_refused(pyhanko(&signed, &pki.root()), reason);
    }
}

#[test]
fn judges_of_signatures_refuse_unsigned_and_altered_files() {
    let Some(pki) = pki() else { return };
    let folder = scratch("pyhanko-altered");
    for judge in [pyhanko, pyhanko_ades, openssl_cades] {
        expect_refused(judge(&REPORT.pdf, &pki.root()), "");
    }

    let (signed, altered) = (folder.join("signed.pdf"), folder.join("altered.pdf"));
    let stamp = ["--timestamp-url", &pki.url(Service::Tsa)];
    if !sign_with_pyhanko(pki, Holder::P256, "Sig1", &stamp, &REPORT.pdf, &signed) {
        return;
    }
    expect_clean(pyhanko_ades(&signed, &pki.root()));
    expect_refused(pyhanko(&signed, &pki.stranger_root()), "No path to trust anchor");
    expect_refused(openssl_cades(&signed, &pki.stranger_root()), "unable to get local issuer certificate");
    let mut bytes = fs::read(&signed).unwrap();
    // A letter of the title, which leaves the file readable.
    let at = bytes.windows(6).position(|window| window == b"/Title").unwrap() + 12;
    bytes[at] ^= 1;
    fs::write(&altered, bytes).unwrap();
    expect_refused(pyhanko(&altered, &pki.root()), "cryptographically unsound");
    expect_refused(pyhanko_ades(&altered, &pki.root()), "cryptographically unsound");
    expect_refused(openssl_cades(&altered, &pki.root()), "verification failure");
}

/// Fails the test when a judge has found nothing, or not what is wrong.
#[track_caller]
fn expect_refused(outcome: Outcome, reason: &str) {
    match outcome {
        Outcome::Clean => panic!("expected a finding with the words: {reason}"),
        Outcome::Findings(said) => {
            assert!(said.contains(reason), "expected the words {reason}, but:\n{said}");
        }
        Outcome::Skipped(_) => {}
    }
}
