//! What every benchmark does: run the program and a bare loop in turn, and print the median of the ratios.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What stands above the lines.
pub fn head() {
    println!("{:<34} {:>8} {:>8} {:>9} {:>9}", "", "seconds", "loop", "ratio", "peak MiB");
}

/// Runs the program and this benchmark's own loop in turn, and prints a line.
pub fn compare(label: &str, card: &[String], bare: &[String], rounds: usize) {
    let this = std::env::current_exe().expect("the benchmark knows its own path");
    let (mut times, mut loops, mut ratios, mut peak) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for _ in 0..rounds {
        let (a, memory) = run(env!("CARGO_BIN_EXE_masam"), card);
        let (b, _) = run(&this.display().to_string(), bare);
        times.push(a.as_secs_f64());
        loops.push(b.as_secs_f64());
        ratios.push(a.as_secs_f64() / b.as_secs_f64());
        peak = peak.max(memory);
    }
    let (t, l, r) = (median(&mut times), median(&mut loops), median(&mut ratios));
    println!("{label:<34} {t:>8.3} {l:>8.3} {r:>9.2} {:>9.1}", peak as f64 / 1024.0);
}

/// The middle one.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Runs a program to its end: how long it took, and its peak memory in KiB where the system tells.
pub fn run(program: &str, args: &[String]) -> (Duration, u64) {
    let start = Instant::now();
    let child = Command::new(program).args(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut child = child.expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let ended = loop {
        if let Some(ended) = child.try_wait().expect("the program can be waited for") {
            break ended;
        }
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find(|l| l.starts_with("VmHWM:"));
        peak = line.and_then(|l| l.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0).max(peak);
        std::thread::sleep(Duration::from_millis(1));
    };
    let took = start.elapsed();
    // A run that made nothing must not pass for a fast one; 3 says that something was left out.
    assert!(matches!(ended.code(), Some(0 | 3)), "{program} {args:?} failed: run it to see why");
    (took, peak)
}
