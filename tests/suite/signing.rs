//! Signatures on the report, judged by other people's programs: pyHanko, OpenSSL, qpdf and veraPDF. Keys are made anew for
//! every run.

use std::path::{Path, PathBuf};
use std::process::Command;

use tertial::sign::{Kind, Pkcs12Signer, RESERVE, Request, RsaScheme, Signable, sign};
use time::OffsetDateTime;

use crate::product::{REPORT, scratch};

const PASSPHRASE: &str = "hemligt åäö";

fn openssl(folder: &Path, arguments: &[&str]) {
    let output = Command::new("openssl").current_dir(folder).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn key(folder: &Path, name: &str, kind: &[&str]) -> PathBuf {
    openssl(
        folder,
        &[&["genpkey", "-out", "root.key"], &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"][..]]
            .concat(),
    );
    openssl(
        folder,
        &[
            "req",
            "-x509",
            "-new",
            "-key",
            "root.key",
            "-subj",
            "/CN=Provrot",
            "-days",
            "30",
            "-out",
            "root.pem",
        ],
    );
    openssl(folder, &[&["genpkey", "-out", &format!("{name}.key")], kind].concat());
    openssl(
        folder,
        &[
            "req",
            "-new",
            "-key",
            &format!("{name}.key"),
            "-subj",
            "/CN=Prov Provsson/O=Provkommunen",
            "-out",
            "x.csr",
        ],
    );
    std::fs::write(folder.join("ext"), "keyUsage=critical,nonRepudiation\n").unwrap();
    openssl(
        folder,
        &[
            "x509",
            "-req",
            "-in",
            "x.csr",
            "-CA",
            "root.pem",
            "-CAkey",
            "root.key",
            "-CAcreateserial",
            "-days",
            "30",
            "-extfile",
            "ext",
            "-out",
            "x.pem",
        ],
    );
    let pass = format!("pass:{PASSPHRASE}");
    let p12 = format!("{name}.p12");
    openssl(
        folder,
        &[
            "pkcs12",
            "-export",
            "-inkey",
            &format!("{name}.key"),
            "-in",
            "x.pem",
            "-certfile",
            "root.pem",
            "-passout",
            &pass,
            "-out",
            &p12,
        ],
    );
    folder.join(p12)
}

#[test]
fn a_first_signature() {
    let folder = scratch("signing");
    let p12 = key(&folder, "rsa", &["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072"]);
    let signer = Pkcs12Signer::open(&std::fs::read(p12).unwrap(), PASSPHRASE, RsaScheme::Pkcs1).unwrap();
    let file = Signable::open(std::fs::read(&REPORT.pdf).unwrap()).unwrap();
    let field = file.free_field(None).unwrap().id;
    let time = OffsetDateTime::from_unix_timestamp(1_795_486_000).unwrap();
    let request = Request {
        kind: Kind::Approval,
        time,
        name: Some("Prov Provsson"),
        place: None,
        reason: None,
        appearance: None,
        reserve: RESERVE,
    };
    let signed = sign(file.prepare(field, &request).unwrap(), &signer).unwrap();
    assert!(Signable::open(signed).unwrap().fields()[0].signed);
}
