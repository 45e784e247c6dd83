//! Timestamps (RFC 3161): a service signs that it has seen a digest, and when.

use aws_lc_rs::rand::{SecureRandom, SystemRandom};

use super::error::{ServiceError, TimestampFault, shown};
use super::fetch::{Body, Fetch, Origin, Question};
use crate::signatures::pki::algorithm::Digest;
use crate::signatures::pki::chain::{Purpose, check_leaf};
use crate::signatures::pki::cms::SignedData;
use crate::signatures::pki::token::TimestampInfo;
use crate::signatures::pki::{der, oid};
use crate::signatures::sign::DigestAlgorithm;
use crate::signatures::sign::asn1::{BOOLEAN, INTEGER, OCTETS, SEQUENCE, integer, sequence, tlv};
use crate::signatures::verify::rules;

/// A number that nobody can foresee: the answer to a question names it again.
pub type Nonce = [u8; 16];

/// Such a number by chance.
pub fn random() -> Nonce {
    let mut nonce = Nonce::default();
    SystemRandom::new().fill(&mut nonce).expect("the machine has a source of randomness");
    nonce
}

const QUERY: &str = "application/timestamp-query";
const REPLY: &str = "application/timestamp-reply";
/// A token with its certificates takes a few thousand octets.
const MAX_REPLY: usize = 64 << 10;

/// A service that makes timestamps.
#[derive(Clone, Copy)]
pub struct TimestampService<'a> {
    /// Its address.
    pub url: &'a str,
    /// Who asks it.
    pub fetch: &'a dyn Fetch,
    /// Where the numbers come from that make each question another.
    pub nonce: &'a dyn Fn() -> Nonce,
}

impl TimestampService<'_> {
    /// A timestamp of a digest: a CMS, DER. Only one that answers this very question is taken; whether its service is
    /// trusted is for those to say who verify the signature.
    pub fn stamp(&self, algorithm: DigestAlgorithm, digest: &[u8]) -> Result<Vec<u8>, ServiceError> {
        let nonce = as_integer((self.nonce)());
        let query = query(algorithm, digest, &nonce);
        let question = Question {
            url: self.url,
            origin: Origin::User,
            body: Some(Body { media: QUERY, octets: &query }),
            answer: Some(REPLY),
            limit: MAX_REPLY,
        };
        let asked = Asked { algorithm, digest, nonce: &nonce };
        let reply = self.fetch.fetch(&question).map_err(|why| ServiceError::unanswered(self.url, why))?;
        let token = granted(&reply).and_then(|token| asked.check(token).map(|()| token.to_vec()));
        token.map_err(|why| ServiceError::Timestamp { url: shown(self.url), why })
    }
}

/// The contents of an INTEGER that is positive and has no superfluous octet.
fn as_integer(mut nonce: Nonce) -> Nonce {
    nonce[0] = nonce[0] & 0x3F | 0x40;
    nonce
}

/// `TimeStampReq` (RFC 3161 2.4.1), which asks for the service's certificate too.
fn query(algorithm: DigestAlgorithm, digest: &[u8], nonce: &[u8]) -> Vec<u8> {
    let imprint = sequence(&[algorithm.identifier(), tlv(OCTETS, digest)]);
    sequence(&[integer(1), imprint, tlv(INTEGER, nonce), tlv(BOOLEAN, &[0xFF])])
}

/// The two states in which there is a token.
const GRANTED: u8 = 0;
const GRANTED_WITH_CHANGES: u8 = 1;

/// The token of a `TimeStampResp` (RFC 3161 2.4.2).
fn granted(reply: &[u8]) -> Result<&[u8], TimestampFault> {
    let mut reply = der::whole(reply, SEQUENCE)?;
    match reply.inside(SEQUENCE)?.expect(INTEGER)?.value {
        [GRANTED | GRANTED_WITH_CHANGES] => {}
        [state] => return Err(TimestampFault::Refused(*state)),
        _ => return Err(TimestampFault::Malformed),
    }
    let token = reply.expect(SEQUENCE)?;
    reply.finish()?;
    Ok(token.raw)
}

/// What the service was asked.
struct Asked<'a> {
    algorithm: DigestAlgorithm,
    digest: &'a [u8],
    nonce: &'a [u8],
}

impl Asked<'_> {
    /// Whether a token answers the question, signed by a key that is made for timestamps.
    fn check(&self, token: &[u8]) -> Result<(), TimestampFault> {
        let data = SignedData::read(token).map_err(|error| TimestampFault::Signature(error.into()))?;
        let content = data.content.ok_or(TimestampFault::Malformed)?;
        let signed = rules::check(data, &oid::TST_INFO, &[content]).map_err(TimestampFault::Signature)?;
        check_leaf(&signed.signer, Purpose::Timestamps).map_err(|_| TimestampFault::WrongUse)?;
        let info = TimestampInfo::read(content)?;
        if !signed.signer.is_valid_at(info.time) {
            return Err(TimestampFault::Expired(signed.signer.not_after));
        }
        let digest = match self.algorithm {
            DigestAlgorithm::Sha256 => Digest::Sha256,
            DigestAlgorithm::Sha384 => Digest::Sha384,
            DigestAlgorithm::Sha512 => Digest::Sha512,
        };
        if info.digest != Some(digest) || info.imprint != self.digest {
            Err(TimestampFault::OtherDigest)
        } else if info.nonce != Some(self.nonce) {
            Err(TimestampFault::OtherNonce)
        } else {
            Ok(())
        }
    }
}
