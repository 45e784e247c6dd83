//! Charts: which accounts are which row of a statement, shared by many reports.

use std::path::Path;

use super::export::{Chart, own};
use super::fields::{Fields, unknown};
use super::{node, yaml};
use crate::diagnostic::{Findings, NameOf};
use crate::project::source::{Sources, Spanned};

/// The charts that come with the program, with the years that each is for.
const CHARTS: [BuiltIn; 4] = [
    BuiltIn {
        name: "balansräkning-krl",
        years: (1998, 2018),
        text: include_str!("../../../assets/kontoplaner/balansräkning-krl.yaml"),
    },
    BuiltIn {
        name: "balansräkning-lkbr",
        years: (2019, 9999),
        text: include_str!("../../../assets/kontoplaner/balansräkning-lkbr.yaml"),
    },
    BuiltIn {
        name: "resultaträkning-krl",
        years: (1998, 2018),
        text: include_str!("../../../assets/kontoplaner/resultaträkning-krl.yaml"),
    },
    BuiltIn {
        name: "resultaträkning-lkbr",
        years: (2019, 9999),
        text: include_str!("../../../assets/kontoplaner/resultaträkning-lkbr.yaml"),
    },
];

struct BuiltIn {
    name: &'static str,
    years: (u16, u16),
    text: &'static str,
}

/// The chart of a name: a file of the project where it ends in `.yaml`; one that comes with the program by its whole name,
/// or by what stands before the law and the report's year, `resultaträkning`.
pub(crate) fn chart(
    name: &Spanned<String>,
    year: Option<u16>,
    sources: &mut Sources,
    findings: &mut Findings,
) -> Option<Chart> {
    let node = if name.value.ends_with(".yaml") {
        let (file, outcome) = sources.load(Path::new(&name.value));
        node(file, &name.value, outcome, name.span, sources, findings)?
    } else {
        let fits = |chart: &&BuiltIn| {
            let statement = chart.name.rsplit_once('-').map_or("", |(statement, _)| statement);
            let (first, last) = chart.years;
            let of_year = year.is_some_and(|year| (first..=last).contains(&year));
            chart.name == name.value || (statement == name.value && of_year)
        };
        let Some(found) = CHARTS.iter().find(fits) else {
            unknown(NameOf::Chart, name, CHARTS.iter().map(|chart| chart.name), findings);
            return None;
        };
        let path = format!("kontoplaner/{}.yaml", found.name);
        let file = sources.register(Path::new(&path), None, found.text.to_owned());
        yaml::parse(file, sources, findings).ok()?
    };
    let mut fields = Fields::open(&node, findings)?;
    fields.need_word("namn", findings);
    fields.need("konton", findings);
    let chart = own(&mut fields, findings);
    fields.close(findings);
    Some(chart)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_account_has_one_place_in_every_chart() {
        let folder = tempfile::tempdir().unwrap();
        for BuiltIn { name, .. } in &CHARTS {
            let mut sources = Sources::open(folder.path()).unwrap();
            let top = sources.register(Path::new("blad.yaml"), None, String::new());
            let asked = Spanned::new((*name).to_owned(), sources.top(top));
            let mut findings = Findings::default();
            let chart = chart(&asked, None, &mut sources, &mut findings).unwrap();
            assert_eq!(findings, Findings::default(), "{name}");
            for account in 1000..=9999 {
                let all = chart.rows.iter().flat_map(|(_, accounts)| accounts).chain(&chart.outside);
                let places = all.filter(|accounts| accounts.value.contains(account)).count();
                assert_eq!(places, 1, "{name}: {account}");
            }
        }
    }
}
