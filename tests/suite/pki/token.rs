//! A card without a card: a token of `SoftHSM`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use super::{Holder, Pki, openssl, pki, succeed};
use crate::product::scratch;
use crate::validators::{program, skipped};

/// A token as a card is one, with the keys of [`Holder::Rsa3072`] and [`Holder::P256`] and their certificates.
pub(crate) struct Token {
    /// The PKCS#11 library.
    pub(crate) module: PathBuf,
    /// What `SOFTHSM2_CONF` must name in the environment of who opens the token.
    pub(crate) configuration: PathBuf,
}

impl Token {
    /// The token's name.
    pub(crate) const LABEL: &str = "provkort";
    /// The PIN of its user.
    pub(crate) const PIN: &str = "567890";

    /// The label and the identifier (`CKA_ID`, in hexadecimal) of a key on the token and of its certificate.
    pub(crate) fn key(holder: Holder) -> (&'static str, &'static str) {
        match holder {
            Holder::Rsa3072 => ("rsa-3072", "a1"),
            Holder::P256 => ("p-256", "b2"),
            other => panic!("the token has no key of {other:?}"),
        }
    }
}

/// The token, or nothing where `softhsm2-util`, `pkcs11-tool` or what [`pki`] needs is missing.
pub(crate) fn token() -> Option<&'static Token> {
    static TOKEN: LazyLock<Option<Token>> = LazyLock::new(|| make_token(pki()?));
    TOKEN.as_ref()
}

fn make_token(pki: &Pki) -> Option<Token> {
    let (Some(util), Some(tool), Some(module), Some(openssl)) =
        (program("softhsm2-util"), program("pkcs11-tool"), softhsm(), openssl())
    else {
        skipped("SoftHSM with OpenSC");
        return None;
    };
    let folder = scratch("token");
    let token = Token { module, configuration: folder.join("softhsm2.conf") };
    fs::write(&token.configuration, format!("directories.tokendir = {}\n", folder.display())).unwrap();
    let softhsm = |program: &Path| {
        let mut command = Command::new(program);
        command.env("SOFTHSM2_CONF", &token.configuration);
        command
    };
    succeed(softhsm(&util).args([
        "--init-token",
        "--free",
        "--label",
        Token::LABEL,
        "--so-pin",
        "12345678",
        "--pin",
        Token::PIN,
    ]));
    for holder in [Holder::Rsa3072, Holder::P256] {
        let (label, id) = Token::key(holder);
        let names = ["--label", label, "--id", id, "--pin", Token::PIN];
        succeed(softhsm(&util).args(["--token", Token::LABEL, "--import"]).arg(pki.key(holder)).args(names));
        let der = folder.join(label).with_added_extension("der");
        let mut convert = Command::new(&openssl);
        succeed(
            convert
                .args(["x509", "-outform", "DER", "-in"])
                .arg(pki.certificate(holder))
                .arg("-out")
                .arg(&der),
        );
        let write = ["--token-label", Token::LABEL, "--login", "--type", "cert", "--write-object"];
        succeed(softhsm(&tool).arg("--module").arg(&token.module).args(write).arg(&der).args(names));
    }
    Some(token)
}

/// Where distributions put the library of `SoftHSM`.
fn softhsm() -> Option<PathBuf> {
    let folders =
        ["/usr/lib/softhsm", "/usr/lib64/pkcs11", "/usr/local/lib/softhsm", "/opt/homebrew/lib/softhsm"];
    folders.iter().map(|folder| Path::new(folder).join("libsofthsm2.so")).find(|module| module.exists())
}
