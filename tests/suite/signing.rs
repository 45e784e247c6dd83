//! Signatures on the report, judged by other people's programs: pyHanko, OpenSSL, qpdf and veraPDF.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use tertial::signatures::sign::{
    Certificate, DigestAlgorithm, FileError, KeyError, Kind, Prepared, RESERVE, Request, Signable,
    check_certificate,
};
use time::OffsetDateTime;

use crate::keys::{CARD, KEYS, PASSPHRASE, PIN, openssl};
use crate::product::{REPORT, copy, program, scratch};
use crate::validators::{Outcome, expect_clean, missing, pdf_structure, qpdf, signatures, verapdf};

/// A file that was signed.
struct Signed {
    from: PathBuf,
    file: PathBuf,
    /// How many of its fields are signed.
    count: usize,
}

/// The report signed in every way, also after another program wrote it anew with its objects in streams.
static SIGNED: LazyLock<Vec<Signed>> = LazyLock::new(|| {
    let folder = scratch("signed");
    let mut files = Vec::new();
    let mut sign = |from: &Path, to: &str, count: usize, key: &str, more: &[&str]| {
        let file = folder.join(to);
        let output = with_key(from, &file, key).args(more).output().unwrap();
        assert!(output.status.success(), "{}: {}", file.display(), told(&output));
        files.push(Signed { from: from.to_path_buf(), file: file.clone(), count });
        file
    };
    let first = sign(&REPORT.pdf, "rsa.pdf", 1, "rsa", &[]);
    sign(&first, "rsa-p256.pdf", 2, "p256", &[]);
    let certified = sign(&REPORT.pdf, "certified.pdf", 1, "p384", &["--certify", "--reason", "Fastställd"]);
    sign(&certified, "certified-pss.pdf", 2, "rsa", &["--pss", "--field", "Underskrift2"]);
    let first = sign(&REPORT.pdf, "p521.pdf", 1, "p521", &[]);
    sign(&first, "p521-ed25519.pdf", 2, "ed25519", &[]);
    sign(&REPORT.pdf, "invisible.pdf", 1, "p256", &["--invisible", "--field", "Underskrift2"]);
    let streams = folder.join("streams.pdf");
    let mut qpdf = Command::new("qpdf");
    qpdf.args(["--object-streams=generate", "--newline-before-endstream"]).arg(&REPORT.pdf).arg(&streams);
    if qpdf.status().is_ok_and(|status| status.success()) {
        let first = sign(&streams, "streams-rsa.pdf", 1, "rsa", &[]);
        sign(&first, "streams-rsa-p384.pdf", 2, "p384", &[]);
    }
    files
});

/// The files of [`SIGNED`].
fn signed_files() -> Vec<PathBuf> {
    SIGNED.iter().map(|signed| signed.file.clone()).collect()
}

/// A document that four are to sign, one of them in a section, and that has a link like that of a field.
static FOUR: LazyLock<PathBuf> = LazyLock::new(|| {
    let (folder, project) = (scratch("four"), scratch("four-project"));
    copy(Path::new("tests/documents/underskrifter"), &project);
    let output =
        program().arg("build").arg(&project).args(["--final", "--to", "pdf", "-o"]).arg(&folder).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{}", told(&output));
    PathBuf::from(str::from_utf8(&output.stdout).unwrap().trim())
});

/// `tertial sign` with a key of a file.
fn with_key(from: &Path, to: &Path, key: &str) -> Command {
    let mut command = program();
    command.arg("sign").arg(from).arg("-o").arg(to);
    command.arg("--p12").arg(KEYS.join(key).with_extension("p12"));
    command.arg("--passphrase-file").arg(KEYS.join("passphrase"));
    command
}

/// `tertial sign` with a key of the card. Nothing where there is no card.
fn with_card(to: &Path, key: &str, secret: &str) -> Option<Command> {
    let card = CARD.as_ref()?;
    let mut command = program();
    command.env("SOFTHSM2_CONF", &card.configuration).arg("sign").arg(&REPORT.pdf).arg("-o").arg(to);
    command.args(["--pkcs11", card.module, "--token", "tertial-prov", "--key", key]);
    command.arg("--passphrase-file").arg(KEYS.join(secret));
    Some(command)
}

fn told(output: &Output) -> String {
    [&output.stdout[..], &output.stderr].concat().iter().map(|octet| char::from(*octet)).collect()
}

#[test]
fn signed_files_stay_archival_and_accessible() {
    let mut files = signed_files();
    files.push(REPORT.pdf.clone());
    files.push(FOUR.clone());
    expect_clean(verapdf(&files, "2a,ua1"));
    for file in files {
        expect_clean(qpdf(&file));
        expect_clean(pdf_structure(&file));
    }
}

#[test]
fn other_programs_find_every_signature_good_and_a_changed_file_bad() {
    let root = KEYS.join("root.pem");
    let files = signed_files();
    expect_clean(signatures(&files, &root));
    for Signed { file, count, .. } in SIGNED.iter() {
        let found = cms(file);
        assert_eq!(found.len(), *count, "{}", file.display());
        for (signature, content) in found {
            // OpenSSL before 3.2 knows no Ed25519 in CMS (its own limit); pyHanko judged it above.
            if signature.windows(ED25519.len()).any(|window| window == ED25519) {
                continue;
            }
            assert!(openssl_finds_good(&signature, &content), "{}", file.display());
            let mut changed = content;
            changed[100] ^= 1;
            assert!(!openssl_finds_good(&signature, &changed), "{}", file.display());
        }
    }
    let mut changed = std::fs::read(&files[0]).unwrap();
    changed[1000] ^= 1;
    let file = scratch("changed").join("changed.pdf");
    std::fs::write(&file, changed).unwrap();
    assert!(!matches!(signatures(&[file], &root), Outcome::Clean));
}

/// The identifier of Ed25519, DER (RFC 8410 3).
const ED25519: [u8; 5] = [6, 3, 0x2B, 0x65, 0x70];

/// One test, since SoftHSM2 does not bear two programs at a time.
#[test]
fn keys_on_a_card_sign_and_a_wrong_pin_does_not() {
    let folder = scratch("by-card");
    let refused = folder.join("refused.pdf");
    let Some(mut command) = with_card(&refused, "rsa", "wrong") else { return missing("SoftHSM2") };
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(told(&output).contains("passphrase or PIN is wrong") && !refused.exists(), "{}", told(&output));
    let keys = [("rsa", ""), ("rsa", "--pss"), ("careful", ""), ("p256", ""), ("p384", "")];
    let files = keys.map(|(key, more)| {
        let to = folder.join(format!("{key}{more}.pdf"));
        let mut command = with_card(&to, key, "pin").expect("there is a card");
        let output = command.args(Some(more).filter(|more| !more.is_empty())).output().unwrap();
        assert!(output.status.success(), "{key} {more}: {}", told(&output));
        to
    });
    expect_clean(signatures(&files, &KEYS.join("root.pem")));
    let unnamed = with_card(&refused, "", "pin").expect("there is a card").output().unwrap();
    assert!(told(&unnamed).contains("there is no key with a certificate"), "{}", told(&unnamed));
}

#[test]
fn what_was_there_stays_octet_for_octet() {
    for Signed { from, file, count } in SIGNED.iter() {
        let signed = std::fs::read(file).unwrap();
        assert!(signed.starts_with(&std::fs::read(from).unwrap()), "{}", file.display());
        let fields = Signable::open(signed).unwrap().fields().to_vec();
        assert_eq!(fields.iter().filter(|field| field.signed).count(), *count, "{}", file.display());
    }
}

/// The signatures of a file, each with what it is made over.
fn cms(file: &Path) -> Vec<(Vec<u8>, Vec<u8>)> {
    let bytes = std::fs::read(file).unwrap();
    let key = b"/ByteRange[";
    let places = bytes.windows(key.len()).enumerate().filter(|(_, window)| window == key);
    let signatures = places.map(|(at, _)| {
        let rest = &bytes[at + key.len()..][..64];
        let numbers = str::from_utf8(rest.split(|octet| *octet == b']').next().unwrap()).unwrap();
        let numbers: Vec<usize> = numbers.split_whitespace().map(|number| number.parse().unwrap()).collect();
        let [0, first, second, rest] = numbers[..] else { panic!("{numbers:?}") };
        let digits = str::from_utf8(&bytes[first + 1..second - 1]).unwrap();
        let octet = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
        let octets = (0..digits.len()).step_by(2).map(octet).collect();
        (trimmed(octets), [&bytes[..first], &bytes[second..second + rest]].concat())
    });
    signatures.collect()
}

/// The one value that stands before zeros: its length is in its head.
fn trimmed(octets: Vec<u8>) -> Vec<u8> {
    assert_eq!(octets[..2], [0x30, 0x82], "a signature is longer than 255 octets");
    let length = usize::from(octets[2]) * 256 + usize::from(octets[3]) + 4;
    assert!(octets[length..].iter().all(|octet| *octet == 0));
    octets[..length].to_vec()
}

fn openssl_finds_good(signature: &[u8], content: &[u8]) -> bool {
    let folder = scratch("cms");
    std::fs::write(folder.join("signature"), signature).unwrap();
    std::fs::write(folder.join("content"), content).unwrap();
    let verify = ["cms", "-verify", "-cades", "-inform", "DER", "-in", "signature", "-content", "content"];
    let mut command = Command::new("openssl");
    command.current_dir(&folder).args(verify).args(["-binary", "-purpose", "any", "-out", "/dev/null"]);
    let output = command.arg("-CAfile").arg(KEYS.join("root.pem")).output().unwrap();
    output.status.success() && told(&output).contains("CAdES Verification successful")
}

#[test]
fn what_cannot_sign_or_be_signed_is_told_and_nothing_is_written() {
    let folder = scratch("refused");
    let (pdf, to) = (&REPORT.pdf, folder.join("signed.pdf"));
    let signed = &SIGNED[0].file;
    let changed = |name: &str, from: &Path, before: &str, after: &str| {
        assert_eq!(before.len(), after.len());
        let path = folder.join(name);
        let mut bytes = std::fs::read(from).unwrap();
        let at = bytes.windows(before.len()).rposition(|window| window == before.as_bytes()).unwrap();
        bytes[at..at + after.len()].copy_from_slice(after.as_bytes());
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let locked = changed("locked.pdf", &SIGNED[2].file, "/P 2/V/1.2", "/P 1/V/1.2");
    let foreign = changed("foreign.pdf", pdf, "/FT/Sig", "/FT/Btn");
    let damaged = changed("damaged.pdf", pdf, "\nstartxref\n", "\nstartxrez\n");
    let encrypted = folder.join("encrypted.pdf");
    let mut qpdf = Command::new("qpdf");
    qpdf.args(["--encrypt", "", "owner", "256", "--"]).arg(pdf).arg(&encrypted);
    let encrypted = qpdf.status().is_ok_and(|status| status.success()).then_some(encrypted);
    let mut cases = vec![
        (pdf, "expired", &[][..], "the certificate expired"),
        (pdf, "weak", &[], "has 1024 bits"),
        (pdf, "k256", &[], "neither RSA, P-256, P-384, P-521 nor Ed25519"),
        (pdf, "encrypting", &[], "not meant for signatures"),
        (
            pdf,
            "rsa",
            &["--field", "Underskrift9"],
            "no signature field Underskrift9, free are Underskrift1, Und",
        ),
        (pdf, "rsa", &["--field", "Dokumenttidsstampel1"], "no signature field Dokumenttidsstampel1"),
        (pdf, "rsa", &["--reserve", "1024", "--invisible"], "are reserved"),
        (signed, "rsa", &["--field", "Underskrift1"], "is signed already"),
        (signed, "rsa", &["--certify"], "only the first signature"),
        (&SIGNED[1].file, "rsa", &[], "no free signature field"),
        (&locked, "rsa", &[], "the signature in Underskrift1 does not hold"),
        (&foreign, "rsa", &[], "is none for a signature"),
        (&damaged, "rsa", &[], "cannot be read"),
    ];
    cases.extend(encrypted.as_ref().map(|file| (file, "rsa", &[][..], "is encrypted")));
    for (from, key, more, words) in cases {
        let output = with_key(from, &to, key).args(more).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{words}: {}", told(&output));
        assert!(told(&output).contains(words), "{words}: {}", told(&output));
        assert!(!told(&output).contains("kl."), "{}", told(&output));
        assert!(!to.exists(), "{words}");
    }
    let file = Signable::open(std::fs::read(&locked).unwrap()).unwrap();
    let field = file.free_field(None).unwrap().id;
    let (kind, time) = (Kind::Approval, OffsetDateTime::UNIX_EPOCH);
    let (name, place, reason, appearance) = (None, None, None, None);
    let request = Request { kind, time, name, place, reason, appearance, reserve: RESERVE };
    assert_eq!(file.prepare(field, &request).err(), Some(FileError::Locked));
    let mut no_key = program();
    no_key.arg("sign").arg(pdf).arg("-o").arg(&to).arg("--p12").arg(pdf);
    let no_key = no_key.arg("--passphrase-file").arg(KEYS.join("passphrase")).output().unwrap();
    assert!(told(&no_key).contains("is not PKCS#12"), "{}", told(&no_key));
    let onto_itself = with_key(signed, signed, "rsa").output().unwrap();
    assert!(told(&onto_itself).contains("must have another name"));
}

#[test]
fn a_draft_has_no_fields() {
    let folder = scratch("draft-fields");
    let output = program().args(["build", "content", "--to", "pdf", "-o"]).arg(&folder).output().unwrap();
    assert!(output.status.success());
    let draft = folder.join("PM-2006-RI-113-3668-2006.pdf");
    assert_eq!(Signable::open(std::fs::read(draft).unwrap()).unwrap().fields(), []);
}

/// The fields say who is to sign, in the order of the matter, and the timestamp's field comes last.
#[test]
fn the_fields_say_who_is_to_sign() {
    let file = Signable::open(std::fs::read(&REPORT.pdf).unwrap()).unwrap();
    let fields: Vec<(&str, Option<&str>, bool)> = file
        .fields()
        .iter()
        .map(|field| {
            let name = field.signer.as_ref().and_then(|signer| signer.name.as_deref());
            (field.name.as_str(), name, field.size.is_some())
        })
        .collect();
    let expected = [
        ("Underskrift1", Some("Kristina Axén Olin"), true),
        ("Underskrift2", Some("Bosse Sundling"), true),
        ("Dokumenttidsstampel1", None, false),
    ];
    assert_eq!(fields, expected);
    let four = Signable::open(std::fs::read(&*FOUR).unwrap()).unwrap();
    let names: Vec<&str> = four.fields().iter().map(|field| field.name.as_str()).collect();
    assert_eq!(
        names,
        ["Underskrift1", "Underskrift2", "Underskrift3", "Underskrift4", "Dokumenttidsstampel1"]
    );
}

/// A secret comes from a file, a descriptor or a variable, never as an argument, and is never said.
#[test]
fn secrets_are_never_arguments_and_never_said() {
    let folder = scratch("secrets");
    let key = KEYS.join("rsa.p12");
    let sign = |name: &str| {
        let mut command = program();
        command.arg("sign").arg(&REPORT.pdf).arg("-o").arg(folder.join(name)).arg("--p12").arg(&key);
        command
    };
    let by_variable =
        sign("variable").env("HEMLIGT", PASSPHRASE).args(["--passphrase-env", "HEMLIGT"]).output();
    let by_variable = by_variable.unwrap();
    assert!(by_variable.status.success(), "{}", told(&by_variable));
    let passphrase = std::fs::File::open(KEYS.join("passphrase")).unwrap();
    let by_descriptor = sign("descriptor").args(["--passphrase-fd", "0"]).stdin(passphrase).output().unwrap();
    assert!(by_descriptor.status.success(), "{}", told(&by_descriptor));
    let wrong = sign("wrong").args(["--passphrase-file"]).arg(KEYS.join("wrong")).output().unwrap();
    assert!(told(&wrong).contains("passphrase or PIN is wrong"), "{}", told(&wrong));
    for argument in ["--passphrase", "--pin", "--password"] {
        let refused = sign("argument").args([argument, PASSPHRASE]).output().unwrap();
        assert_eq!(refused.status.code(), Some(2));
        assert!(!told(&refused).contains("hallon") && !told(&refused).contains(PIN));
    }
    for output in [by_variable, by_descriptor, wrong] {
        assert!(!told(&output).contains("hallon"), "{}", told(&output));
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2, "only what was signed is left");
}

/// Between the two steps of a remote signature the file lies on a disk.
#[test]
fn a_prepared_file_is_found_again_as_it_was() {
    let file = Signable::open(std::fs::read(&REPORT.pdf).unwrap()).unwrap();
    let field = file.free_field(None).unwrap().id;
    let time = OffsetDateTime::UNIX_EPOCH;
    let (name, place, reason, appearance) = (None, None, None, None);
    let request = Request { kind: Kind::Approval, time, name, place, reason, appearance, reserve: RESERVE };
    let prepared = file.prepare(field, &request).unwrap();
    let again = Prepared::open(prepared.bytes().to_vec()).unwrap();
    let digest = |prepared: &Prepared| prepared.digest(DigestAlgorithm::Sha256);
    assert_eq!((digest(&again), again.reserved()), (digest(&prepared), RESERVE));
    let mut moved = prepared.bytes().to_vec();
    moved.push(b'\n');
    assert!(Prepared::open(moved).is_err(), "the byte range does not fit any more");
    let too_large = vec![1; RESERVE + 1];
    assert_eq!(again.finish(&too_large), Err(FileError::TooLarge { needed: RESERVE + 1, reserved: RESERVE }));
}

#[test]
fn a_damaged_file_is_refused_or_read_and_never_a_panic() {
    let whole = std::fs::read(&*FOUR).unwrap();
    for cut in (0..whole.len()).step_by(whole.len() / 40) {
        assert!(Signable::open(whole[..cut].to_vec()).is_err(), "cut at {cut}");
    }
    let tail = whole.len() - 6000;
    for at in (tail..whole.len()).step_by(97) {
        let mut changed = whole.clone();
        changed[at] ^= 0x15;
        let _ = Signable::open(changed);
    }
}

#[test]
fn a_certificate_signs_only_while_it_is_valid() {
    openssl(&KEYS, &["x509", "-in", "rsa.pem", "-outform", "DER", "-out", "rsa-now.der"]);
    let certificate = Certificate::from_der(&std::fs::read(KEYS.join("rsa-now.der")).unwrap()).unwrap();
    let (from, until) = certificate.validity();
    let second = time::Duration::SECOND;
    assert_eq!(check_certificate(&certificate, from), Ok(()));
    assert_eq!(check_certificate(&certificate, until), Ok(()));
    assert_eq!(check_certificate(&certificate, from - second), Err(KeyError::NotYetValid(from)));
    assert_eq!(check_certificate(&certificate, until + second), Err(KeyError::Expired(until)));
}
