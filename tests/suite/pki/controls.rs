//! That the test PKI is what it says: every file opens, every holder has the one fault that its name tells, every service
//! answers with the right it has.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{Holder, PASSPHRASE, SWEDISH_PASSPHRASE, Service, Token, openssl, pki, succeed, token};
use crate::product::scratch;
use crate::validators::{program, run, said};

#[test]
fn every_p12_file_opens_with_its_passphrase_only() {
    let Some(pki) = pki() else { return };
    let openssl = openssl().unwrap();
    let opens = |file: &Path, passphrase: &str| {
        let mut command = Command::new(&openssl);
        command.args(["pkcs12", "-legacy", "-noout", "-passin", &format!("pass:{passphrase}"), "-in"]);
        run(command.arg(file)).status.success()
    };
    for holder in Holder::ALL {
        assert!(opens(&pki.p12(holder), PASSPHRASE), "{holder:?}");
        assert!(!opens(&pki.p12(holder), "ett annat"), "{holder:?}");
    }
    assert!(opens(&pki.legacy_p12(), PASSPHRASE));
    assert!(opens(&pki.swedish_p12(), SWEDISH_PASSPHRASE));
    assert!(!opens(&pki.swedish_p12(), PASSPHRASE));
}

#[test]
fn certificates_are_what_their_holders_are_called() {
    let Some(pki) = pki() else { return };
    let openssl = openssl().unwrap();
    let verdict = |holder: Holder| {
        let mut command = Command::new(&openssl);
        command.args(["verify", "-purpose", "smimesign", "-x509_strict", "-crl_check", "-crl_download"]);
        command.arg("-CAfile").arg(pki.root()).arg("-untrusted").arg(pki.intermediate());
        if holder == Holder::IssuedByLeaf {
            command.arg("-untrusted").arg(pki.certificate(Holder::P256));
        }
        said(&run(command.arg(pki.certificate(holder))))
    };
    for (holder, expected) in [
        (Holder::Rsa3072, ": OK"),
        (Holder::Expired, "certificate has expired"),
        (Holder::NotYetValid, "certificate is not yet valid"),
        (Holder::Revoked, "certificate revoked"),
        (Holder::WrongUsage, "unsuitable certificate purpose"),
        (Holder::Rsa1024, ": OK"),
        (Holder::CaAsLeaf, ": OK"),
        (Holder::IssuedByLeaf, "invalid CA certificate"),
        (Holder::Stranger, "unable to get local issuer certificate"),
    ] {
        let said = verdict(holder);
        assert!(said.contains(expected), "{holder:?}: {said}");
    }
}

#[test]
fn services_answer_with_the_right_they_have() {
    let Some(pki) = pki() else { return };
    let openssl = openssl().unwrap();
    let status = |service: Service, holder: Holder| {
        let mut command = Command::new(&openssl);
        command.args(["ocsp", "-url", &pki.url(service), "-CAfile"]).arg(pki.root());
        command.arg("-issuer").arg(pki.intermediate()).arg("-cert").arg(pki.certificate(holder));
        said(&run(&mut command))
    };
    assert!(status(Service::Ocsp, Holder::P256).contains("Response verify OK"));
    assert!(status(Service::Ocsp, Holder::P256).contains(": good"));
    assert!(status(Service::Ocsp, Holder::Revoked).contains(": revoked"));
    assert!(status(Service::UnauthorisedOcsp, Holder::P256).contains("missing ocspsigning usage"));

    let folder = scratch("services");
    let [data, query, answer] = ["data", "query", "answer"].map(|name| folder.join(name));
    fs::write(&data, "det som stämplas").unwrap();
    succeed(
        Command::new(&openssl)
            .args(["ts", "-query", "-sha256", "-cert", "-data"])
            .arg(&data)
            .arg("-out")
            .arg(&query),
    );
    let stamp = |service: Service| {
        let request = ureq::post(&pki.url(service)).content_type("application/timestamp-query");
        let mut response = request.send(fs::read(&query).unwrap()).unwrap();
        fs::write(&answer, response.body_mut().read_to_vec().unwrap()).unwrap();
        let mut command = Command::new(&openssl);
        command.args(["ts", "-verify", "-CAfile"]).arg(pki.root()).arg("-in").arg(&answer);
        said(&run(command.arg("-queryfile").arg(&query)))
    };
    assert!(stamp(Service::Tsa).contains("Verification: OK"));
    assert!(stamp(Service::UnauthorisedTsa).contains("unsuitable certificate purpose"));

    for (service, issuer) in [(Service::Crl, pki.intermediate()), (Service::RootCrl, pki.root())] {
        let list = folder.join("list.crl");
        let mut response = ureq::get(&pki.url(service)).call().unwrap();
        fs::write(&list, response.body_mut().read_to_vec().unwrap()).unwrap();
        let mut command = Command::new(&openssl);
        command.args(["crl", "-noout", "-inform", "DER", "-CAfile"]).arg(issuer).arg("-in").arg(list);
        assert!(said(&run(&mut command)).contains("verify OK"), "{service:?}");
    }
}

#[test]
fn token_signs_with_its_keys_and_pin_only() {
    let (Some(pki), Some(token)) = (pki(), token()) else { return };
    let folder = scratch("token-signs");
    let [data, signature, public] = ["data", "signature", "public"].map(|name| folder.join(name));
    fs::write(&data, "det som undertecknas").unwrap();
    let (_, id) = Token::key(Holder::Rsa3072);
    let sign = |pin: &str| {
        let mut command = Command::new(program("pkcs11-tool").unwrap());
        command.env("SOFTHSM2_CONF", &token.configuration).arg("--module").arg(&token.module);
        command.args(["--token-label", Token::LABEL, "--login", "--pin", pin, "--id", id]);
        command.args(["--sign", "--mechanism", "SHA256-RSA-PKCS", "--input-file"]).arg(&data);
        run(command.arg("--output-file").arg(&signature)).status.success()
    };
    assert!(!sign("123456"));
    assert!(sign(Token::PIN));
    let openssl = openssl().unwrap();
    let certificate = pki.certificate(Holder::Rsa3072);
    succeed(
        Command::new(&openssl)
            .args(["x509", "-pubkey", "-noout", "-in"])
            .arg(certificate)
            .arg("-out")
            .arg(&public),
    );
    let mut verify = Command::new(&openssl);
    succeed(
        verify.args(["dgst", "-sha256", "-verify"]).arg(public).arg("-signature").arg(signature).arg(data),
    );
}
