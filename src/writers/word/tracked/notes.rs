//! Notes of two versions: those that say something else, and those that went and are carried over.

use super::{Tracker, Word, all, text, unworded, words};
use crate::writers::word::package::xml::{Element, Node};

/// What stands for the number of a note, in the text and before the note.
pub(super) const NUMBERS: [&str; 2] = ["w:footnoteReference", "w:footnoteRef"];

/// Ids of notes that are carried over begin after those of a long report.
const FIRST_CARRIED: usize = 10_000;

impl Tracker<'_> {
    /// The notes that two texts of the same words refer to.
    pub(super) fn pair(&mut self, old: &[Word], new: &[Word]) {
        let pairs = old.iter().zip(new).filter_map(|(old, new)| Some((old.refers()?, new.refers()?)));
        self.same.extend(pairs.map(|(old, new)| (old.to_owned(), new.to_owned())));
    }

    /// The notes that say something else, and those that went.
    pub(super) fn notes(&mut self, earlier: &Element, later: &mut Element) {
        let note = |id: &str| earlier.elements().find(|note| note.attribute("w:id") == Some(id));
        for (old, new) in std::mem::take(&mut self.same) {
            let old = note(&old).and_then(|note| all(note, "w:p").first().copied());
            let Some(old) = old else { continue };
            let is_it = |note: &&mut Element| note.attribute("w:id") == Some(new.as_str());
            for note in later.elements_mut().filter(is_it) {
                note.mend(&mut |inner| {
                    if inner.name == "w:p" && text(old) != text(inner) {
                        self.reword(old, inner);
                    }
                });
            }
        }
        for (at, old) in std::mem::take(&mut self.carried).into_iter().enumerate() {
            let Some(paragraph) = note(&old).and_then(|note| all(note, "w:p").first().copied()) else {
                continue;
            };
            let mut plain = unworded(paragraph);
            plain.children.extend(self.runs(&words(paragraph), None));
            let carried = Element::new("w:footnote").with("w:id", &(FIRST_CARRIED + at).to_string());
            later.children.push(Node::Element(carried.holding(plain)));
        }
    }

    /// The reference to a note that went, under the id that the note is carried over with.
    pub(super) fn carry(&mut self, mut number: Element) -> Element {
        self.carried.extend(number.attribute("w:id").map(str::to_owned));
        number.set("w:id", &(FIRST_CARRIED + self.carried.len() - 1).to_string());
        number
    }
}

impl Word {
    /// The id of the note that it refers to.
    pub(super) fn refers(&self) -> Option<&str> {
        self.note.as_ref()?.attribute("w:id")
    }
}
