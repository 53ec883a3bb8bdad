//! When an event is: two instants, and the zone on whose clocks people read them.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

/// The longest that an event lasts, in seconds.
const LONGEST: i64 = 366 * 86_400;

/// From when until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    begins: i64,
    ends: i64,
    zone: TimeZone,
}

impl When {
    /// Of instants in seconds since 1970 and the IANA name of a zone.
    ///
    /// # Errors
    ///
    /// What is wrong: no such zone, or an end that is not after the beginning.
    pub fn new(begins: i64, ends: i64, zone: &str) -> Result<Self, &'static str> {
        let zone = zone_named(zone).ok_or("there is no such time zone")?;
        if ends <= begins || ends - begins > LONGEST {
            return Err("an event ends after it begins, and within a year");
        }
        for at in [begins, ends] {
            Timestamp::from_second(at).map_err(|_| "an event is within the years that calendars have")?;
        }
        Ok(Self { begins, ends, zone })
    }

    /// Of times on the clocks of a zone, as a form sends them: `2026-12-05T18:30`.
    ///
    /// # Errors
    ///
    /// The field that is wrong, and what would be right.
    pub fn read(begins: &str, ends: &str, zone: &str) -> Result<Self, (&'static str, &'static str)> {
        let name = zone.trim();
        let zone = zone_named(name)
            .ok_or(("zone", "a time zone has a name such as Europe/Brussels, Australia/Sydney or UTC"))?;
        let read = |field, text: &str| {
            // A date alone is no time, though a parser may take it for midnight.
            let time = text.trim().parse().ok().filter(|_: &DateTime| text.contains(':'));
            let time = time.ok_or((field, "a time has a date and an hour, such as 2026-12-05T18:30"))?;
            // An hour that the clocks pass over or show twice is nobody's appointment.
            let at = zone.to_ambiguous_zoned(time).unambiguous();
            let at = at.map_err(|_| {
                (
                    field,
                    "on this day the clocks of the zone pass over this hour or show it twice: choose another",
                )
            })?;
            Ok::<_, (&str, &str)>(at.timestamp().as_second())
        };
        let (from, to) = (read("begins", begins)?, read("ends", ends)?);
        Self::new(from, to, name).map_err(|says| ("ends", says))
    }

    /// When it begins, in seconds since 1970.
    pub fn begins(&self) -> i64 {
        self.begins
    }

    /// When it ends.
    pub fn ends(&self) -> i64 {
        self.ends
    }

    /// The name of its zone.
    pub fn zone(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    /// As a form wants its beginning and its end: `2026-12-05T18:30`.
    pub fn typed(&self) -> [String; 2] {
        [self.begins, self.ends].map(|at| self.written(at, "%Y-%m-%dT%H:%M"))
    }

    /// As people read it: `Saturday 5 December 2026, 18:30 to 20:00 (CET, UTC+1)`.
    pub fn shown(&self) -> String {
        let day = "%A %-d %B %Y";
        let (from, to) = (self.written(self.begins, day), self.written(self.ends, day));
        let hour = |at| self.written(at, "%H:%M");
        let until = if from == to { hour(self.ends) } else { format!("{to}, {}", hour(self.ends)) };
        let (short, offset) = (self.written(self.begins, "%Z"), self.offset());
        // Zones without letters of their own are called by their offset alone.
        let zone = if short.starts_with(['+', '-']) { offset } else { format!("{short}, {offset}") };
        format!("{from}, {} to {until} ({})", hour(self.begins), if short == "UTC" { short } else { zone })
    }

    /// The day on which it begins: `5 December 2026`.
    pub fn day(&self) -> String {
        self.written(self.begins, "%-d %B %Y")
    }

    /// As programs read its beginning and its end (ISO 8601, with the offset).
    pub fn for_programs(&self) -> [String; 2] {
        [self.begins, self.ends].map(|at| self.written(at, "%Y-%m-%dT%H:%M:%S%:z"))
    }

    fn written(&self, at: i64, form: &str) -> String {
        let at = Timestamp::from_second(at).unwrap_or_default();
        at.to_zoned(self.zone.clone()).strftime(form).to_string()
    }

    /// `UTC+1`, `UTC+5:30`.
    fn offset(&self) -> String {
        let at = Timestamp::from_second(self.begins).unwrap_or_default();
        let seconds = self.zone.to_offset(at).seconds();
        let (hours, minutes) = (seconds.abs() / 3_600, seconds.abs() % 3_600 / 60);
        let sign = if seconds < 0 { '\u{2212}' } else { '+' };
        if minutes == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{minutes:02}") }
    }
}

/// A zone by its IANA name, out of the tables that the program carries.
fn zone_named(name: &str) -> Option<TimeZone> {
    let plain = name.chars().all(|sign| sign.is_ascii_alphanumeric() || "_/+-".contains(sign));
    if name.is_empty() || name.len() > 60 || !plain {
        return None;
    }
    TimeZone::get(name).ok()
}

/// The names of the zones that a form offers.
pub fn zones() -> Vec<String> {
    let all = jiff::tz::db().available().map(|name| name.to_string());
    let lived_in = |name: &String| {
        let areas =
            ["Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/"];
        name == "UTC" || areas.iter().any(|area| name.starts_with(area))
    };
    let mut names: Vec<_> = all.filter(lived_in).collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(begins: &str, ends: &str, zone: &str) -> String {
        When::read(begins, ends, zone)
            .map_or_else(|(field, says)| format!("{field}: {says}"), |when| when.shown())
    }

    #[test]
    fn a_time_is_read_on_the_clocks_of_its_zone() {
        assert_eq!(
            shown("2026-12-05T18:30", "2026-12-05T20:00", "Europe/Brussels"),
            "Saturday 5 December 2026, 18:30 to 20:00 (CET, UTC+1)"
        );
        assert_eq!(
            shown("2026-07-05T22:00", "2026-07-06T01:00", "Asia/Kolkata"),
            "Sunday 5 July 2026, 22:00 to Monday 6 July 2026, 01:00 (IST, UTC+5:30)"
        );
        assert_eq!(
            shown("2026-07-05T22:00", "2026-07-05T23:00", "UTC"),
            "Sunday 5 July 2026, 22:00 to 23:00 (UTC)"
        );
        let sydney = When::read("2026-12-05T18:30", "2026-12-05T20:00", "Australia/Sydney").unwrap();
        assert_eq!(sydney.begins(), 1_796_455_800, "07:30 UTC");
        assert_eq!(sydney.typed(), ["2026-12-05T18:30", "2026-12-05T20:00"]);
        assert_eq!(sydney.for_programs()[0], "2026-12-05T18:30:00+11:00");
        assert_eq!((sydney.zone(), sydney.day().as_str()), ("Australia/Sydney", "5 December 2026"));
    }

    #[test]
    fn what_no_clock_shows_once_is_refused() {
        let skipped = shown("2026-03-29T02:30", "2026-03-29T04:00", "Europe/Brussels");
        assert!(skipped.starts_with("begins: on this day"), "{skipped}");
        let twice = shown("2026-10-25T02:30", "2026-10-25T04:00", "Europe/Brussels");
        assert!(twice.starts_with("begins: on this day"), "{twice}");
        assert!(shown("2026-12-05T18:30", "2026-12-05T18:30", "UTC").starts_with("ends: "));
        assert!(shown("2026-12-05T18:30", "2028-12-05T18:30", "UTC").starts_with("ends: "));
        assert!(shown("2026-12-05", "2026-12-05T18:30", "UTC").starts_with("begins: "));
        assert!(shown("5 December", "2026-12-05T18:30", "UTC").starts_with("begins: "));
        for zone in ["", "Mars/Olympus", "../../etc/passwd", "Europe/Brussels\r\nX", "<b>"] {
            assert!(shown("2026-12-05T18:30", "2026-12-05T19:30", zone).starts_with("zone: "), "{zone}");
        }
    }

    #[test]
    fn the_zones_offered_are_zones() {
        let zones = zones();
        assert!(zones.len() > 300 && zones.iter().any(|zone| zone == "Europe/Brussels"));
        assert!(zones.iter().all(|zone| zone_named(zone).is_some()));
    }
}
