//! The place of a signature: a field of the PDF, a line to sign on in Word, nothing in plain text.

use super::{BlockKind, Document};

/// Where one of the signers signs. The words around it name the signer; it has none itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignaturePlace {
    /// Which of the signers, from 1 in the order that the clerk wrote them.
    pub number: usize,
    /// In what capacity: `förvaltningschef`.
    pub role: String,
    /// The name, where it is known who will sign.
    pub name: Option<String>,
    /// Where it is signed.
    pub place: Option<String>,
    /// The authority or company signed for.
    pub organisation: Option<String>,
}

impl SignaturePlace {
    /// What the field is called: `Underskrift1`.
    pub fn field(&self) -> String {
        format!("Underskrift{}", self.number)
    }

    /// What it is for, as it is read aloud: `Underskrift: borgarrådet Kristina Axén Olin`.
    pub fn description(&self) -> String {
        let name = self.name.iter().map(|name| format!(" {name}"));
        let organisation = self.organisation.iter().map(|organisation| format!(", {organisation}"));
        format!("Underskrift: {}{}", self.role, name.chain(organisation).collect::<String>())
    }
}

impl Document {
    /// The places of its signatures, in reading order.
    pub fn signatures(&self) -> impl Iterator<Item = &SignaturePlace> {
        let blocks = self.parts.iter().flat_map(|part| &part.blocks);
        blocks.filter_map(
            |block| if let BlockKind::Signature(place) = &block.kind { Some(place) } else { None },
        )
    }
}
