//! A bilaga spoken of in text must be in the matter's list.

use super::passage::Passage;
use crate::diagnostic::{Findings, Problem};
use crate::document::tree::Document;
use crate::project::source::Sources;

pub(super) fn check(passages: &[Passage], document: &Document, sources: &Sources, findings: &mut Findings) {
    let listed = document.meta.annexes;
    for passage in passages {
        let text = &passage.text;
        for (at, word) in WORDS.iter().flat_map(|word| text.match_indices(word)) {
            let rest = text[at + word.len()..].trim_start();
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            let Some(number) = digits.parse().ok().filter(|number: &u16| *number > listed) else { continue };
            let end = text.len() - rest.len() + digits.len();
            if let Some(place) = passage.place(&(at..end), sources) {
                findings.add(place, Problem::MissingAnnex { number, listed });
            }
        }
    }
}

const WORDS: [&str; 3] = ["bilaga", "Bilaga", "BILAGA"];
