//! Why nothing was signed: the file, the key, or what the two make together.

use std::{error, fmt};

use time::OffsetDateTime;

use super::algorithm::Unfit;

/// Why a file cannot be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// The field is signed already.
    AlreadySigned(String),
    /// The picture of the signature is no page that can be set into a field.
    Appearance,
    /// The cross-references are damaged.
    Damaged,
    /// It has something that acts or that does not belong to a report, so that it could show other things than were signed.
    ForeignPart(String),
    /// It is encrypted.
    Encrypted,
    /// It has a form field that is none for a signature, so that what it shows could change afterwards; its name.
    ForeignField(String),
    /// Whoever certified it allows no further signature.
    Locked,
    /// There is no such field; the free ones.
    NoField {
        /// The name that was asked for.
        name: String,
        /// The names of the fields that are not signed.
        free: Vec<String>,
    },
    /// Every field is signed, or there is none.
    NoFreeField,
    /// Only the first signature can certify.
    NotFirst,
    /// The signature is larger than the room that was reserved for it, in octets.
    TooLarge {
        /// What it takes.
        needed: usize,
        /// What was reserved.
        reserved: usize,
    },
    /// It cannot be read as PDF; why, as the reader says.
    Unreadable(String),
}

/// Why a key cannot sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// The certificate is not valid any more; since when.
    Expired(OffsetDateTime),
    /// The key does not belong to the certificate, or the device signed otherwise than it was asked.
    Mismatch,
    /// No key was found that has a certificate.
    NoKey,
    /// The file is not PKCS#12.
    NotAKeyFile,
    /// The certificate is not valid yet; from when on it is.
    NotYetValid(OffsetDateTime),
    /// The certificate is not meant for signatures.
    NotForSigning,
    /// There is no such token; those there are.
    NoToken(Vec<String>),
    /// The PIN is locked.
    PinLocked,
    /// Several keys could be meant; their names.
    SeveralKeys(Vec<String>),
    /// The key is too weak, or of an unknown kind.
    Unfit(Unfit),
    /// The key file or the device cannot be used; why.
    Unusable(String),
    /// The passphrase or PIN is wrong.
    WrongSecret,
}

/// Why there is no signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignError {
    /// The file.
    File(FileError),
    /// The key.
    Key(KeyError),
}

impl From<FileError> for SignError {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

impl From<KeyError> for SignError {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

impl From<Unfit> for KeyError {
    fn from(unfit: Unfit) -> Self {
        Self::Unfit(unfit)
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadySigned(name) => write!(f, "the field `{name}` is signed already"),
            Self::Appearance => f.write_str("the picture of the signature is not one page"),
            Self::ForeignPart(what) => write!(f, "the file has a part that is not of a report: {what}"),
            Self::Damaged => f.write_str("the cross-references are damaged"),
            Self::Encrypted => f.write_str("the file is encrypted"),
            Self::ForeignField(name) => write!(f, "the form field `{name}` is not for a signature"),
            Self::Locked => f.write_str("the file is certified and allows no further signature"),
            Self::NoField { name, .. } => write!(f, "there is no signature field `{name}`"),
            Self::NoFreeField => f.write_str("there is no signature field that is not signed"),
            Self::NotFirst => f.write_str("only the first signature can certify"),
            Self::TooLarge { needed, reserved } => {
                write!(f, "the signature takes {needed} octets and {reserved} are reserved")
            }
            Self::Unreadable(why) => write!(f, "the file cannot be read: {why}"),
        }
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expired(since) => write!(f, "the certificate expired {since}"),
            Self::Mismatch => f.write_str("the key does not belong to the certificate"),
            Self::NoKey => f.write_str("there is no key with a certificate"),
            Self::NotAKeyFile => f.write_str("the file is not PKCS#12"),
            Self::NotYetValid(from) => write!(f, "the certificate is valid from {from}"),
            Self::NotForSigning => f.write_str("the certificate is not meant for signatures"),
            Self::NoToken(known) => write!(f, "there is no such token among {known:?}"),
            Self::PinLocked => f.write_str("the PIN is locked"),
            Self::SeveralKeys(names) => write!(f, "several keys could be meant: {names:?}"),
            Self::Unfit(Unfit::TooShort(bits)) => write!(f, "an RSA key of {bits} bits is too short"),
            Self::Unfit(Unfit::UnknownKind) => {
                f.write_str("the key is neither RSA, on P-256, P-384 or P-521, nor Ed25519")
            }
            Self::Unusable(why) => write!(f, "the key cannot be used: {why}"),
            Self::WrongSecret => f.write_str("the passphrase or PIN is wrong"),
        }
    }
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => error.fmt(f),
            Self::Key(error) => error.fmt(f),
        }
    }
}

impl error::Error for FileError {}
impl error::Error for KeyError {}
impl error::Error for SignError {}
