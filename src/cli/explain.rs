//! `tertial explain`: the page of a code.

use super::words::Words;
use super::{GOOD, WRONG_USE, say, tell};
use crate::diagnostic::{Problem, explanation, nearest};

/// Prints the page of a code.
pub(super) fn explain(code: &str, words: &Words) -> u8 {
    match explanation(code, words.language()) {
        Some(page) => {
            say(&page);
            GOOD
        }
        None => {
            let near = nearest(code, Problem::CODES.iter().copied());
            tell(&words.no_code(code, near.as_deref()));
            WRONG_USE
        }
    }
}
