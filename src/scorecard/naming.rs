//! Names and numbers as problems give them: the same in both languages.

use super::session::{Key, Session};
use crate::lang::Lang;
use crate::problem::{At, quoted};

/// The name of a key: its identifier in the instrument, or the words that were added, in quotes.
pub(super) fn name<'l>(key: &Key, id: impl Fn(usize) -> Option<&'l str>) -> String {
    match key {
        Key::Known(index) => id(*index).unwrap_or_default().to_owned(),
        Key::Added(label) => quoted(label.get(Lang::Mn)),
    }
}

/// Names in a row.
pub(super) fn names<'k, 'l>(
    keys: impl IntoIterator<Item = &'k Key>,
    id: impl Fn(usize) -> Option<&'l str> + Copy,
) -> String {
    keys.into_iter().map(|key| name(key, id)).collect::<Vec<_>>().join(", ")
}

/// A number for a sentence: as short as it is, with two decimals at most.
pub(super) fn shown(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    // Not "-0".
    format!("{}", rounded + 0.0)
}

/// The first file of a session.
pub(super) fn file(session: &Session) -> At {
    session.files.first().map_or_else(At::default, At::file)
}

/// The first of two texts, or the second where the first is blank.
pub(super) fn first<'t>(text: &'t str, or: &'t str) -> &'t str {
    if text.trim().is_empty() { or } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Label;

    #[test]
    fn numbers_are_short_and_names_are_identifiers_or_words() {
        assert_eq!([62.5, 7.0, 200.0 / 3.0, -0.001].map(shown), ["62.5", "7", "66.67", "0"]);
        let id = |i: usize| ["women", "men"].get(i).copied();
        assert_eq!(names(&[Key::Known(1), Key::Added(Label::same("Малчид"))], id), "men, \"Малчид\"");
    }
}
