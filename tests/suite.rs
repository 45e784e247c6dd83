//! Everything about the finished product: the seed, the writers' agreement, reproducibility, conformance, the command
//! line, and the architecture. Single findings, tables and documents are case files in `cases.rs`.

#[path = "suite/agreement.rs"]
mod agreement;
#[path = "suite/architecture.rs"]
mod architecture;
#[path = "suite/command_line.rs"]
mod command_line;
#[path = "suite/conformance.rs"]
mod conformance;
#[path = "suite/money.rs"]
mod money;
#[path = "suite/product.rs"]
mod product;
#[path = "suite/reproducible.rs"]
mod reproducible;
#[path = "suite/seed.rs"]
mod seed;
#[path = "suite/validators.rs"]
mod validators;
