//! Signed files as an honest or a dishonest signer makes them, and additions to files as an attacker makes them.

use std::path::Path;
use std::sync::{LazyLock, OnceLock};

use der::asn1::ObjectIdentifier as Oid;
use lopdf::{Dictionary, Document, Object, ObjectId};
use tertial::signatures::sign::asn1::{
    BOOLEAN, INTEGER, NULL, OCTETS, SET, context, integer, oid, sequence, set_of, tlv,
};
use tertial::signatures::sign::{
    Certificate, DigestAlgorithm, Kind, Pkcs12Signer, Prepared, RESERVE, Request, Revision, RsaScheme,
    Signable, SignedData, Signer, attribute, signed_attributes,
};
use time::OffsetDateTime;

use crate::pki::{Holder, PASSPHRASE, Pki, Service};
use crate::product::{REPORT, scratch};

pub(crate) const SIGNATURE_TIME_STAMP: Oid = Oid::new_unwrap("1.2.840.113549.1.9.16.2.14");
const SIGNED_DATA: Oid = Oid::new_unwrap("1.2.840.113549.1.7.2");
const SHA1: Oid = Oid::new_unwrap("1.3.14.3.2.26");

/// The unsigned report.
pub(crate) static PLAIN: LazyLock<Vec<u8>> = LazyLock::new(|| std::fs::read(&REPORT.pdf).unwrap());

/// The signer of a holder's PKCS#12 file.
fn signer(pki: &Pki, holder: Holder, scheme: RsaScheme) -> Pkcs12Signer {
    Pkcs12Signer::open(&std::fs::read(pki.p12(holder)).unwrap(), PASSPHRASE, scheme).unwrap()
}

/// A signature in the making, every part of which can be spoilt.
pub(crate) struct Craft<'a> {
    pub(crate) pki: &'a Pki,
    pub(crate) holder: Holder,
    pub(crate) scheme: RsaScheme,
    pub(crate) kind: Kind,
    pub(crate) reason: Option<&'a str>,
    /// What is done to the file before it is digested, without changing its length.
    pub(crate) file: &'a dyn Fn(&mut Vec<u8>),
    /// What is done to the signed attributes before they are signed.
    pub(crate) attributes: &'a dyn Fn(Vec<Vec<u8>>) -> Vec<u8>,
    /// Attributes that are not signed, made of the signature.
    pub(crate) unsigned: &'a dyn Fn(&[u8]) -> Vec<Vec<u8>>,
    /// What is done to the finished CMS.
    pub(crate) cms: &'a dyn Fn(Vec<u8>) -> Vec<u8>,
}

impl<'a> Craft<'a> {
    /// An honest one.
    pub(crate) fn new(pki: &'a Pki) -> Self {
        Self {
            pki,
            holder: Holder::P256,
            scheme: RsaScheme::Pkcs1,
            kind: Kind::Approval,
            reason: None,
            file: &|_| {},
            attributes: &|list| set_of(SET, list),
            unsigned: &|_| Vec::new(),
            cms: &|cms| cms,
        }
    }

    /// Signs the first free field of a file.
    pub(crate) fn sign(&self, file: &[u8]) -> Vec<u8> {
        let signer = signer(self.pki, self.holder, self.scheme);
        let signable = Signable::open(file.to_vec()).unwrap();
        let field = signable.free_field(None).unwrap().id;
        let prepared = signable.prepare(field, &request(self.kind, self.reason)).unwrap();
        let mut bytes = prepared.bytes().to_vec();
        (self.file)(&mut bytes);
        let room = largest_room(&bytes);
        let algorithm = signer.algorithm();
        let digest = algorithm.digest().digest(&[&bytes[..room.start], &bytes[room.end..]]);
        let honest = signed_attributes(&digest, algorithm, signer.chain().first());
        let attributes = (self.attributes)(elements(&honest));
        let signature = signer.sign(&attributes).unwrap();
        let signed = SignedData {
            attributes: &attributes,
            algorithm,
            signature: &signature,
            chain: signer.chain(),
            unsigned: &(self.unsigned)(&signature),
        };
        fill(bytes, &(self.cms)(signed.to_der()))
    }
}

/// What is asked of a field.
pub(crate) fn request(kind: Kind, reason: Option<&str>) -> Request<'_> {
    Request {
        kind,
        time: OffsetDateTime::now_utc(),
        name: None,
        place: None,
        reason,
        appearance: None,
        reserve: RESERVE,
    }
}

/// The last room of zeros for a signature, with its brackets.
fn largest_room(bytes: &[u8]) -> std::ops::Range<usize> {
    let open = memchr::memmem::rfind(bytes, b"<00000000000000000000").expect("there is room for a signature");
    let end = open + memchr::memchr(b'>', &bytes[open..]).unwrap();
    open..end + 1
}

fn fill(mut bytes: Vec<u8>, cms: &[u8]) -> Vec<u8> {
    let room = largest_room(&bytes);
    let digits: String = cms.iter().map(|octet| format!("{octet:02X}")).collect();
    bytes[room.start + 1..][..digits.len()].copy_from_slice(digits.as_bytes());
    bytes
}

/// A file signed once by an honest signer; the same for all that ask.
pub(crate) fn signed(pki: &Pki) -> Vec<u8> {
    static SIGNED: OnceLock<Vec<u8>> = OnceLock::new();
    SIGNED.get_or_init(|| Craft::new(pki).sign(&PLAIN)).clone()
}

/// A file that the signer certified, with what may change.
pub(crate) fn certified(pki: &Pki, permission: u8) -> Vec<u8> {
    let permit = move |bytes: &mut Vec<u8>| {
        write_over(bytes, "/P 2/V", &format!("/P {permission}/V"));
    };
    Craft { kind: Kind::Certification, file: &permit, ..Craft::new(pki) }.sign(&PLAIN)
}

/// A file with a timestamp over the document in its own field.
pub(crate) fn timestamped(pki: &Pki, file: &[u8], service: Service) -> Vec<u8> {
    let signable = Signable::open(file.to_vec()).unwrap();
    let field = signable.fields().iter().find(|field| field.is_for_timestamp() && !field.signed).unwrap().id;
    let prepared: Prepared = signable.prepare(field, &request(Kind::DocumentTimestamp, None)).unwrap();
    let token = token(pki, service, &prepared.digest(DigestAlgorithm::Sha256));
    prepared.finish(&token).unwrap()
}

/// The elements within the only element of some DER.
pub(crate) fn elements(der: &[u8]) -> Vec<Vec<u8>> {
    let (mut rest, mut list) = (contents(der), Vec::new());
    while !rest.is_empty() {
        let (whole, _) = split(rest);
        list.push(rest[..whole].to_vec());
        rest = &rest[whole..];
    }
    list
}

/// The contents of the first element.
pub(crate) fn contents(der: &[u8]) -> &[u8] {
    let (whole, head) = split(der);
    &der[head..whole]
}

/// The length of the first element, and of its head.
fn split(der: &[u8]) -> (usize, usize) {
    let first = usize::from(der[1]);
    if first < 0x80 {
        return (2 + first, 2);
    }
    let count = first & 0x7F;
    let length = der[2..2 + count].iter().fold(0, |length, octet| length << 8 | usize::from(*octet));
    (2 + count + length, 2 + count)
}

/// A timestamp over a digest (RFC 3161 2.4.1).
pub(crate) fn token(pki: &Pki, service: Service, digest: &[u8]) -> Vec<u8> {
    let imprint = sequence(&[DigestAlgorithm::Sha256.identifier(), tlv(OCTETS, digest)]);
    let request = sequence(&[integer(1), imprint, tlv(BOOLEAN, &[0xFF])]);
    let response = post(&pki.url(service), "application/timestamp-query", &request, None);
    elements(&response).remove(1)
}

/// The unsigned attribute of a signature with a timestamp over it.
pub(crate) fn stamp(pki: &Pki, service: Service, signature: &[u8]) -> Vec<Vec<u8>> {
    let digest = DigestAlgorithm::Sha256.digest(&[signature]);
    vec![attribute(SIGNATURE_TIME_STAMP, &token(pki, service, &digest))]
}

/// What an OCSP service says of a holder, at a time that it takes for now (RFC 6960 4.1).
pub(crate) fn ocsp(pki: &Pki, service: Service, holder: Holder, time: Option<&str>) -> Vec<u8> {
    let certificate = read_certificate(&pki.certificate(holder));
    let issuer = read_certificate(&pki.intermediate());
    let hash = |bytes: &[u8]| {
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA1_FOR_LEGACY_USE_ONLY, bytes);
        tlv(OCTETS, digest.as_ref())
    };
    let name = elements(&certificate.issuer_and_serial()).remove(0);
    let id = sequence(&[
        sequence(&[oid(SHA1), NULL.to_vec()]),
        hash(&name),
        hash(issuer.key_bits()),
        elements(&certificate.issuer_and_serial()).remove(1),
    ]);
    let request = sequence(&[sequence(&[sequence(&[sequence(&[id])])])]);
    post(&pki.url(service), "application/ocsp-request", &request, time)
}

fn read_certificate(path: &Path) -> Certificate {
    Certificate::from_der(&der_of(path)).unwrap()
}

/// The certificate of a PEM file.
pub(crate) fn der_of(path: &Path) -> Vec<u8> {
    use rustls::pki_types::pem::PemObject as _;
    rustls::pki_types::CertificateDer::from_pem_file(path).unwrap().to_vec()
}

fn post(url: &str, kind: &str, body: &[u8], time: Option<&str>) -> Vec<u8> {
    let mut request = ureq::post(url).header("Content-Type", kind);
    if let Some(time) = time {
        request = request.header("X-Certomancer-Fake-Time", time);
    }
    request.send(body).unwrap().body_mut().read_to_vec().unwrap()
}

/// A revocation list.
pub(crate) fn list(pki: &Pki, service: Service, time: Option<&str>) -> Vec<u8> {
    let mut request = ureq::get(&pki.url(service));
    if let Some(time) = time {
        request = request.header("X-Certomancer-Fake-Time", time);
    }
    request.call().unwrap().body_mut().read_to_vec().unwrap()
}

/// A file to which validation data were added (EN 319 142-1 5.4.2).
pub(crate) fn with_security(file: &[u8], responses: &[Vec<u8>], lists: &[Vec<u8>]) -> Vec<u8> {
    let mut revision = Revision::open(file.to_vec()).unwrap();
    let mut streams = |list: &[Vec<u8>]| {
        let ids = list.iter().map(|bytes| revision.add(lopdf::Stream::new(Dictionary::new(), bytes.clone())));
        Object::Array(ids.map(Object::Reference).collect())
    };
    let mut security = Dictionary::new();
    security.set("OCSPs", streams(responses));
    security.set("CRLs", streams(lists));
    let security = revision.add(security);
    revision.change_catalog().unwrap().set("DSS", security);
    revision.write().unwrap()
}

/// A file to which something was added in the ordinary way.
pub(crate) fn added(file: &[u8], change: impl FnOnce(&mut Revision, &Document)) -> Vec<u8> {
    let document = Document::load_mem(file).unwrap();
    let mut revision = Revision::open(file.to_vec()).unwrap();
    change(&mut revision, &document);
    revision.write().unwrap()
}

/// The first page.
pub(crate) fn page(document: &Document) -> ObjectId {
    document.get_pages()[&1]
}

/// A file with raw objects after it, and a table that names what it likes: number and offset, which is 0 for one that is
/// freed.
pub(crate) fn appended(file: &[u8], body: &str, table: &[(u32, usize)]) -> Vec<u8> {
    let mut out = file.to_vec();
    out.extend_from_slice(body.as_bytes());
    let start = out.len();
    let mut text = "xref\n".to_owned();
    for (number, offset) in table {
        let entry = if *offset == 0 { "65535 f" } else { "00000 n" };
        text += &format!("{number} 1\n{offset:010} {entry} \n");
    }
    let document = Document::load_mem(file).unwrap();
    let root = document.trailer.get(b"Root").unwrap().as_reference().unwrap().0;
    let before = last_table(file);
    text += &format!("trailer\n<</Size 99999/Root {root} 0 R/Prev {before}>>\nstartxref\n{start}\n%%EOF\n");
    out.extend_from_slice(text.as_bytes());
    out
}

/// The byte of the last table of a file.
pub(crate) fn last_table(file: &[u8]) -> usize {
    let at = memchr::memmem::rfind(file, b"startxref").unwrap();
    let digits: String = file[at + 9..]
        .iter()
        .map(|byte| char::from(*byte))
        .skip_while(char::is_ascii_whitespace)
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap()
}

/// A file in which the last place of some text was written over by another, filled up with spaces.
pub(crate) fn replaced(file: &[u8], old: &str, new: &str) -> Vec<u8> {
    let mut out = file.to_vec();
    write_over(&mut out, old, new);
    out
}

pub(crate) fn write_over(bytes: &mut [u8], old: &str, new: &str) {
    let at = memchr::memmem::rfind(bytes, old.as_bytes()).unwrap_or_else(|| panic!("`{old}` is in the file"));
    let padded = format!("{new:<width$}", width = old.len());
    bytes[at..at + padded.len()].copy_from_slice(padded.as_bytes());
}

/// The text of the last byte range of a file, with its key.
pub(crate) fn range_text(file: &[u8]) -> String {
    let at = memchr::memmem::rfind(file, b"/ByteRange").unwrap();
    let end = at + memchr::memchr(b']', &file[at..]).unwrap();
    String::from_utf8(file[at..=end].to_vec()).unwrap()
}

/// The last `/Contents` of a signature, with its key.
pub(crate) fn contents_text(file: &[u8]) -> String {
    let at = memchr::memmem::rfind(file, b"/Contents<").unwrap();
    let end = at + memchr::memchr(b'>', &file[at..]).unwrap();
    String::from_utf8(file[at..=end].to_vec()).unwrap()
}

/// The outermost length of a CMS in one octet more than it needs.
pub(crate) fn with_long_length(cms: Vec<u8>) -> Vec<u8> {
    let inner = contents(&cms).to_vec();
    let length = u32::try_from(inner.len()).unwrap().to_be_bytes();
    [vec![cms[0], 0x84], length.to_vec(), inner].concat()
}

/// The CMS with an indefinite length.
pub(crate) fn with_indefinite_length(cms: Vec<u8>) -> Vec<u8> {
    [vec![cms[0], 0x80], contents(&cms).to_vec(), vec![0, 0]].concat()
}

/// The parts of `SignedData` changed.
pub(crate) fn with_parts(cms: &[u8], change: impl FnOnce(&mut Vec<Vec<u8>>)) -> Vec<u8> {
    let explicit = elements(cms).remove(1);
    let mut parts = elements(contents(&explicit));
    change(&mut parts);
    sequence(&[oid(SIGNED_DATA), tlv(context(0), &sequence(&parts))])
}

/// The parts of `SignerInfo` changed.
pub(crate) fn with_signer(cms: &[u8], change: impl FnOnce(&mut Vec<Vec<u8>>)) -> Vec<u8> {
    with_parts(cms, |parts| {
        let last = parts.last_mut().unwrap();
        let mut signer = elements(contents(last));
        change(&mut signer);
        *last = tlv(SET, &sequence(&signer));
    })
}

/// A file for a program to read.
pub(crate) fn stored(name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = scratch(&format!("verify-{name}")).join(format!("{name}.pdf"));
    std::fs::write(&path, bytes).unwrap();
    path
}

/// A whole number of more than one octet.
pub(crate) fn number(octets: &[u8]) -> Vec<u8> {
    tlv(INTEGER, octets)
}
