//! Signing loses nothing: no file that is there is replaced, nothing is signed that nobody built, and what the recipient
//! will miss is told while it can be mended.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::keys::{KEYS, PASSPHRASE, openssl};
use crate::pki::{Holder, pki};
use crate::product::{REPORT, program, scratch};
use crate::validators::said;

/// `tertial sign` with the key `rsa`.
fn sign(from: &Path, to: &Path) -> Command {
    with(from, to, &KEYS.join("rsa.p12"), &KEYS.join("passphrase"))
}

fn with(from: &Path, to: &Path, key: &Path, passphrase: &Path) -> Command {
    let mut command = program();
    command.arg("sign").arg(from).arg("-o").arg(to).arg("--p12").arg(key);
    command.arg("--passphrase-file").arg(passphrase);
    command
}

#[track_caller]
fn refused(output: &Output, words: &str) {
    assert_eq!(output.status.code(), Some(2), "{}", said(output));
    assert!(said(output).contains(words), "expected `{words}`, but: {}", said(output));
}

/// The files that a command reads, a signed file, a key, and any other that is there, as `-o`.
#[test]
fn the_result_replaces_nothing() {
    let folder = scratch("replaces-nothing");
    let file = |name: &str| folder.join(name);
    let [input, key, passphrase, root, signed, other] =
        ["a.pdf", "key.p12", "passphrase", "root.pem", "signed.pdf", "other.pdf"].map(file);
    let own = [(&REPORT.pdf, &input), (&KEYS.join("rsa.p12"), &key), (&KEYS.join("passphrase"), &passphrase)];
    for (from, to) in own.into_iter().chain([(&KEYS.join("root.pem"), &root), (&REPORT.pdf, &other)]) {
        std::fs::copy(from, to).unwrap();
    }
    let output = with(&input, &signed, &key, &passphrase).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));

    let everything =
        || [&input, &key, &passphrase, &root, &signed, &other].map(|file| std::fs::read(file).unwrap());
    let before = everything();
    for read in [&input, &key, &passphrase, &root] {
        let output = with(&input, read, &key, &passphrase).arg("--trust").arg(&root).output().unwrap();
        refused(&output, "another name than the files that are read");
    }
    for there in [&signed, &other] {
        refused(
            &with(&input, there, &key, &passphrase).output().unwrap(),
            "is there already and is not replaced",
        );
    }
    let prepare = |output: &Path, request: &Path| {
        let mut command = program();
        command.args(["sign", "prepare"]).arg(&input).arg("-o").arg(output).arg("--request").arg(request);
        command.output().unwrap()
    };
    refused(&prepare(&signed, &file("request.json")), "signed file or a key");
    refused(&prepare(&file("prepared.pdf"), &key), "signed file or a key");
    refused(&prepare(&file("both"), &file("both")), "another name");
    let mut build = program();
    build.args(["build", "content", "--final", "--to", "pdf", "-o"]).arg(&folder);
    std::fs::copy(&signed, folder.join("PM-2006-RI-113-3668-2006.pdf")).unwrap();
    refused(&build.output().unwrap(), "signed file or a key");
    assert_eq!(everything(), before);
}

/// Two who sign the same unsigned file to one name at the same time: one of them does, and the other is told.
#[test]
fn of_two_who_sign_to_one_name_one_does() {
    let to = scratch("one-name").join("signed.pdf");
    let start = |key: &str| {
        let mut command = with(&REPORT.pdf, &to, &KEYS.join(key), &KEYS.join("passphrase"));
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let both = [start("rsa.p12"), start("p256.p12")].map(|child| child.wait_with_output().unwrap());
    let won: Vec<&Output> = both.iter().filter(|output| output.status.success()).collect();
    let lost: Vec<&Output> = both.iter().filter(|output| !output.status.success()).collect();
    assert_eq!((won.len(), lost.len()), (1, 1), "{} {}", said(&both[0]), said(&both[1]));
    refused(lost[0], "is there already and is not replaced");
}

/// What was put into a built file by somebody else.
fn added(name: &str, change: impl FnOnce(&mut lopdf::IncrementalDocument)) -> PathBuf {
    let bytes = std::fs::read(&REPORT.pdf).unwrap();
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let mut file = lopdf::IncrementalDocument::create_from(bytes, document);
    change(&mut file);
    let path = scratch("added-to-built").with_file_name(format!("added-{name}.pdf"));
    file.save(&path).unwrap();
    path
}

#[test]
fn what_others_put_into_a_built_file_is_refused_or_told() {
    use lopdf::{Object, dictionary};
    let to = scratch("foreign").join("signed.pdf");
    let catalog = |file: &mut lopdf::IncrementalDocument, key: &str, value: Object| {
        let root = file.get_prev_documents().trailer.get(b"Root").unwrap().as_reference().unwrap();
        file.opt_clone_object_to_new_document(root).unwrap();
        file.new_document.get_object_mut(root).unwrap().as_dict_mut().unwrap().set(key, value);
    };
    let action =
        |kind: &str| dictionary! { "S" => Object::Name(kind.into()), "JS" => Object::string_literal("1") };
    let annotation = |kind: &str| {
        let rect = vec![0.into(), 0.into(), 90.into(), 90.into()];
        dictionary! { "Subtype" => Object::Name(kind.into()), "Rect" => rect }
    };
    let page = |file: &mut lopdf::IncrementalDocument, annotation: lopdf::Dictionary| {
        let first = file.get_prev_documents().get_pages()[&1];
        file.opt_clone_object_to_new_document(first).unwrap();
        let id = file.new_document.add_object(annotation);
        let page = file.new_document.get_object_mut(first).unwrap().as_dict_mut().unwrap();
        page.set("Annots", vec![Object::Reference(id)]);
    };
    let foreign = [
        (added("open", |file| catalog(file, "OpenAction", action("JavaScript").into())), "JavaScript"),
        (
            added("launch", |file| catalog(file, "OpenAction", dictionary! { "S" => "Launch" }.into())),
            "Launch",
        ),
        (added("aa", |file| catalog(file, "AA", dictionary! { "WC" => action("URI") }.into())), "AA"),
        (added("text", |file| page(file, annotation("FreeText"))), "FreeText"),
        (added("stamp", |file| page(file, annotation("Stamp"))), "Stamp"),
    ];
    for (file, what) in foreign {
        refused(&sign(&file, &to).output().unwrap(), &format!("not of a report ({what})"));
        assert!(!to.exists());
    }
    let quiet = added("quiet", |file| catalog(file, "PageMode", Object::Name("UseNone".into())));
    let output = sign(&quiet, &to).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("added to 1 time(s) since it was built"), "{}", said(&output));
    let plain = sign(&REPORT.pdf, &to.with_file_name("plain.pdf")).output().unwrap();
    assert!(plain.status.success() && !said(&plain).contains("added to"), "{}", said(&plain));
}

/// A signature that no longer holds is not signed over.
#[test]
fn a_broken_signature_is_not_added_to() {
    let folder = scratch("broken-before");
    let [first, broken, second] = ["first.pdf", "broken.pdf", "second.pdf"].map(|name| folder.join(name));
    assert!(sign(&REPORT.pdf, &first).status().unwrap().success());
    let mut bytes = std::fs::read(&first).unwrap();
    let at = bytes.windows(6).position(|window| window == b"/Title").unwrap() + 12;
    bytes[at] ^= 1;
    std::fs::write(&broken, bytes).unwrap();
    refused(&sign(&broken, &second).output().unwrap(), "the signature in Underskrift1 does not hold");
    assert!(!second.exists());
}

/// A key file with nothing but the signer's certificate is told, with the name of what is missing; one with the issuers is
/// not, and neither is one whose issuer is trusted.
#[test]
fn a_missing_issuer_is_told() {
    let Some(pki) = pki() else { return };
    let folder = scratch("missing-issuer");
    let bare = folder.join("bare.p12");
    let path = |path: PathBuf| path.display().to_string();
    let (key, certificate) = (path(pki.key(Holder::P256)), path(pki.certificate(Holder::P256)));
    let passphrase = format!("pass:{PASSPHRASE}");
    let parts = ["-inkey", &key, "-in", &certificate, "-passout", &passphrase, "-out", "bare.p12"];
    openssl(&folder, &[&["pkcs12", "-export"], &parts[..]].concat());
    let told = |name: &str, key: &Path, passphrase: &Path, more: &[&Path]| {
        let mut command = with(&REPORT.pdf, &folder.join(name), key, passphrase);
        for trusted in more {
            command.arg("--trust").arg(trusted);
        }
        said(&command.output().unwrap()).contains("the certificate of Påhittad utfärdare")
    };
    assert!(told("bare.pdf", &bare, &KEYS.join("passphrase"), &[]));
    assert!(told("root.pdf", &bare, &KEYS.join("passphrase"), &[&pki.root()]));
    assert!(!told("trusted.pdf", &bare, &KEYS.join("passphrase"), &[&pki.intermediate()]));
    assert!(!told("whole.pdf", &pki.p12(Holder::P256), &pki.passphrase_file(), &[]));
}

/// Without a terminal nobody can be asked, and the way out is named.
#[test]
fn without_a_terminal_the_way_out_is_named() {
    let to = scratch("no-terminal").join("signed.pdf");
    let mut command = Command::new("setsid");
    command.arg("--wait").arg(env!("CARGO_BIN_EXE_tertial")).arg("sign").arg(&REPORT.pdf).arg("-o").arg(&to);
    command.arg("--p12").arg(KEYS.join("rsa.p12")).args(["--lang", "en"]);
    let output = command.stdin(Stdio::null()).output().unwrap();
    refused(&output, "--passphrase-file");
}
