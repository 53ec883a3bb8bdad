//! What stands in a table: whole numbers, texts and bytes, and nothing else.

use super::DbError;

/// One value of a row, or one given to a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// No value.
    Null,
    /// A whole number. Times are seconds since 1970-01-01 UTC, money is minor units, yes and no are 1 and 0.
    Int(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Int(i64::from(yes))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_owned())
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Values for a statement, in the order of `$1`, `$2`, …
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { [$($crate::db::Value::from($value)),*] };
}

/// A row that was asked for, its columns in the order of the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row(pub(super) Vec<Value>);

impl Row {
    /// What stands there, whatever it is.
    ///
    /// # Errors
    ///
    /// [`DbError::Form`] where there is no such column.
    pub fn value(&self, column: usize) -> Result<&Value, DbError> {
        self.at(column)
    }

    fn at(&self, column: usize) -> Result<&Value, DbError> {
        self.0.get(column).ok_or_else(|| DbError::Form(format!("a row has no column {column}")))
    }

    /// A number.
    ///
    /// # Errors
    ///
    /// [`DbError::Form`] where something else stands there.
    pub fn int(&self, column: usize) -> Result<i64, DbError> {
        match self.at(column)? {
            Value::Int(number) => Ok(*number),
            other => Err(wrong(column, "a number", other)),
        }
    }

    /// A number, or none.
    ///
    /// # Errors
    ///
    /// As for [`Row::int`].
    pub fn maybe_int(&self, column: usize) -> Result<Option<i64>, DbError> {
        match self.at(column)? {
            Value::Null => Ok(None),
            _ => self.int(column).map(Some),
        }
    }

    /// A number that counts.
    ///
    /// # Errors
    ///
    /// As for [`Row::int`], and where it is below nought.
    pub fn count(&self, column: usize) -> Result<u64, DbError> {
        let number = self.int(column)?;
        u64::try_from(number).map_err(|_| DbError::Form(format!("column {column} counts {number}")))
    }

    /// Yes or no.
    ///
    /// # Errors
    ///
    /// As for [`Row::int`].
    pub fn yes(&self, column: usize) -> Result<bool, DbError> {
        self.int(column).map(|number| number != 0)
    }

    /// A text.
    ///
    /// # Errors
    ///
    /// [`DbError::Form`] where something else stands there.
    pub fn text(&self, column: usize) -> Result<&str, DbError> {
        match self.at(column)? {
            Value::Text(text) => Ok(text),
            other => Err(wrong(column, "a text", other)),
        }
    }

    /// A text, or none.
    ///
    /// # Errors
    ///
    /// As for [`Row::text`].
    pub fn maybe_text(&self, column: usize) -> Result<Option<&str>, DbError> {
        match self.at(column)? {
            Value::Null => Ok(None),
            _ => self.text(column).map(Some),
        }
    }

    /// Bytes.
    ///
    /// # Errors
    ///
    /// [`DbError::Form`] where something else stands there.
    pub fn bytes(&self, column: usize) -> Result<&[u8], DbError> {
        match self.at(column)? {
            Value::Bytes(bytes) => Ok(bytes),
            other => Err(wrong(column, "bytes", other)),
        }
    }

    /// Bytes, or none.
    ///
    /// # Errors
    ///
    /// As for [`Row::bytes`].
    pub fn maybe_bytes(&self, column: usize) -> Result<Option<&[u8]>, DbError> {
        match self.at(column)? {
            Value::Null => Ok(None),
            _ => self.bytes(column).map(Some),
        }
    }
}

fn wrong(column: usize, expected: &str, found: &Value) -> DbError {
    let found = match found {
        Value::Null => "nothing",
        Value::Int(_) => "a number",
        Value::Text(_) => "a text",
        Value::Bytes(_) => "bytes",
    };
    DbError::Form(format!("column {column} of a row should be {expected}, and is {found}"))
}
