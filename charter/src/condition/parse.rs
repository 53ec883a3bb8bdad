//! From text to tree. Depth and length are bounded, so no condition can exhaust the stack.

use super::{
    Arithmetic, Comparison, Expression, Node, Number, Problem,
    lex::{Placed, Token, tokens},
};
use crate::values::shown;
use std::ops::Range;
use world::Decimal;

/// The longest condition, in bytes.
pub const LONGEST: usize = 16_384;

/// How deep parentheses and signs before a term may be nested.
pub const DEEPEST: usize = 48;

/// How many names, numbers and texts a condition may have.
pub const MOST_TERMS: usize = 400;

/// Reads an expression.
pub fn expression(text: &str) -> Result<Expression, Problem> {
    if text.len() > LONGEST {
        let says = format!("the condition has {} bytes; it may have {LONGEST}", text.len());
        return Err(Problem::new("too-long", 0..text.len(), says).help("split it into several criteria"));
    }
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Err(Problem::new("syntax", 0..text.len(), "the condition is empty")
            .help("write one, such as `state.polyarchy >= 0.5`, or `true`"));
    }
    let mut parser = Parser { tokens: &tokens, at: 0, terms: 0 };
    let root = parser.choice(0)?;
    if parser.at < tokens.len() { Err(parser.unexpected("`&&`, `||` or the end")) } else { Ok(root) }
}

struct Parser<'t> {
    tokens: &'t [Placed],
    at: usize,
    terms: usize,
}

type Parsed = Result<Expression, Problem>;

impl Parser<'_> {
    /// `c ? x : y`
    fn choice(&mut self, depth: usize) -> Parsed {
        self.bounded(depth)?;
        let condition = self.chain("||", depth, Self::and, Node::Or)?;
        if !self.take("?") {
            return Ok(condition);
        }
        // As in CEL, a choice within the first branch stands in parentheses.
        let then = self.chain("||", depth, Self::and, Node::Or)?;
        if self.is("?") {
            return Err(Problem::new(
                "syntax",
                self.place(),
                "expected `:` and what holds otherwise, found `?`",
            )
            .help("put the inner choice in parentheses"));
        }
        if !self.take(":") {
            return Err(self.unexpected("`:` and what holds otherwise"));
        }
        let otherwise = self.choice(depth + 1)?;
        let span = condition.span.start..otherwise.span.end;
        Ok(Expression { node: Node::If(Box::new(condition), Box::new(then), Box::new(otherwise)), span })
    }

    fn and(&mut self, depth: usize) -> Parsed {
        self.chain("&&", depth, Self::comparison, Node::And)
    }

    fn chain(
        &mut self,
        sign: &str,
        depth: usize,
        part: fn(&mut Self, usize) -> Parsed,
        join: fn(Vec<Expression>) -> Node,
    ) -> Parsed {
        let first = part(self, depth)?;
        if !self.is(sign) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.take(sign) {
            parts.push(part(self, depth)?);
        }
        let span = parts[0].span.start..parts[parts.len() - 1].span.end;
        Ok(Expression { node: join(parts), span })
    }

    /// One comparison, or `in`. A second one is a mistake of those who write `0 < x < 1`.
    fn comparison(&mut self, depth: usize) -> Parsed {
        let left = self.sum(depth)?;
        let Some(compare) = self.comparison_sign() else { return Ok(left) };
        self.at += 1;
        let right = self.sum(depth)?;
        if self.comparison_sign().is_some() {
            let says = "comparisons do not chain";
            return Err(Problem::new("syntax", self.place(), says)
                .help("join two with `&&`, as in `0.2 < x && x < 0.5`"));
        }
        let span = left.span.start..right.span.end;
        let (left, right) = (Box::new(left), Box::new(right));
        let node = match compare {
            Some(comparison) => Node::Compare(comparison, left, right),
            None => Node::In(left, right),
        };
        Ok(Expression { node, span })
    }

    /// The comparison that comes next; `Some(None)` for `in`.
    fn comparison_sign(&self) -> Option<Option<Comparison>> {
        match self.peek()? {
            Token::Sign("<") => Some(Some(Comparison::Less)),
            Token::Sign("<=") => Some(Some(Comparison::AtMost)),
            Token::Sign(">") => Some(Some(Comparison::More)),
            Token::Sign(">=") => Some(Some(Comparison::AtLeast)),
            Token::Sign("==") => Some(Some(Comparison::Equal)),
            Token::Sign("!=") => Some(Some(Comparison::Unequal)),
            Token::Word(word) if word == "in" => Some(None),
            _ => None,
        }
    }

    fn sum(&mut self, depth: usize) -> Parsed {
        self.arithmetic(depth, &[("+", Arithmetic::Plus), ("-", Arithmetic::Minus)], Self::product)
    }

    fn product(&mut self, depth: usize) -> Parsed {
        self.arithmetic(depth, &[("*", Arithmetic::Times), ("/", Arithmetic::Over)], Self::unary)
    }

    fn arithmetic(
        &mut self,
        depth: usize,
        signs: &[(&str, Arithmetic)],
        part: fn(&mut Self, usize) -> Parsed,
    ) -> Parsed {
        let mut left = part(self, depth)?;
        while let Some((_, sign)) = signs.iter().find(|(sign, _)| self.is(sign)) {
            self.at += 1;
            let right = part(self, depth)?;
            let span = left.span.start..right.span.end;
            left = Expression { node: Node::Arithmetic(*sign, Box::new(left), Box::new(right)), span };
        }
        Ok(left)
    }

    fn unary(&mut self, depth: usize) -> Parsed {
        let start = self.place().start;
        let node = if self.take("!") {
            Node::Not
        } else if self.take("-") {
            Node::Minus
        } else {
            return self.term(depth);
        };
        self.bounded(depth)?;
        let inner = self.unary(depth + 1)?;
        let span = start..inner.span.end;
        Ok(Expression { node: node(Box::new(inner)), span })
    }

    /// Every way down passes here: parentheses and branches, signs before a term, lists and `has`.
    fn bounded(&self, depth: usize) -> Result<(), Problem> {
        if depth <= DEEPEST {
            return Ok(());
        }
        Err(Problem::new("too-deep", self.place(), "the condition is nested too deep")
            .help(format!("nest at most {DEEPEST} levels")))
    }

    fn term(&mut self, depth: usize) -> Parsed {
        self.bounded(depth)?;
        self.terms += 1;
        if self.terms > MOST_TERMS {
            return Err(Problem::new("too-long", self.place(), "the condition has too many terms")
                .help(format!("use at most {MOST_TERMS}, or split it into several criteria")));
        }
        let span = self.place();
        let Some(token) = self.peek().cloned() else {
            return Err(self.unexpected("a name, a number or a condition"));
        };
        let node = match token {
            Token::Number(text) => {
                self.at += 1;
                Node::Number(number(&text, &span)?, text)
            }
            Token::Text(text) => {
                self.at += 1;
                Node::Text(text)
            }
            Token::Sign("(") => {
                self.at += 1;
                let inner = self.choice(depth + 1)?;
                if !self.take(")") {
                    return Err(Problem::new("syntax", span, "a parenthesis is not closed").help("add `)`"));
                }
                return Ok(inner);
            }
            Token::Sign("[") => {
                self.at += 1;
                return self.list(span, depth);
            }
            Token::Word(word) if word == "true" || word == "false" => {
                self.at += 1;
                Node::Truth(word == "true")
            }
            Token::Word(word) if word == "has" && self.sign_after("(") => {
                self.at += 2;
                let name = self.term(depth + 1)?;
                if !matches!(name.node, Node::Name(_)) {
                    return Err(Problem::new("syntax", name.span, "`has` asks for a name")
                        .help("write `has(state.polyarchy)`"));
                }
                if !self.take(")") {
                    return Err(self.unexpected("`)`"));
                }
                let span = span.start..self.end();
                return Ok(Expression { node: Node::Has(Box::new(name)), span });
            }
            Token::Word(word) => return self.name(word, span),
            Token::Sign(_) => return Err(self.unexpected("a name, a number or a condition")),
        };
        Ok(Expression { node, span })
    }

    fn list(&mut self, start: Range<usize>, depth: usize) -> Parsed {
        let mut items = Vec::new();
        while !self.take("]") {
            items.push(self.sum(depth + 1)?);
            if !self.take(",") && !self.is("]") {
                return Err(self.unexpected("`,` or `]`"));
            }
        }
        Ok(Expression { node: Node::List(items), span: start.start..self.end() })
    }

    /// `state.polyarchy`, `mandate.covers(mission)`.
    fn name(&mut self, first: String, span: Range<usize>) -> Parsed {
        let mistaken = [
            ("and", "&&"),
            ("or", "||"),
            ("not", "!"),
            ("AND", "&&"),
            ("OR", "||"),
            ("NOT", "!"),
            ("is", "=="),
        ];
        if let Some((_, sign)) = mistaken.iter().find(|(word, _)| *word == first) {
            return Err(Problem::new("syntax", span, format!("`{first}` has no meaning in a condition"))
                .help(format!("did you mean `{sign}`?")));
        }
        self.at += 1;
        let mut path = first;
        while self.is(".") {
            self.at += 1;
            match self.peek().cloned() {
                Some(Token::Word(word)) => {
                    self.at += 1;
                    path.push('.');
                    path.push_str(&word);
                }
                _ => return Err(self.unexpected("a name after the point")),
            }
        }
        if self.is("(") {
            let argument = match (self.tokens.get(self.at + 1), self.tokens.get(self.at + 2)) {
                (Some((Token::Word(word), _)), Some((Token::Sign(")"), _))) if path == "mandate.covers" => {
                    word.clone()
                }
                _ => {
                    let says = format!("`{}` is not a function of conditions", shown(&path));
                    return Err(Problem::new("syntax", span.start..self.place().end, says)
                        .help("the functions are `has(NAME)`, `mandate.covers(mission)` and `mandate.covers(compact)`"));
                }
            };
            self.at += 3;
            path = format!("{path}({argument})");
        }
        let end = self.end();
        Ok(Expression { node: Node::Name(path), span: span.start..end })
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    /// Where the next token stands; at the end, the last one, so that there is something to underline.
    fn place(&self) -> Range<usize> {
        self.tokens.get(self.at).or(self.tokens.last()).map_or(0..0, |(_, span)| span.clone())
    }

    /// Where the last token that was taken ends.
    fn end(&self) -> usize {
        self.at.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(0, |(_, span)| span.end)
    }

    fn is(&self, sign: &str) -> bool {
        matches!(self.peek(), Some(Token::Sign(found)) if *found == sign)
    }

    fn sign_after(&self, sign: &str) -> bool {
        matches!(self.tokens.get(self.at + 1), Some((Token::Sign(found), _)) if *found == sign)
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = self.is(sign);
        self.at += usize::from(found);
        found
    }

    fn unexpected(&self, wanted: &str) -> Problem {
        let mistaken = |word: &str| match word.to_lowercase().as_str() {
            "and" => Some("&&"),
            "or" => Some("||"),
            "is" | "equals" => Some("=="),
            _ => None,
        };
        match self.peek() {
            None => Problem::new(
                "syntax",
                self.place(),
                format!("expected {wanted}, but the condition ends here"),
            ),
            Some(Token::Word(word)) => {
                let help = mistaken(word).map(|sign| format!("did you mean `{sign}`?"));
                Problem::new("syntax", self.place(), format!("expected {wanted}, found `{}`", shown(word)))
                    .maybe_help(help)
            }
            Some(Token::Number(text) | Token::Text(text)) => {
                Problem::new("syntax", self.place(), format!("expected {wanted}, found `{}`", shown(text)))
            }
            Some(Token::Sign(sign)) => {
                Problem::new("syntax", self.place(), format!("expected {wanted}, found `{sign}`"))
            }
        }
    }
}

fn number(text: &str, span: &Range<usize>) -> Result<Number, Problem> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match text.parse::<Decimal>() {
        Ok(value) if plain => Ok(Number::from(value)),
        _ if plain && text.len() > 18 => {
            Err(Problem::new("syntax", span.clone(), format!("`{}` has too many digits", shown(text)))
                .help("a number may have 18 digits"))
        }
        _ => Err(Problem::new("syntax", span.clone(), format!("`{}` is not a number", shown(text)))
            .help("write digits with a point, as in `0.5` or `1000000`")),
    }
}
