//! Where each character of a printed text is written.

use std::ops::Range;

/// For each character of a text its bytes in the source that says it; nothing when the source does not spell it. The
/// two differ by what YAML and CommonMark take away: indentation, line ends, escapes, entities, doubled quotes.
pub(super) fn places(text: &str, written: &str) -> Option<Vec<Range<usize>>> {
    let mut places = Vec::with_capacity(text.len());
    let mut at = 0;
    let mut signs = text.chars().peekable();
    while let Some(c) = signs.next() {
        let more = signs.peek().is_some_and(|next| next.is_whitespace());
        let (start, length) = if c.is_whitespace() {
            // Between single quotes a quote is written twice (YAML 1.2.2, 7.3.2).
            let doubled = usize::from(written[..at].ends_with('\'') && written[at..].starts_with('\''));
            (at + doubled, space(&written[at + doubled..], more)?)
        } else {
            spelled(c, written, at)?
        };
        at = start + length;
        let from = if written[..start].ends_with('\\') { start - 1 } else { start };
        places.push(from..at);
    }
    written[at..].trim().is_empty().then_some(places)
}

/// The bytes of a space: all that stands there, or one of them where another space follows.
fn space(rest: &str, more: bool) -> Option<usize> {
    let all = rest.len() - rest.trim_start().len();
    match rest.chars().next()? {
        first if first.is_whitespace() && more && !rest[..all].contains('\n') => Some(first.len_utf8()),
        first if first.is_whitespace() => Some(all),
        '&' => rest.find(';').map(|end| end + 1).filter(|length| *length <= LONGEST_ENTITY),
        _ => None,
    }
}

/// More is no entity, in bytes.
const LONGEST_ENTITY: usize = 10;

/// Where a character is spelled from `at` on, and in how many bytes.
fn spelled(c: char, written: &str, at: usize) -> Option<(usize, usize)> {
    let rest = &written[at..];
    let first = rest.chars().next()?;
    let entity = || rest.find(';').map(|end| end + 1).filter(|length| *length <= LONGEST_ENTITY);
    match first {
        '&' if c == '&' && rest.starts_with("&amp;") => Some((at, "&amp;".len())),
        _ if first == c => Some((at, first.len_utf8())),
        '\\' => spelled(c, written, at + 1),
        '\'' if written[..at].ends_with('\'') => spelled(c, written, at + 1),
        '"' | '\'' if at == 0 => spelled(c, written, 1),
        '&' => entity().map(|length| (at, length)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_where_it_is_spelled() {
        for (text, written, found) in [
            ("ett två", "ett\n      två", "ett|\n      |två"),
            ("a*b & c", r"a\*b &amp; c", r"a|\*|b| |&amp;| |c"),
            ("13\u{a0}194", "13 194", "13| |194"),
        ] {
            let places = places(text, written).expect("spelled");
            let cut: Vec<&str> = places.into_iter().map(|place| &written[place]).collect();
            assert_eq!(cut.concat(), found.replace('|', ""));
        }
        assert_eq!(places("Bilaga 1", "Bilagor"), None);
    }
}
