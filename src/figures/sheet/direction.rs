//! Whether what is told of has grown: by the sign that the sheet gives costs, and by which of two figures is the later.
//!
//! Of costs at −105 mnkr against −100, people say that they have grown by 5; of a budget of 100 less an outcome of 95, that
//! the outcome is 5 lower. A difference alone has neither; the cells that it was made of have.

use super::formula::{Formula, Operator};
use super::{Book, Sheet};
use crate::figures::figure::CellRef;
use crate::figures::money::Amount;
use crate::project::content::{Convention, RowKind};

/// A cell in a sum, and whether it is taken from it.
pub type Signed = (bool, CellRef);

/// Words that begin the name of a column which others are held against.
const HELD_AGAINST: [&str; 12] = [
    "anslag",
    "beslutad",
    "budget",
    "bokslut",
    "fg",
    "fjol",
    "föregående",
    "förra",
    "ingående",
    "plan",
    "ram",
    "vp",
];

/// Words of a row or post that is better the higher it is, whatever its sign.
const RESULTS: [&str; 3] = ["resultat", "överskott", "underskott"];

impl Book {
    /// Whether the sum of these cells, which comes to `value`, says that what it is about has grown.
    pub fn grows(&self, terms: &[Signed], value: Amount) -> bool {
        let parts = match terms {
            [(false, cell)] => self.parts_of(cell).unwrap_or_else(|| terms.to_vec()),
            _ => terms.to_vec(),
        };
        let mut up = !value.is_negative();
        if let [(false, first), (true, second)] = parts.as_slice() {
            up ^= self.is_held_against(first, second);
        }
        up ^ self.counts_down(&parts)
    }

    /// The cells that the formula of a cell adds and takes from one another.
    fn parts_of(&self, cell: &CellRef) -> Option<Vec<Signed>> {
        let sheet = self.sheet_of(&cell.post)?;
        let (formula, scope) = sheet.formula_of(cell)?;
        let mut names = Vec::new();
        linear(&formula, false, &mut names).then_some(())?;
        let found =
            names.into_iter().map(|(minus, name)| Some((minus, self.named(sheet, cell, name, scope)?)));
        found.collect()
    }

    /// Whether the first of two is what the second is held against: a budget, an earlier year.
    fn is_held_against(&self, first: &CellRef, second: &CellRef) -> bool {
        let title = |cell: &CellRef| {
            let sheet = self.sheet_of(&cell.post)?;
            Some(format!("{} {}", cell.column, sheet.column_title(&cell.column)?).to_lowercase())
        };
        let (Some(first), Some(second)) = (title(first), title(second)) else { return false };
        let words =
            |text: &str| text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>();
        let held = |text: &str| {
            words(text).iter().any(|word| HELD_AGAINST.iter().any(|begin| word.starts_with(begin)))
        };
        let year = |text: &str| {
            let years = words(text).into_iter().filter_map(|word| word.parse::<u16>().ok());
            years.filter(|year| (1900..=2200).contains(year)).max()
        };
        match (held(&first), held(&second)) {
            (true, false) => true,
            (false, true) => false,
            _ => year(&first).zip(year(&second)).is_some_and(|(first, second)| first < second),
        }
    }

    /// Whether a lower figure stands for more: costs that are negative, revenues that are, a result where costs are positive.
    fn counts_down(&self, parts: &[Signed]) -> bool {
        let Some((_, cell)) = parts.first() else { return false };
        let Some(sheet) = self.sheet_of(&cell.post) else { return false };
        let kinds: Vec<Option<RowKind>> = parts.iter().map(|(_, cell)| self.kind_of(cell)).collect();
        let same = kinds.windows(2).all(|pair| pair[0] == pair[1]);
        let kind = kinds.first().copied().flatten().filter(|_| same);
        match (kind, sheet.ledger.convention) {
            (Some(RowKind::Cost), Some(convention)) => convention == Convention::CostsNegative,
            (Some(RowKind::Revenue), Some(convention)) => convention == Convention::CostsPositive,
            (None, convention) if sheet.is_result(cell) => convention == Some(Convention::CostsPositive),
            (Some(_) | None, _) => self.are_negative(sheet, parts),
        }
    }

    fn kind_of(&self, cell: &CellRef) -> Option<RowKind> {
        self.sheet_of(&cell.post)?.row(&cell.post, cell.row.as_deref())?.kind
    }

    /// Whether the figures are below zero: those that are compared, or where a change stands alone, those beside it.
    fn are_negative(&self, sheet: &Sheet, parts: &[Signed]) -> bool {
        let value = |cell: &CellRef| {
            let sheet = self.sheet_of(&cell.post)?;
            Some(sheet.cell(&cell.post, cell.row.as_deref(), &cell.column)?.rounded().exact())
        };
        let values: Vec<Amount> = match parts {
            [(_, cell)] => {
                let others = sheet
                    .ledger
                    .columns
                    .iter()
                    .filter(|(key, column)| **key != cell.column && column.is_entered());
                let others = others.map(|(key, _)| CellRef { column: key.clone(), ..cell.clone() });
                others.filter_map(|cell| value(&cell)).collect()
            }
            _ => parts.iter().filter_map(|(_, cell)| value(cell)).collect(),
        };
        let told: Vec<&Amount> = values.iter().filter(|value| !value.is_zero()).collect();
        !told.is_empty() && told.iter().all(|value| value.is_negative())
    }
}

impl Sheet {
    /// Whether a cell tells a result, by the words for its row and its post.
    fn is_result(&self, cell: &CellRef) -> bool {
        let post = self.ledger.posts.get(&cell.post).map_or("", |post| post.name.value.as_str());
        let row = self.row_name(&cell.post, cell.row.as_deref()).unwrap_or("");
        let own =
            [cell.row.as_deref().unwrap_or(&cell.post), row, if cell.row.is_none() { post } else { "" }];
        own.iter().any(|words| {
            let words = words.to_lowercase();
            words
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| RESULTS.iter().any(|begin| word.starts_with(begin)))
        })
    }
}

/// The names that a formula adds and takes from one another; whether it does nothing else.
pub(super) fn linear<'a>(formula: &'a Formula, minus: bool, names: &mut Vec<(bool, &'a str)>) -> bool {
    match formula {
        Formula::Binary(Operator::Plus, left, right) => {
            linear(left, minus, names) && linear(right, minus, names)
        }
        Formula::Binary(Operator::Minus, left, right) => {
            linear(left, minus, names) && linear(right, !minus, names)
        }
        Formula::Name(name) => {
            names.push((minus, name));
            true
        }
        Formula::Binary(Operator::Divide | Operator::Times, _, _) | Formula::Number(_) => false,
    }
}
