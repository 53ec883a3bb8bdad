//! Events as calendars read them: iCalendar (RFC 5545), in UTC, so that no table of time zones travels with them.

use super::{Event, Stands};
use crate::markdown;
use jiff::{Timestamp, tz::TimeZone};

/// The most octets of a line, its end not counted (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// A calendar of these events, for whoever subscribes to it or opens one. `origin` is where the site stands, `owner` whose
/// events they are.
pub fn calendar(events: &[Event], origin: &str, owner: &str) -> String {
    let mut out = Lines(String::new());
    out.put("BEGIN", "VCALENDAR");
    out.put("VERSION", "2.0");
    out.put("PRODID", "-//Koinon//Campaign//EN");
    out.put("CALSCALE", "GREGORIAN");
    out.put("METHOD", "PUBLISH");
    // RFC 7986, and the older word that mail programs read.
    out.text("NAME", owner);
    out.text("X-WR-CALNAME", owner);
    out.put("REFRESH-INTERVAL;VALUE=DURATION", "PT6H");
    for event in events {
        self::event(&mut out, event, origin);
    }
    out.put("END", "VCALENDAR");
    out.0
}

fn event(out: &mut Lines, event: &Event, origin: &str) {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    let title = if event.sample { format!("{} (a sample)", event.title) } else { event.title.clone() };
    out.put("BEGIN", "VEVENT");
    // The same event has the same name for ever, whatever is changed of it.
    out.put("UID", &format!("event-{}@{host}", event.id));
    out.put("DTSTAMP", &instant(event.changed));
    out.put("CREATED", &instant(event.made));
    out.put("LAST-MODIFIED", &instant(event.changed));
    out.put("SEQUENCE", &event.revision.to_string());
    out.put("DTSTART", &instant(event.when.begins()));
    out.put("DTEND", &instant(event.when.ends()));
    out.text("SUMMARY", &title);
    out.text("DESCRIPTION", markdown::plain(&event.text).trim());
    out.text("LOCATION", &event.place);
    out.put("URL", &format!("{origin}/events/{}", event.name));
    out.put("STATUS", if event.stands == Stands::Cancelled { "CANCELLED" } else { "CONFIRMED" });
    out.put("END", "VEVENT");
}

/// `20261205T073000Z`.
fn instant(at: i64) -> String {
    let at = Timestamp::from_second(at).unwrap_or_default();
    at.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Lines as they are sent: folded, each ended by CRLF.
struct Lines(String);

impl Lines {
    /// A property whose value is of another type than text.
    fn put(&mut self, name: &str, value: &str) {
        let plain: String = value.chars().filter(|sign| !sign.is_control()).collect();
        self.fold(&format!("{name}:{plain}"));
    }

    /// A property of type TEXT (RFC 5545, 3.3.11).
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for sign in value.replace("\r\n", "\n").chars() {
            match sign {
                '\\' | ';' | ',' => escaped.extend(['\\', sign]),
                '\n' => escaped.push_str("\\n"),
                '\t' => escaped.push(' '),
                sign if sign.is_control() => {}
                sign => escaped.push(sign),
            }
        }
        self.fold(&format!("{name}:{escaped}"));
    }

    fn fold(&mut self, line: &str) {
        let mut room = LONGEST;
        for sign in line.chars() {
            if sign.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LONGEST - 1;
            }
            self.0.push(sign);
            room -= sign.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::when::When;
    use icalendar::{Calendar, CalendarComponent, Component};
    use proptest::prelude::*;

    fn event(title: &str, text: &str, place: &str) -> Event {
        Event {
            id: 7,
            name: "assembly".into(),
            title: title.into(),
            text: text.into(),
            when: When::read("2026-12-05T18:30", "2026-12-05T20:00", "Australia/Sydney").unwrap(),
            place: place.into(),
            online: Some("https://meet.example.org/secret".into()),
            capacity: Some(3),
            taken: 1,
            stands: Stands::Published,
            sample: false,
            revision: 2,
            made: 1_764_000_000,
            changed: 1_764_000_060,
        }
    }

    #[test]
    fn a_calendar_says_what_the_event_is() {
        let written = calendar(
            &[event("An assembly; in \\ two, parts", "# One\n\nTwo.", "Town Hall")],
            "https://example.org",
            "Coalition",
        );
        for line in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "UID:event-7@example.org",
            "DTSTAMP:20251124T160100Z",
            "DTSTART:20261205T073000Z",
            "DTEND:20261205T090000Z",
            "SEQUENCE:2",
            "SUMMARY:An assembly\\; in \\\\ two\\, parts",
            "URL:https://example.org/events/assembly",
            "STATUS:CONFIRMED",
            "END:VCALENDAR",
        ] {
            assert!(written.split("\r\n").any(|found| found == line), "{line} is not in\n{written}");
        }
        assert!(!written.contains("secret"), "where it is online is for whoever is registered");
    }

    #[test]
    fn another_program_reads_it() {
        let title = "Grüße, „Versammlung“; \\ end — ".repeat(6);
        let written = calendar(
            &[event(title.trim(), "a\n\nb, c; d", "Rue de l’Été 1, 1000 Brussels")],
            "https://example.org",
            "Coalition",
        );
        let read: Calendar = written.parse().unwrap();
        let events: Vec<_> = read
            .iter()
            .filter_map(|part| match part {
                CalendarComponent::Event(event) => Some(event),
                _ => None,
            })
            .collect();
        assert_eq!(events.len(), 1);
        let text = |name: &str| events[0].property_value(name);
        assert_eq!(text("SUMMARY"), Some(title.trim()));
        assert_eq!(text("LOCATION"), Some("Rue de l’Été 1, 1000 Brussels"));
        assert_eq!(text("DESCRIPTION"), Some("a\n\nb, c; d"));
        assert_eq!(text("DTSTART"), Some("20261205T073000Z"));
    }

    proptest! {
        #[test]
        fn no_text_becomes_a_property(title in "(a|é|\r|\n|;|,|\\\\|END:VEVENT|BEGIN:VALARM){0,40}", place in "\\PC{0,200}") {
            let written = calendar(&[event(&title, &title, &place)], "https://example.org", &title);
            prop_assert!(written.ends_with("END:VCALENDAR\r\n"));
            prop_assert!(!written.replace("\r\n", "").contains(['\r', '\n']));
            let lines: Vec<_> = written.trim_end().split("\r\n").collect();
            prop_assert!(lines.iter().all(|line| line.len() <= LONGEST));
            let begun = lines.iter().filter(|line| line.starts_with("BEGIN:")).count();
            prop_assert_eq!(begun, 2, "one calendar and one event");
            prop_assert_eq!(lines.iter().filter(|line| line.starts_with("END:")).count(), 2);
        }
    }
}
