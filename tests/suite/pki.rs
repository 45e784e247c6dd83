//! A public key infrastructure for tests: authorities that issue, revoke, answer and stamp, and signers of every kind.
//!
//! All of it is invented and made anew for each run, in the folder for scratch files: `openssl` makes the keys,
//! certomancer the certificates by `pki/certomancer.yml`. Its services listen on the loopback and end with the test
//! program. [`pki`] and [`token`] are made once and only when a test asks; they are nothing where a program is missing.

#[path = "pki/controls.rs"]
mod controls;
#[path = "pki/token.rs"]
mod token;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

use crate::product::scratch;
use crate::validators::{program, python, run, said, script, skipped};

pub(crate) use token::{Token, token};

/// The passphrase of every PKCS#12 file but the one that [`Pki::swedish_p12`] names.
pub(crate) const PASSPHRASE: &str = "hemligt i provet";

/// A passphrase whose characters are not all of one byte.
pub(crate) const SWEDISH_PASSPHRASE: &str = "Räksmörgås på kajen";

/// Who holds a key and a certificate, named by what is to be said of the certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    /// RSA with 2048 bits, good.
    Rsa2048,
    /// RSA with 3072 bits, good.
    Rsa3072,
    /// ECDSA over P-256, good.
    P256,
    /// ECDSA over P-384, good.
    P384,
    /// Another person than the others, ECDSA over P-256, good.
    Second,
    /// Valid until 2022.
    Expired,
    /// Valid from 2045.
    NotYetValid,
    /// Revoked since June 2024, by OCSP and by the revocation list.
    Revoked,
    /// For key encipherment only.
    WrongUsage,
    /// RSA with 1024 bits.
    Rsa1024,
    /// The certificate of an authority.
    CaAsLeaf,
    /// Issued by the holder [`Holder::P256`], who is no authority.
    IssuedByLeaf,
    /// Issued by an authority that [`Pki::root`] does not know.
    Stranger,
}

impl Holder {
    /// Every holder.
    pub(crate) const ALL: [Self; 13] = [
        Self::Rsa2048,
        Self::Rsa3072,
        Self::P256,
        Self::P384,
        Self::Second,
        Self::Expired,
        Self::NotYetValid,
        Self::Revoked,
        Self::WrongUsage,
        Self::Rsa1024,
        Self::CaAsLeaf,
        Self::IssuedByLeaf,
        Self::Stranger,
    ];

    /// The name in `certomancer.yml`.
    fn label(self) -> &'static str {
        match self {
            Self::Rsa2048 => "rsa-2048",
            Self::Rsa3072 => "rsa-3072",
            Self::P256 => "p-256",
            Self::P384 => "p-384",
            Self::Second => "second",
            Self::Expired => "expired",
            Self::NotYetValid => "not-yet-valid",
            Self::Revoked => "revoked",
            Self::WrongUsage => "wrong-usage",
            Self::Rsa1024 => "rsa-1024",
            Self::CaAsLeaf => "ca-as-leaf",
            Self::IssuedByLeaf => "issued-by-leaf",
            Self::Stranger => "stranger",
        }
    }

    /// The name of the key, which several certificates share.
    fn key(self) -> &'static str {
        match self {
            Self::Expired | Self::NotYetValid | Self::Revoked | Self::CaAsLeaf | Self::Stranger => "p-256",
            Self::WrongUsage => "rsa-2048",
            Self::IssuedByLeaf => "second",
            Self::Rsa2048 | Self::Rsa3072 | Self::P256 | Self::P384 | Self::Second | Self::Rsa1024 => {
                self.label()
            }
        }
    }

    /// The certificates between the holder and the root.
    fn issuers(self) -> &'static [&'static str] {
        match self {
            Self::Stranger => &[],
            Self::IssuedByLeaf => &["p-256", "interm"],
            _ => &["interm"],
        }
    }
}

/// An address that certomancer answers at.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Service {
    /// Timestamps, RFC 3161.
    Tsa,
    /// Timestamps under a certificate that is not for timestamps.
    UnauthorisedTsa,
    /// Timestamps under a certificate that was valid until 2023.
    ExpiredTsa,
    /// The status of the signers' certificates, RFC 6960; their certificates name it.
    Ocsp,
    /// The same under a certificate that is not for answering.
    UnauthorisedOcsp,
    /// The revocation list of the signers' authority, in DER.
    Crl,
    /// The revocation list of the root, in DER: of the signers' authority and of the timestamps.
    RootCrl,
}

/// The authorities, with the files that they have made.
pub(crate) struct Pki {
    folder: PathBuf,
    port: u16,
    /// Ends when its input, which is held here, is closed with the test program.
    _service: Child,
}

/// The authorities, or nothing where openssl or certomancer is missing. Their answers carry the time of the question,
/// or that of its header `X-Certomancer-Fake-Time` (ISO 8601).
pub(crate) fn pki() -> Option<&'static Pki> {
    static PKI: LazyLock<Option<Pki>> = LazyLock::new(Pki::new);
    PKI.as_ref()
}

impl Pki {
    fn new() -> Option<Self> {
        let openssl = openssl()?;
        let python = certomancer()?;
        let folder = scratch("pki");
        let [keys, certificates] = ["keys", "certificates"].map(|name| folder.join(name));
        fs::create_dir(&keys).unwrap();
        make_keys(&openssl, &keys);

        let configuration = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/pki/certomancer.yml");
        let mut service = Command::new(python)
            .arg(script("certomancer_service.py"))
            .args([&configuration, &keys, &certificates])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let mut port = String::new();
        BufReader::new(service.stdout.take().unwrap()).read_line(&mut port).unwrap();
        let port = port.trim_end().parse().expect("certomancer_service.py prints its port");

        let pki = Self { folder, port, _service: service };
        pki.make_p12(&openssl);
        Some(pki)
    }

    /// The root that signatures are to be trusted by, PEM.
    pub(crate) fn root(&self) -> PathBuf {
        self.certificate_of("root")
    }

    /// The root of [`Holder::Stranger`], PEM.
    pub(crate) fn stranger_root(&self) -> PathBuf {
        self.certificate_of("stranger-root")
    }

    /// The certificate between the root and the signers, PEM.
    pub(crate) fn intermediate(&self) -> PathBuf {
        self.certificate_of("interm")
    }

    /// The certificate of a holder, PEM.
    pub(crate) fn certificate(&self, holder: Holder) -> PathBuf {
        self.certificate_of(holder.label())
    }

    /// The key of a holder, PKCS#8 in PEM without a passphrase.
    pub(crate) fn key(&self, holder: Holder) -> PathBuf {
        self.folder.join("keys").join(holder.key()).with_added_extension("pem")
    }

    /// The PKCS#12 file of a holder with the certificates up to the root, under [`PASSPHRASE`].
    pub(crate) fn p12(&self, holder: Holder) -> PathBuf {
        self.folder.join(holder.label()).with_added_extension("p12")
    }

    /// A PKCS#12 file as they were made before 2022, RC2 and triple DES with SHA-1: [`Holder::Rsa3072`], [`PASSPHRASE`].
    pub(crate) fn legacy_p12(&self) -> PathBuf {
        self.folder.join("legacy.p12")
    }

    /// A PKCS#12 file of [`Holder::P256`] under [`SWEDISH_PASSPHRASE`].
    pub(crate) fn swedish_p12(&self) -> PathBuf {
        self.folder.join("swedish.p12")
    }

    /// A file that holds [`PASSPHRASE`] and a line end.
    pub(crate) fn passphrase_file(&self) -> PathBuf {
        self.folder.join("passphrase")
    }

    /// The address of a service.
    pub(crate) fn url(&self, service: Service) -> String {
        let path = match service {
            Service::Tsa => "tsa/tsa",
            Service::UnauthorisedTsa => "tsa/unauthorised",
            Service::ExpiredTsa => "tsa/expired",
            Service::Ocsp => "ocsp/interm",
            Service::UnauthorisedOcsp => "ocsp/unauthorised",
            Service::Crl => "crls/interm/latest.crl",
            Service::RootCrl => "crls/root/latest.crl",
        };
        format!("http://127.0.0.1:{}/test/{path}", self.port)
    }

    fn certificate_of(&self, label: &str) -> PathBuf {
        self.folder.join("certificates").join(label).with_added_extension("cert.pem")
    }

    fn make_p12(&self, openssl: &Path) {
        fs::write(self.passphrase_file(), format!("{PASSPHRASE}\n")).unwrap();
        for holder in Holder::ALL {
            self.export(openssl, holder, PASSPHRASE, &[], &self.p12(holder));
        }
        self.export(openssl, Holder::Rsa3072, PASSPHRASE, &["-legacy"], &self.legacy_p12());
        self.export(openssl, Holder::P256, SWEDISH_PASSPHRASE, &[], &self.swedish_p12());
    }

    fn export(&self, openssl: &Path, holder: Holder, passphrase: &str, options: &[&str], to: &Path) {
        let issuers: Vec<u8> =
            holder.issuers().iter().flat_map(|label| fs::read(self.certificate_of(label)).unwrap()).collect();
        let chain = self.folder.join("chain.pem");
        fs::write(&chain, issuers).unwrap();
        let mut command = Command::new(openssl);
        command.args(["pkcs12", "-export", "-passout", &format!("pass:{passphrase}")]).args(options);
        command.arg("-inkey").arg(self.key(holder)).arg("-in").arg(self.certificate(holder));
        if !holder.issuers().is_empty() {
            command.arg("-certfile").arg(&chain);
        }
        succeed(command.arg("-out").arg(to));
    }
}

fn openssl() -> Option<PathBuf> {
    let openssl = program("openssl");
    if openssl.is_none() {
        skipped("openssl");
    }
    openssl
}

/// The Python that has certomancer.
fn certomancer() -> Option<PathBuf> {
    let python = python().filter(|python| python.with_file_name("certomancer").exists());
    if python.is_none() {
        skipped("certomancer");
    }
    python
}

fn make_keys(openssl: &Path, folder: &Path) {
    let rsa = [("root", 3072), ("tsa", 2048), ("rsa-2048", 2048), ("rsa-3072", 3072), ("rsa-1024", 1024)];
    let elliptic = [
        ("stranger-root", 256),
        ("interm", 256),
        ("ocsp", 256),
        ("p-256", 256),
        ("second", 256),
        ("p-384", 384),
    ];
    let rsa = rsa.map(|(name, bits)| (name, "RSA", format!("rsa_keygen_bits:{bits}")));
    let elliptic = elliptic.map(|(name, bits)| (name, "EC", format!("ec_paramgen_curve:P-{bits}")));
    for (name, algorithm, option) in rsa.into_iter().chain(elliptic) {
        let file = folder.join(name).with_added_extension("pem");
        let mut command = Command::new(openssl);
        succeed(command.args(["genpkey", "-algorithm", algorithm, "-pkeyopt", &option, "-out"]).arg(file));
    }
}

/// Runs a program that makes something.
#[track_caller]
fn succeed(command: &mut Command) {
    let output = run(command);
    assert!(output.status.success(), "{command:?}:\n{}", said(&output));
}
