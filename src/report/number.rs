//! How numbers are printed, the only place where anything is rounded.
//!
//! English writes `1,234.5`, Mongolian `1 234,5`. A cell of a workbook keeps the unrounded number and gets the number
//! format that shows the same digits. Halves are rounded away from zero, as spreadsheets do.

use std::fmt::Write as _;

use super::{Format, Light, Verdict};
use crate::lang::Lang;

/// What stands where there is no number to show.
pub const NONE: &str = "–";

/// The sign after a number whose base is small.
pub const FEW: &str = "*";

/// Decimals that still mean something in a number of 64 bits.
const MOST_DECIMALS: u8 = 15;

/// A number as a reader sees it.
pub fn shown(value: f64, format: Format, lang: Lang) -> String {
    if !value.is_finite() {
        return NONE.to_string();
    }
    match format {
        Format::Percent => percent(&decimal(value, 1, lang), lang),
        Format::Points => decimal(value, 1, lang),
        Format::SignedPoints => signed(value, 1, lang),
        Format::Plain(decimals) => decimal(value, decimals, lang),
        Format::Signed(decimals) => signed(value, decimals, lang),
        Format::PValue if value < 0.001 => format!("< {}", decimal(0.001, 3, lang)),
        // 1,000 would be read as a thousand.
        Format::PValue if is_one(value, format) => "1".to_string(),
        Format::PValue => decimal(value, 3, lang),
        Format::Full => full(value),
    }
}

/// A count as a reader sees it.
pub fn count(value: u64, lang: Lang) -> String {
    grouped(&value.to_string(), lang)
}

/// An interval as a reader sees it: `61.2 – 73.2`.
pub fn interval(low: f64, high: f64, format: Format, lang: Lang) -> String {
    if !low.is_finite() || !high.is_finite() {
        return NONE.to_string();
    }
    match format {
        // The percent sign stands once, after the upper end.
        Format::Percent => {
            let ends = format!("{} – {}", decimal(low, 1, lang), decimal(high, 1, lang));
            percent(&ends, lang)
        }
        _ => format!("{} – {}", shown(low, format, lang), shown(high, format, lang)),
    }
}

/// A number with as many digits as are needed to read the same number back; empty if it isn't one.
pub fn full(value: f64) -> String {
    let mut digits = String::new();
    push_full(value, &mut digits);
    digits
}

/// Appends the digits of [`full`].
pub fn push_full(value: f64, to: &mut String) {
    if !value.is_finite() {
        return;
    }
    if USUAL.contains(&value.abs()) {
        let mut buffer = zmij::Buffer::new();
        let digits = buffer.format_finite(value);
        return to.push_str(digits.strip_suffix(".0").unwrap_or(digits));
    }
    let digits = format!("{value:?}");
    let digits = digits.strip_suffix(".0").unwrap_or(&digits);
    to.push_str(if digits == "-0" { "0" } else { digits });
}

/// Numbers that the faster way writes without an exponent and digit for digit as the usual one: those of which two shortest
/// ways to write them are equally near lie beyond.
const USUAL: std::ops::Range<f64> = 1e-3..1e6;

/// Appends the digits of a count, without marks between them.
pub fn push_count(value: u64, to: &mut String) {
    // Writing to a text can't fail.
    let _ = write!(to, "{value}");
}

/// A value on 0 to 100 as so many of ten, 0 to 10: for those who read counts and no percentages.
pub fn tenths(value: f64) -> u8 {
    // Between 0 and 10 after the clamp; what is no number becomes 0.
    (value / 10.0).round().clamp(0.0, 10.0) as u8
}

/// The shape that goes with a light, so that colour is never the only sign.
pub fn shape(light: Light) -> &'static str {
    match light {
        Light::Good => "▲",
        Light::Middle => "●",
        Light::Poor => "▼",
        Light::TooSmall => "○",
        Light::Attention => "◆",
    }
}

/// The shape that goes with a verdict.
pub fn verdict_shape(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => shape(Light::Good),
        Verdict::Worse => shape(Light::Poor),
        Verdict::NoClearDifference => shape(Light::Middle),
        Verdict::TooSmall => shape(Light::TooSmall),
        Verdict::Differs => "◆",
    }
}

/// The number format of a workbook cell: the same digits as [`shown`], with the shape of the light and the sign of a
/// small base. The reader's own machine chooses the decimal mark.
pub fn excel(value: f64, format: Format, light: Option<Light>, few: bool) -> String {
    let (digits, sign) = match format {
        Format::Percent => (format!("{}\"%\"", pattern(1)), ""),
        Format::Points => (pattern(1), ""),
        Format::SignedPoints => (pattern(1), "+"),
        Format::Plain(decimals) => (pattern(decimals), ""),
        Format::Signed(decimals) => (pattern(decimals), "+"),
        Format::PValue => ("0.000".to_string(), ""),
        Format::Full => ("General".to_string(), ""),
    };
    let before = light.map(|l| format!("\"{} \"", shape(l))).unwrap_or_default();
    let after = if few { format!("\"{FEW}\"") } else { String::new() };
    if format == Format::PValue && value < 0.001 {
        // Words alone: a spreadsheet shows them and keeps the small number.
        return format!("{before}\"< 0.001\"{after}");
    }
    if is_one(value, format) {
        return format!("{before}0{after}");
    }
    if before.is_empty() && after.is_empty() && format == Format::Full {
        return digits;
    }
    if rounds_to_zero(value, format) {
        // Without a part of its own a small negative number would be shown as "-0.0".
        return format!("{before}{digits}{after};{before}{digits}{after}");
    }
    format!("{before}{sign}{digits}{after};{before}-{digits}{after};{before}{digits}{after}")
}

/// The number format of counts in a workbook.
pub const EXCEL_COUNT: &str = "#,##0";

/// How many decimals a format shows, where it shows a fixed number of them.
fn decimals(format: Format) -> Option<u8> {
    match format {
        Format::Percent | Format::Points | Format::SignedPoints => Some(1),
        Format::Plain(decimals) | Format::Signed(decimals) => Some(decimals),
        Format::PValue => Some(3),
        Format::Full => None,
    }
}

/// Whether a number is a p-value that is shown as 1, which its number format must know.
pub fn is_one(value: f64, format: Format) -> bool {
    format == Format::PValue && value >= 0.9995
}

/// Whether a number is so small that its number format must know: it is shown as zero, or as `< 0.001`.
pub fn is_tiny(value: f64, format: Format) -> bool {
    match format {
        Format::PValue => value < 0.001,
        _ => rounds_to_zero(value, format),
    }
}

fn rounds_to_zero(value: f64, format: Format) -> bool {
    // From one step on a digit is shown; only what is smaller has to be asked for its digits.
    let small = |d: u8| value.abs() * 10f64.powi(i32::from(d)) < 1.0;
    let zero = |d: u8| rounded(value.abs(), d).bytes().all(|b| matches!(b, b'0' | b'.'));
    decimals(format).is_some_and(|d| small(d) && zero(d))
}

fn pattern(decimals: u8) -> String {
    match decimals.min(MOST_DECIMALS) {
        0 => "#,##0".to_string(),
        d => format!("#,##0.{}", "0".repeat(usize::from(d))),
    }
}

fn percent(digits: &str, lang: Lang) -> String {
    match lang {
        Lang::Mn => format!("{digits}\u{a0}%"),
        Lang::En => format!("{digits}%"),
    }
}

fn signed(value: f64, decimals: u8, lang: Lang) -> String {
    let digits = decimal(value, decimals, lang);
    let zero = rounded(value.abs(), decimals).bytes().all(|b| matches!(b, b'0' | b'.'));
    if value > 0.0 && !zero { format!("+{digits}") } else { digits }
}

fn decimal(value: f64, decimals: u8, lang: Lang) -> String {
    let digits = rounded(value.abs(), decimals);
    let zero = digits.bytes().all(|b| matches!(b, b'0' | b'.'));
    let body = match digits.split_once('.') {
        Some((whole, part)) => format!("{}{}{part}", grouped(whole, lang), decimal_mark(lang)),
        None => grouped(&digits, lang),
    };
    if value < 0.0 && !zero { format!("−{body}") } else { body }
}

/// The digits of a number that isn't negative. Halves go up, also those that binary fractions miss by a hair (1.005).
fn rounded(value: f64, decimals: u8) -> String {
    let decimals = decimals.min(MOST_DECIMALS);
    let step = 10f64.powi(i32::from(decimals));
    let whole = (value * step * (1.0 + 4.0 * f64::EPSILON)).round();
    let near = if whole.is_finite() { whole / step } else { value };
    format!("{near:.*}", usize::from(decimals))
}

fn grouped(digits: &str, lang: Lang) -> String {
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(group_mark(lang));
        }
        out.push(digit);
    }
    out
}

fn decimal_mark(lang: Lang) -> &'static str {
    match lang {
        Lang::Mn => ",",
        Lang::En => ".",
    }
}

fn group_mark(lang: Lang) -> &'static str {
    match lang {
        Lang::Mn => "\u{202f}",
        Lang::En => ",",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_marks() {
        assert_eq!(shown(1234.5, Format::Plain(1), Lang::En), "1,234.5");
        assert_eq!(shown(1234.5, Format::Plain(1), Lang::Mn), "1\u{202f}234,5");
        assert_eq!(shown(67.24, Format::Percent, Lang::En), "67.2%");
        assert_eq!(shown(67.24, Format::Percent, Lang::Mn), "67,2\u{a0}%");
        assert_eq!(count(1_067_000, Lang::Mn), "1\u{202f}067\u{202f}000");
        assert_eq!(count(12, Lang::En), "12");
    }

    #[test]
    fn a_signed_number_shows_its_sign_and_zero_has_none() {
        assert_eq!(shown(3.12, Format::SignedPoints, Lang::En), "+3.1");
        assert_eq!(shown(-3.12, Format::SignedPoints, Lang::Mn), "−3,1");
        assert_eq!(shown(-0.04, Format::SignedPoints, Lang::En), "0.0");
        assert_eq!(shown(0.04, Format::Signed(1), Lang::En), "0.0");
        assert_eq!(shown(-0.0, Format::Points, Lang::En), "0.0");
        assert_eq!(shown(-0.04, Format::Percent, Lang::En), "0.0%");
    }

    #[test]
    fn halves_go_away_from_zero_as_in_a_spreadsheet() {
        assert_eq!(shown(0.25, Format::Points, Lang::En), "0.3");
        assert_eq!(shown(0.15, Format::Points, Lang::En), "0.2");
        assert_eq!(shown(1.005, Format::Plain(2), Lang::En), "1.01");
        assert_eq!(shown(-2.5, Format::Plain(0), Lang::En), "−3");
        assert_eq!(shown(66.64999, Format::Points, Lang::En), "66.6");
    }

    #[test]
    fn a_tiny_p_value_is_never_zero() {
        assert_eq!(shown(0.0, Format::PValue, Lang::En), "< 0.001");
        assert_eq!(shown(0.00099, Format::PValue, Lang::Mn), "< 0,001");
        assert_eq!(shown(0.9996, Format::PValue, Lang::Mn), "1");
        assert_eq!(shown(0.0132, Format::PValue, Lang::En), "0.013");
    }

    #[test]
    fn what_is_no_number_is_a_dash_for_readers_and_nothing_for_machines() {
        for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(shown(odd, Format::Percent, Lang::Mn), NONE);
            assert_eq!(interval(1.0, odd, Format::Percent, Lang::Mn), NONE);
            assert_eq!(full(odd), "");
        }
    }

    #[test]
    fn full_digits_read_back_as_the_same_number() {
        for value in [0.1 + 0.2, 67.2, 1e-9, 123_456_789.123, 5e300, -3.2, 2.0] {
            assert_eq!(full(value).parse::<f64>(), Ok(value));
        }
        assert_eq!((full(2.0), full(-0.0), full(-3.2)), ("2".into(), "0".into(), "-3.2".into()));
    }

    #[test]
    fn an_interval_of_shares_has_one_percent_sign() {
        assert_eq!(interval(61.24, 73.2, Format::Percent, Lang::En), "61.2 – 73.2%");
        assert_eq!(interval(-1.0, 2.0, Format::SignedPoints, Lang::Mn), "−1,0 – +2,0");
    }

    #[test]
    fn a_cell_shows_the_light_and_keeps_the_number() {
        assert_eq!(excel(67.2, Format::Points, Some(Light::Good), false), "\"▲ \"#,##0.0;\"▲ \"-#,##0.0;\"▲ \"#,##0.0");
        assert_eq!(excel(-0.01, Format::SignedPoints, None, false), "#,##0.0;#,##0.0");
        assert_eq!(excel(3.0, Format::Percent, None, true), "#,##0.0\"%\"\"*\";-#,##0.0\"%\"\"*\";#,##0.0\"%\"\"*\"");
        assert_eq!(excel(0.5, Format::Full, None, false), "General");
    }

    #[test]
    fn full_digits_are_the_shortest_that_read_back_whatever_the_way_of_writing() {
        let mut seed = 2026_u64;
        for _ in 0..20_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let scale = 10f64.powi((seed >> 60) as i32 - 8);
            let value = ((seed >> 11) as f64 / (1_u64 << 53) as f64 - 0.5) * scale;
            let plain = format!("{value:?}");
            assert_eq!(full(value), plain.strip_suffix(".0").unwrap_or(&plain));
        }
        for (value, digits) in
            [(0.0, "0"), (-0.0, "0"), (3.0, "3"), (0.001, "0.001"), (1e15, "1000000000000000"), (1e-7, "1e-7")]
        {
            assert_eq!(full(value), digits);
        }
    }
}
