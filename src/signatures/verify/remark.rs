//! What whoever files a document must know beside the verdicts: a signature can hold and still not be the one that was
//! asked for, and a file can be without fault and not be signed by all.

use crate::signatures::pki::revocation::AHEAD;

use super::claimed;
use super::place::Kind;
use super::reason::Indication;
use super::report::{Planned, Report, Signature};

/// Something that no verdict over a signature says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// Nobody has signed in a field that is made for it.
    NotSigned {
        /// The name of the field.
        field: String,
        /// Who is to sign there, as far as the document says.
        planned: Option<Planned>,
    },
    /// A field is signed by another than the one that it is made for.
    OtherPerson {
        /// The name of the field.
        field: String,
        /// Who was to sign there.
        planned: String,
        /// Who did, as the certificate says.
        signed: String,
    },
    /// The time that the signer's machine told is later than the one at which the signature is proven to have been there.
    ClaimedLater {
        /// The name of the field.
        field: String,
    },
}

impl Report {
    /// Everything that is to be known beside the verdicts, field by field.
    #[must_use]
    pub fn remarks(&self) -> Vec<Remark> {
        let mut list = Vec::new();
        for signature in &self.signatures {
            list.extend(signature.other_person());
            if signature.claims_later() {
                list.push(Remark::ClaimedLater { field: signature.field.clone() });
            }
        }
        list.extend(
            self.open
                .iter()
                .map(|open| Remark::NotSigned { field: open.field.clone(), planned: open.planned.clone() }),
        );
        list
    }

    /// Whether all is well: every signature holds, every field is signed, each by the one that it is made for.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.indication() == Indication::Passed && self.remarks().is_empty()
    }

    /// How many fields made for a person are signed, and how many there are.
    #[must_use]
    pub fn signed_fields(&self) -> (usize, usize) {
        let signed =
            self.signatures.iter().filter(|signature| signature.kind != Some(Kind::Timestamp)).count();
        (signed, signed + self.open.len())
    }
}

impl Signature {
    fn other_person(&self) -> Option<Remark> {
        let planned = self.planned.as_ref()?.name.as_deref()?;
        let signed = &self.signer.as_ref()?.person;
        let differs = !is_same_person(planned, signed);
        differs.then(|| Remark::OtherPerson {
            field: self.field.clone(),
            planned: planned.to_owned(),
            signed: signed.clone(),
        })
    }

    /// Clocks differ a little; more than that is told.
    fn claims_later(&self) -> bool {
        let claimed = self.claimed.as_deref().and_then(claimed::moment);
        let proven = self.proven.as_ref().map(|stamp| stamp.time);
        claimed.zip(proven).is_some_and(|(claimed, proven)| claimed > proven + AHEAD)
    }
}

/// Whether a certificate's name is the one that a document gives: the same words, in whatever order and case
/// (`AXÉN OLIN, Kristina`).
#[must_use]
pub fn is_same_person(planned: &str, certificate: &str) -> bool {
    let words = |name: &str| {
        let mut words: Vec<String> = name
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        words.sort_unstable();
        words
    };
    words(planned) == words(certificate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_in_another_order_or_case_and_no_other_way() {
        assert!(is_same_person("Kristina Axén Olin", "AXÉN OLIN, Kristina"));
        assert!(!is_same_person("Kristina Axén Olin", "Kristina Axén"));
        assert!(!is_same_person("Kristina Axén", "Kristina Axén Olin"));
        assert!(!is_same_person("Kim Kim Ek", "Kim Ek Ek"));
    }
}
