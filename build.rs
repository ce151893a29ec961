//! Finds the built-in instruments: each folder `instruments/ID` with an `instrument.toml` and a `sample.csv`
//! becomes one, without more code.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let shelf = root.join("instruments");
    println!("cargo:rerun-if-changed={}", shelf.display());
    let mut folders = fs::read_dir(&shelf)?.collect::<io::Result<Vec<_>>>()?;
    folders.sort_by_key(fs::DirEntry::file_name);
    let target = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("shelf.rs");
    let mut table = fs::File::create(target)?;
    writeln!(table, "&[")?;
    for folder in folders {
        let file = folder.path().join("instrument.toml");
        println!("cargo:rerun-if-changed={}", folder.path().display());
        if file.is_file() {
            let id = folder.file_name();
            let sample = folder.path().join("sample.csv");
            writeln!(table, "    ({:?}, include_str!({file:?}), include_bytes!({sample:?})),", id.to_string_lossy())?;
        }
    }
    writeln!(table, "]")
}
