//! How a PM and an utlåtande go on after the presenter: what was said for the record in borgarrådsberedningen and
//! kommunstyrelsen, kommunstyrelsen's own part of an utlåtande, and the bodies that the matter was referred to.

use time::Date;

use super::fields::{Fields, some_items, tagged};
use super::prose::{Line, Prose, prose};
use super::yaml::Node;
use crate::diagnostic::Findings;
use crate::project::source::{Sources, Span, Spanned};

/// Something said for the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Utterance {
    /// Where it was written.
    pub span: Span,
    /// What it is.
    pub kind: UtteranceKind,
    /// Who said it.
    pub by: Speakers,
    /// What it refers to instead of saying it once more.
    pub reference: Option<Line>,
    /// What is proposed in it.
    pub points: Vec<Prose>,
    /// What is said.
    pub text: Option<Prose>,
}

/// What is said for the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UtteranceKind {
    /// Reservation.
    Reservation,
    /// Särskilt uttalande.
    Statement,
    /// Ersättaryttrande, by who sits without a vote.
    Substitute,
}

/// Who said something.
#[derive(Clone, Debug, PartialEq)]
pub struct Speakers {
    /// Where it was written.
    pub span: Span,
    /// What they are, in the form that the sentence has: `borgarråden`.
    pub title: Option<Spanned<String>>,
    /// Those who are named.
    pub people: Vec<Speaker>,
    /// There are more who are not.
    pub and_others: bool,
}

/// One who is named.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The name.
    pub name: Spanned<String>,
    /// The party, by its letters.
    pub party: Option<Spanned<String>>,
}

/// Kommunstyrelsen's part of an utlåtande.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// Where it was written.
    pub span: Span,
    /// When it met.
    pub date: Spanned<Date>,
    /// Who was in the chair.
    pub chair: Spanned<String>,
    /// Who kept the minutes.
    pub secretary: Spanned<String>,
    /// What was said there.
    pub utterances: Vec<Utterance>,
}

/// A body that the matter was referred to.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Where it was written.
    pub span: Span,
    /// Its name, as it stands within a sentence: `socialnämnden`.
    pub name: Spanned<String>,
    /// What it decided.
    pub decision: Option<BodyDecision>,
    /// The reservations made in it, each with the bilaga that holds it.
    pub reservations: Vec<BodyReservation>,
    /// The document of its office.
    pub statement: Option<BodyStatement>,
}

/// What a body decided.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyDecision {
    /// When it met.
    pub date: Spanned<Date>,
    /// The words after "att".
    pub words: Line,
}

/// A reservation made in a body.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyReservation {
    /// Where it was written.
    pub span: Span,
    /// Who made it.
    pub by: Speakers,
    /// The number of the bilaga that holds it.
    pub annex: Option<Spanned<u8>>,
}

/// The document of a body's office, as it is reproduced.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyStatement {
    /// Whose it is, in the genitive.
    pub from: Spanned<String>,
    /// Its date.
    pub date: Spanned<Date>,
    /// What it says.
    pub text: Prose,
}

const RESERVATION: (&str, UtteranceKind) = ("reservation", UtteranceKind::Reservation);
const STATEMENT: (&str, UtteranceKind) = ("särskilt-uttalande", UtteranceKind::Statement);
const SUBSTITUTE: (&str, UtteranceKind) = ("ersättaryttrande", UtteranceKind::Substitute);

/// What can be said in borgarrådsberedningen.
pub(super) const AMONG_COMMISSIONERS: [(&str, UtteranceKind); 2] = [RESERVATION, STATEMENT];
/// What can be said in kommunstyrelsen, where substitutes sit too.
pub(super) const IN_BOARD: [(&str, UtteranceKind); 3] = [SUBSTITUTE, RESERVATION, STATEMENT];

pub(super) const ANSWERS: [(&str, bool); 2] = [("ja", true), ("nej", false)];

/// How many bilagor a matter can number.
pub(super) const ANNEXES: (u8, u8) = (1, 99);

/// Reads a list of what was said, each under the key that says what it is.
pub(super) fn utterances(
    node: &Node,
    kinds: &[(&'static str, UtteranceKind)],
    sources: &Sources,
    findings: &mut Findings,
) -> Vec<Utterance> {
    let keys: Vec<&str> = kinds.iter().map(|(key, _)| *key).collect();
    let mut list = Vec::new();
    for item in some_items("yttranden", node, findings).unwrap_or_default() {
        for (key, value) in tagged(item, &keys, findings) {
            let kind = kinds.iter().find(|(name, _)| *name == key.value).map(|(_, kind)| *kind);
            list.extend(kind.and_then(|kind| utterance(value, kind, sources, findings)));
        }
    }
    list
}

fn utterance(
    node: &Node,
    kind: UtteranceKind,
    sources: &Sources,
    findings: &mut Findings,
) -> Option<Utterance> {
    let mut fields = Fields::open(node, findings)?;
    let by = speakers(&mut fields, node.span, findings);
    let reference = fields.line("hänvisning", sources, findings);
    let points = fields.take("beslut", findings).and_then(|list| some_items("beslut", list, findings));
    let points = points.unwrap_or_default().iter();
    let points: Vec<Prose> = points.filter_map(|point| prose("beslut", point, sources, findings)).collect();
    let text = fields.take("text", findings).and_then(|text| prose("text", text, sources, findings));
    if reference.is_none() && points.is_empty() {
        fields.absent("text");
    }
    fields.close(findings);
    Some(Utterance { span: node.span, kind, by: by?, reference, points, text })
}

fn speakers(fields: &mut Fields<'_>, span: Span, findings: &mut Findings) -> Option<Speakers> {
    let title = fields.text("titel", findings);
    let people = fields.need("av", findings).and_then(|list| some_items("av", list, findings));
    let people = people.unwrap_or_default().iter().filter_map(|one| speaker(one, findings)).collect();
    let others = fields.choice("med-flera", &ANSWERS, findings);
    Some(Speakers { span, title, people, and_others: others.is_some_and(|others| others.value) })
        .filter(|speakers| !speakers.people.is_empty())
}

fn speaker(node: &Node, findings: &mut Findings) -> Option<Speaker> {
    let mut fields = Fields::open(node, findings)?;
    let name = fields.need_text("namn", findings);
    let party = fields.text("parti", findings);
    fields.close(findings);
    Some(Speaker { name: name?, party })
}

/// Reads kommunstyrelsen's part.
pub(super) fn executive(node: &Node, sources: &Sources, findings: &mut Findings) -> Option<Board> {
    let mut fields = Fields::open(node, findings)?;
    let date = fields.need_date("datum", findings);
    let chair = fields.need_text("ordförande", findings);
    let secretary = fields.need_text("sekreterare", findings);
    let said = fields.take("yttranden", findings);
    let utterances = said.map_or(Vec::new(), |list| utterances(list, &IN_BOARD, sources, findings));
    fields.close(findings);
    Some(Board { span: node.span, date: date?, chair: chair?, secretary: secretary?, utterances })
}

/// Reads a body that the matter was referred to.
pub(super) fn body(node: &Node, sources: &Sources, findings: &mut Findings) -> Option<Body> {
    let mut fields = Fields::open(node, findings)?;
    let name = fields.need_text("namn", findings);
    let decision = fields.take("beslut", findings).and_then(|node| body_decision(node, sources, findings));
    let reservations = fields.take("reservationer", findings);
    let reservations = reservations.and_then(|list| some_items("reservationer", list, findings));
    let reservations = reservations.unwrap_or_default().iter();
    let reservations = reservations.filter_map(|one| body_reservation(one, findings)).collect();
    let statement = fields.take("tjänsteutlåtande", findings);
    let statement = statement.and_then(|node| body_statement(node, sources, findings));
    if statement.is_none() {
        fields.absent("beslut");
    }
    fields.close(findings);
    Some(Body { span: node.span, name: name?, decision, reservations, statement })
}

fn body_decision(node: &Node, sources: &Sources, findings: &mut Findings) -> Option<BodyDecision> {
    let mut fields = Fields::open(node, findings)?;
    let date = fields.need_date("datum", findings);
    let words = fields.need_line("att", sources, findings);
    fields.close(findings);
    Some(BodyDecision { date: date?, words: words? })
}

fn body_reservation(node: &Node, findings: &mut Findings) -> Option<BodyReservation> {
    let mut fields = Fields::open(node, findings)?;
    let by = speakers(&mut fields, node.span, findings);
    let annex = fields.number("bilaga", ANNEXES.0, ANNEXES.1, findings);
    fields.close(findings);
    Some(BodyReservation { span: node.span, by: by?, annex })
}

fn body_statement(node: &Node, sources: &Sources, findings: &mut Findings) -> Option<BodyStatement> {
    let mut fields = Fields::open(node, findings)?;
    let from = fields.need_text("från", findings);
    let date = fields.need_date("datum", findings);
    let text = fields.need("text", findings).and_then(|text| prose("text", text, sources, findings));
    fields.close(findings);
    Some(BodyStatement { from: from?, date: date?, text: text? })
}
