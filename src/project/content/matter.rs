//! The matter itself: what stands in `ärende.yaml`.

use time::{Date, Month};

use super::ending::{AMONG_COMMISSIONERS, Board, Body, Utterance, body, executive, utterances};
use super::fields::{Fields, items, one_or_more, some_items, text, words};
use super::prose::{Line, Prose, line, prose};
use super::yaml::Node;
use crate::diagnostic::{Findings, Problem};
use crate::figures::money::Fraction;
use crate::project::source::{Sources, Span, Spanned};

/// A matter for the council.
#[derive(Clone, Debug, PartialEq)]
pub struct Matter {
    /// Where it was written.
    pub span: Span,
    /// What kind of document it becomes.
    pub kind: MatterKind,
    /// Series and year, with a number where it has one: `PM 2006`, `Utlåtande 2017:19`, `Tjänsteutlåtande`.
    pub designation: Spanned<String>,
    /// The rotel that presents it: `RI`.
    pub rotel: Option<Spanned<String>>,
    /// The diarienummer.
    pub dnr: Spanned<String>,
    /// The ärendemening.
    pub title: Line,
    /// The lines under the title: what the matter answers, or the other matters that it settles.
    pub subtitles: Vec<Line>,
    /// The office that answers for it.
    pub author: Option<Spanned<String>>,
    /// The board that an office's own document is written to, in the definite form: `stadsdelsnämnden`.
    pub board: Option<Spanned<String>>,
    /// Where it is dated.
    pub place: Spanned<String>,
    /// When it is dated.
    pub date: Spanned<Date>,
    /// Who presents it.
    pub presenter: Option<Presenter>,
    /// Who signs it, in the order of the fields.
    pub signers: Vec<Signer>,
    /// The months that the report covers.
    pub period: Option<Period>,
    /// The form of the fixed decision words.
    pub wording: Wording,
    /// The points that are proposed.
    pub decisions: Vec<Prose>,
    /// What the matter is, in short.
    pub summary: Option<Prose>,
    /// Whom the matter was referred to, and what they think, in short.
    pub preparation: Option<Prose>,
    /// What the presenter thinks.
    pub views: Option<Prose>,
    /// The points that kommunstyrelsen decides on its own behalf.
    pub own_decisions: Vec<Prose>,
    /// What was said in borgarrådsberedningen.
    pub utterances: Vec<Utterance>,
    /// Kommunstyrelsen's part of an utlåtande.
    pub executive: Option<Board>,
    /// The bodies that the matter was referred to.
    pub bodies: Vec<Body>,
    /// The office's own document, reproduced.
    pub statement: Option<Statement>,
    /// The bilagor, in order.
    pub annexes: Vec<AnnexEntry>,
    /// How many levels of headings the list of contents shows, where there is one.
    pub contents: Option<u8>,
    /// The file of the office's house template.
    pub template: Option<Spanned<String>>,
    /// The files and folders of the project that are no part of the report, by their paths.
    pub outside: Vec<Spanned<String>>,
}

/// What kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatterKind {
    /// PM to kommunstyrelsen.
    Pm,
    /// Tjänsteutlåtande from an office.
    OfficeStatement,
    /// Utlåtande to kommunfullmäktige.
    Statement,
}

/// The form of the fixed words before a decision. It changed about 2010 and is never mixed in one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// "… föreslår att kommunstyrelsen beslutar följande."
    Later,
    /// "… föreslår kommunstyrelsen besluta följande"
    Older,
}

/// Who presents the matter: one, or several together.
#[derive(Clone, Debug, PartialEq)]
pub struct Presenter {
    /// The office held, in the definite form: `borgarrådet`, `borgarråden`.
    pub title: Spanned<String>,
    /// The names; never none.
    pub names: Vec<Spanned<String>>,
}

impl Presenter {
    /// Several present the matter together.
    pub fn are_several(&self) -> bool {
        self.names.len() > 1
    }
}

/// Who signs the document, and in what capacity.
#[derive(Clone, Debug, PartialEq)]
pub struct Signer {
    /// Where it was written.
    pub span: Span,
    /// The capacity: `förvaltningschef`.
    pub role: Spanned<String>,
    /// The name, where it is known who will sign.
    pub name: Option<Spanned<String>>,
    /// Where it is signed.
    pub place: Option<Spanned<String>>,
    /// The authority or company signed for.
    pub organisation: Option<Spanned<String>>,
}

/// The months a report covers, within one year.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// Where it was written.
    pub span: Span,
    /// The year.
    pub year: u16,
    /// The first month, 1 to 12.
    pub first: u8,
    /// The last month, not before the first.
    pub last: u8,
}

impl Period {
    /// Its first and its last day.
    pub fn days(&self) -> (Date, Date) {
        let month = |number: u8| Month::try_from(number).expect("months were read as 1 to 12");
        let (first, last) = (month(self.first), month(self.last));
        let year = i32::from(self.year);
        let day = |month, day| Date::from_calendar_date(year, month, day).expect("a day of its month");
        (day(first, 1), day(last, last.length(year)))
    }

    /// The part of a year that it is: 8/12 for January to August.
    pub fn fraction(&self) -> Fraction {
        let months = i128::from(self.last - self.first) + 1;
        Fraction::new(months, 12).expect("twelve is not zero")
    }
}

/// The office's own document, as it is introduced.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Whose it is, in the genitive.
    pub from: Spanned<String>,
    /// Its date.
    pub date: Spanned<Date>,
}

/// A bilaga in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct AnnexEntry {
    /// What it is called.
    pub heading: Line,
    /// The file that it is printed from; without one it is only listed.
    pub file: Option<Spanned<String>>,
}

/// The year from which the later wording is seen.
const LATER_FROM: i32 = 2010;

pub(super) const KINDS: [(&str, MatterKind); 3] = [
    ("pm", MatterKind::Pm),
    ("tjänsteutlåtande", MatterKind::OfficeStatement),
    ("utlåtande", MatterKind::Statement),
];

pub(super) const WORDINGS: [(&str, Wording); 2] = [("nyare", Wording::Later), ("äldre", Wording::Older)];

/// Years that a report can cover.
pub(super) const YEARS: (u16, u16) = (1900, 2200);

/// How many levels a list of contents can show.
pub(super) const CONTENTS_LEVELS: (u8, u8) = (1, 4);

/// What other systems, and other files of a project, call the keys of a matter.
const GUESSES: [(&str, &str); 9] = [
    ("diarienummer", "dnr"),
    ("från", "författare"),
    ("förvaltning", "författare"),
    ("innehåll", "innehållsförteckning"),
    ("rubrik", "titel"),
    ("sammanfattning", "ärendet"),
    ("till", "nämnd"),
    ("våra-synpunkter", "mina-synpunkter"),
    ("ärendemening", "titel"),
];

/// Reads the matter. What is wrong is reported, and something put in its place, so that the rest of the project is
/// still looked through; nothing is ever made from it.
pub(super) fn matter(node: &Node, sources: &Sources, findings: &mut Findings) -> Option<Matter> {
    let mut fields = Fields::open(node, findings)?.guessed_as(&GUESSES);
    fields.need("slag", findings);
    let kind = fields.choice("slag", &KINDS, findings);
    let designation = fields.text("beteckning", findings);
    let rotel = fields.text("rotel", findings);
    let dnr = fields.need_text("dnr", findings);
    let title = fields.need_line("titel", sources, findings);
    let subtitles = fields.take("undertitel", findings);
    let mut one = |key: &str, node: &Node, findings: &mut Findings| line(key, node, sources, findings);
    let subtitles =
        subtitles.map(|node| one_or_more("undertitel", node, findings, &mut one)).unwrap_or_default();
    let author = fields.text("författare", findings);
    let board = fields.text("nämnd", findings);
    let place = fields.need_text("ort", findings);
    let date = fields.need_date("datum", findings);
    let presenter = fields.take("föredragande", findings).and_then(|node| presenter(node, findings));
    let signers = fields.take("underskrifter", findings).and_then(|list| items(list, findings));
    let signers = signers.unwrap_or_default().iter().filter_map(|entry| signer(entry, findings)).collect();
    let period = fields.take("period", findings).map(|node| period(node, findings));
    let wording = fields.choice("beslutsformel", &WORDINGS, findings);
    let decisions = fields.need("beslut", findings);
    let decisions = points("beslut", decisions, sources, findings);
    let own_decisions = fields.take("beslut-för-egen-del", findings);
    let own_decisions = points("beslut-för-egen-del", own_decisions, sources, findings);
    let summary = fields.take("ärendet", findings).and_then(|node| prose("ärendet", node, sources, findings));
    let preparation =
        fields.take("beredning", findings).and_then(|node| prose("beredning", node, sources, findings));
    let views = fields
        .take("mina-synpunkter", findings)
        .and_then(|node| prose("mina-synpunkter", node, sources, findings));
    let said = fields.take("yttranden", findings);
    let said = said.map_or(Vec::new(), |list| utterances(list, &AMONG_COMMISSIONERS, sources, findings));
    let board_part = fields.take("kommunstyrelsen", findings);
    let board_part = board_part.and_then(|node| executive(node, sources, findings));
    let bodies = fields.take("remissinstanser", findings);
    let bodies = bodies.and_then(|list| some_items("remissinstanser", list, findings)).unwrap_or_default();
    let bodies = bodies.iter().filter_map(|one| body(one, sources, findings)).collect();
    let statement = fields.take("tjänsteutlåtande", findings).and_then(|node| statement(node, findings));
    let annexes = fields.take("bilagor", findings).and_then(|list| items(list, findings)).unwrap_or_default();
    let annexes = annexes.iter().filter_map(|entry| annex(entry, sources, findings)).collect();
    let contents = fields.number("innehållsförteckning", CONTENTS_LEVELS.0, CONTENTS_LEVELS.1, findings);
    let template = fields.word("mall", findings);
    let outside = fields.take("utanför", findings);
    let outside = outside.map(|node| words("utanför", node, findings)).unwrap_or_default();
    fields.close(findings);
    let date = date.unwrap_or(Spanned::new(Date::MIN, node.span));
    let unknown = || Spanned::new(String::new(), node.span);
    let kind = kind.map_or(MatterKind::Pm, |chosen| chosen.value);
    let by_year = if date.value.year() < LATER_FROM { Wording::Older } else { Wording::Later };
    Some(Matter {
        span: node.span,
        kind,
        designation: designation
            .unwrap_or_else(|| Spanned::new(usual_designation(kind, date.value), date.span)),
        rotel,
        dnr: dnr.unwrap_or_else(unknown),
        title: title.unwrap_or_else(|| Line::plain(String::new(), node.span)),
        subtitles,
        author,
        board,
        place: place.unwrap_or_else(unknown),
        wording: wording.map_or(by_year, |chosen| chosen.value),
        date,
        presenter,
        signers,
        period,
        decisions,
        summary,
        preparation,
        views,
        own_decisions,
        utterances: said,
        executive: board_part,
        bodies,
        statement,
        annexes,
        contents: contents.map(|number| number.value),
        template,
        outside,
    })
}

/// What a document is called that has no number: PMs had none until 2007, and a draft of an utlåtande has none yet.
fn usual_designation(kind: MatterKind, date: Date) -> String {
    match kind {
        MatterKind::OfficeStatement => "Tjänsteutlåtande".to_owned(),
        MatterKind::Pm => format!("PM {}", date.year()),
        MatterKind::Statement => format!("Utlåtande {}:", date.year()),
    }
}

/// The points of a list.
fn points(key: &str, list: Option<&Node>, sources: &Sources, findings: &mut Findings) -> Vec<Prose> {
    let list = list.and_then(|list| some_items(key, list, findings)).unwrap_or_default();
    list.iter().filter_map(|point| prose(key, point, sources, findings)).collect()
}

fn presenter(node: &Node, findings: &mut Findings) -> Option<Presenter> {
    let mut fields = Fields::open(node, findings)?;
    let title = fields.need_text("titel", findings);
    let names = fields.need("namn", findings).map(|node| one_or_more("namn", node, findings, &mut text));
    fields.close(findings);
    Some(Presenter { title: title?, names: names.filter(|names| !names.is_empty())? })
}

fn signer(node: &Node, findings: &mut Findings) -> Option<Signer> {
    let mut fields = Fields::open(node, findings)?;
    let role = fields.need_text("roll", findings);
    let name = fields.text("namn", findings);
    let place = fields.text("ort", findings);
    let organisation = fields.text("organisation", findings);
    fields.close(findings);
    Some(Signer { span: node.span, role: role?, name, place, organisation })
}

fn statement(node: &Node, findings: &mut Findings) -> Option<Statement> {
    let mut fields = Fields::open(node, findings)?;
    let from = fields.need_text("från", findings);
    let date = fields.need_date("datum", findings);
    fields.close(findings);
    Some(Statement { from: from?, date: date? })
}

fn annex(node: &Node, sources: &Sources, findings: &mut Findings) -> Option<AnnexEntry> {
    let mut fields = Fields::open(node, findings)?;
    let heading = fields.need_line("rubrik", sources, findings);
    let file = fields.word("fil", findings);
    fields.close(findings);
    Some(AnnexEntry { heading: heading?, file })
}

/// Reads the period. One that cannot be read is the whole year to the formulas that use it.
fn period(node: &Node, findings: &mut Findings) -> Period {
    months_of_year(node, findings).unwrap_or(Period { span: node.span, year: 0, first: 1, last: 12 })
}

fn months_of_year(node: &Node, findings: &mut Findings) -> Option<Period> {
    let mut fields = Fields::open(node, findings)?;
    let year = fields.need_word("år", findings);
    let months = fields.need_word("månader", findings);
    fields.close(findings);
    let (year, months) = (year?, months?);
    let number = year.value.parse().ok().filter(|year| (YEARS.0..=YEARS.1).contains(year));
    let (first, last) = months.value.split_once(['–', '-']).unwrap_or((&months.value, &months.value));
    let within = month(first).zip(month(last)).filter(|(first, last)| first <= last);
    for (written, readable) in [(&year, number.is_some()), (&months, within.is_some())] {
        if !readable {
            findings.add(written.span, Problem::WrongPeriod { text: written.value.clone() });
        }
    }
    let (first, last) = within?;
    Some(Period { span: node.span, year: number?, first, last })
}

fn month(text: &str) -> Option<u8> {
    let number = text.trim().parse().ok()?;
    Month::try_from(number).ok().map(|_| number)
}
