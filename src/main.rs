//! Start, report an error with its hint, leave with a code.
fn main() {}
