//! The names that rows of a form have: none is there twice, so that a reference means one row.

use crate::instrument::Headers;

/// The names that are taken.
#[derive(Debug, Clone, Default)]
pub struct Taken(Vec<String>);

impl Taken {
    /// These names are taken.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Taken {
        Taken(names.into_iter().map(str::to_owned).collect())
    }

    /// Takes this name, or one that is almost it.
    pub fn claim(&mut self, wanted: &str) -> String {
        let numbered = (2..).map(|n| format!("{wanted}_{n}"));
        let name = std::iter::once(wanted.to_owned()).chain(numbered).find(|name| self.is_free(name));
        let name = name.unwrap_or_default();
        self.0.push(name.clone());
        name
    }

    /// Takes the first of these headers that is a name, so that the column is found by it; without one, this name.
    pub fn claim_header(&mut self, headers: &Headers, otherwise: &str) -> String {
        let fits = |header: &&String| is_name(header) && header.is_ascii() && self.is_free(header);
        let found = headers.0.iter().find(fits).cloned();
        self.claim(found.as_deref().unwrap_or(otherwise))
    }

    fn is_free(&self, name: &str) -> bool {
        self.0.iter().all(|taken| !taken.eq_ignore_ascii_case(name))
    }
}

/// Whether a form takes this for the name of a row: a letter or `_`, then letters, digits, `_`, `-` and `.`.
pub fn is_name(text: &str) -> bool {
    let first = |c: char| c.is_alphabetic() || c == '_';
    let further = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    text.starts_with(first) && text.chars().all(further) && !text.eq_ignore_ascii_case("meta")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_named_by_a_header_that_its_column_is_found_by() {
        let headers = Headers(["аймаг, дүүрэг", "2area", "area", "aimag"].map(str::to_owned).to_vec());
        let mut taken = Taken::new(["H01"]);
        assert_eq!(taken.claim_header(&headers, "place"), "area");
        assert_eq!(taken.claim_header(&headers, "place"), "aimag");
        assert_eq!(taken.claim_header(&headers, "h01"), "h01_2");
    }
}
