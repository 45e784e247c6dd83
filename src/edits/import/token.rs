//! Text cut into what is compared: words, spaces, signs. Two texts that Word, LibreOffice or the house's own spacing
//! write differently, and that read the same, are the same here.

use std::ops::Range;

use super::line::{Line, Stress};

/// A word, a space or a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) look: Look,
    /// Where it is written, in bytes of its file, where it is.
    pub(super) at: Option<Range<usize>>,
    /// What it is part of that the program made, by its number in the passage.
    pub(super) made: Option<usize>,
    /// The whole of the stress or link that it stands in, with its marks.
    pub(super) within: Option<Range<usize>>,
}

/// What of a token is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Look {
    pub(super) text: String,
    pub(super) stress: Stress,
    pub(super) link: Option<String>,
    /// It stands for a note: what refers to it in the file, or the id by which a Word file knows it.
    pub(super) note: Option<String>,
}

impl Token {
    pub(super) fn is_space(&self) -> bool {
        self.look.text == " "
    }

    pub(super) fn has_digit(&self) -> bool {
        self.look.text.contains(|c: char| c.is_ascii_digit())
    }
}

/// A character as it is compared: spaces are one, hyphens are one, and what nobody sees is nothing.
fn folded(c: char) -> Option<char> {
    match c {
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' | '\t' | '\r' => Some(' '),
        '\u{2010}' | '\u{2011}' | '\u{1e}' => Some('-'),
        '\u{ad}' | '\u{1f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => None,
        other => Some(other),
    }
}

/// Tokens as they are gathered.
#[derive(Default)]
pub(super) struct Tokens {
    list: Vec<Token>,
    /// The last token is a word that may go on.
    open: bool,
}

impl Tokens {
    /// Adds a character that stands out in a way, from its place.
    pub(super) fn push(&mut self, c: char, like: &Token) {
        let Some(c) = folded(c) else {
            self.stretch(like.at.as_ref());
            return;
        };
        let look = |text: String| {
            let plain = text == " " || text == "\n" || like.look.note.is_some();
            let stress = if plain { Stress::default() } else { like.look.stress };
            let link = if plain { None } else { like.look.link.clone() };
            Look { text, stress, link, note: like.look.note.clone() }
        };
        let is_word = c.is_alphanumeric();
        if let Some(last) = self.list.last_mut() {
            let same = last.look.stress == like.look.stress
                && last.look.link == like.look.link
                && last.made == like.made
                && last.within == like.within;
            if is_word && self.open && same {
                last.look.text.push(c);
                self.stretch(like.at.as_ref());
                return;
            }
            if c == ' ' && last.is_space() {
                self.stretch(like.at.as_ref());
                return;
            }
        }
        self.list.push(Token { look: look(c.to_string()), ..like.clone() });
        self.open = is_word;
    }

    fn stretch(&mut self, at: Option<&Range<usize>>) {
        let last = self.list.last_mut().and_then(|last| last.at.as_mut());
        if let (Some(last), Some(at)) = (last, at) {
            last.end = last.end.max(at.end);
        }
    }

    /// All tokens; spaces at the ends and round line breaks say nothing.
    pub(super) fn finish(self) -> Vec<Token> {
        let list = self.list;
        let is_edge = |at: usize| {
            let breaks = |at: Option<usize>| {
                at.and_then(|at| list.get(at)).is_none_or(|token| token.look.text == "\n")
            };
            list[at].is_space()
                && list[at].made.is_none()
                && (breaks(at.checked_sub(1)) || breaks(Some(at + 1)))
        };
        let kept: Vec<usize> = (0..list.len()).filter(|at| !is_edge(*at)).collect();
        kept.into_iter().map(|at| list[at].clone()).collect()
    }
}

/// The tokens of a line that came back.
pub(super) fn of_line(line: &Line) -> Vec<Token> {
    let mut tokens = Tokens::default();
    for run in &line.runs {
        let look =
            Look { stress: run.stress, link: run.link.clone(), note: run.note.clone(), ..Look::default() };
        let like = Token { look, at: None, made: None, within: None };
        run.text.chars().for_each(|c| tokens.push(c, &like));
    }
    tokens.finish()
}

/// What stands for a table among paragraphs: the figures that it shows.
pub(super) fn of_table<'a>(cells: impl Iterator<Item = &'a str>) -> Token {
    let text = format!("[{}]", cells.collect::<Vec<_>>().join(" "));
    let look = Look { text, ..Look::default() };
    Token { look, at: None, made: None, within: None }
}

/// The text of tokens.
pub(super) fn text(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.look.text.as_str()).collect()
}

/// What two paragraphs are compared by: their words, and where these stand out.
pub(super) fn signature(tokens: &[Token]) -> String {
    let mut out = String::new();
    let mut before = (Stress::default(), None);
    for token in tokens {
        let now = (token.look.stress, token.look.link.clone());
        if now != before && !token.is_space() {
            let Stress { emphasis, strong } = now.0;
            out.push(if emphasis { '\u{2}' } else { '\u{1}' });
            out.push(if strong { '\u{2}' } else { '\u{1}' });
            out.push_str(now.1.as_deref().unwrap_or(""));
            before = now;
        }
        out.push_str(token.look.note.as_ref().unwrap_or(&token.look.text));
    }
    out
}
