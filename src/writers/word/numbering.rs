//! The definitions of lists: bullets, and numbers that begin at 1 in every list.

use docx_rs::{
    AbstractNumbering, Level, LevelJc, LevelOverride, LevelText, NumberFormat, Numbering, Numberings,
    SpecialIndentType, Start,
};

use super::styles::{self, LIST_DEPTHS};

/// docx-rs puts a definition of its own under this id in every document; the package pass takes it away.
pub(super) const FOREIGN: usize = 1;

const BULLETS: usize = 2;
const NUMBERS: usize = 3;
const FIRST_LIST: usize = 4;

/// Word knows lists of nine levels.
const LEVELS: usize = 9;
const STEP: i32 = 340;

/// The numbering that a list style is linked to.
pub(super) fn of_style(ordered: bool) -> usize {
    if ordered { NUMBERS } else { BULLETS }
}

/// The numbering of the ordered list that is number `at` in the document, from 0.
pub(super) fn of_list(at: usize) -> usize {
    FIRST_LIST + at
}

/// Where the text of an item begins.
pub(super) fn text_indent(depth: usize) -> i32 {
    i32::try_from(depth).unwrap_or(i32::MAX).saturating_add(1).saturating_mul(STEP)
}

/// All definitions, for a document with this many ordered lists.
pub(super) fn all(ordered_lists: usize) -> Numberings {
    let bullets = definition(BULLETS, "bullet", |depth| if depth % 2 == 0 { "•" } else { "–" }.to_owned());
    let numbers = definition(NUMBERS, "decimal", |depth| format!("%{}.", depth + 1));
    let fixed = Numberings::new()
        .add_abstract_numbering(bullets)
        .add_abstract_numbering(numbers)
        .add_numbering(Numbering::new(BULLETS, BULLETS))
        .add_numbering(Numbering::new(NUMBERS, NUMBERS));
    (0..ordered_lists).fold(fixed, |all, at| all.add_numbering(restarted(of_list(at))))
}

fn definition(id: usize, format: &str, mark: impl Fn(usize) -> String) -> AbstractNumbering {
    let mut definition = AbstractNumbering::new(id);
    definition.multi_level_type = Some("multilevel".to_owned());
    definition.levels = (0..LEVELS)
        .map(|depth| {
            let level = Level::new(
                depth,
                Start::new(1),
                NumberFormat::new(format),
                LevelText::new(mark(depth)),
                LevelJc::new("left"),
            );
            let level =
                level.indent(Some(text_indent(depth)), Some(SpecialIndentType::Hanging(STEP)), None, None);
            if depth < LIST_DEPTHS {
                level.paragraph_style(styles::list(id == NUMBERS, depth))
            } else {
                level
            }
        })
        .collect();
    definition
}

/// Lists of one definition count on through the document unless each level is told to start anew.
fn restarted(id: usize) -> Numbering {
    Numbering::new(id, NUMBERS)
        .overrides((0..LEVELS).map(|depth| LevelOverride::new(depth).start(1)).collect())
}
