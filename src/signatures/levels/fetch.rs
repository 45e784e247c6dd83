//! A question to a service over HTTP. Who asks it is handed in, so that nothing here touches the network.

use std::fmt;

/// A question: what is sent, where to, and what may come back.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The address, `http` or `https`.
    pub url: &'a str,
    /// Where the address comes from.
    pub origin: Origin,
    /// What is sent, by POST; without it the question is a GET.
    pub body: Option<Body<'a>>,
    /// The media type that the answer must have; none where services do not agree on one.
    pub answer: Option<&'static str>,
    /// How large the answer may be, in octets.
    pub limit: usize,
}

/// What is sent.
#[derive(Clone, Copy, Debug)]
pub struct Body<'a> {
    /// Its media type.
    pub media: &'static str,
    /// Its octets.
    pub octets: &'a [u8],
}

/// Where an address comes from, and so how far it is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A certificate names it. Whoever made the certificate, or the file that it stands in, could point it at a machine
    /// that only the one who asks can reach.
    Certificate,
    /// The user named it.
    User,
}

/// Someone who can ask. No redirect is followed, and a question has a time limit.
pub trait Fetch {
    /// The answer to a question, whole.
    fn fetch(&self, question: &Question<'_>) -> Result<Vec<u8>, FetchError>;
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The address is neither `http` nor `https`, or none at all.
    Address,
    /// A certificate's address leads into the own network.
    Private,
    /// The service answered with another status than 200.
    Status(u16),
    /// No answer in time.
    Time,
    /// The answer is larger than this, in octets.
    TooLarge(usize),
    /// The answer has another media type; which.
    Type(String),
    /// The service cannot be reached; why.
    Unreachable(String),
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address => f.write_str("the address is neither http nor https"),
            Self::Private => f.write_str("a certificate's address leads into the own network"),
            Self::Status(status) => write!(f, "the service answered with status {status}"),
            Self::Time => f.write_str("no answer in time"),
            Self::TooLarge(limit) => write!(f, "the answer is larger than {limit} octets"),
            Self::Type(media) => write!(f, "the answer is `{media}`"),
            Self::Unreachable(why) => write!(f, "the service cannot be reached: {why}"),
        }
    }
}
