//! The forms of financial statements, as data in `assets/uppställningar`: row templates that many reports share.

use indexmap::IndexMap;
use serde::Deserialize;

use super::ledger::LedgerRow;
use crate::project::source::Spanned;

/// A form: its rows in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form(&'static str);

macro_rules! forms {
    ($($name:literal),* $(,)?) => {
        /// Every form by its name.
        pub(super) const FORMS: &[(&str, Form)] =
            &[$(($name, Form(include_str!(concat!("../../../assets/uppställningar/", $name, ".yaml"))))),*];
    };
}

forms![
    "balansräkning-krl",
    "balansräkning-lkbr",
    "kassaflöde",
    "resultaträkning-krl",
    "resultaträkning-lkbr",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormRow {
    namn: String,
    formel: Option<String>,
    rubrik: Option<String>,
}

/// The rows of a form as a template; what is wrong with one is told where the sheet asks for the form.
pub(super) fn template(form: Spanned<Form>) -> IndexMap<String, LedgerRow> {
    let rows: IndexMap<String, FormRow> =
        serde_saphyr::from_str(form.value.0).expect("the forms are read by a test");
    let at = |text: String| Spanned::new(text, form.span);
    let row = |row: FormRow| LedgerRow {
        name: at(row.namn),
        formula: row.formel.map(at),
        kind: None,
        heading: row.rubrik.map(at),
    };
    rows.into_iter().map(|(key, written)| (key, row(written))).collect()
}
