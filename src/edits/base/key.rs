//! Keys: how a block is known again in a Word file that somebody has worked in.

use std::collections::BTreeSet;
use std::fmt::{self, Write};

use aws_lc_rs::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

use crate::document::tree::{Anchor, Block, Hand};
use crate::figures::figure::CellRef;

/// The name of a block in a Word file: the tag of its content control and, after `_`, the bookmark round its text.
/// It is the hand that wrote the block and a digest of its part and anchor, `t_5f0c9b3a77e1d204`, so that it stays the
/// same whatever the block says. Word keeps both tag and bookmark; LibreOffice 7.4 keeps the bookmark alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Key(String);

/// What a key begins with, by whose words the block prints.
const PREFIXES: [(&str, Hand); 2] = [("t_", Hand::Author), ("g_", Hand::House)];

/// Digits of the digest in a key.
const DIGITS: usize = 16;

/// Word takes no longer tag or title than this, in UTF-16 units.
pub const LONGEST_TAG: usize = 64;

const FIGURE: &str = "fig:";

/// The keys of a document, given block by block in reading order; none is given twice.
#[derive(Debug, Default)]
pub struct Keys {
    given: BTreeSet<Key>,
}

impl Keys {
    /// The key of a block in the part with this anchor. Anchors are unique in what is composed; where two are the same,
    /// the later block gets another key.
    pub fn of(&mut self, part: &Anchor, block: &Block) -> Key {
        let mut place = format!("{}\n{}", part.as_str(), block.anchor.as_str());
        loop {
            let key = Key::from_place(block.hand, &place);
            if self.given.insert(key.clone()) {
                return key;
            }
            place.push('\n');
        }
    }
}

impl Key {
    fn from_place(hand: Hand, place: &str) -> Self {
        let prefix = match hand {
            Hand::Author => PREFIXES[0].0,
            Hand::House => PREFIXES[1].0,
        };
        Self(format!("{prefix}{}", &hex(place.as_bytes())[..DIGITS]))
    }

    /// The key of the sentence under the table with this key.
    pub fn of_note(&self) -> Self {
        Self::from_place(Hand::House, &format!("{self}\nnot"))
    }

    /// The key of a footnote of the paragraph with this key, by its place among them, from 1.
    pub fn of_footnote(&self, at: usize) -> Self {
        Self::from_place(self.hand(), &format!("{self}\nfotnot {at}"))
    }

    /// The key of the caption over the chart with this key.
    pub fn of_caption(&self) -> Self {
        Self::from_place(Hand::House, &format!("{self}\nrubrik"))
    }

    /// The key that a tag is; nothing when it is another program's.
    pub fn read(tag: &str) -> Option<Self> {
        let (_, digits) =
            PREFIXES.iter().find_map(|(prefix, hand)| Some((hand, tag.strip_prefix(prefix)?)))?;
        let is_ours = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_ours.then(|| Self(tag.to_owned()))
    }

    /// The key that a bookmark carries.
    pub fn of_bookmark(name: &str) -> Option<Self> {
        Self::read(name.strip_prefix('_')?)
    }

    /// The bookmark round the block. Word hides names that begin with `_`.
    pub fn bookmark(&self) -> String {
        format!("_{}", self.0)
    }

    /// Whose words the block prints.
    pub fn hand(&self) -> Hand {
        if self.0.starts_with(PREFIXES[0].0) { Hand::Author } else { Hand::House }
    }

    /// The tag itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.0
    }
}

impl TryFrom<String> for Key {
    type Error = &'static str;

    fn try_from(tag: String) -> Result<Self, Self::Error> {
        Self::read(&tag).ok_or("not a key")
    }
}

/// The tag of a figure in prose: `fig:slk.netto.prognosavvikelse`, or a digest where the cell's name is too long.
pub fn figure_tag(cell: &CellRef) -> String {
    let name = format!("{FIGURE}{cell}");
    if length(&name) <= LONGEST_TAG { name } else { format!("{FIGURE}{}", &hex(name.as_bytes())[..DIGITS]) }
}

/// The tag of words in prose that are no figure's: the days of the period, a fixed sentence.
pub const FIXED_TAG: &str = "fix:";

/// Text as a title: on one line, and cut with an ellipsis where it is longer than Word takes.
pub fn title(text: &str) -> String {
    let (mut out, mut units) = (String::new(), 0);
    // Where to cut if more comes than there is room for, beside the ellipsis.
    let mut fitting = 0;
    let words = text.split_whitespace().enumerate();
    let letters = words.flat_map(|(at, word)| (at > 0).then_some(' ').into_iter().chain(word.chars()));
    for letter in letters {
        units += letter.len_utf16();
        if units > LONGEST_TAG {
            out.truncate(fitting);
            out.truncate(out.trim_end().len());
            return out + "…";
        }
        out.push(letter);
        if units < LONGEST_TAG {
            fitting = out.len();
        }
    }
    out
}

fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The SHA-256 of some bytes, in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    digest(&SHA256, bytes).as_ref().iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_tags_and_bookmarks_are_keys() {
        let key = Key::read("t_5f0c9b3a77e1d204").expect("a key");
        assert_eq!(key.hand(), Hand::Author);
        assert_eq!(Key::of_bookmark(&key.bookmark()), Some(key));
        assert_eq!(Key::read("g_5f0c9b3a77e1d204").map(|key| key.hand()), Some(Hand::House));
        for other in
            ["", "t_", "t_5f0c9b3a77e1d20", "t_5f0c9b3a77e1d20x", "x_5f0c9b3a77e1d204", "_Toc00000001"]
        {
            assert_eq!(Key::read(other), None, "{other}");
        }
        assert_eq!(Key::of_bookmark("t_5f0c9b3a77e1d204"), None);
    }

    #[test]
    fn tags_and_titles_are_never_longer_than_word_takes() {
        let cell = |post: &str| CellRef { post: post.into(), row: None, column: "vp".into() };
        assert_eq!(figure_tag(&cell("slk")), "fig:slk.vp");
        let (one, other) = (figure_tag(&cell(&"å".repeat(80))), figure_tag(&cell(&"ä".repeat(80))));
        assert!(length(&one) <= LONGEST_TAG && one != other, "{one} {other}");
        assert_eq!(title("slk.vp =\n  a + b"), "slk.vp = a + b");
        assert_eq!(title(&"å".repeat(64)), "å".repeat(64));
        assert_eq!(title(&"𝄞".repeat(33)), "𝄞".repeat(31) + "…");
    }
}
