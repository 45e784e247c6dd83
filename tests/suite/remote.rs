//! Signing by a service elsewhere: a service of the test's own answers as Sweden Connect's does, and wrongly.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tertial::signatures::sign::asn1::{OCTETS, SET, constructed, sequence, set_of, tlv};
use tertial::signatures::sign::{Certificate, DigestAlgorithm, SignatureAlgorithm, SignedData, attribute};

use crate::pki::{Holder, Pki, pki};
use crate::product::{REPORT, program, read, scratch};
use crate::signature_judges::{openssl_cades, pyhanko};
use crate::validators::{expect_clean, pdf_structure, qpdf, said, verapdf};

const RSA_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
const ECDSA_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

/// A document on its way to the service and back.
struct Errand<'a> {
    pki: &'a Pki,
    folder: PathBuf,
}

impl<'a> Errand<'a> {
    #[track_caller]
    fn prepared(pki: &'a Pki, name: &str, more: &[&str]) -> Self {
        let errand = Self { pki, folder: scratch(name) };
        let mut command = program();
        command.args(["sign", "prepare"]).arg(&REPORT.pdf).arg("-o").arg(errand.file("prepared.pdf"));
        let output = command.arg("--request").arg(errand.file("request.json")).args(more).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        errand
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn request(&self) -> Value {
        serde_json::from_slice(&fs::read(self.file("request.json")).unwrap()).unwrap()
    }

    fn attributes(&self) -> Vec<u8> {
        STANDARD.decode(self.request()["toBeSignedBytes"].as_str().unwrap()).unwrap()
    }

    /// The service signs these octets with a holder's key, and says that it is another's where that is asked for.
    fn answer(&self, holder: Holder, named: Holder, algorithm: &str, attributes: &[u8]) -> Value {
        json!({
            "toBeSignedBytes": STANDARD.encode(attributes),
            "signature": STANDARD.encode(self.signature(holder, attributes)),
            "signatureAlgorithm": algorithm,
            "certificates": [pem(&self.pki.certificate(named)), pem(&self.pki.intermediate())],
        })
    }

    fn signature(&self, holder: Holder, attributes: &[u8]) -> Vec<u8> {
        let [octets, signature] = ["octets", "signature"].map(|name| self.file(name));
        fs::write(&octets, attributes).unwrap();
        let mut openssl = Command::new("openssl");
        openssl.args(["dgst", "-sha256", "-sign"]).arg(self.pki.key(holder)).arg("-out").arg(&signature);
        assert!(openssl.arg(&octets).status().unwrap().success());
        fs::read(signature).unwrap()
    }

    /// An honest answer of a service that makes the certificate as it signs.
    fn honest(&self, holder: Holder) -> Value {
        let attributes = with(&self.attributes(), &[named(&certificate(self.pki, holder))]);
        self.answer(holder, holder, ECDSA_SHA256, &attributes)
    }

    /// Everything in order, but for who signs: the request names another.
    fn honest_by_another(&self) -> Value {
        let digest = STANDARD.decode(self.request()["documentDigest"].as_str().unwrap()).unwrap();
        let leaf = certificate(self.pki, Holder::Second);
        let attributes =
            tertial::signatures::sign::signed_attributes(&digest, SignatureAlgorithm::EcdsaP256, Some(&leaf));
        self.answer(Holder::Second, Holder::Second, ECDSA_SHA256, &attributes)
    }

    fn finish(&self, response: &Value) -> Output {
        fs::write(self.file("response.json"), response.to_string()).unwrap();
        let mut command = program();
        command
            .args(["sign", "finish"])
            .arg(self.file("prepared.pdf"))
            .arg("-o")
            .arg(self.file("signed.pdf"));
        command.arg("--request").arg(self.file("request.json"));
        command.arg("--response").arg(self.file("response.json"));
        command.arg("--trust").arg(self.pki.root()).output().unwrap()
    }

    #[track_caller]
    fn signed(&self, response: &Value) -> PathBuf {
        let output = self.finish(response);
        assert!(output.status.success(), "{}", said(&output));
        self.file("signed.pdf")
    }

    #[track_caller]
    fn refused(&self, response: &Value, reason: &str) {
        let output = self.finish(response);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains(reason), "expected `{reason}`, but: {}", said(&output));
        assert!(!self.file("signed.pdf").exists());
    }
}

/// The contents of a PEM file in base64.
fn pem(file: &Path) -> String {
    let text = read(file);
    text.lines().filter(|line| !line.starts_with("-----")).collect()
}

fn certificate(pki: &Pki, holder: Holder) -> Certificate {
    Certificate::from_der(&STANDARD.decode(pem(&pki.certificate(holder))).unwrap()).unwrap()
}

/// The attribute that names a certificate by its digest (RFC 5035 3).
fn named(certificate: &Certificate) -> Vec<u8> {
    let digest = tlv(OCTETS, &DigestAlgorithm::Sha256.digest(&[certificate.der()]));
    let list = sequence(&[sequence(&[sequence(&[digest])])]);
    attribute("1.2.840.113549.1.9.16.2.47".parse().unwrap(), &list)
}

/// The two attributes of a request, and more.
fn with(attributes: &[u8], more: &[Vec<u8>]) -> Vec<u8> {
    set_of(SET, [split(attributes), more.to_vec()].concat())
}

/// The elements of a short set of short elements.
fn split(set: &[u8]) -> Vec<Vec<u8>> {
    let mut rest = &set[2..];
    let mut elements = Vec::new();
    while let [_, length, ..] = rest {
        let (element, after) = rest.split_at(2 + usize::from(*length));
        elements.push(element.to_vec());
        rest = after;
    }
    elements
}

#[test]
fn answers_of_every_form_make_signatures_that_hold() {
    let Some(pki) = pki() else { return };
    let late = Errand::prepared(pki, "remote-late", &["--format", "sweden-connect"]);
    assert_eq!(late.attributes().len(), 77, "content type and digest alone");
    let task = read(&late.file("request.xml"));
    assert!(task.contains(late.request()["toBeSignedBytes"].as_str().unwrap()));
    #[cfg(unix)]
    for name in ["prepared.pdf", "request.json", "request.xml"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(late.file(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "nobody else may read {name}");
    }
    let late = late.signed(&late.honest(Holder::P256));

    let file = pki.certificate(Holder::Rsa3072);
    let early = Errand::prepared(pki, "remote-early", &["--format", "csc", "--cert", file.to_str().unwrap()]);
    let body: Value = serde_json::from_slice(&fs::read(early.file("request.csc.json")).unwrap()).unwrap();
    let digest = DigestAlgorithm::Sha256.digest(&[&early.attributes()]);
    assert_eq!(body["hashes"], json!([STANDARD.encode(digest)]));
    assert_eq!(body["signAlgo"], "1.2.840.113549.1.1.11");
    let mut answer = early.answer(Holder::Rsa3072, Holder::Rsa3072, RSA_SHA256, &early.attributes());
    answer.as_object_mut().unwrap().remove("toBeSignedBytes");
    let early = early.signed(&answer);

    let whole = Errand::prepared(pki, "remote-whole", &["--field", "Underskrift2", "--format", "raw"]);
    let leaf = certificate(pki, Holder::Second);
    let attributes = with(&fs::read(whole.file("request.der")).unwrap(), &[named(&leaf)]);
    let intermediate = Certificate::from_der(&STANDARD.decode(pem(&pki.intermediate())).unwrap()).unwrap();
    let cms = SignedData {
        attributes: &attributes,
        algorithm: SignatureAlgorithm::EcdsaP256,
        signature: &whole.signature(Holder::Second, &attributes),
        chain: &[leaf, intermediate],
        unsigned: &[],
    };
    let whole = whole.signed(&json!({ "cms": STANDARD.encode(cms.to_der()) }));

    let files = [late, early, whole];
    expect_clean(verapdf(&files, "2a,ua1"));
    for file in &files {
        expect_clean(qpdf(file));
        expect_clean(pdf_structure(file));
        expect_clean(openssl_cades(file, &pki.root()));
        expect_clean(pyhanko(file, &pki.root()));
    }
}

#[test]
fn wrong_answers_are_refused() {
    let Some(pki) = pki() else { return };
    let errand = Errand::prepared(pki, "remote-wrong", &[]);
    let honest = || errand.honest(Holder::P256);
    let changed = |key: &str, value: Value| {
        let mut response = honest();
        response[key] = value;
        response
    };
    let other = Errand::prepared(pki, "remote-other", &["--field", "Underskrift2"]);
    errand.refused(&other.honest(Holder::P256), "another document");
    errand.refused(&errand.honest(Holder::Stranger), "[no-path]");
    errand.refused(&errand.honest(Holder::Expired), "[expired]");
    let own = named(&certificate(pki, Holder::P256));
    let attributes = with(&errand.attributes(), std::slice::from_ref(&own));
    let swapped = errand.answer(Holder::Second, Holder::Second, ECDSA_SHA256, &attributes);
    errand.refused(&swapped, "[certificate-swapped]");
    let forged = errand.answer(Holder::Second, Holder::P256, ECDSA_SHA256, &attributes);
    errand.refused(&forged, "[wrong-signature]");
    let sign = |attributes: &[u8]| errand.answer(Holder::P256, Holder::P256, ECDSA_SHA256, attributes);
    errand.refused(&sign(&errand.attributes()), "[certificate-not-named]");
    let time = attribute("1.2.840.113549.1.9.5".parse().unwrap(), &tlv(0x17, b"260101000000Z"));
    errand.refused(&sign(&with(&errand.attributes(), &[own.clone(), time])), "[signing-time]");
    errand.refused(&sign(&with(&errand.attributes(), &[own.clone(), own.clone()])), "[unsorted-set]");
    let mut unsorted = split(&errand.attributes());
    unsorted.push(own);
    unsorted.reverse();
    errand.refused(&sign(&constructed(SET, &unsorted)), "[unsorted-set]");
    let weak = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
    errand.refused(&changed("signatureAlgorithm", json!(weak)), weak);
    let many: Vec<Value> = (0..60).map(|_| honest()["certificates"][0].clone()).collect();
    errand.refused(&changed("certificates", json!(many)), "16384 are reserved");
    errand.refused(&changed("certificates", json!([])), "[no-signing-certificate]");
    errand.refused(&changed("signature", json!("no base64")), "`signature` is not base64");
    errand.refused(&json!({ "signature": "AA==" }), "is no response");
    errand.signed(&honest());
}

#[test]
fn what_was_changed_or_expired_is_refused() {
    let Some(pki) = pki() else { return };
    let file = pki.certificate(Holder::P256);
    let early = Errand::prepared(pki, "remote-named", &["--cert", file.to_str().unwrap()]);
    early.refused(&early.honest_by_another(), "another certificate than the request names");

    let errand = Errand::prepared(pki, "remote-changed", &[]);
    let honest = errand.honest(Holder::P256);
    let request = errand.request();
    let with_request = |key: &str, value: &str, reason: &str| {
        let mut changed = request.clone();
        changed[key] = json!(value);
        fs::write(errand.file("request.json"), changed.to_string()).unwrap();
        errand.refused(&honest, reason);
    };
    with_request("validUntil", "2020-01-01T00:00:00Z", "the request was valid until");
    with_request("validUntil", "i morgon", "the request was changed");
    with_request("documentDigest", "AAAA", "is not the one that the request was made for");
    with_request("extra", "1", "is no request of version 1");
    fs::write(errand.file("request.json"), request.to_string()).unwrap();

    let prepared = fs::read(errand.file("prepared.pdf")).unwrap();
    let mut changed = prepared.clone();
    changed[5000] ^= 1;
    fs::write(errand.file("prepared.pdf"), changed).unwrap();
    errand.refused(&honest, "is not the one that the request was made for");
    fs::write(errand.file("prepared.pdf"), prepared).unwrap();
    errand.signed(&honest);
}
