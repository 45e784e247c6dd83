//! Everything about the finished product: the seed, the writers' agreement, reproducibility, conformance, the command
//! line, and the architecture. Single findings, tables and documents are case files in `cases.rs`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]
#![expect(clippy::wildcard_enum_match_arm, reason = "of XML events, only those that carry text matter here")]

#[path = "suite/agreement.rs"]
mod agreement;
#[path = "suite/architecture.rs"]
mod architecture;
#[path = "suite/base.rs"]
mod base;
#[path = "suite/command_line.rs"]
mod command_line;
#[path = "suite/conformance.rs"]
mod conformance;
#[path = "suite/controls.rs"]
mod controls;
#[path = "suite/diff.rs"]
mod diff;
#[path = "suite/example.rs"]
mod example;
#[path = "suite/exports.rs"]
mod exports;
#[path = "suite/facts.rs"]
mod facts;
#[path = "suite/html.rs"]
mod html;
#[path = "suite/import.rs"]
mod import;
#[path = "suite/installed.rs"]
mod installed;
#[path = "suite/keys.rs"]
mod keys;
#[path = "suite/literals.rs"]
mod literals;
#[path = "suite/look.rs"]
mod look;
#[path = "suite/lying.rs"]
mod lying;
#[path = "suite/manual.rs"]
mod manual;
#[path = "suite/money.rs"]
mod money;
#[path = "suite/new.rs"]
mod new;
#[path = "suite/nothing_lost.rs"]
mod nothing_lost;
#[path = "suite/overwriting.rs"]
mod overwriting;
#[path = "suite/pages.rs"]
mod pages;
#[path = "suite/pki.rs"]
mod pki;
#[path = "suite/product.rs"]
mod product;
#[path = "suite/remote.rs"]
mod remote;
#[path = "suite/reproducible.rs"]
mod reproducible;
#[path = "suite/schema.rs"]
mod schema;
#[path = "suite/seed.rs"]
mod seed;
#[path = "suite/signature_judges.rs"]
mod signature_judges;
#[path = "suite/signing.rs"]
mod signing;
#[path = "suite/sources_inside.rs"]
mod sources_inside;
#[path = "suite/stretch.rs"]
mod stretch;
#[path = "suite/timestamps.rs"]
mod timestamps;
#[path = "suite/validators.rs"]
mod validators;
#[path = "suite/verify.rs"]
mod verify;
#[path = "suite/workbook.rs"]
mod workbook;
