//! Electronic signatures of a PDF (PAdES, ETSI EN 319 142): made, extended and validated.
//!
//! In: a finished PDF, and keys, certificates and services that are handed in. Out: the PDF with an increment appended, or
//! verdicts over the signatures in it.
//!
//! - [`sign`]: signatures with keys from files, cards and HSMs.
//! - [`remote`]: signing by a service elsewhere: the request that goes out, the response that comes back.
//! - [`levels`]: timestamps and revocation data that make a signature last (B-T, B-LT, B-LTA).
//! - [`verify`]: validation, by readers that share nothing with the signer.
//! - [`pki`]: certificates, timestamps, revocation lists and responses, read.
//! - [`attached`]: the sources of a document embedded in its PDF, and read out of it again.

pub mod attached;
pub mod levels;
pub mod pki;
pub mod remote;
pub mod sign;
pub mod verify;
