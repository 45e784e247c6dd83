//! Signing by a service elsewhere, such as Sweden's underskriftstjänster: what is to be signed goes out, what comes back
//! is set into the file.
//!
//! ```text
//! Prepared ──request──▶ JSON, SignTaskData, DER or CSC ──service──▶ response ──finish──▶ signed file
//! ```
//!
//! Most services make the signer's certificate as they sign; they get the attributes without one, and return them with
//! one. What they return is kept octet for octet, and is believed only as far as it can be checked.

mod finish;
mod formats;
mod request;
mod response;

pub use finish::{RemoteError, finish};
pub use formats::Form;
pub use request::{Asked, SigningRequest, UnreadableRequest};
pub use response::{SigningResponse, UnreadableResponse};
