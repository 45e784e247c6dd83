//! Exports of a ledger as they are: bytes in, records with their places out. What a record means to a report is said
//! elsewhere.
//!
//! - [`sie`]: accounts, balances and bookings of the Swedish standard SIE, types 1 to 4.
//! - [`delimited`] and [`workbook`]: rows of cells from CSV and from XLSX, as one [`Grid`].
//! - [`Accounts`]: a stretch of accounts, and whether an account lies in it.
//! - [`spelling`]: how bytes spell text: code page 437, Latin-1, UTF-8, UTF-16.

pub mod delimited;
pub mod sie;
pub mod spelling;
pub mod workbook;

mod accounts;
mod grid;
mod number;

pub use accounts::Accounts;
pub use delimited::Separator;
pub use grid::{Cell, Grid, GridRow};
pub use number::{DecimalSign, NotANumber, plain_number};
