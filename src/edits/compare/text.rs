//! A difference for people.

use similar::{ChangeTag, TextDiff};

use super::{Change, Difference, FigureChange};
use crate::diagnostic::Language;

/// The difference under its four headings; what is the same has none. Within a paragraph `[-what went-]` and
/// `{+what came+}` stand in place.
pub fn text(difference: &Difference, language: Language) -> String {
    let names = match language {
        Language::English => ["Wording", "Figures", "Structure", "Bilagor"],
        Language::Swedish => ["Lydelse", "Siffror", "Struktur", "Bilagor"],
    };
    let figures = difference.figures.iter().map(figure).collect();
    let lists = [
        difference.wording.iter().map(paragraph).collect(),
        figures,
        difference.structure.iter().map(line).collect(),
        difference.annexes.iter().map(line).collect(),
    ];
    let sections = names.iter().zip(lists).filter(|(_, list): &(_, Vec<String>)| !list.is_empty());
    sections.map(|(name, list)| format!("{name}\n{}", list.concat())).collect::<Vec<_>>().join("\n")
}

fn paragraph(change: &Change) -> String {
    format!("  {}\n    {}\n", change.under, marked(change).replace('\n', "\n    "))
}

fn line(change: &Change) -> String {
    format!("  {}\n", marked(change))
}

fn marked(change: &Change) -> String {
    match (&change.before, &change.after) {
        (Some(before), None) => format!("[-{before}-]"),
        (None, Some(after)) => format!("{{+{after}+}}"),
        (Some(before), Some(after)) if before == after => format!("{{>{after}<}}"),
        (Some(before), Some(after)) => words(before, after),
        (None, None) => String::new(),
    }
}

/// The words that stay, and those that went and came in their place; a space between two changes is part of them.
fn words(before: &str, after: &str) -> String {
    let diff = TextDiff::from_words(before, after);
    let (mut out, mut space) = (String::new(), String::new());
    let (mut went, mut came) = (String::new(), String::new());
    for change in diff.iter_all_changes() {
        let is_space = change.value().trim().is_empty();
        let changing = !went.is_empty() || !came.is_empty();
        match change.tag() {
            ChangeTag::Equal if is_space && changing => space.push_str(change.value()),
            ChangeTag::Equal => {
                flush(&mut out, &mut went, &mut came);
                out.push_str(&std::mem::take(&mut space));
                out.push_str(change.value());
            }
            ChangeTag::Delete | ChangeTag::Insert => {
                let between = std::mem::take(&mut space);
                went.push_str(&between);
                came.push_str(&between);
                if change.tag() == ChangeTag::Delete { &mut went } else { &mut came }
                    .push_str(change.value());
            }
        }
    }
    flush(&mut out, &mut went, &mut came);
    out + &space
}

fn flush(out: &mut String, went: &mut String, came: &mut String) {
    for (open, text, close) in [("[-", went, "-]"), ("{+", came, "+}")] {
        if !text.is_empty() {
            out.push_str(&format!("{open}{text}{close}"));
        }
        text.clear();
    }
}

fn figure(figure: &FigureChange) -> String {
    let printed = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
    let by = figure.by.as_ref().map_or(String::new(), |by| format!(" ({by})"));
    format!("  {}: {} → {}{by}\n", figure.cell, printed(&figure.before), printed(&figure.after))
}
