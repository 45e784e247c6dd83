//! SIE, the Swedish standard for accounts, types 1 to 4 in edition 4B of 2008-09-30.
//!
//! A file is lines: a label, then fields parted by blanks, some in quotation marks, lists of objects in braces
//! (4B, 5). A voucher's bookings stand in braces on lines of their own. Everything is read in one pass over the text, in
//! whole öre, and summed by account, objects and month, so that a million bookings take the room of their sums.

mod check;
mod checksum;
mod fields;
mod plain;
mod read;
mod values;

use std::collections::BTreeMap;

use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxBuildHasher;
use time::Date;

use crate::project::source::{Places, Span};

pub use read::{kronor, read};

/// What a SIE file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sie {
    /// Its type, 1 to 4; 1 where it does not say (4B, `#SIETYP`).
    pub kind: u8,
    /// First and last day of its years, and where they stand: 0 is this one, -1 the one before.
    pub years: BTreeMap<i8, (Date, Date, Span)>,
    /// The day that its balances go to, where that is not the end of the year.
    pub through: Option<Date>,
    /// The day that it was made (4B, `#GEN`).
    pub generated: Option<Date>,
    /// Accounts by number.
    pub accounts: BTreeMap<u32, Account>,
    /// Names of dimensions by number, with the dimension that one is a part of.
    pub dimensions: BTreeMap<u32, Dimension>,
    /// Names of objects by dimension and object.
    pub objects: BTreeMap<(u32, String), String>,
    /// The lists of objects that records carry, by dimension; [`SumKey::objects`] is a place in it, the first is the empty
    /// one.
    pub lists: IndexSet<Vec<(u32, String)>, FxBuildHasher>,
    /// What the records add up to.
    pub sums: IndexMap<SumKey, Sum, FxBuildHasher>,
    /// Bookings there are.
    pub bookings: usize,
    /// Records of labels that mean nothing here, with the first of each and how many there are.
    pub aside: BTreeMap<String, (Span, usize)>,
}

/// An account of the chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Its name.
    pub name: String,
    /// Asset (T), debt (S), cost (K) or income (I), where the file says so.
    pub kind: Option<char>,
    /// Its codes in the tax return; some accounts have several (4B, `#SRU`).
    pub codes: Vec<String>,
}

/// A dimension of objects: kostnadsställe, projekt, verksamhet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dimension {
    /// Its name.
    pub name: String,
    /// The dimension it is a part of.
    pub within: Option<u32>,
}

/// What a sum is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SumKey {
    /// What was recorded.
    pub what: What,
    /// The account.
    pub account: u32,
    /// The list of objects, as a place in [`Sie::lists`].
    pub objects: u32,
}

/// What a record tells of an account. Months are `200608`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// `#TRANS`: booked in a month.
    Booked {
        /// The month.
        month: u32,
    },
    /// `#PBUDGET`: budgeted for a month.
    Budget {
        /// The year.
        year: i8,
        /// The month.
        month: u32,
    },
    /// `#PSALDO`: the change of a month.
    Changed {
        /// The year.
        year: i8,
        /// The month.
        month: u32,
    },
    /// `#UB`, `#OUB`: the balance when the year ends.
    Closing {
        /// The year.
        year: i8,
    },
    /// `#IB`, `#OIB`: the balance when the year begins.
    Opening {
        /// The year.
        year: i8,
    },
    /// `#RES`: the result of the year.
    Result {
        /// The year.
        year: i8,
    },
}

/// A sum of records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// In öre; debit is positive, credit negative (4B, 11, `#IB`).
    pub ore: i128,
    /// The records.
    pub rows: Places,
}
