//! A strict reader of PDF files, for judging them: what readers could see in two ways is refused, and every byte that
//! was added after a signature must be accounted for.

mod decode;
pub(super) mod file;
pub(super) mod object;
pub(super) mod parse;
pub(super) mod table;

pub(super) use decode::decode;
pub(super) use parse::Parser;
