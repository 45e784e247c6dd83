//! What the words around an amount say of it: that it is a deviation, a change, a price for each, a part of an
//! explanation; and whether they are so plain that the amount must be the one that a heading or a total is about.

use super::known::is_of;
use crate::document::reading::MONTHS;

/// Words that speak of a deviation whatever post they are said of, so that the amount must be one.
const STRONG: [&str; 4] = ["budgetjuster", "omslutning", "underskott", "överskott"];

/// Of these, the words that speak of changes to the year's budget.
const VOLUME: [&str; 2] = ["budgetjuster", "omslutning"];

/// Words that speak of a deviation.
const DEVIATION: [&str; 3] = ["avvik", "differens", "skillnad"];

/// Words of change: the amount is how much, not how much there is.
const CHANGE: &str = "\
    bättre dyrare förbättr försämr högre lägre mer mindre minska minskning sämre öka ökning överskrid";

/// What a change is measured against that is not this year's budget.
const OTHER_BASE: &str = "\
    fjol föregående förra ifjol samma sedan tertialrapport tidigare vårprognos";

/// What a change is measured against in the table's column of deviations.
const BUDGET: [&str; 3] = ["budget", "plan", "vp"];

/// Words between a surplus or deficit and an amount by which the amount is a reason, a part or a remedy of it.
const EXPLAINS: &str = "\
    avser bero berod beror bidra bland därav ersätt finansiera framför främst följd förklara genom \
    grund hantera hänför härrör ingå orsaka tack trots täck varav återställ åtgärd";

/// The beginnings of words that do not tell what an amount is said of: those of every report, and those that bind.
const PLAIN: &str = "\
    alltså avvik bedöm begär beräkn består blev bli bokslut bokslutet cirka denna detta dock drygt \
    därmed efter eller emellertid endast enligt fort från föresl första förvaltning förvänt gentemot \
    hela helhet helår hittills idag inklusive innebär jämför kansli knappt kommer kommun kontor kunna \
    lämna medför mellan minus motsvar mycket måste negativ nuvarande nämnd nästan också omkring period \
    plus positiv preliminär prognos redan redovis resultat runt räkna samband samlad samlat sammanlagt \
    sammantag samtlig ser siste skulle staden stadens summa tertial till total under understig uppgick \
    uppgå utfall utgör utöver vara varit verksamhet vilka vilken vilket visa vänt även årets över \
    överstig";

/// What a clause says of its amount.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speech {
    /// It names a surplus, a deficit or a change of the year's budget.
    pub(super) strong: bool,
    /// It speaks of a deviation or a change.
    pub(super) deviation: bool,
    /// It speaks of changes to the year's budget.
    pub(super) volume: bool,
    /// It counts for each of something, or against something that no column holds.
    pub(super) apart: bool,
}

impl Speech {
    /// What the words of a clause say, with those that it borrows; `sentence` is the whole around it.
    pub(super) fn of(clause: &[String], sentence: &[String]) -> Self {
        let says = |words: &[String], stems: &[&str]| words.iter().any(|word| begins(word, stems));
        let strong = says(clause, &STRONG);
        let change = !strong && clause.iter().any(|word| begins_of(word, CHANGE));
        // The year of a date has its month after it.
        let year = |at: usize| {
            let dated = sentence.get(at + 1).is_some_and(|next| is_number(next));
            let word = &sentence[at];
            word.len() == 4 && word.starts_with(['1', '2']) && is_number(word) && !dated
        };
        let other = sentence.iter().any(|word| begins_of(word, OTHER_BASE))
            || (0..sentence.len()).any(year) && !says(sentence, &BUDGET);
        Self {
            strong,
            deviation: strong || change || says(clause, &DEVIATION),
            volume: says(clause, &VOLUME),
            apart: for_each(clause) || (change && other),
        }
    }
}

/// Whether a word speaks of a deviation or a change at all.
pub(super) fn speaks(word: &str) -> bool {
    begins(word, &STRONG) || begins(word, &DEVIATION) || begins_of(word, CHANGE)
}

/// Whether the words up to an amount make it a reason, a part or a remedy of the surplus or deficit that they name.
pub(super) fn explains(before: &[String]) -> bool {
    let named = before.iter().rposition(|word| begins(word, &STRONG)).map_or(0, |at| at + 1);
    before[named..].iter().any(|word| begins_of(word, EXPLAINS))
}

/// Whether a word leaves open what an amount is said of.
pub(super) fn is_plain(word: &str) -> bool {
    word.chars().count() < SHORT
        || is_number(word)
        || speaks(word)
        || begins_of(word, PLAIN)
        || MONTHS.contains(&word)
}

/// Whether a word after an amount binds it to the next one: `4 mnkr för lokaler`.
pub(super) fn binds(word: &str) -> bool {
    BINDS.contains(&word)
}

const BINDS: [&str; 8] = ["av", "avseende", "från", "för", "i", "inom", "på", "till"];

/// Words too short to name anything by themselves.
const SHORT: usize = 4;

/// Whether words count for each: `per plats`, `per invånare`, but `per den 31 augusti`.
fn for_each(words: &[String]) -> bool {
    let day = |word: &String| {
        is_number(word)
            || MONTHS.contains(&word.as_str())
            || ["balansdagen", "den", "sista"].contains(&word.as_str())
    };
    words.windows(2).any(|pair| pair[0] == "per" && !day(&pair[1]))
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn begins(word: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| is_of(word, stem))
}

/// As [`begins`], of stems in one line.
fn begins_of(word: &str, stems: &str) -> bool {
    stems.split(' ').any(|stem| is_of(word, stem))
}
