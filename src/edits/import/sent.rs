//! What was sent out, paragraph by paragraph, as it was printed then.

use std::collections::VecDeque;

use super::line::{LineKind, Stress};
use super::printed::Passage;
use super::token::{Look, Token, Tokens, of_table, text};
use crate::document::tree::Hand;
use crate::edits::base::{Base, Form, Kept, Mark, Piece};

/// A paragraph as it was sent.
pub(super) struct Sent<'a> {
    pub(super) kept: &'a Kept,
    pub(super) tokens: Vec<Token>,
}

/// The paragraphs of a base, and its tables among them.
pub(super) fn sent(base: &Base) -> Vec<Sent<'_>> {
    let said = base.blocks.iter().filter(|kept| !kept.printed.is_empty());
    let tokens =
        |kept: &Kept| if is_table(kept) { vec![table(kept)] } else { tokens(&kept.printed, &kept.marks) };
    said.map(|kept| Sent { kept, tokens: tokens(kept) }).collect()
}

/// What stands for a table among paragraphs.
pub(super) fn table(kept: &Kept) -> Token {
    of_table(cells(kept).into_iter())
}

/// The cells of the figures that a table shows.
pub(super) fn cells(kept: &Kept) -> Vec<&str> {
    let cell = |piece| match piece {
        &Piece::Instead { cell: Some(ref cell), .. } => Some(cell.as_str()),
        Piece::Instead { cell: None, .. } | Piece::Words(_) => None,
    };
    kept.printed.iter().filter_map(cell).collect()
}

/// Words stand side by side only in a table, whose cells are a piece each; those of a paragraph are one piece.
pub(super) fn is_table(kept: &Kept) -> bool {
    let words = |piece: &Piece| matches!(piece, Piece::Words(_));
    kept.printed.windows(2).any(|pair| pair.iter().all(words))
}

fn tokens(pieces: &[Piece], marks: &[Mark]) -> Vec<Token> {
    let mut tokens = Tokens::default();
    let mut made = 0;
    let mut at = 0_usize;
    let mut look = || {
        let mark = marks.iter().find(|mark| mark.at.contains(&at));
        at += 1;
        mark.map_or_else(Look::default, |mark| Look {
            stress: Stress { emphasis: mark.emphasis, strong: mark.strong },
            link: mark.link.clone(),
            ..Look::default()
        })
    };
    for piece in pieces {
        let number = match piece {
            Piece::Instead { .. } => Some(made),
            Piece::Words(_) => None,
        };
        made += usize::from(number.is_some());
        for c in piece.printed().chars() {
            tokens.push(c, &Token { look: look(), at: None, made: number, within: None });
        }
    }
    tokens.finish()
}

impl Sent<'_> {
    /// What its paragraph was; nothing where that was not kept.
    pub(super) fn kind(&self) -> Option<LineKind> {
        Some(match self.kept.form? {
            Form::Bullet(depth) => LineKind::Item { ordered: false, depth },
            Form::Continued(depth) => LineKind::Continued(depth),
            Form::Heading(level) => LineKind::Heading(level),
            Form::Number(depth) => LineKind::Item { ordered: true, depth },
            Form::Text => LineKind::Text,
        })
    }

    /// What tells it from others in the files: what was written, or the key of what the program says.
    pub(super) fn written(&self) -> String {
        match self.kept.key.hand() {
            Hand::Author => self.kept.written.clone(),
            Hand::House if is_table(self.kept) => text(&self.tokens),
            Hand::House => self.kept.key.to_string(),
        }
    }

    /// The paragraph of now with what the program printed in it then, where the two are written alike.
    pub(super) fn in_place_of(&self, passage: &Passage) -> Option<Passage> {
        let printed = |made: usize| -> VecDeque<&Token> {
            self.tokens.iter().filter(|token| token.made == Some(made)).collect()
        };
        let mut tokens = Vec::with_capacity(passage.tokens.len());
        let mut last = None;
        for token in &passage.tokens {
            match token.made {
                None => tokens.push(token.clone()),
                Some(made) if last == Some(made) => {}
                Some(made) => {
                    let then = printed(made);
                    if then.is_empty() {
                        return None;
                    }
                    tokens.extend(then.into_iter().map(|then| {
                        let stress = if then.is_space() { Stress::default() } else { token.look.stress };
                        let Look { link, note, .. } = token.look.clone();
                        let look = Look { stress, link, note, ..then.look.clone() };
                        Token { look, ..token.clone() }
                    }));
                }
            }
            last = token.made;
        }
        Some(Passage { tokens, ..passage.clone() })
    }
}
