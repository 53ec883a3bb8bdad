//! PostgreSQL, and what speaks its protocol.

use super::{DbError, Dialect, Row, Sql, Value};
use postgres::{
    Client, Statement,
    error::SqlState,
    types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked},
};
use std::{collections::HashMap, error::Error};

pub(super) struct Postgres {
    url: String,
    client: Client,
    prepared: HashMap<String, Statement>,
}

impl Postgres {
    /// Connects; what is acknowledged is on the server's disk, or this is refused.
    pub fn open(url: &str) -> Result<Self, DbError> {
        let client = record::store::connect(url).map_err(|error| DbError::Failed(error.to_string()))?;
        Ok(Self { url: url.to_owned(), client, prepared: HashMap::new() })
    }

    fn prepared(&mut self, sql: &str) -> Result<Statement, DbError> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql)?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

impl Sql for Postgres {
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, DbError> {
        let statement = self.prepared(sql)?;
        Ok(self.client.execute(&statement, &given(values))?)
    }

    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, DbError> {
        let statement = self.prepared(sql)?;
        let found = self.client.query(&statement, &given(values))?;
        found.iter().map(row).collect()
    }

    fn batch(&mut self, sql: &str) -> Result<(), DbError> {
        Ok(self.client.batch_execute(sql)?)
    }

    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn mend(&mut self) -> Result<(), DbError> {
        if self.client.is_closed() {
            *self = Self::open(&self.url)?;
        }
        Ok(())
    }
}

fn given(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

fn row(found: &postgres::Row) -> Result<Row, DbError> {
    let columns = found.columns().iter().enumerate();
    let values = columns.map(|(column, kind)| {
        Ok(match *kind.type_() {
            Type::INT8 => found.try_get::<_, Option<i64>>(column)?.map_or(Value::Null, Value::Int),
            Type::INT4 => found
                .try_get::<_, Option<i32>>(column)?
                .map_or(Value::Null, |number| i64::from(number).into()),
            Type::BOOL => found.try_get::<_, Option<bool>>(column)?.map_or(Value::Null, Value::from),
            Type::BYTEA => found.try_get::<_, Option<Vec<u8>>>(column)?.map_or(Value::Null, Value::Bytes),
            _ => found.try_get::<_, Option<String>>(column)?.map_or(Value::Null, Value::Text),
        })
    });
    values.collect::<Result<_, DbError>>().map(Row)
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(number) => match *kind {
                Type::INT4 => i32::try_from(*number)?.to_sql(kind, out),
                Type::BOOL => (*number != 0).to_sql(kind, out),
                _ => number.to_sql_checked(kind, out),
            },
            Self::Text(text) => text.to_sql_checked(kind, out),
            Self::Bytes(bytes) => bytes.to_sql_checked(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl From<postgres::Error> for DbError {
    fn from(error: postgres::Error) -> Self {
        let says = match error.as_db_error() {
            Some(server) => server.message().to_owned(),
            None => std::iter::successors(Some(&error as &dyn Error), |error| (**error).source())
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(": "),
        };
        match error.code() {
            Some(&SqlState::DISK_FULL) => Self::Full,
            Some(&SqlState::READ_ONLY_SQL_TRANSACTION | &SqlState::INSUFFICIENT_PRIVILEGE) => Self::ReadOnly,
            Some(&SqlState::LOCK_NOT_AVAILABLE) => Self::Busy,
            Some(code) if code.code().starts_with("23") => Self::Refused(says),
            _ => Self::Failed(says),
        }
    }
}
