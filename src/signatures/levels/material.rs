//! What a signature can be verified by when those who vouched for it are gone: certificates, and what their issuers said
//! of their revocation.

/// The material of a file: each piece whole, in DER, once, in the order that it was added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Material {
    /// Certificates.
    pub(super) certificates: Vec<Vec<u8>>,
    /// OCSP responses (RFC 6960).
    pub(super) responses: Vec<Vec<u8>>,
    /// Revocation lists (RFC 5280 5).
    pub(super) lists: Vec<Vec<u8>>,
}

impl Material {
    /// What this has and the other has not.
    pub(super) fn without(&self, other: &Self) -> Self {
        Self {
            certificates: missing(&self.certificates, &other.certificates),
            responses: missing(&self.responses, &other.responses),
            lists: missing(&self.lists, &other.lists),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.certificates.is_empty() && self.responses.is_empty() && self.lists.is_empty()
    }
}

/// Adds a piece that is not there yet.
pub(super) fn add(pieces: &mut Vec<Vec<u8>>, piece: &[u8]) {
    if !pieces.iter().any(|known| known == piece) {
        pieces.push(piece.to_vec());
    }
}

fn missing(pieces: &[Vec<u8>], known: &[Vec<u8>]) -> Vec<Vec<u8>> {
    pieces.iter().filter(|piece| !known.contains(piece)).cloned().collect()
}
