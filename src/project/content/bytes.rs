//! The bytes of a file of YAML that are no scalar: signs that build it, white space and comments, and nothing else. What
//! YAML would drop without a word is found here.

use std::ops::Range;

use crate::diagnostic::{Syntax, is_invisible};

/// The comment after a scalar, or a key with its colon, that ends at a place of its line.
pub(super) fn comment(body: &str, end: usize) -> Option<Range<usize>> {
    let line = body.get(end..)?.split('\n').next().unwrap_or("");
    let rest = line.strip_prefix(':').unwrap_or(line);
    let words = rest.trim_start();
    let start = end + line.len() - words.len();
    (words.starts_with('#') && words.len() < rest.len()).then(|| start..start + words.trim_end().len())
}

/// A character that nobody sees, or a hard space: in a key or between the signs it is taken for a letter.
pub(super) fn is_unseen(c: char) -> bool {
    c == '\u{a0}' || c == '\u{ad}' || (is_invisible(c) && !matches!(c, '\n' | '\r' | '\t'))
}

/// What is neither covered by a scalar nor a sign of YAML: tags, and lines of a text that are indented as comments are.
pub(super) fn lost(body: &str, mut covered: Vec<Range<usize>>) -> Vec<(Range<usize>, Syntax)> {
    covered.sort_by_key(|range| (range.start, range.end));
    let (mut lost, mut from) = (Vec::new(), 0);
    for range in covered.iter().chain([&(body.len()..body.len())]) {
        if range.start > from {
            gap(body, from..range.start, &mut lost);
        }
        from = from.max(range.end);
    }
    lost
}

/// Looks through bytes between two scalars.
fn gap(body: &str, range: Range<usize>, lost: &mut Vec<(Range<usize>, Syntax)>) {
    let end = range.start;
    let mut at = range.start;
    for line in body.get(range).unwrap_or("").split_inclusive('\n') {
        let begins = at == 0 || body[..at].ends_with('\n');
        let hash = line.char_indices().find(|(place, c)| {
            *c == '#'
                && (line[..*place].ends_with(char::is_whitespace)
                    || (*place == 0 && (begins || after_space(body, at))))
        });
        let bare = hash.map_or(line, |(place, _)| &line[..place]);
        // `[Utkast] #2 för 2024`: to YAML a list of one, with a comment.
        if let Some((place, _)) = hash.filter(|_| bare.trim_end().ends_with([']', '}']))
            && !line[place + 1..].starts_with([' ', '\t', '#', '\n'])
        {
            lost.push((at + place..at + line.trim_end().len(), Syntax::Comment));
        }
        if let Some((place, _)) = hash.filter(|_| begins && bare.trim().is_empty())
            && text_above(body, end).is_some_and(|indent| place > indent)
        {
            lost.push((at + place..at + line.trim_end().len(), Syntax::Comment));
        }
        let bare = if begins && bare.starts_with('%') { "" } else { bare };
        if let Some(place) = bare.find(|c: char| !is_sign(c)) {
            let word = bare[place..].split_whitespace().next().unwrap_or("");
            let syntax = if word.starts_with('!') { Syntax::Sign('!') } else { Syntax::Other };
            lost.push((at + place..at + place + word.len(), syntax));
        }
        at += line.len();
    }
}

fn after_space(body: &str, at: usize) -> bool {
    body[..at].ends_with([' ', '\t'])
}

/// Signs that build a file. Digits stand in the header of a block of lines, dots and tildes for an end and for nothing.
fn is_sign(c: char) -> bool {
    c.is_whitespace()
        || c.is_ascii_digit()
        || matches!(
            c,
            ':' | '-' | ',' | '[' | ']' | '{' | '}' | '?' | '|' | '>' | '+' | '.' | '~' | '"' | '\''
        )
}

/// The header of a block of lines is looked for so many lines up.
const LONGEST_BLOCK: usize = 2000;

/// How far in the key of a block of lines stands, when the scalar that ends at `end` is such a block.
fn text_above(body: &str, end: usize) -> Option<usize> {
    let before = &body[..end];
    let mut lines = before.rsplit('\n');
    let last = lines.next()?;
    let indent = |line: &str| line.len() - line.trim_start().len();
    let inside = indent(last);
    let header = lines.take(LONGEST_BLOCK).find(|line| !line.trim().is_empty() && indent(line) < inside)?;
    let said = header.split(" #").next().unwrap_or("").trim_end();
    let bare = said.trim_end_matches(['+', '-']).trim_end_matches(|c: char| c.is_ascii_digit());
    let key = header.len() - header.trim_start_matches([' ', '-']).len();
    bare.ends_with(['|', '>']).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_told_from_words() {
        for (line, end, found) in [
            ("a: Rapport #2 nu", 10, Some("#2 nu")),
            ("a: Rapport#2", 12, None),
            ("a: #2", 1, Some("#2")),
            ("a:", 1, None),
            ("a: x # ", 4, Some("#")),
        ] {
            assert_eq!(comment(line, end).map(|range| &line[range]), found, "{line}");
        }
    }
}
