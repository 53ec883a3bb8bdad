//! Instants of the record: civil time in UTC, to the second. The engine never asks the clock; every instant comes in.

use charter::law::{Duration, DurationUnit};
use jiff::{
    Span,
    civil::{Date, DateTime},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{fmt, str::FromStr};

/// An instant, written `2025-03-01T12:00:00Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(DateTime);

impl Moment {
    /// The first second of a day.
    pub fn start_of(day: Date) -> Self {
        Self(day.to_datetime(jiff::civil::Time::midnight()))
    }

    /// The day.
    pub fn date(self) -> Date {
        self.0.date()
    }

    /// The year.
    pub fn year(self) -> i32 {
        i32::from(self.0.year())
    }

    /// So much later, by the calendar: a month after 31 January is the last day of February. Nothing beyond year 9999.
    pub fn plus(self, duration: Duration) -> Option<Self> {
        let count = i64::from(duration.count);
        let span = match duration.unit {
            DurationUnit::Hour => Span::new().try_hours(count),
            DurationUnit::Day => Span::new().try_days(count),
            DurationUnit::Week => Span::new().try_weeks(count),
            DurationUnit::Month => Span::new().try_months(count),
            DurationUnit::Year => Span::new().try_years(count),
        };
        self.0.checked_add(span.ok()?).ok().map(Self)
    }

    /// How many days there are from its day to a later one; less than nought where that has passed.
    pub fn days_to(self, later: Self) -> i64 {
        // INVARIANT: the span between two dates is counted in days alone.
        self.0.date().until(later.0.date()).map_or(0, |span| i64::from(span.get_days()))
    }

    /// The first second of the next day; none beyond year 9999.
    pub fn next_day(self) -> Option<Self> {
        self.0.date().tomorrow().ok().map(Self::start_of)
    }

    /// So many years later.
    pub fn plus_years(self, years: u32) -> Option<Self> {
        self.plus(Duration { count: years, unit: DurationUnit::Year })
    }

    /// How many days of the calendar later another moment is.
    pub fn days_until(self, later: Self) -> i64 {
        self.date().until(later.date()).map_or(0, |span| i64::from(span.get_days()))
    }

    /// As a person reads it: `1 March 2025`, with the time where it is not midnight.
    pub fn says(self) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let month = usize::try_from(self.0.month() - 1).ok().and_then(|month| MONTHS.get(month));
        let day = format!("{} {} {}", self.0.day(), month.unwrap_or(&""), self.0.year());
        if (self.0.hour(), self.0.minute()) == (0, 0) {
            return day;
        }
        format!("{day}, {:02}:{:02}", self.0.hour(), self.0.minute())
    }
}

impl Moment {
    /// The canonical form, digit by digit: every event is written with its time, and many are.
    fn written(self) -> String {
        let mut text = String::with_capacity(20);
        let mut digits = |number: i16, places: u32, after: char| {
            for place in (0..places).rev() {
                let digit = u32::from(number.unsigned_abs()) / 10u32.pow(place) % 10;
                text.extend(char::from_digit(digit, 10));
            }
            text.push(after);
        };
        digits(self.0.year(), 4, '-');
        digits(self.0.month().into(), 2, '-');
        digits(self.0.day().into(), 2, 'T');
        digits(self.0.hour().into(), 2, ':');
        digits(self.0.minute().into(), 2, ':');
        digits(self.0.second().into(), 2, 'Z');
        text
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written())
    }
}

impl FromStr for Moment {
    type Err = String;

    /// Reads the canonical form, and for people also a day alone, or day and time without seconds or zone.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("`{}` is not a time such as `2025-03-01T12:00:00Z`", charter::values::shown(text));
        let plain = text.strip_suffix('Z').unwrap_or(text);
        if !plain.is_ascii() || !(plain.len() == 10 || plain.len() == 16 || plain.len() == 19) {
            return Err(wrong());
        }
        let time: DateTime = plain.parse().map_err(|_| wrong())?;
        if time.year() < 1 { Err(wrong()) } else { Ok(Self(time)) }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.written())
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let moment: Self = text.parse().map_err(D::Error::custom)?;
        if moment.to_string() == text {
            Ok(moment)
        } else {
            Err(D::Error::custom(format!("`{text}` is not canonical")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for text in ["2025-03-01T12:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
            assert_eq!(text.parse::<Moment>().unwrap().to_string(), text);
        }
        assert_eq!("2025-03-01".parse::<Moment>().unwrap().to_string(), "2025-03-01T00:00:00Z");
        for text in
            ["", "2025", "2025-02-30", "2025-03-01T25:00:00Z", "2025-03-01T12:00:00.5", "99999-01-01", "é"]
        {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }

    #[test]
    fn months_end_where_the_calendar_ends_them() {
        let month = Duration { count: 1, unit: DurationUnit::Month };
        let moment: Moment = "2025-01-31T00:00:00Z".parse().unwrap();
        assert_eq!(moment.plus(month).unwrap().to_string(), "2025-02-28T00:00:00Z");
        assert_eq!("9999-12-31".parse::<Moment>().unwrap().plus(month), None);
    }
}
