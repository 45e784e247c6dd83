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
#[path = "suite/facts.rs"]
mod facts;
#[path = "suite/import.rs"]
mod import;
#[path = "suite/literals.rs"]
mod literals;
#[path = "suite/look.rs"]
mod look;
#[path = "suite/lying.rs"]
mod lying;
#[path = "suite/money.rs"]
mod money;
#[path = "suite/pages.rs"]
mod pages;
#[path = "suite/product.rs"]
mod product;
#[path = "suite/reproducible.rs"]
mod reproducible;
#[path = "suite/schema.rs"]
mod schema;
#[path = "suite/seed.rs"]
mod seed;
#[path = "suite/validators.rs"]
mod validators;
