//! Start, report an error with its hint, leave with a code.

use std::process::ExitCode;

fn main() -> ExitCode {
    masam::cli::main()
}
