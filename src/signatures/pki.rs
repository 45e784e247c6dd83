//! Certificates, signatures, timestamps and revocation as they stand in a file: read from their own bytes, never
//! written anew, and judged against anchors and a moment that the caller gives.

pub mod algorithm;
pub mod certificate;
pub(crate) mod chain;
pub(crate) mod cms;
mod crl;
pub mod der;
pub mod moment;
mod ocsp;
pub(crate) mod oid;
pub(crate) mod revocation;
pub(crate) mod token;
