//! Keys and certificates for the tests, made by OpenSSL for every run, and a card of SoftHSM2 that holds some of them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use crate::product::scratch;

/// The passphrase of every key file.
pub(crate) const PASSPHRASE: &str = "blåbär & hallon";

/// The PIN of the card.
pub(crate) const PIN: &str = "567890";

/// The folder with `root.pem`, and for every name a key file `name.p12` with its certificate by that root.
pub(crate) static KEYS: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = scratch("keys");
    openssl(
        &folder,
        &["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "root.key"],
    );
    let root = ["-key", "root.key", "-subj", "/CN=Provrot", "-days", "30", "-out", "root.pem"];
    openssl(&folder, &[&["req", "-x509", "-new"], &root[..]].concat());
    let (rsa, weak) = (["RSA", "rsa_keygen_bits:2048"], ["RSA", "rsa_keygen_bits:1024"]);
    let (p256, p384) = (["EC", "ec_paramgen_curve:P-256"], ["EC", "ec_paramgen_curve:P-384"]);
    let (p521, k256) = (["EC", "ec_paramgen_curve:P-521"], ["EC", "ec_paramgen_curve:secp256k1"]);
    let ed25519 = ["ED25519", ""];
    let signing = "keyUsage=critical,nonRepudiation";
    for (name, kind, usage, days) in [
        ("rsa", rsa, signing, "30"),
        ("p256", p256, signing, "30"),
        ("p384", p384, signing, "30"),
        ("p521", p521, signing, "30"),
        ("ed25519", ed25519, signing, "30"),
        ("k256", k256, signing, "30"),
        ("weak", weak, signing, "30"),
        ("expired", p256, signing, "-1"),
        ("encrypting", rsa, "keyUsage=critical,keyEncipherment", "30"),
    ] {
        issue(&folder, name, kind, usage, days);
    }
    std::fs::write(folder.join("passphrase"), format!("{PASSPHRASE}\n")).unwrap();
    std::fs::write(folder.join("pin"), PIN).unwrap();
    std::fs::write(folder.join("wrong"), "fel").unwrap();
    folder
});

/// A key, its certificate, and both as PKCS#12. The name in the certificate is invented.
fn issue(folder: &Path, name: &str, [algorithm, option]: [&str; 2], usage: &str, days: &str) {
    let file = |extension: &str| format!("{name}.{extension}");
    let (key, request, certificate) = (file("key"), file("csr"), file("pem"));
    let option = if option.is_empty() { vec![] } else { vec!["-pkeyopt", option] };
    openssl(folder, &[&["genpkey", "-algorithm", algorithm, "-out", &key], &option[..]].concat());
    let subject = format!("/O=Provkommunen/CN=Åsa Prov {name}");
    openssl(folder, &["req", "-new", "-utf8", "-key", &key, "-subj", &subject, "-out", &request]);
    std::fs::write(folder.join("extensions"), usage).unwrap();
    let by = ["-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-extfile", "extensions"];
    let asked = ["x509", "-req", "-in", &request, "-days", days, "-out", &certificate];
    openssl(folder, &[&asked[..], &by[..]].concat());
    let passphrase = format!("pass:{PASSPHRASE}");
    let parts = ["-inkey", &key, "-in", &certificate, "-certfile", "root.pem", "-name", name];
    let written = ["-passout", &passphrase, "-out", &file("p12")];
    openssl(folder, &[&["pkcs12", "-export"], &parts[..], &written[..]].concat());
}

/// Runs OpenSSL in a folder; it must do what it is asked.
#[track_caller]
pub(crate) fn openssl(folder: &Path, arguments: &[&str]) {
    run(Command::new("openssl").current_dir(folder).args(arguments));
}

#[track_caller]
fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// The module of SoftHSM2, where Debian puts it.
const MODULES: [&str; 2] =
    ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"];

/// A card in software: its module, and the file that says where it is kept, for `SOFTHSM2_CONF`.
pub(crate) struct Card {
    pub(crate) module: &'static str,
    pub(crate) configuration: PathBuf,
}

/// The card `tertial-prov` with the keys `rsa`, `p256`, `p384`, and `careful`, which asks for the PIN before every
/// signature. Nothing where SoftHSM2 is missing.
pub(crate) static CARD: LazyLock<Option<Card>> = LazyLock::new(|| {
    let module = MODULES.into_iter().find(|module| Path::new(module).exists())?;
    let folder = scratch("card");
    let (configuration, tokens) = (folder.join("softhsm2.conf"), folder.join("tokens"));
    std::fs::create_dir_all(&tokens).unwrap();
    std::fs::write(&configuration, format!("directories.tokendir = {}\n", tokens.display())).unwrap();
    let card = Card { module, configuration };
    let label = ["--init-token", "--free", "--label", "tertial-prov"];
    run(card.command("softhsm2-util").args(label).args(["--so-pin", "12345678", "--pin", PIN]));
    for (id, name) in ["rsa", "p256", "p384"].into_iter().enumerate() {
        let id = format!("a{id}");
        card.store(&id, name, name, "privkey", &[]);
        card.store(&id, name, name, "cert", &[]);
    }
    card.store("b0", "rsa", "careful", "privkey", &["--always-auth"]);
    card.store("b0", "rsa", "careful", "cert", &[]);
    Some(card)
});

impl Card {
    /// A program that finds the card.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env("SOFTHSM2_CONF", &self.configuration);
        command
    }

    fn store(&self, id: &str, name: &str, label: &str, kind: &str, more: &[&str]) {
        let (from, der) = (KEYS.join(name), KEYS.join(format!("{label}-{kind}.der")));
        let text = |path: &Path| path.to_str().unwrap().to_owned();
        let (from, to) = (text(&from), text(&der));
        match kind {
            "cert" => {
                openssl(&KEYS, &["x509", "-in", &format!("{from}.pem"), "-outform", "DER", "-out", &to]);
            }
            _ => openssl(&KEYS, &["pkey", "-in", &format!("{from}.key"), "-outform", "DER", "-out", &to]),
        }
        let mut tool = self.command("pkcs11-tool");
        tool.args(["--module", self.module, "--token-label", "tertial-prov", "--login", "--pin", PIN]);
        tool.args(["--write-object", &to, "--type", kind, "--id", id, "--label", label, "--usage-sign"]);
        run(tool.args(more));
    }
}
