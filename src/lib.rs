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
//! The wings, in the order of the stages; the door of each lists its rooms:
//!
//! - [`project`]: files and typed content, as the author wrote them.
//! - [`figures`]: exact amounts, the ledger's exports, sheets, and where each figure comes from.
//! - [`document`]: the tree in the middle, how it is composed, and the rules checked over it. Writers need nothing else.
//! - [`writers`]: PDF, Word and plain text, functions over the tree that never meet.
//! - [`edits`]: edited Word files merged back into the YAML, and two versions of a matter compared.
//! - [`signatures`]: a PDF signed, extended and validated, and the sources inside it.
//! - [`diagnostic`]: what is wrong, where, and what to do; every wing reports through it.
//! - [`pipeline`]: the one place that calls the stages in order.
//! - [`cli`]: arguments, terminal, clock, network, files written.
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

pub mod cli;
pub mod diagnostic;
pub mod document;
pub mod edits;
pub mod figures;
pub mod pipeline;
pub mod project;
pub mod signatures;
pub mod writers;
