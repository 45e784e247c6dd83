//! Why a level is not reached.

use std::{error, fmt};

use time::UtcDateTime;

use super::fetch::FetchError;
use crate::signatures::pki::der::Malformed;
use crate::signatures::sign::{FileError, SignError};
use crate::signatures::verify::Reason;

/// What a service did not give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceError {
    /// Nothing that could be read.
    Unanswered {
        /// The service's address.
        url: String,
        /// Why.
        why: FetchError,
    },
    /// A timestamp that cannot be taken.
    Timestamp {
        /// The service's address.
        url: String,
        /// Why.
        why: TimestampFault,
    },
    /// The state of a certificate that counts.
    Revocation {
        /// The service's address.
        url: String,
        /// Whose certificate.
        holder: String,
    },
}

/// Why a timestamp cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFault {
    /// The service's certificate is not valid when it stamps; the last moment that it was.
    Expired(UtcDateTime),
    /// It is no timestamp in DER.
    Malformed,
    /// It is of another digest than the service was asked for.
    OtherDigest,
    /// It answers another question.
    OtherNonce,
    /// The service refused; the state (RFC 3161 2.4.2).
    Refused(u8),
    /// It is not signed as it should be.
    Signature(Reason),
    /// The service's certificate is not for timestamps (RFC 3161 2.3).
    WrongUse,
}

/// Why a level is not reached. Nothing is written then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LevelError {
    /// The file.
    File(FileError),
    /// The certificate of an issuer is not at hand; whose certificate it issued.
    NoIssuer(String),
    /// Neither a service nor a list says whether a certificate is revoked, or it names none; whose, and what the last
    /// one said.
    NoRevocation {
        /// Whose certificate.
        holder: String,
        /// Why the last service that it names said nothing; none where it names none.
        last: Option<ServiceError>,
    },
    /// There is no signature to raise to a level.
    NoSignature,
    /// A certificate is revoked.
    Revoked {
        /// Whose.
        holder: String,
        /// Since when.
        since: UtcDateTime,
    },
    /// A service.
    Service(ServiceError),
    /// The signature.
    Sign(SignError),
    /// A signature or timestamp in the file cannot be read; the name of its field.
    Unreadable(String),
}

impl ServiceError {
    pub(super) fn unanswered(url: &str, why: FetchError) -> Self {
        Self::Unanswered { url: shown(url), why }
    }
}

/// An address as it is told: without what may be a secret, a name with a password and what is asked.
pub(super) fn shown(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let rest = rest.split(['?', '#']).next().unwrap_or("");
    let host = rest.split('/').next().unwrap_or("");
    let secret = host.rfind('@').map_or(0, |at| at + 1);
    let scheme = if scheme.is_empty() { String::new() } else { format!("{scheme}://") };
    format!("{scheme}{}", &rest[secret..])
}

impl From<Malformed> for TimestampFault {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

impl From<FileError> for LevelError {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

impl From<ServiceError> for LevelError {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}

impl From<SignError> for LevelError {
    fn from(error: SignError) -> Self {
        Self::Sign(error)
    }
}

impl fmt::Display for TimestampFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expired(until) => write!(f, "its certificate was valid until {}", until.date()),
            Self::Malformed => f.write_str("it is no timestamp"),
            Self::OtherDigest => f.write_str("it is a timestamp of something else"),
            Self::OtherNonce => f.write_str("it is a timestamp that answers another question"),
            Self::Refused(state) => write!(f, "it refused with state {state}"),
            Self::Signature(reason) => {
                write!(f, "the timestamp is not signed as it should be: {}", reason.code())
            }
            Self::WrongUse => f.write_str("its certificate is not for timestamps"),
        }
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unanswered { url, why } => write!(f, "{url}: {why}"),
            Self::Timestamp { url, why } => write!(f, "{url}: {why}"),
            Self::Revocation { url, holder } => {
                write!(f, "{url}: nothing that counts about the certificate of {holder}")
            }
        }
    }
}

impl fmt::Display for LevelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => error.fmt(f),
            Self::NoIssuer(holder) => write!(f, "the issuer of the certificate of {holder} is not known"),
            Self::NoRevocation { holder, last: Some(last) } => {
                write!(f, "whether the certificate of {holder} is revoked is not known: {last}")
            }
            Self::NoRevocation { holder, last: None } => {
                write!(f, "the certificate of {holder} names nobody who says whether it is revoked")
            }
            Self::NoSignature => f.write_str("there is no signature"),
            Self::Revoked { holder, since } => {
                write!(f, "the certificate of {holder} is revoked since {}", since.date())
            }
            Self::Service(error) => error.fmt(f),
            Self::Sign(error) => error.fmt(f),
            Self::Unreadable(field) => write!(f, "the signature in the field `{field}` cannot be read"),
        }
    }
}

impl error::Error for LevelError {}
impl error::Error for ServiceError {}
