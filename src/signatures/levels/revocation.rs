//! Asking whether certificates are revoked: the responder (RFC 6960) and the list (RFC 5280 5) that each names.
//!
//! An answer is kept only when it is about this certificate, signed by one who may say so, and fresh. No number of our
//! own is in the question: responders prepare their answers, and few would repeat it (RFC 5019 4).

use std::collections::BTreeMap;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use time::{Duration, UtcDateTime};

use super::Services;
use super::address::{lists, responders};
use super::error::{LevelError, ServiceError, shown};
use super::fetch::{Body, Origin, Question};
use super::material::{Material, add};
use crate::signatures::pki::certificate::Certificate;
use crate::signatures::pki::oid;
use crate::signatures::pki::revocation::{Evidence, Status};
use crate::signatures::sign::asn1::{INTEGER, NULL, OCTETS, oid as identifier, sequence, tlv};

/// How far the clock of a service may be ahead of ours.
const AHEAD: Duration = Duration::minutes(1);

const QUERY: &str = "application/ocsp-request";
const REPLY: &str = "application/ocsp-response";
/// A response with the certificate of its responder takes a few thousand octets.
const MAX_RESPONSE: usize = 64 << 10;
/// Lists of large authorities have hundreds of thousands of entries.
const MAX_LIST: usize = 32 << 20;

/// A certificate whose state is to be known, and when it was used.
pub(super) struct Used {
    /// The certificate.
    pub(super) certificate: Vec<u8>,
    /// A moment by which it was used for certain: that of a timestamp, or now.
    pub(super) at: UtcDateTime,
}

const READ_BEFORE: &str = "signers and issuers are certificates that were read before";

/// Gathers what is known of certificates and of all those above them.
pub(super) struct Gathering<'a> {
    services: &'a Services<'a>,
    /// Every certificate that could be an issuer.
    pool: Vec<Vec<u8>>,
    material: Material,
    /// Lists that were fetched, by their address.
    fetched: BTreeMap<String, Vec<u8>>,
}

impl<'a> Gathering<'a> {
    /// Begins with what a file has already, and with the certificates that are at hand.
    pub(super) fn new(services: &'a Services<'a>, stored: Material, pool: Vec<Vec<u8>>) -> Self {
        Self { services, pool, material: stored, fetched: BTreeMap::new() }
    }

    /// What was gathered, with what was there.
    pub(super) fn into_material(self) -> Material {
        self.material
    }

    /// Gathers for one certificate and those above it. Nobody vouches for an anchor but itself.
    pub(super) fn add(&mut self, used: &Used) -> Result<(), LevelError> {
        let mut raw = used.certificate.clone();
        loop {
            add(&mut self.material.certificates, &raw);
            let certificate = Certificate::read(&raw).expect(READ_BEFORE);
            if certificate.issuer == certificate.subject {
                return Ok(());
            }
            let issuer = self.issuer(&certificate)?;
            self.settle(&certificate, &Certificate::read(&issuer).expect(READ_BEFORE), used.at)?;
            raw = issuer;
        }
    }

    fn issuer(&self, certificate: &Certificate<'_>) -> Result<Vec<u8>, LevelError> {
        let issued =
            |raw: &&Vec<u8>| Certificate::read(raw).is_ok_and(|issuer| certificate.is_issued_by(&issuer));
        let known = self.pool.iter().chain(&self.material.certificates).find(issued).cloned();
        known.ok_or_else(|| LevelError::NoIssuer(certificate.name()))
    }

    /// Sees to it that the material says how a certificate stands.
    fn settle(
        &mut self,
        certificate: &Certificate<'_>,
        issuer: &Certificate<'_>,
        at: UtcDateTime,
    ) -> Result<(), LevelError> {
        let stored = Evidence {
            responses: self.material.responses.iter().map(Vec::as_slice).collect(),
            lists: self.material.lists.iter().map(Vec::as_slice).collect(),
        };
        if certificate.needs_no_revocation() || self.counts(&stored, certificate, issuer, at)? {
            return Ok(());
        }
        let mut last = None;
        for source in sources(certificate) {
            let answer = match self.ask(&source, certificate, issuer) {
                Ok(answer) => answer,
                Err(error) => {
                    last = Some(error);
                    continue;
                }
            };
            if self.counts(&source.evidence(&answer), certificate, issuer, at)? {
                add(source.place(&mut self.material), &answer);
                return Ok(());
            }
            last = Some(ServiceError::Revocation { url: shown(source.url()), holder: certificate.name() });
        }
        Err(LevelError::NoRevocation { holder: certificate.name(), last })
    }

    /// Whether what was said settles that a certificate stood when it was used.
    fn counts(
        &self,
        evidence: &Evidence<'_>,
        certificate: &Certificate<'_>,
        issuer: &Certificate<'_>,
        at: UtcDateTime,
    ) -> Result<bool, LevelError> {
        let now = UtcDateTime::from((self.services.clock)()) + AHEAD;
        match evidence.status(certificate, issuer, at, now) {
            Status::Good => Ok(true),
            Status::Revoked(since) if since <= at => {
                Err(LevelError::Revoked { holder: certificate.name(), since })
            }
            Status::Revoked(_) => Ok(true),
            Status::Unknown(_) => Ok(false),
        }
    }

    fn ask(
        &mut self,
        source: &Source,
        certificate: &Certificate<'_>,
        issuer: &Certificate<'_>,
    ) -> Result<Vec<u8>, ServiceError> {
        let unanswered = |why| ServiceError::unanswered(source.url(), why);
        match source {
            Source::List(url) => {
                if let Some(list) = self.fetched.get(url) {
                    return Ok(list.clone());
                }
                let question =
                    Question { url, origin: Origin::Certificate, body: None, answer: None, limit: MAX_LIST };
                let list = self.services.timestamps.fetch.fetch(&question).map_err(unanswered)?;
                self.fetched.insert(url.clone(), list.clone());
                Ok(list)
            }
            Source::Responder(url) => {
                let query = query(certificate, issuer);
                let question = Question {
                    url,
                    origin: Origin::Certificate,
                    body: Some(Body { media: QUERY, octets: &query }),
                    answer: Some(REPLY),
                    limit: MAX_RESPONSE,
                };
                self.services.timestamps.fetch.fetch(&question).map_err(unanswered)
            }
        }
    }
}

/// Someone who says whether a certificate is revoked, by the address.
enum Source {
    List(String),
    Responder(String),
}

/// Those that a certificate names: responders first, whose answers are small.
fn sources(certificate: &Certificate<'_>) -> impl Iterator<Item = Source> {
    let responders = responders(certificate).into_iter().map(Source::Responder);
    responders.chain(lists(certificate).into_iter().map(Source::List))
}

impl Source {
    fn url(&self) -> &str {
        match self {
            Self::List(url) | Self::Responder(url) => url,
        }
    }

    fn evidence<'a>(&self, answer: &'a [u8]) -> Evidence<'a> {
        match self {
            Self::List(_) => Evidence { responses: Vec::new(), lists: vec![answer] },
            Self::Responder(_) => Evidence { responses: vec![answer], lists: Vec::new() },
        }
    }

    /// Where its answers are kept.
    fn place<'a>(&self, material: &'a mut Material) -> &'a mut Vec<Vec<u8>> {
        match self {
            Self::List(_) => &mut material.lists,
            Self::Responder(_) => &mut material.responses,
        }
    }
}

/// `OCSPRequest` (RFC 6960 4.1.1). The certificate is named by SHA-1, which every responder knows; it is a name here and
/// no proof (RFC 5019 2.1.1).
fn query(certificate: &Certificate<'_>, issuer: &Certificate<'_>) -> Vec<u8> {
    let name = |octets: &[u8]| tlv(OCTETS, digest(&SHA1_FOR_LEGACY_USE_ONLY, octets).as_ref());
    let id = sequence(&[
        sequence(&[identifier(oid::SHA1), NULL.to_vec()]),
        name(issuer.subject),
        name(issuer.key.bits),
        tlv(INTEGER, certificate.serial),
    ]);
    let request = sequence(&[id]);
    let list = sequence(&[request]);
    sequence(&[sequence(&[list])])
}
