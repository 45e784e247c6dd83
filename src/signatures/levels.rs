//! The levels of PAdES above B-B (EN 319 142-1 6): what makes a signature last longer than the certificates that it was
//! made with.
//!
//! ```text
//! B-B ──timestamp of the signature──▶ B-T ──certificates and revocation in the file──▶ B-LT ──timestamp over the file──▶ B-LTA
//! ```
//!
//! [`sign()`] makes a signature of a level; [`extend`] raises a file that is signed, also again and again before the last
//! timestamp's certificate expires. The network, the clock and chance are handed in.

mod address;
mod error;
mod fetch;
mod material;
mod revocation;
mod signatures;
mod store;
mod timestamp;

use time::{OffsetDateTime, UtcDateTime};

pub use error::{LevelError, ServiceError, TimestampFault};
pub use fetch::{Body, Fetch, FetchError, Origin, Question};
pub use timestamp::{Nonce, TimestampService, random};

use crate::signatures::pki::oid::SIGNATURE_TIME_STAMP;
use crate::signatures::sign::{
    self, Certificate, DigestAlgorithm, Kind, Prepared, RESERVE, Request, Revision, Signable, Signer,
};
use revocation::{Gathering, Used};
use signatures::{Placed, signatures};

/// A level of PAdES above B-B.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A timestamp proves when the signature was there.
    Timestamp,
    /// The file has everything that it takes to verify the signature.
    LongTerm,
    /// A timestamp over the file proves that everything was there in time.
    Archive,
}

impl Level {
    /// Every level with its name.
    pub const ALL: [(&'static str, Self); 3] =
        [("b-t", Self::Timestamp), ("b-lt", Self::LongTerm), ("b-lta", Self::Archive)];
}

/// Whom a level takes.
#[derive(Clone, Copy)]
pub struct Services<'a> {
    /// Who makes timestamps; the same asks for revocation data.
    pub timestamps: TimestampService<'a>,
    /// The time, each time that it is needed: answers are younger than the question.
    pub clock: &'a dyn Fn() -> OffsetDateTime,
    /// Certificates of issuers that the signatures themselves may lack.
    pub issuers: &'a [Certificate],
}

/// Signs a prepared file, and raises it to a level.
pub fn sign(
    prepared: Prepared,
    signer: &dyn Signer,
    level: Level,
    services: &Services<'_>,
) -> Result<Vec<u8>, LevelError> {
    let algorithm = signer.algorithm().digest();
    let stamp = |signature: &[u8]| -> Result<Vec<Vec<u8>>, LevelError> {
        let token = services.timestamps.stamp(algorithm, &algorithm.digest(&[signature]))?;
        Ok(vec![sign::attribute(SIGNATURE_TIME_STAMP, &token)])
    };
    let signed = sign::sign_with(prepared, signer, stamp)?;
    extend(signed, level, services)
}

/// Raises every signature of a file to a level; where there are several, each proves and keeps what it needs. At the
/// level B-LTA a timestamp over the document is added each time.
pub fn extend(file: Vec<u8>, level: Level, services: &Services<'_>) -> Result<Vec<u8>, LevelError> {
    let found = signatures(&Revision::open(file.clone())?)?;
    if found.is_empty() {
        return Err(LevelError::NoSignature);
    }
    let mut approvals = found.iter().filter(|placed| !placed.is_timestamp);
    let is_proved = approvals.all(|placed| proved(placed, &found).is_some());
    let file = if is_proved { file } else { stamp_document(file, services)? };
    if level == Level::Timestamp {
        return Ok(file);
    }
    let file = store_material(file, services)?;
    if level == Level::LongTerm { Ok(file) } else { stamp_document(file, services) }
}

/// When a signature was there for certain: its own timestamp says it, or the next one over the document.
fn proved(placed: &Placed, all: &[Placed]) -> Option<UtcDateTime> {
    let own = placed.stamped.as_ref().map(|stamped| stamped.time);
    own.or_else(|| covered(placed, all))
}

/// When the next timestamp over the document says that something was there.
fn covered(placed: &Placed, all: &[Placed]) -> Option<UtcDateTime> {
    let mut later = all.iter().filter(|other| other.is_timestamp && placed.end < other.end);
    later.next().and_then(|other| other.stamped.as_ref()).map(|stamped| stamped.time)
}

/// Adds a timestamp over the document (EN 319 142-1 5.4.3).
fn stamp_document(file: Vec<u8>, services: &Services<'_>) -> Result<Vec<u8>, LevelError> {
    let mut file = Signable::open(file)?;
    let field = file.timestamp_field()?;
    let request = Request {
        kind: Kind::DocumentTimestamp,
        time: (services.clock)(),
        name: None,
        place: None,
        reason: None,
        appearance: None,
        reserve: RESERVE,
    };
    let prepared = file.prepare(field, &request)?;
    let algorithm = DigestAlgorithm::Sha256;
    let token = services.timestamps.stamp(algorithm, &prepared.digest(algorithm))?;
    Ok(prepared.finish(&token)?)
}

/// Adds what the file lacks of certificates and revocation data: of the signers, and of the timestamps' services.
fn store_material(file: Vec<u8>, services: &Services<'_>) -> Result<Vec<u8>, LevelError> {
    let mut revision = Revision::open(file.clone())?;
    let found = signatures(&revision)?;
    let stored = store::read(&revision)?;
    let now = (services.clock)().into();
    let own = found.iter().flat_map(|placed| placed.certificates.iter().cloned());
    let pool = own.chain(services.issuers.iter().map(|issuer| issuer.der().to_vec())).collect();
    let mut gathering = Gathering::new(services, stored.clone(), pool);
    for placed in &found {
        let at = proved(placed, &found).unwrap_or(now);
        if !placed.is_timestamp {
            gathering.add(&Used { certificate: placed.certificate.clone(), at })?;
        }
        if let Some(stamped) = &placed.stamped {
            let at = covered(placed, &found).unwrap_or(now);
            gathering.add(&Used { certificate: stamped.certificate.clone(), at })?;
        }
    }
    let more = gathering.into_material().without(&stored);
    if more.is_empty() {
        return Ok(file);
    }
    store::write(&mut revision, more)?;
    Ok(revision.write()?)
}
