//! Faults planted in good pages, each found.

use std::path::Path;

use time::{Date, Month};
use typst::layout::{Frame, FrameItem, Point};

use super::*;
use crate::document::tree::{
    Anchor, Block, BlockKind, Document, Hand, Inline, InlineKind, Level, Meta, Note, ParagraphRole, Part,
    PartKind, Stage,
};
use crate::project::look::Look;
use crate::project::source::{Sources, Spanned};
use crate::writers::pdf::{Layout, layout};

fn document() -> Document {
    let file = Sources::in_memory(BTreeMap::new()).register(Path::new("x.yaml"), None, "x".to_owned());
    let span = Span::new(file, 0..1);
    let words = |text: &str| vec![Inline::text(text, span)];
    let block = |kind| Block { anchor: Anchor::new("x"), span, hand: Hand::Author, kind };
    let paragraph = |text| block(BlockKind::Paragraph { role: ParagraphRole::Body, text });
    let note = Inline { span, kind: InlineKind::Note(Note { number: 1, span, text: words("Notens ord.") }) };
    let blocks = vec![
        block(BlockKind::Heading { level: Level::TOP, text: words("Rubrik") }),
        paragraph([words("Stycket har en not."), vec![note]].concat()),
        block(BlockKind::PageBreak),
        paragraph(words("Nästa sida.")),
    ];
    let meta = Meta {
        title: Spanned::new("Titel".to_owned(), span),
        author: None,
        subject: "PM".to_owned(),
        designation: "PM".to_owned(),
        dnr: "1".to_owned(),
        annexes: 0,
        date: Spanned::new(Date::from_calendar_date(2024, Month::May, 1).expect("a day"), span),
        stage: Stage::Final,
    };
    let part = Part { anchor: Anchor::new("p"), kind: PartKind::Main, running_head: "PM".to_owned(), blocks };
    Document { meta, parts: vec![part] }
}

/// The codes of what is found after a change to the pages.
fn found(change: impl FnOnce(&mut Vec<Page>)) -> Vec<&'static str> {
    let document = document();
    let mut findings = Findings::default();
    let Ok(laid) = layout(&document, &Look::default(), &[], &mut findings) else { panic!("no pages") };
    let mut pages = laid.pages.pages().to_vec();
    change(&mut pages);
    let pages =
        PagedDocument::new(pages.into_iter().collect(), typst::model::Document::info(&laid.pages).clone());
    Layout { pages, ..laid }.measure(&document, &mut findings);
    let mut codes: Vec<_> = findings.sorted().iter().map(|found| found.problem.code()).collect();
    codes.dedup();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Takes the runs with these words out of a frame, and gives them with their places.
fn take(frame: &mut Frame, words: &str) -> Vec<(Point, FrameItem)> {
    let items: Vec<(Point, FrameItem)> = frame.items().cloned().collect();
    frame.clear();
    let mut taken = Vec::new();
    for (at, mut item) in items {
        if let FrameItem::Group(group) = &mut item {
            let inner = take(&mut group.frame, words);
            taken.extend(inner.into_iter().map(|(place, item)| (at + place, item)));
        }
        if let FrameItem::Text(text) = &item
            && text.text.contains(words)
        {
            taken.push((at, item));
        } else {
            frame.push(at, item);
        }
    }
    taken
}

#[test]
fn good_pages_give_no_finding() {
    assert_eq!(found(|_| ()), [""; 0]);
}

#[test]
fn each_planted_fault_is_found() {
    let lost = found(|pages| drop(take(&mut pages[1].frame, "Nästa")));
    assert_eq!(lost, ["not-printed"]);
    let moved = |by: Point| {
        found(move |pages| {
            for (at, item) in take(&mut pages[1].frame, "Nästa") {
                pages[1].frame.push(at + by, item);
            }
        })
    };
    for by in [(500.0, 0.0), (-30.0, 0.0), (0.0, 700.0), (0.0, -15.0)] {
        assert_eq!(moved(Point::new(Abs::pt(by.0), Abs::pt(by.1))), ["printed-outside"], "{by:?}");
    }
    let twice = found(|pages| {
        for (at, item) in take(&mut pages[1].frame, "Nästa") {
            pages[1].frame.push(at, item.clone());
            pages[1].frame.push(at + Point::with_y(Abs::pt(100.0)), item);
        }
    });
    assert_eq!(twice, ["printed-twice"]);
    let over = found(|pages| {
        let frame = &mut pages[0].frame;
        for (at, item) in [take(frame, "Rubrik"), take(frame, "Stycket")].concat() {
            frame.push(Point::new(at.x, Abs::pt(200.0)), item);
        }
    });
    assert!(over.contains(&"printed-over"), "{over:?}");
    let alone = found(|pages| {
        for (_, item) in take(&mut pages[0].frame, "Rubrik") {
            pages[0].frame.push(Point::new(Abs::pt(100.0), Abs::pt(600.0)), item);
        }
    });
    assert!(alone.contains(&"heading-alone"), "{alone:?}");
}

#[test]
fn a_note_on_another_page_than_its_mark_is_found() {
    let elsewhere = found(|pages| {
        for (at, item) in take(&mut pages[0].frame, "Notens") {
            pages[1].frame.push(at, item);
        }
    });
    assert_eq!(elsewhere, ["note-elsewhere"]);
}
