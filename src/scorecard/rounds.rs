//! The names of rounds: when two are one, and which comes first.

/// What makes two names of a round one, and their order: numbers count as numbers, and neither case, spaces, separators
/// nor zeros in front of a number part them. `2026-2` comes before `2026-10` and is `2026/02`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RoundKey(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Part {
    /// Digits without zeros in front: the longer are more.
    Number(usize, String),
    Word(String),
}

impl RoundKey {
    /// Of a name.
    pub fn of(name: &str) -> RoundKey {
        let mut runs: Vec<(bool, String)> = Vec::new();
        let mut parted = true;
        for c in name.chars().flat_map(char::to_lowercase) {
            let digit = c.is_ascii_digit();
            match runs.last_mut() {
                _ if !c.is_alphanumeric() => parted = true,
                Some((digits, run)) if !parted && *digits == digit => run.push(c),
                _ => {
                    runs.push((digit, String::from(c)));
                    parted = false;
                }
            }
        }
        if runs.is_empty() {
            return RoundKey(vec![Part::Word(name.trim().to_owned())]);
        }
        RoundKey(runs.into_iter().map(|(digits, run)| part(digits, run)).collect())
    }
}

fn part(digits: bool, run: String) -> Part {
    if !digits {
        return Part::Word(run);
    }
    let number = run.trim_start_matches('0');
    Part::Number(number.len(), number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_the_names_of_rounds_count_as_numbers() {
        let mut rounds = ["2026-10", "2025-2", "2026-2", "2026-1"];
        rounds.sort_by_key(|round| RoundKey::of(round));
        assert_eq!(rounds, ["2025-2", "2026-1", "2026-2", "2026-10"]);
        let mut rounds = ["10-р үе", "9-р үе", "1-р үе"];
        rounds.sort_by_key(|round| RoundKey::of(round));
        assert_eq!(rounds, ["1-р үе", "9-р үе", "10-р үе"]);
    }

    #[test]
    fn one_round_is_one_however_it_is_spelled() {
        assert_eq!(RoundKey::of("2026-1"), RoundKey::of(" 2026/01 "));
        assert_eq!(RoundKey::of("Үе 2"), RoundKey::of("үе-2"));
        assert_ne!(RoundKey::of("1.5"), RoundKey::of("15"));
        assert_ne!(RoundKey::of(""), RoundKey::of("?"));
        assert!(
            RoundKey::of("99999999999999999999999999999999998") < RoundKey::of("99999999999999999999999999999999999")
        );
    }
}
