//! tertial turns what an office of a Swedish city writes into the formal council document: YAML sections and a ledger
//! in, an archival, accessible PDF that can be signed and an editable Word document out.
//!
//! ```text
//! *.yaml ──────────source──content──┐                            ┌─compose──▶ Document ─┬─pdf───▶ PDF
//!                                   ├─intake──sheet──▶ figures ──┤             │        ├─word──▶ docx, base
//! SIE, XLSX, CSV ──source──ledger───┘                            └─export      │        └─text──▶ txt
//!                                                                     │     facts, check
//!                                                                     └──▶ XLSX
//!                   findings are collected all along and shown once, at the end
//!
//! docx, edited ──import──▶ changes of *.yaml         PDF ──sign, remote, levels──▶ signed PDF ──verify──▶ verdicts
//! two versions ──compare──▶ what differs             PDF ──attached──▶ the sources inside, built again
//! ```
//!
//! The rooms, in the order of the stages:
//!
//! - [`source`]: files read with limits, never outside the project; spans that point into them.
//! - [`content`]: YAML into typed content, faithful to the file; every mistake of a file at once.
//! - [`ledger`]: SIE, XLSX and CSV into records with their places; [`intake`] puts their figures into the cells of sheets.
//! - [`sheet`]: columns, rows, posts and formulas into exact figures that know their inputs.
//! - [`compose`]: content and figures into the document: fixed words, what is said twice, tables.
//! - [`document`]: the tree in the middle, and its plain text. Writers need nothing else.
//! - [`check`]: rules over the finished document, one file a rule; [`reading`] reads figures in Swedish text for them.
//! - [`pdf`] and [`word`]: two functions over the tree that never meet.
//! - [`export`]: the tables as a workbook of formulas.
//! - [`facts`]: every figure with its origin and every place that prints it; the way back from a figure to its inputs.
//! - [`pipeline`]: the one place that calls the stages in order. [`cli`]: arguments, terminal, clock, network, files
//!   written.
//!
//! What comes back, and what is compared:
//!
//! - [`base`]: what a Word file was made from, by the keys that its blocks carry, for edits that come back.
//! - [`import`]: Word documents that come back edited, merged with the files as they are now.
//! - [`compare`]: two versions of a matter side by side.
//!
//! What happens to a PDF after it was built:
//!
//! - [`sign`]: signatures added to it, with keys from files and cards.
//! - [`remote`]: signing by a service elsewhere: the request that goes out, the response that comes back.
//! - [`levels`]: timestamps and revocation data that make a signature last, from services that are handed in.
//! - [`verify`]: verdicts over its signatures, by readers that share nothing with the signer; [`pki`] reads certificates,
//!   timestamps and revocation for it.
//! - [`attached`]: the sources of a document inside its PDF, and out of it again.
//!
//! Vocabulary that all of them share: [`money`] (exact amounts; the only room that rounds and makes digits), [`figure`]
//! (a number with its cell and origin), [`look`] (what an office's template decides), [`diagnostic`] (what is wrong, where,
//! what to do).
//!
//! What holds everywhere: the tree does not know YAML, typst, Word or how a figure was computed; everything between
//! reading and writing is a pure function of its arguments, so that the same input gives the same bytes; a test
//! (`tests/suite/architecture.rs`) holds which room may use which.
//!
//! # Swedish terms
//!
//! | term | meaning |
//! |---|---|
//! | ärende, ärendemening | a matter before the council, and its title |
//! | beteckning, dnr | designation of the document, registration number of the matter |
//! | rotel | the portfolio of a commissioner (borgarråd) |
//! | PM, utlåtande | memorandum to the executive board, opinion to the council |
//! | tjänsteutlåtande | the office's own document, reproduced within them |
//! | bilaga | annex |
//! | VP (verksamhetsplan) | the year's plan, here its budget |
//! | utfall, prognos, avvikelse | outcome, forecast, deviation |
//! | omslutningsförändring | change of cost and revenue by the same amount |
//! | budgetjustering | change of the net, with its financing |
//! | kontoplan, periodnyckel | chart of accounts, weights of the months |
//! | källor, underlag | the exports that figures are taken from, and their folder |
//! | uppställning | income statement, balance sheet or cash flow as the law sets it out |
//! | KRL, LKBR | the municipal accounting acts of 1997 (until 2018) and 2018 |
//! | mall, husmall | template of an office's look |
//! | underskrift | signature |
//! | post, rad, kolumn | post, row and column of a sheet; `{post.rad.kolumn}` is a cell |

pub mod attached;
pub mod base;
pub mod check;
pub mod cli;
pub mod compare;
pub mod compose;
pub mod content;
pub mod diagnostic;
pub mod document;
pub mod export;
pub mod facts;
pub mod figure;
pub mod import;
pub mod intake;
pub mod ledger;
pub mod levels;
pub mod look;
pub mod money;
pub mod pdf;
pub mod pipeline;
pub mod pki;
pub mod reading;
pub mod remote;
pub mod sheet;
pub mod sign;
pub mod source;
pub mod verify;
pub mod word;
