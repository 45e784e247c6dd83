//! What a mistake in YAML looks like to who made it, told from the text around the place where reading stopped. Often
//! the mistake stands earlier: a brace is missed lines after it was opened.

use std::ops::Range;

use super::bytes;
use super::yaml::MAX_DEPTH;
use crate::diagnostic::{Problem, Syntax};

/// The mistake, and the bytes to show for it.
pub(super) fn of(body: &str, at: usize) -> (Problem, Range<usize>) {
    let found = |syntax, range| (Problem::NotYaml { syntax }, range);
    let here = body[at..].chars().next();
    let begin = body[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = &body[to_line_end(body, begin)];
    if let Some(tab) = tab(body, begin) {
        return found(Syntax::Tab, tab..tab + 1);
    }
    match here {
        Some(sign @ ('&' | '*')) if at > begin => return (Problem::AnchorInYaml, at..at + sign.len_utf8()),
        Some(sign @ ('%' | '@' | '`')) => return found(Syntax::Sign(sign), to_line_end(body, at)),
        Some('"' | '\'') => return found(Syntax::Quote, to_line_end(body, at)),
        Some(control) if control.is_control() && !control.is_whitespace() => {
            return found(Syntax::Control, at..at + control.len_utf8());
        }
        _ => {}
    }
    let open = open_brackets(&body[..at]);
    if let Some(&(open, _)) = open.get(MAX_DEPTH) {
        return found(Syntax::Depth, to_line_end(body, open));
    }
    let own = here.filter(|sign| matches!(sign, '[' | '{')).map(|sign| (at, sign));
    if let Some(&(open, sign)) = own.as_ref().or(open.last()) {
        return found(Syntax::Bracket(sign), to_line_end(body, open));
    }
    let before = &body[begin..at];
    if let Some(brace) = leading_brace(before) {
        return found(Syntax::Sign('{'), begin + brace..begin + line.len());
    }
    if here == Some(':') && before.contains(": ") {
        return found(Syntax::Colon, at..at + 1);
    }
    if body[at..].trim().is_empty() {
        return found(Syntax::Ended, to_line_end(body, at));
    }
    let text = line.trim_start();
    let start = begin + line.len() - text.len();
    if let Some(above) = above(body, begin).filter(|above| here == Some(':') && !is_key(&body[above.clone()]))
    {
        return found(Syntax::Key, above);
    }
    if let Some((offset, sign)) = line.char_indices().find(|(_, c)| bytes::is_unseen(*c)) {
        return found(Syntax::Unseen(sign), begin + offset..begin + offset + sign.len_utf8());
    }
    if let Some(cut) = cut_by(body, begin) {
        return found(Syntax::Comment, cut);
    }
    if let Some((syntax, value)) = begun(line) {
        return found(syntax, begin + value..begin + line.len());
    }
    let syntax = match at <= start {
        _ if is_key(text) => Syntax::Indent,
        true => Syntax::Key,
        false => Syntax::Other,
    };
    found(syntax, start..begin + line.len())
}

/// The words of the last line before `begin` that is not empty, when they begin as far in as the line at `begin`.
fn above(body: &str, begin: usize) -> Option<Range<usize>> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let before = body[..begin].trim_end();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let inside = indent(&before[start..]);
    (!before.is_empty() && inside == indent(&body[to_line_end(body, begin)]))
        .then_some(start + inside..before.len())
}

/// The comment on the line that begins here or on the one before it, where a text without quotation marks goes on after it.
fn cut_by(body: &str, begin: usize) -> Option<Range<usize>> {
    let before = body[..begin.saturating_sub(1)].rfind('\n').map_or(0, |end| end + 1);
    [begin, before].into_iter().find_map(|begin| {
        let line = &body[to_line_end(body, begin)];
        let hash = line.find(" #").filter(|hash| !line[..*hash].trim().is_empty())?;
        let quoted = line[..hash].contains(['"', '\'']);
        (!quoted).then_some(begin + hash + 1..begin + line.len())
    })
}

/// What a value begins with that means something else to YAML, and where: `[Utkast] Rapport`, `"ord" och mer`, `> text`.
fn begun(line: &str) -> Option<(Syntax, usize)> {
    let lead = line.len() - line.trim_start_matches([' ', '-']).len();
    let value = match line[lead..].find(": ") {
        Some(colon) if !line[lead..lead + colon].contains(['"', '[', '{']) => lead + colon + 2,
        _ => lead,
    };
    let value = value + line[value..].len() - line[value..].trim_start().len();
    match line[value..].chars().next()? {
        '"' | '\'' => Some((Syntax::AfterQuote, value)),
        sign @ ('[' | '{' | '>' | '|' | '?' | '-' | '!') => Some((Syntax::Sign(sign), value)),
        _ => None,
    }
}

/// A key with a value or without, an item of a list, or a comment.
fn is_key(text: &str) -> bool {
    text.contains(": ") || text.ends_with(':') || text.starts_with(['-', '#', '?'])
}

/// From a place to the end of its line.
pub(super) fn to_line_end(body: &str, at: usize) -> Range<usize> {
    let line = body.get(at..).map_or("", |rest| rest.split('\n').next().unwrap_or(""));
    at..at + line.trim_end().len()
}

/// A tab in the indentation of the line that begins here or of the next.
fn tab(body: &str, begin: usize) -> Option<usize> {
    let mut at = begin;
    for line in body[begin..].split_inclusive('\n').take(2) {
        let indent = line.len() - line.trim_start_matches(['\t', ' ']).len();
        if let Some(tab) = line[..indent].find('\t') {
            return Some(at + tab);
        }
        at += line.len();
    }
    None
}

/// The braces and brackets that begin a value and are still open at the end of `text`.
fn open_brackets(text: &str) -> Vec<(usize, char)> {
    let mut open = Vec::new();
    for (at, sign) in text.char_indices() {
        match sign {
            '[' | '{' if begins_value(&text[..at]) => open.push(Some((at, sign))),
            '[' | '{' => open.push(None),
            ']' | '}' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.into_iter().flatten().collect()
}

/// A brace that begins a value and is closed before the end: `text: {slk.vp} är` reads as a mapping with words after.
fn leading_brace(before: &str) -> Option<usize> {
    let at = before.find('{')?;
    (begins_value(&before[..at]) && before[at..].contains('}')).then_some(at)
}

fn begins_value(before: &str) -> bool {
    before.trim_end().is_empty() || before.trim_end().ends_with([':', '-', ',', '[', '{'])
}
