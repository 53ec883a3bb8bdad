//! Do the parts of a condition fit together, and may its names stand here? Reports every problem at once.

use super::{Context, Expression, Node, Problem, names, names::Type};
use crate::values::shown;

/// Everything wrong with the types and names of a condition.
pub fn check(root: &Expression, context: Context) -> Vec<Problem> {
    let mut check = Check { context, problems: Vec::new() };
    check.expect(root, Type::Truth);
    check.problems
}

struct Check {
    context: Context,
    problems: Vec<Problem>,
}

impl Check {
    /// The type of an expression; nothing where a problem was reported and another would only repeat it.
    fn kind(&mut self, expression: &Expression) -> Option<Type> {
        match &expression.node {
            Node::Truth(_) => Some(Type::Truth),
            Node::Number(..) => Some(Type::Number),
            Node::Text(_) => Some(Type::Text),
            Node::Name(path) => self.name(expression, path),
            Node::Has(name) => {
                self.kind(name);
                Some(Type::Truth)
            }
            Node::Not(inner) => {
                self.expect(inner, Type::Truth);
                Some(Type::Truth)
            }
            Node::And(parts) | Node::Or(parts) => {
                parts.iter().for_each(|part| self.expect(part, Type::Truth));
                Some(Type::Truth)
            }
            Node::Compare(comparison, left, right) => {
                self.compare(expression, *comparison, left, right);
                Some(Type::Truth)
            }
            Node::In(left, right) => {
                self.within(left, right);
                Some(Type::Truth)
            }
            Node::List(parts) => {
                parts.iter().for_each(|part| self.expect(part, Type::Text));
                Some(Type::Groups)
            }
            Node::If(condition, then, otherwise) => {
                self.expect(condition, Type::Truth);
                let (one, other) = (self.kind(then)?, self.kind(otherwise)?);
                if one == other {
                    return Some(one);
                }
                let says = format!("one branch is {}, the other {}", one.says(), other.says());
                self.problem("type", expression, says, Some("let both be of one kind".into()));
                None
            }
            Node::Minus(inner) => {
                self.expect(inner, Type::Number);
                Some(Type::Number)
            }
            Node::Arithmetic(_, left, right) => {
                self.expect(left, Type::Number);
                self.expect(right, Type::Number);
                Some(Type::Number)
            }
        }
    }

    fn expect(&mut self, expression: &Expression, wanted: Type) {
        let Some(found) = self.kind(expression) else { return };
        if found == wanted {
            return;
        }
        let help = match (wanted, found, &expression.node) {
            (Type::Truth, Type::Number, Node::Name(path)) => {
                let meant = names::misspelt(path, self.context, &[Type::Truth]);
                let meant = meant.map(|name| format!("did you mean `{name}`?"));
                meant.or_else(|| {
                    Some(format!("compare it, as in `{path} >= {}`", crate::condition::bars::example(path)))
                })
            }
            (Type::Truth, Type::Number, _) => Some("compare it with another number".into()),
            (Type::Truth, Type::Groups, _) => Some("ask for a group, as in `'nato' in state.groups`".into()),
            _ => None,
        };
        let wanted = if wanted == Type::Truth { "a condition" } else { wanted.says() };
        self.problem("type", expression, format!("expected {wanted}, found {}", found.says()), help);
    }

    fn compare(
        &mut self,
        whole: &Expression,
        comparison: super::Comparison,
        left: &Expression,
        right: &Expression,
    ) {
        let (Some(one), Some(other)) = (self.kind(left), self.kind(right)) else { return };
        let equality = matches!(comparison, super::Comparison::Equal | super::Comparison::Unequal);
        match (one, other) {
            (Type::Number, Type::Number) => {}
            (Type::Text, Type::Text) | (Type::Truth, Type::Truth) if equality => {}
            (Type::Text, Type::Text) | (Type::Truth, Type::Truth) => {
                let says = format!("`{}` compares numbers, not {}s", comparison.sign(), &one.says()[2..]);
                self.problem("type", whole, says, Some("use `==` or `!=`".into()));
            }
            (Type::Groups, _) | (_, Type::Groups) => {
                let help = "ask for a group, as in `'nato' in state.groups`".to_owned();
                self.problem("type", whole, "a set of groups cannot be compared".into(), Some(help));
            }
            (one, other) => {
                let says = format!("{} is compared with {}", one.says(), other.says());
                let help = match (&left.node, &right.node) {
                    (_, Node::Text(text)) | (Node::Text(text), _)
                        if text.parse::<world::Decimal>().is_ok() =>
                    {
                        Some(format!("write the number without quotes: `{text}`"))
                    }
                    (Node::Name(path), Node::Text(text)) | (Node::Text(text), Node::Name(path)) => {
                        match names::misspelt(path, self.context, &[Type::Text, Type::Groups]) {
                            Some(name) if name.ends_with(".groups") => {
                                Some(format!("did you mean `'{}' in {name}`?", shown(text)))
                            }
                            Some(name) => Some(format!("did you mean `{name}`?")),
                            None => Some("compare like with like".into()),
                        }
                    }
                    _ => Some("compare like with like".into()),
                };
                self.problem("type", whole, says, help);
            }
        }
    }

    fn within(&mut self, left: &Expression, right: &Expression) {
        self.expect(left, Type::Text);
        if let Some(found) = self.kind(right)
            && found != Type::Groups
        {
            let says = format!("`in` asks for a set of groups, found {}", found.says());
            let help = match &right.node {
                Node::Name(path) => {
                    format!("did you mean `{}.groups`?", path.split('.').next().unwrap_or("state"))
                }
                _ => "as in `'nato' in state.groups`".to_owned(),
            };
            self.problem("type", right, says, Some(help));
        }
        // Which groups there are is checked, so they are named, not computed.
        if let (Node::Name(path), false) = (&right.node, matches!(left.node, Node::Text(_))) {
            let help = format!("write its name in quotes, as in `'nato' in {}`", shown(path));
            self.problem("type", left, "a group is asked for by its name".into(), Some(help));
        }
    }

    fn name(&mut self, expression: &Expression, path: &str) -> Option<Type> {
        let Some(name) = names::find(path) else {
            let help = names::near(path, self.context);
            self.problem("unknown-name", expression, format!("no name `{}` is known", shown(path)), help);
            return None;
        };
        if name.contexts.contains(&self.context) {
            return Some(name.kind);
        }
        let (here, help) = match self.context {
            Context::Criterion if path.starts_with("community.") => (
                "a criterion",
                Some("who belongs depends on the criteria, so they cannot depend on it".to_owned()),
            ),
            Context::Criterion => {
                ("a criterion", Some("a criterion judges `state`, such as `state.polyarchy`".to_owned()))
            }
            Context::Act => {
                ("an act", path.strip_prefix("state.").map(|rest| format!("did you mean `subject.{rest}`?")))
            }
            Context::Guarantee => (
                "a guarantee",
                path.strip_prefix("state.").map(|rest| format!("did you mean `subject.{rest}`?")),
            ),
            Context::Stage => (
                "a stage",
                Some("a stage judges `community` and `world`, such as `community.members`".to_owned()),
            ),
        };
        self.problem(
            "name-out-of-place",
            expression,
            format!("`{}` has no meaning in {here}", shown(path)),
            help,
        );
        None
    }

    fn problem(&mut self, code: &'static str, at: &Expression, says: String, help: Option<String>) {
        self.problems.push(Problem::new(code, at.span.clone(), says).maybe_help(help));
    }
}
