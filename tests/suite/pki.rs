//! A public key infrastructure for tests: authorities that issue, revoke, answer and stamp, and signers of every kind.
//!
//! All of it is invented and made anew for each run, in the folder for scratch files: `openssl` makes the keys,
//! certomancer the certificates by `pki/certomancer.yml`. Its services listen on the loopback and end with the test
//! program. [`pki`] and [`token`] are made once and only when a test asks; they are nothing where a program is missing.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

use crate::product::scratch;
use crate::validators::{program, python, run, said, script, skipped};

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
