//! Any text as an instrument or a place set, any bytes as a tally or a report: faults, never a fall.
#![no_main]

use libfuzzer_sys::fuzz_target;
use masam::forum::{self, Kind};
use masam::instrument::AnyInstrument;
use masam::lang::Lang;
use masam::places::PlaceSet;
use masam::travel;

fuzz_target!(|data: &[u8]| {
    let _ = travel::open("a.tally", data);
    let _ = forum::read(data, "a.json", Kind::Card);
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Err(faults) = AnyInstrument::parse("a.toml", text) {
        for lang in [Lang::Mn, Lang::En] {
            assert!(!faults.show(lang).is_empty(), "a fault says what it is");
        }
    }
    let _ = PlaceSet::parse("a.toml", text);
});
