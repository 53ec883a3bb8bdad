//! What `check` finds: what is wrong, where it stands, why, and what would be right.

use serde::Serialize;
use std::ops::Range;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The charter cannot run like this.
    Error,
    /// The charter runs, but hardly as its drafter means.
    Warning,
}

/// A place in the file and what to say beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the file.
    pub span: Range<usize>,
    /// What stands beside the underline; may be empty.
    pub label: String,
    /// Is this where the problem is (or does it only help to see it)?
    pub primary: bool,
}

/// One problem of a charter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// A stable name, such as `lost-above-holds`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub says: String,
    /// Where.
    pub marks: Vec<Mark>,
    /// What would be right.
    pub help: Option<String>,
}

impl Finding {
    /// An error at `span`.
    pub fn error(code: &'static str, span: Range<usize>, says: impl Into<String>) -> Self {
        let mark = Mark { span, label: String::new(), primary: true };
        Self { code, severity: Severity::Error, says: says.into(), marks: vec![mark], help: None }
    }

    /// A warning at `span`.
    pub fn warning(code: &'static str, span: Range<usize>, says: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, says) }
    }

    /// Words beside the underline of the problem.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        if let Some(mark) = self.marks.first_mut() {
            mark.label = label.into();
        }
        self
    }

    /// Another place that helps to see the problem.
    pub fn and(mut self, span: Range<usize>, label: impl Into<String>) -> Self {
        self.marks.push(Mark { span, label: label.into(), primary: false });
        self
    }

    /// What would be right.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What would be right, if there is something to say.
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// Where the problem starts, in bytes.
    pub fn start(&self) -> usize {
        self.marks.first().map_or(0, |mark| mark.span.start)
    }
}
