//! Expressions of forms: `${H01} = 'yes' and not(selected(${H21}, 'bed'))`, as far as a survey filter needs them.
//!
//! What isn't known becomes [`Expr::Unknown`], so that the rest of an expression can still be understood.

/// An expression that is true or false.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expr {
    Or(Vec<Expr>),
    And(Vec<Expr>),
    Not(Box<Expr>),
    Compare(Value, Sign, Value),
    Selected(Value, Value),
    Unknown,
}

/// What is compared.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// `${H01}`.
    Question(String),
    /// `.`, the answer itself.
    Own,
    Text(String),
    Number(f64),
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Equal,
    Differs,
    Below,
    AtMost,
    Above,
    AtLeast,
}

impl Sign {
    /// The same with its sides exchanged.
    pub(super) fn turned(self) -> Sign {
        match self {
            Sign::Equal | Sign::Differs => self,
            Sign::Below => Sign::Above,
            Sign::AtMost => Sign::AtLeast,
            Sign::Above => Sign::Below,
            Sign::AtLeast => Sign::AtMost,
        }
    }

    /// What holds where it doesn't.
    pub(super) fn opposite(self) -> Sign {
        match self {
            Sign::Equal => Sign::Differs,
            Sign::Differs => Sign::Equal,
            Sign::Below => Sign::AtLeast,
            Sign::AtMost => Sign::Above,
            Sign::Above => Sign::AtMost,
            Sign::AtLeast => Sign::Below,
        }
    }
}

/// Reads an expression.
pub(super) fn parse(text: &str) -> Expr {
    let Some(tokens) = tokens(text) else { return Expr::Unknown };
    let mut reader = Reader { tokens, at: 0, depth: 0 };
    let found = reader.or();
    if reader.at < reader.tokens.len() { Expr::Unknown } else { found.truth() }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Value(Value),
    Sign(Sign),
    Word(String),
    Open,
    Close,
    Comma,
    /// Arithmetic.
    Other,
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let next = chars.get(at + 1).copied();
        let until = |from: usize, stop: &dyn Fn(char) -> bool| {
            (from..chars.len()).find(|i| stop(chars[*i])).unwrap_or(chars.len())
        };
        let text_of = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
        let (token, end) = match c {
            _ if c.is_whitespace() => {
                at += 1;
                continue;
            }
            '$' if next == Some('{') => {
                let end = until(at, &|c| c == '}');
                (Token::Value(Value::Question(text_of(at + 2, end).trim().to_owned())), end + 1)
            }
            '\'' | '"' | '‘' | '’' | '“' | '”' => {
                let closes = |other: char| match c {
                    '\'' | '"' => other == c,
                    '‘' | '’' => matches!(other, '‘' | '’'),
                    _ => matches!(other, '“' | '”'),
                };
                let end = until(at + 1, &closes);
                if end == chars.len() {
                    return None;
                }
                (Token::Value(Value::Text(text_of(at + 1, end))), end + 1)
            }
            '(' => (Token::Open, at + 1),
            ')' => (Token::Close, at + 1),
            ',' => (Token::Comma, at + 1),
            '!' if next == Some('=') => (Token::Sign(Sign::Differs), at + 2),
            '<' if next == Some('=') => (Token::Sign(Sign::AtMost), at + 2),
            '>' if next == Some('=') => (Token::Sign(Sign::AtLeast), at + 2),
            '<' => (Token::Sign(Sign::Below), at + 1),
            '>' => (Token::Sign(Sign::Above), at + 1),
            '=' => (Token::Sign(Sign::Equal), at + 1),
            _ if c.is_ascii_digit() || (matches!(c, '-' | '.') && next.is_some_and(|n| n.is_ascii_digit())) => {
                // A sign belongs to the number only where no value stands before it.
                let after = matches!(found.last(), Some(Token::Value(_) | Token::Close));
                if c == '-' && after {
                    (Token::Other, at + 1)
                } else {
                    let end = until(at + 1, &|c| !c.is_ascii_digit() && c != '.');
                    (Token::Value(Value::Number(text_of(at, end).parse().ok()?)), end)
                }
            }
            '.' if next != Some('.') && next != Some('/') => (Token::Value(Value::Own), at + 1),
            _ if c.is_alphabetic() || c == '_' => {
                let end = until(at, &|c| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')));
                (Token::Word(text_of(at, end)), end)
            }
            _ => (Token::Other, at + 1),
        };
        found.push(token);
        at = end;
    }
    Some(found)
}

/// What a part of an expression is.
enum Part {
    Truth(Expr),
    Value(Value),
}

impl Part {
    fn truth(self) -> Expr {
        match self {
            Part::Truth(expr) => expr,
            Part::Value(_) => Expr::Unknown,
        }
    }

    fn value(self) -> Value {
        match self {
            Part::Value(value) => value,
            Part::Truth(_) => Value::Unknown,
        }
    }
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Reader {
    /// Deeper brackets than these are not followed.
    const DEEPEST: usize = 50;

    fn next_is_word(&mut self, word: &str) -> bool {
        let is = matches!(self.tokens.get(self.at), Some(Token::Word(w)) if w.eq_ignore_ascii_case(word));
        self.at += usize::from(is);
        is
    }

    fn next_is(&mut self, token: &Token) -> bool {
        let is = self.tokens.get(self.at) == Some(token);
        self.at += usize::from(is);
        is
    }

    fn or(&mut self) -> Part {
        self.joined("or", Expr::Or, Reader::and)
    }

    fn and(&mut self) -> Part {
        self.joined("and", Expr::And, Reader::comparison)
    }

    fn joined(&mut self, word: &str, of: fn(Vec<Expr>) -> Expr, part: fn(&mut Reader) -> Part) -> Part {
        let first = part(self);
        let mut all = Vec::new();
        while self.next_is_word(word) {
            all.push(part(self).truth());
        }
        if all.is_empty() {
            return first;
        }
        all.insert(0, first.truth());
        Part::Truth(of(all))
    }

    fn comparison(&mut self) -> Part {
        let left = self.operand();
        let Some(Token::Sign(sign)) = self.tokens.get(self.at).cloned() else { return left };
        self.at += 1;
        let right = self.operand();
        Part::Truth(Expr::Compare(left.value(), sign, right.value()))
    }

    /// A value, or what arithmetic makes of several, which isn't known.
    fn operand(&mut self) -> Part {
        let first = self.primary();
        let mut known = true;
        while self.arithmetic() {
            self.primary();
            known = false;
        }
        if known { first } else { Part::Value(Value::Unknown) }
    }

    fn arithmetic(&mut self) -> bool {
        self.next_is(&Token::Other) || self.next_is_word("div") || self.next_is_word("mod") || self.next_is_word("-")
    }

    fn primary(&mut self) -> Part {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        match token {
            Some(Token::Value(value)) => Part::Value(value),
            Some(Token::Open) => self.bracket(),
            Some(Token::Word(name)) if self.next_is(&Token::Open) => self.function(&name),
            Some(Token::Word(_) | Token::Other | Token::Comma | Token::Sign(_) | Token::Close) | None => {
                Part::Value(Value::Unknown)
            }
        }
    }

    /// What stands in a bracket that is open.
    fn bracket(&mut self) -> Part {
        self.depth += 1;
        if self.depth > Self::DEEPEST {
            self.at = self.tokens.len() + 1;
            return Part::Truth(Expr::Unknown);
        }
        let inner = self.or();
        self.depth -= 1;
        if self.next_is(&Token::Close) { inner } else { self.skip() }
    }

    fn function(&mut self, name: &str) -> Part {
        let start = self.at;
        match name.to_lowercase().as_str() {
            "not" => {
                let inner = self.bracket();
                Part::Truth(Expr::Not(Box::new(inner.truth())))
            }
            "selected" => {
                let of = self.operand().value();
                if !self.next_is(&Token::Comma) {
                    return self.skip();
                }
                let code = self.operand().value();
                if self.next_is(&Token::Close) { Part::Truth(Expr::Selected(of, code)) } else { self.skip() }
            }
            _ => {
                self.at = start;
                self.skip()
            }
        }
    }

    /// Passes over the rest of a bracket that is open.
    fn skip(&mut self) -> Part {
        let mut open = 1;
        while let Some(token) = self.tokens.get(self.at) {
            self.at += 1;
            match token {
                Token::Open => open += 1,
                Token::Close => open -= 1,
                _ => {}
            }
            if open == 0 {
                break;
            }
        }
        Part::Value(Value::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(name: &str) -> Value {
        Value::Question(name.to_owned())
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn and_binds_closer_than_or() {
        let found = parse("${a} = 'x' or ${b}='y' and ${c} > -1.5");
        let Expr::Or(parts) = found else { panic!("{found:?}") };
        assert_eq!(parts[0], Expr::Compare(question("a"), Sign::Equal, text("x")));
        let Expr::And(both) = &parts[1] else { panic!("{parts:?}") };
        assert_eq!(both[1], Expr::Compare(question("c"), Sign::Above, Value::Number(-1.5)));
    }

    #[test]
    fn selected_and_not_are_known_and_curly_quotes_too() {
        let found = parse("not(selected(${өвчин}, ‘ханиад’))");
        assert_eq!(found, Expr::Not(Box::new(Expr::Selected(question("өвчин"), text("ханиад")))));
        let found = parse("(.>=0 and .<=120) or .=98");
        let Expr::Or(parts) = found else { panic!("{found:?}") };
        assert_eq!(parts[1], Expr::Compare(Value::Own, Sign::Equal, Value::Number(98.0)));
    }

    #[test]
    fn what_is_not_known_leaves_the_rest_understood() {
        let found = parse("${a} = 'x' and count-selected(${b}) > 2 and ${c} + 1 = 2");
        let Expr::And(parts) = found else { panic!("{found:?}") };
        assert_eq!(parts[0], Expr::Compare(question("a"), Sign::Equal, text("x")));
        assert_eq!(parts[1], Expr::Compare(Value::Unknown, Sign::Above, Value::Number(2.0)));
        assert_eq!(parts[2], Expr::Compare(Value::Unknown, Sign::Equal, Value::Number(2.0)));
    }

    #[test]
    fn what_is_broken_is_unknown_and_never_endless() {
        for broken in ["${a} = 'x", "(((", ")", "and and", "selected(${a}", "not(", &"(".repeat(10_000)] {
            let found = parse(broken);
            let known = matches!(&found, Expr::Compare(a, _, b) if *a != Value::Unknown && *b != Value::Unknown);
            assert!(!known, "{broken}: {found:?}");
        }
    }
}
