//! The program `tertial`.

fn main() {}
