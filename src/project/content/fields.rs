//! Taking a mapping apart key by key: what is missing, empty, of the wrong kind or unknown is reported, all of it.

use time::{Date, Month};

use super::yaml::{Node, Value};
use crate::diagnostic::{Findings, Kind, NameOf, Problem, nearest};
use crate::project::source::{Span, Spanned};

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
                findings.add(name.span, Problem::EmptyValue { key: key.to_owned() });
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

    /// A text that may be absent.
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
        date(self.need_text(key, findings)?, findings)
    }

    /// A whole number within a range, that may be absent.
    pub(super) fn number(
        &mut self,
        key: &'static str,
        least: u8,
        most: u8,
        findings: &mut Findings,
    ) -> Option<Spanned<u8>> {
        let written = self.text(key, findings)?;
        match written.value.parse() {
            Ok(number) if (least..=most).contains(&number) => Some(Spanned::new(number, written.span)),
            _ => {
                findings.add(written.span, Problem::WrongNumber { text: written.value, least, most });
                None
            }
        }
    }

    /// A list of texts that may be absent. An empty one is reported.
    pub(super) fn texts(
        &mut self,
        key: &'static str,
        findings: &mut Findings,
    ) -> Option<Vec<Spanned<String>>> {
        let node = self.take(key, findings)?;
        let texts = some_items(key, node, findings)?.iter().filter_map(|item| text(key, item, findings));
        Some(texts.collect())
    }

    /// One of a few words, that may be absent.
    pub(super) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&str, T)],
        findings: &mut Findings,
    ) -> Option<Spanned<T>> {
        chosen(self.text(key, findings)?, choices, findings)
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
            findings.add(key.span, Problem::EmptyValue { key: key.value.clone() });
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

/// One text, or a list of them that has some; anything else is reported.
pub(super) fn one_or_more(key: &str, node: &Node, findings: &mut Findings) -> Vec<Spanned<String>> {
    if let Value::Scalar(_) = node.value {
        return text(key, node, findings).into_iter().collect();
    }
    let list = some_items(key, node, findings).unwrap_or_default();
    list.iter().filter_map(|item| text(key, item, findings)).collect()
}

/// The text of a scalar, with its white space folded; anything else is reported.
pub(super) fn text(key: &str, node: &Node, findings: &mut Findings) -> Option<Spanned<String>> {
    Some(Spanned::new(folded(raw_text(key, node, findings)?), node.span))
}

/// The text of a scalar as it stands; anything else is reported.
pub(super) fn raw_text<'a>(key: &str, node: &'a Node, findings: &mut Findings) -> Option<&'a str> {
    match &node.value {
        Value::Scalar(text) if !folded(text).is_empty() => Some(text),
        Value::Scalar(_) | Value::Null => {
            findings.add(node.span, Problem::EmptyValue { key: key.to_owned() });
            None
        }
        Value::Mapping(_) | Value::Sequence(_) => wrong_kind(node, Kind::Scalar, findings),
    }
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
