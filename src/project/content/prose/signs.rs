//! Signs of author text that stand for themselves, and lines that Word would make a list or a table of.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use super::notes::Placed;
use crate::diagnostic::Construct;

/// What stands for `{` and `}` that are to show, until they are printed: characters that Unicode gives no meaning to.
const LITERAL: [(char, char); 2] = [('{', '\u{fdd0}'), ('}', '\u{fdd1}')];

/// An event with a brace that was escaped, or written as an entity, marked as one that is to show.
pub(super) fn literal<'a>((event, range): Placed<'a>, source: &str) -> Placed<'a> {
    let Event::Text(text) = &event else { return (event, range) };
    let marks = source[..range.start].len() - source[..range.start].trim_end_matches('\\').len();
    let is_literal = marks % 2 == 1 || source[range.clone()].starts_with('&');
    let first = text.chars().next();
    match LITERAL.iter().find(|(brace, _)| is_literal && first == Some(*brace)) {
        Some((_, mark)) => {
            let marked = format!("{mark}{}", &text[1..]);
            (Event::Text(CowStr::from(marked)), range)
        }
        None => (event, range),
    }
}

/// A line with the braces that a backslash stands before marked as such that are to show.
pub(super) fn escaped(line: &str) -> String {
    LITERAL
        .iter()
        .fold(line.to_owned(), |text, (brace, mark)| text.replace(&format!("\\{brace}"), &mark.to_string()))
}

/// Words with the braces that are to show.
pub(super) fn shown(text: &str) -> String {
    LITERAL.iter().fold(text.to_owned(), |text, (brace, mark)| text.replace(*mark, &brace.to_string()))
}

/// Where the next brace stands that begins a figure.
pub(super) fn brace(source: &str, within: Range<usize>) -> Option<usize> {
    let open = source[within.clone()].match_indices('{').map(|(at, _)| within.start + at);
    let is_escaped = |at: usize| {
        let before = &source[..at];
        (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
    };
    open.into_iter().find(|at| !is_escaped(*at))
}

/// Signs that Word and its like begin the items of a list with.
const BULLETS: [char; 12] = ['•', '·', '●', '○', '◦', '▪', '■', '□', '‣', '⁃', '➢', '\u{f0b7}'];

/// The lines of a paragraph that are items of a list, or rows of a table, to who wrote them: printed, they would run into
/// one. A dash is one where others stand beside it, and a number where the line before has come to its end.
pub(super) fn listed(paragraph: &str) -> Option<(Range<usize>, Construct)> {
    let (mut before, mut at) = (None::<&str>, 0);
    let mut rows = 0;
    for line in paragraph.split_inclusive('\n') {
        let words = line.trim();
        let place = at + line.len() - line.trim_start().len();
        let range = place..place + words.len();
        rows = if is_row(words) { rows + 1 } else { 0 };
        let ended = before.is_some_and(|before| before.ends_with([':', '.', ';', ',']));
        let item = match mark(words) {
            Some(Mark::Bullet) => true,
            Some(Mark::Dash) => before.is_some_and(|before| ended || mark(before) == Some(Mark::Dash)),
            Some(Mark::Number) => before.is_some_and(|before| ended || mark(before) == Some(Mark::Number)),
            None => false,
        };
        if item {
            return Some((range, Construct::Bullets));
        }
        if rows == 2 || words.starts_with('|') {
            return Some((range, Construct::Table));
        }
        before = Some(words);
        at += line.len();
    }
    None
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Bullet,
    Dash,
    Number,
}

/// What a line begins with as an item.
fn mark(line: &str) -> Option<Mark> {
    let (first, rest) = line.split_once(char::is_whitespace)?;
    if rest.trim().is_empty() {
        return None;
    }
    let mut letters = first.chars();
    let (sign, after) = (letters.next()?, letters.as_str());
    if BULLETS.contains(&sign) {
        return Some(Mark::Bullet);
    }
    match after {
        "" if matches!(sign, '–' | '—') => Some(Mark::Dash),
        ")" if sign.is_ascii_lowercase() => Some(Mark::Number),
        _ => {
            let digits = first.trim_end_matches(['.', ')']);
            let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            let closed = first.len() == digits.len() + 1;
            (number && closed && digits.len() < 3).then_some(Mark::Number)
        }
    }
}

/// Whether a line is cells side by side: between pipes, or parted by tabs.
fn is_row(line: &str) -> bool {
    let (mut pipes, mut inside) = (0, false);
    for c in line.chars() {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            '|' if !inside => pipes += 1,
            _ => {}
        }
    }
    pipes >= 2 || line.contains('\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_tables_of_others_are_known() {
        for (text, found) in [
            ("• ett\n• två", true),
            ("Vi ska:\n– göra ett\n– göra två", true),
            ("– Vi ska göra det, sade hon.", false),
            ("utfallet\n– som väntat – blev högre", false),
            ("Punkterna är:\n2. den andra", true),
            ("den\n15. mars", false),
            ("a) ett\nb) två", true),
            ("| Nämnd | Utfall |\n|---|---|", true),
            ("Nämnd | Utfall | Budget\nA | 1 | 2", true),
            ("Nämnd\t1\nB\t2", true),
            ("Utfallet är {= 42,7 mnkr | enligt beslut | två} och\n{= 1 mnkr | a | b}", false),
        ] {
            assert_eq!(listed(text).is_some(), found, "{text}");
        }
    }
}
