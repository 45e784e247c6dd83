//! Taking a mapping apart key by key: what is missing, empty, of the wrong kind or unknown is reported, all of it.

use time::{Date, Month};

use super::prose::{Line, line};
use super::yaml::{Node, Value};
use crate::diagnostic::{Findings, Kind, NameOf, Problem, Syntax, is_invisible, nearest};
use crate::project::source::{Sources, Span, Spanned};

/// The keys of one mapping, some of them taken.
pub(super) struct Fields<'a> {
    at: Span,
    entries: &'a [(Spanned<String>, Node)],
    known: Vec<&'static str>,
    missing: Vec<&'static str>,
    guesses: &'static [(&'static str, &'static str)],
}

impl<'a> Fields<'a> {
    /// The keys of a mapping; anything else is reported.
    pub(super) fn open(node: &'a Node, findings: &mut Findings) -> Option<Self> {
        let entries = entries(node, findings)?;
        Some(Self { at: node.span, entries, known: Vec::new(), missing: Vec::new(), guesses: &[] })
    }

    /// Keys that are guessed by who does not know those there are, each with the one that is meant.
    pub(super) fn guessed_as(mut self, guesses: &'static [(&'static str, &'static str)]) -> Self {
        self.guesses = guesses;
        self
    }

    /// The value of a key that may be absent. One that is there and empty is reported.
    pub(super) fn take(&mut self, key: &'static str, findings: &mut Findings) -> Option<&'a Node> {
        let asked = self.known.contains(&key);
        if !asked {
            self.known.push(key);
        }
        let (name, node) = self.entries.iter().find(|(name, _)| name.value == key)?;
        if node.value == Value::Null {
            if !asked {
                empty(key, name.span, node, findings);
            }
            return None;
        }
        Some(node)
    }

    /// The value of a key that must be there.
    pub(super) fn need(&mut self, key: &'static str, findings: &mut Findings) -> Option<&'a Node> {
        let found = self.take(key, findings);
        self.absent(key);
        found
    }

    /// A word that is looked up or computed with and never printed, that may be absent.
    pub(super) fn word(&mut self, key: &'static str, findings: &mut Findings) -> Option<Spanned<String>> {
        word(key, self.take(key, findings)?, findings)
    }

    /// A word that must be there.
    pub(super) fn need_word(
        &mut self,
        key: &'static str,
        findings: &mut Findings,
    ) -> Option<Spanned<String>> {
        word(key, self.need(key, findings)?, findings)
    }

    /// A line of author text, which may have figures in it, that may be absent.
    pub(super) fn line(
        &mut self,
        key: &'static str,
        sources: &Sources,
        findings: &mut Findings,
    ) -> Option<Line> {
        line(key, self.take(key, findings)?, sources, findings)
    }

    /// A line of author text that must be there.
    pub(super) fn need_line(
        &mut self,
        key: &'static str,
        sources: &Sources,
        findings: &mut Findings,
    ) -> Option<Line> {
        line(key, self.need(key, findings)?, sources, findings)
    }

    /// A text that may be absent: it is printed as it stands.
    pub(super) fn text(&mut self, key: &'static str, findings: &mut Findings) -> Option<Spanned<String>> {
        text(key, self.take(key, findings)?, findings)
    }

    /// A text that must be there.
    pub(super) fn need_text(
        &mut self,
        key: &'static str,
        findings: &mut Findings,
    ) -> Option<Spanned<String>> {
        text(key, self.need(key, findings)?, findings)
    }

    /// A date that must be there.
    pub(super) fn need_date(&mut self, key: &'static str, findings: &mut Findings) -> Option<Spanned<Date>> {
        date(self.need_word(key, findings)?, findings)
    }

    /// A whole number within a range, that may be absent.
    pub(super) fn number(
        &mut self,
        key: &'static str,
        least: u8,
        most: u8,
        findings: &mut Findings,
    ) -> Option<Spanned<u8>> {
        let written = self.word(key, findings)?;
        match written.value.parse() {
            Ok(number) if (least..=most).contains(&number) => Some(Spanned::new(number, written.span)),
            _ => {
                findings.add(written.span, Problem::WrongNumber { text: written.value, least, most });
                None
            }
        }
    }

    /// A list of words that may be absent. An empty one is reported.
    pub(super) fn words(
        &mut self,
        key: &'static str,
        findings: &mut Findings,
    ) -> Option<Vec<Spanned<String>>> {
        let node = self.take(key, findings)?;
        let words = some_items(key, node, findings)?.iter().filter_map(|item| word(key, item, findings));
        Some(words.collect())
    }

    /// One of a few words, that may be absent.
    pub(super) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&str, T)],
        findings: &mut Findings,
    ) -> Option<Spanned<T>> {
        chosen(self.word(key, findings)?, choices, findings)
    }

    /// Notes a key as missing that is needed beside one that is there.
    pub(super) fn absent(&mut self, key: &'static str) {
        if !self.entries.iter().any(|(name, _)| name.value == key) && !self.missing.contains(&key) {
            self.missing.push(key);
        }
    }

    /// The entries whose keys nobody has asked for: names that the clerk chose.
    pub(super) fn others(&self) -> impl Iterator<Item = &'a (Spanned<String>, Node)> {
        self.entries.iter().filter(|(name, _)| !self.known.contains(&name.value.as_str()))
    }

    /// Reports every key that is missing, where other keys are names that the clerk chose.
    pub(super) fn close_named(self, findings: &mut Findings) {
        for key in self.missing {
            findings.add(self.at, Problem::MissingKey { key: key.to_owned() });
        }
    }

    /// Reports every key that nobody has asked for, and every one that is missing and not among them misspelt.
    pub(super) fn close(mut self, findings: &mut Findings) {
        let entries = self.entries;
        for (name, _) in entries.iter().filter(|(name, _)| !self.known.contains(&name.value.as_str())) {
            let guess = self.guesses.iter().find(|(guess, _)| *guess == name.value);
            let nearest = guess
                .map(|(_, meant)| (*meant).to_owned())
                .or_else(|| nearest(&name.value, self.known.iter().copied()));
            self.missing.retain(|key| nearest.as_deref() != Some(*key));
            let known = self.known.iter().map(|&known| known.to_owned()).collect();
            findings.add(name.span, Problem::UnknownKey { key: name.value.clone(), nearest, known });
        }
        self.close_named(findings);
    }
}

/// One of a few words; another is reported.
pub(super) fn chosen<T: Copy>(
    written: Spanned<String>,
    choices: &[(&str, T)],
    findings: &mut Findings,
) -> Option<Spanned<T>> {
    let chosen = choices.iter().find(|(word, _)| *word == written.value);
    if chosen.is_none() {
        let words = || choices.iter().map(|(word, _)| *word);
        let problem = Problem::WrongChoice {
            nearest: nearest(&written.value, words()),
            known: words().map(str::to_owned).collect(),
            text: written.value.clone(),
        };
        findings.add(written.span, problem);
    }
    chosen.map(|(_, value)| Spanned::new(*value, written.span))
}

/// The entries of a mapping; anything else is reported.
pub(super) fn entries<'a>(node: &'a Node, findings: &mut Findings) -> Option<&'a [(Spanned<String>, Node)]> {
    match &node.value {
        Value::Mapping(entries) => Some(entries),
        Value::Null | Value::Scalar(_) | Value::Sequence(_) => wrong_kind(node, Kind::Mapping, findings),
    }
}

/// The entries of a mapping that has some; anything else is reported.
pub(super) fn some_entries<'a>(
    node: &'a Node,
    findings: &mut Findings,
) -> Option<&'a [(Spanned<String>, Node)]> {
    let list = entries(node, findings)?;
    if list.is_empty() {
        findings.add(node.span, Problem::WrongKind { expected: Kind::Mapping, found: Kind::Nothing });
        return None;
    }
    Some(list)
}

/// The entries of a mapping with a single key that says what it is; other keys, and a second, are reported. A second is
/// given too, so that what is wrong in it is told as well.
pub(super) fn tagged<'a>(
    node: &'a Node,
    known: &[&str],
    findings: &mut Findings,
) -> Vec<(&'a Spanned<String>, &'a Node)> {
    let mut found: Vec<(&Spanned<String>, &Node)> = Vec::new();
    for (key, value) in entries(node, findings).unwrap_or_default() {
        if !known.contains(&key.value.as_str()) {
            let nearest = nearest(&key.value, known.iter().copied());
            let known = known.iter().map(|&known| known.to_owned()).collect();
            findings.add(key.span, Problem::UnknownKey { key: key.value.clone(), nearest, known });
            continue;
        }
        if let Some((first, _)) = found.first() {
            let problem = Problem::SecondBlock { key: key.value.clone(), first: first.value.clone() };
            findings.add_two(key.span, problem, first.span);
        }
        if value.value == Value::Null {
            empty(&key.value, key.span, value, findings);
        } else {
            found.push((key, value));
        }
    }
    found
}

/// The items of a list; anything else is reported.
pub(super) fn items<'a>(node: &'a Node, findings: &mut Findings) -> Option<&'a [Node]> {
    match &node.value {
        Value::Sequence(items) => Some(items),
        Value::Mapping(_) | Value::Null | Value::Scalar(_) => wrong_kind(node, Kind::List, findings),
    }
}

/// The items of a list that has some; anything else is reported.
pub(super) fn some_items<'a>(key: &str, node: &'a Node, findings: &mut Findings) -> Option<&'a [Node]> {
    let items = items(node, findings)?;
    if items.is_empty() {
        findings.add(node.span, Problem::EmptyValue { key: key.to_owned() });
        return None;
    }
    Some(items)
}

/// One of a kind, or a list of them that has some; anything else is reported.
pub(super) fn one_or_more<T>(
    key: &str,
    node: &Node,
    findings: &mut Findings,
    read: &mut dyn FnMut(&str, &Node, &mut Findings) -> Option<T>,
) -> Vec<T> {
    if let Value::Scalar(_) = node.value {
        return read(key, node, findings).into_iter().collect();
    }
    let list = some_items(key, node, findings).unwrap_or_default();
    // `[Utkast]` is a list of one to YAML, and a text in brackets to a clerk.
    if let ([Node { value: Value::Scalar(_), .. }], true) = (list, node.bracketed) {
        findings.add(node.span, Problem::NotYaml { syntax: Syntax::Sign('[') });
    }
    list.iter().filter_map(|item| read(key, item, findings)).collect()
}

/// One word or more, [`Fields::word`].
pub(super) fn words(key: &str, node: &Node, findings: &mut Findings) -> Vec<Spanned<String>> {
    if let Value::Scalar(_) = node.value {
        return word(key, node, findings).into_iter().collect();
    }
    let list = some_items(key, node, findings).unwrap_or_default();
    list.iter().filter_map(|item| word(key, item, findings)).collect()
}

/// A word that is looked up or computed with, with its white space folded; anything else is reported. A comment after it
/// takes nothing from it, unless it looks like a part of a name.
pub(super) fn word(key: &str, node: &Node, findings: &mut Findings) -> Option<Spanned<String>> {
    let word = folded(scalar(key, node, findings)?);
    // `# förklaring` explains; `#2` is a part of a name.
    if let Some(cut) = node.cut.as_ref().filter(|cut| !cut.explains()) {
        findings.add(cut.span, cut.problem(word.clone()));
    }
    if let Some(sign) = word.chars().find(|c| is_invisible(*c)) {
        findings.add(node.span, Problem::ControlCharacter { code: u32::from(sign) });
    }
    Some(Spanned::new(word, node.span))
}

/// A text that is printed as it stands, with its white space folded; anything else is reported, and so is a figure in
/// braces, which would be printed as it is written. A brace that is to show has a backslash before it.
pub(super) fn text(key: &str, node: &Node, findings: &mut Findings) -> Option<Spanned<String>> {
    let written = folded(raw_text(key, node, findings)?);
    let (mut plain, mut escaped) = (String::with_capacity(written.len()), false);
    let mut open = None;
    for (at, c) in written.char_indices() {
        if escaped && !matches!(c, '{' | '}') {
            plain.push('\\');
        }
        if !escaped && c == '{' {
            open = open.or(Some(at));
        }
        escaped = !escaped && c == '\\';
        if !escaped {
            plain.push(c);
        }
    }
    if escaped {
        plain.push('\\');
    }
    if let Some(at) = open {
        let end = written[at..].find('}').map_or(written.len(), |length| at + length + 1);
        findings.add(node.span, Problem::ReferenceHere { text: written[at..end].to_owned() });
    }
    Some(Spanned::new(plain, node.span))
}

/// Author text as it stands; anything else is reported, and so is what YAML cuts from it.
pub(super) fn raw_text<'a>(key: &str, node: &'a Node, findings: &mut Findings) -> Option<&'a str> {
    let text = scalar(key, node, findings)?;
    if let Some(cut) = &node.cut {
        findings.add(cut.span, cut.problem(folded(text)));
    }
    Some(text)
}

/// The text of a scalar that has some; anything else is reported.
fn scalar<'a>(key: &str, node: &'a Node, findings: &mut Findings) -> Option<&'a str> {
    match &node.value {
        Value::Scalar(text) if !folded(text).is_empty() => Some(text),
        Value::Scalar(_) | Value::Null => {
            empty(key, node.span, node, findings);
            None
        }
        Value::Mapping(_) | Value::Sequence(_) => wrong_kind(node, Kind::Scalar, findings),
    }
}

/// Reports a value that is not there, by what took it where that is known.
fn empty(key: &str, at: Span, node: &Node, findings: &mut Findings) {
    match &node.cut {
        Some(cut) => {
            findings.add(
                cut.span,
                Problem::CutText { kept: String::new(), cut: cut.words().to_owned(), aside: false },
            );
        }
        None => {
            findings.add(at, Problem::EmptyValue { key: key.to_owned() });
        }
    };
}

/// A date that exists, written `2006-12-06` (SS-ISO 8601).
pub(crate) fn date(written: Spanned<String>, findings: &mut Findings) -> Option<Spanned<Date>> {
    let found = parse_date(&written.value);
    if found.is_none() {
        findings.add(written.span, Problem::WrongDate { text: written.value.clone() });
    }
    found.map(|date| Spanned::new(date, written.span))
}

fn parse_date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

/// Reports a name that nothing has, with the nearest that something has.
pub(crate) fn unknown<'a>(
    of: NameOf,
    name: &Spanned<String>,
    known: impl IntoIterator<Item = &'a str>,
    findings: &mut Findings,
) {
    let known: Vec<&str> = known.into_iter().collect();
    let nearest = nearest(&name.value, known.iter().copied());
    let known = known.into_iter().map(str::to_owned).collect();
    findings.add(name.span, Problem::UnknownName { of, name: name.value.clone(), nearest, known });
}

fn wrong_kind<T>(node: &Node, expected: Kind, findings: &mut Findings) -> Option<T> {
    findings.add(node.span, Problem::WrongKind { expected, found: node.kind() });
    None
}

/// The words with one space between each; hard spaces stay.
pub(super) fn folded(text: &str) -> String {
    text.split(|c: char| c.is_ascii_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
