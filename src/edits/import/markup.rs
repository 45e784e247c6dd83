//! Edited text as an author would have written it: CommonMark, with references where figures stood.

use super::line::Stress;
use super::token::{Token, text};

/// A reference or literal that was taken out with the words round it, and what it printed.
#[derive(Clone, Debug)]
pub(super) struct Loose {
    pub(super) printed: Vec<String>,
    pub(super) written: String,
}

/// The CommonMark of tokens. What a taken-out reference printed becomes that reference again.
pub(super) fn markup(tokens: &[Token], loose: &[Loose]) -> String {
    let mut out = String::new();
    let mut from = 0;
    while from < tokens.len() {
        let same = |token: &&Token| {
            token.is_space()
                || (token.look.stress == tokens[from].look.stress
                    && token.look.link == tokens[from].look.link)
        };
        let mut to = from + tokens[from..].iter().take_while(same).count().max(1);
        let first = &tokens[from].look;
        let is_plain = first.stress == Stress::default() && first.link.is_none();
        while to > from + 1 && tokens[to - 1].is_space() && !is_plain {
            to -= 1;
        }
        stressed(&tokens[from..to], loose, &mut out);
        from = to;
    }
    out
}

fn stressed(tokens: &[Token], loose: &[Loose], out: &mut String) {
    let look = &tokens[0].look;
    let marks = [(look.stress.strong, "**"), (look.stress.emphasis, "*")];
    let opening = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark);
    out.extend(opening.clone());
    match &look.link {
        Some(to) => {
            out.push('[');
            words(tokens, loose, out);
            out.push_str(&format!("]({})", address(to)));
        }
        None => words(tokens, loose, out),
    }
    out.extend(opening.rev());
}

/// An address as CommonMark takes it (CommonMark 0.31, 6.3): one with spaces or parentheses stands in angle brackets.
fn address(to: &str) -> String {
    let simple = !to.contains([' ', '(', ')', '<', '>']);
    if simple { to.to_owned() } else { format!("<{}>", to.replace(['<', '>'], "")) }
}

fn words(tokens: &[Token], loose: &[Loose], out: &mut String) {
    let mut at = 0;
    while at < tokens.len() {
        if let Some(reference) = &tokens[at].look.note {
            out.push_str(reference);
            at += 1;
            continue;
        }
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let fits =
            |loose: &&Loose| fits(loose, &tokens[at..]) && before.is_none_or(|before| !before.has_digit());
        if let Some(found) = loose.iter().filter(fits).max_by_key(|loose| loose.printed.len()) {
            out.push_str(&found.written);
            at += found.printed.len();
            continue;
        }
        // What follows would make an entity of it (CommonMark 0.31, 2.5).
        let follows = tokens.get(at + 1).and_then(|next| next.look.text.chars().next());
        if tokens[at].look.text == "&" && follows.is_some_and(|c| c.is_ascii_alphabetic() || c == '#') {
            out.push('\\');
        }
        escape(&tokens[at].look.text, out);
        at += 1;
    }
}

fn fits(loose: &Loose, tokens: &[Token]) -> bool {
    loose.printed.len() <= tokens.len()
        && loose.printed.iter().zip(tokens).all(|(printed, token)| *printed == token.look.text)
        && tokens.get(loose.printed.len()).is_none_or(|next| !next.has_digit())
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\n' => out.push('\\'),
            '*' | '[' | '\\' | ']' | '_' | '`' | '<' | '{' => out.push('\\'),
            _ => {}
        }
        out.push(c);
    }
}

/// Text at the begin of a paragraph, where some signs would make something else of it.
pub(super) fn opening(markup: &str) -> String {
    let digits = markup.len() - markup.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = &markup[digits..];
    if digits > 0 && after.starts_with(['.', ')']) && after[1..].starts_with(' ') {
        return format!("{}\\{after}", &markup[..digits]);
    }
    let marks = markup.starts_with(['#', '>', '=', '~']);
    let item = markup.starts_with(['-', '+']) && (markup.len() == 1 || markup[1..].starts_with([' ', '-']));
    if marks || item { format!("\\{markup}") } else { markup.to_owned() }
}

/// Lines are filled to this many characters, as the files are.
const WIDTH: usize = 88;

/// A paragraph in lines, the first after `indent` and the others too.
pub(super) fn filled(markup: &str, indent: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut braces = 0_usize;
    for word in markup.split(' ') {
        let line = lines.last_mut().expect("there is a line");
        let length = line.chars().count() + 1 + word.chars().count();
        // A word that begins a line must not turn it into a list, a heading or a rule.
        let begins = word.starts_with(|c: char| c.is_alphabetic() || matches!(c, '{' | '(' | '”' | '“'));
        if line.is_empty() {
            line.push_str(word);
        } else if indent + length > WIDTH && begins && braces == 0 {
            lines.push(word.to_owned());
        } else {
            line.push(' ');
            line.push_str(word);
        }
        braces = (braces + word.matches('{').count()).saturating_sub(word.matches('}').count());
    }
    lines.iter().flat_map(|line| line.split('\n')).map(str::to_owned).collect()
}

/// What tokens say, for people.
pub(super) fn shown(tokens: &[Token]) -> String {
    text(tokens).replace('\n', " ")
}
