//! The oracle: reads the events as JSON, as any third party could, and says at each whether every mission was covered. It
//! shares no line with the engine: days are compared as texts, sets are lists.

use community::Event;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What the events so far make of mandates and missions.
#[derive(Clone, Default)]
pub struct Oracle {
    mandates: BTreeMap<String, Mandate>,
    missions: BTreeMap<String, Mission>,
    consents: BTreeSet<(String, String)>,
    members: BTreeSet<String>,
    /// Who was attacked and still asks for help, by the number of the guarantee.
    attacked: BTreeMap<u64, String>,
    last: String,
    /// How often somebody arrived under a mandate, at a contribution, at good offices and in help against an attack.
    pub arrivals: [u32; 4],
    /// How often a mission lost its authority.
    pub lost: u32,
}

#[derive(Clone)]
struct Mandate {
    terms: Value,
    ended: bool,
}

#[derive(Clone)]
struct Mission {
    plan: Value,
    commanded: bool,
    authority: bool,
    there: BTreeMap<String, u64>,
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().map(|list| list.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

/// The day of a moment: `2002-06-20`.
fn day(moment: &str) -> &str {
    &moment[..10]
}

impl Oracle {
    /// Takes in the events of one act; after the last of them everything must be covered.
    pub fn watch(&mut self, events: &[Event]) -> Result<(), String> {
        for event in events {
            let event = serde_json::to_value(event).unwrap();
            let at = event["at"].as_str().unwrap().to_owned();
            // What was there until this instant was covered until this instant.
            if at != self.last {
                self.all_covered(&before(&at))?;
                self.last.clone_from(&at);
            }
            self.take(&event["happened"], &at)?;
        }
        match events.last() {
            Some(last) => self.all_covered(&last.at.to_string()),
            None => Ok(()),
        }
    }

    /// Time has passed, and nothing happened: is everything still covered?
    pub fn all_covered(&self, at: &str) -> Result<(), String> {
        for (name, mission) in self.missions.iter().filter(|(_, mission)| mission.authority) {
            self.covered(name, mission, at).map_err(|why| format!("{name} at {at}: {why}"))?;
        }
        Ok(())
    }

    fn take(&mut self, happened: &Value, at: &str) -> Result<(), String> {
        let text = |key: &str| happened[key].as_str().unwrap_or_default().to_owned();
        match happened["event"].as_str().unwrap() {
            "entered-into-force" => {
                for member in happened["members"].as_array().unwrap() {
                    self.members.insert(member["state"].as_str().unwrap().to_owned());
                }
            }
            "left" => {
                self.members.remove(&text("state"));
                self.missions.values_mut().for_each(|mission| {
                    mission.there.remove(&text("state"));
                });
            }
            "resolution-registered" => self.resolution(&happened["resolution"]),
            "mandate-over" => self.mandates.get_mut(&text("mandate")).unwrap().ended = true,
            "mission-authorised" | "mission-renewed" => {
                let (plan, there) = (happened["plan"].clone(), BTreeMap::new());
                let name = plan["mission"].as_str().unwrap().to_owned();
                let new = Mission { plan: plan.clone(), commanded: false, authority: true, there };
                let mission = self.missions.entry(name).or_insert(new);
                if mission.plan != plan && !mission.authority {
                    return Err("a mission without authority was renewed".into());
                }
                mission.plan = plan;
            }
            "forces-contributed" => {
                let plan = happened["contribution"]["plan"].clone();
                let name = plan["mission"].as_str().unwrap().to_owned();
                let there = BTreeMap::new();
                self.missions.insert(name, Mission { plan, commanded: true, authority: true, there });
            }
            "mission-lost-authority" => {
                self.missions.get_mut(&text("mission")).unwrap().authority = false;
                self.lost += 1;
            }
            "guarantee-invoked" if happened["asks_help"] == true => {
                self.attacked.insert(happened["guarantee"].as_u64().unwrap(), text("state"));
            }
            "request-withdrawn" | "guarantee-ended" => {
                self.attacked.remove(&happened["guarantee"].as_u64().unwrap());
            }
            "host-consented" => {
                self.consents.insert((text("mission"), text("state")));
            }
            "host-withdrew" => {
                self.consents.remove(&(text("mission"), text("state")));
            }
            "deployed" => {
                let name = text("mission");
                let mission = self.missions.get_mut(&name).unwrap();
                *mission.there.entry(text("state")).or_default() += happened["personnel"].as_u64().unwrap();
                let kind = match &mission.plan["under"] {
                    _ if mission.commanded => 1,
                    Value::String(_) => 2,
                    under if under["guarantee"].is_u64() => 3,
                    _ => 0,
                };
                self.arrivals[kind] += 1;
                let mission = &self.missions[&name];
                if !mission.authority {
                    return Err(format!("somebody arrived at {name}, which has no authority"));
                }
                self.covered(&name, mission, at).map_err(|why| format!("arrived at {name}: {why}"))?;
            }
            "came-home" => {
                let there = &mut self.missions.get_mut(&text("mission")).unwrap().there;
                *there.get_mut(&text("state")).unwrap() -= happened["personnel"].as_u64().unwrap();
                there.retain(|_, persons| *persons > 0);
            }
            _ => {}
        }
        Ok(())
    }

    fn resolution(&mut self, resolution: &Value) {
        let does = &resolution["does"];
        let mandate = does["mandate"].as_str().unwrap_or_default().to_owned();
        match does["effect"].as_str().unwrap() {
            "establish" => {
                let number = resolution["number"].as_str().unwrap().to_owned();
                self.mandates.insert(number, Mandate { terms: does.clone(), ended: false });
            }
            "renew" => self.mandates.get_mut(&mandate).unwrap().terms["last_day"] = does["last_day"].clone(),
            "amend" => self.mandates.get_mut(&mandate).unwrap().terms = does["terms"].clone(),
            _ if does["last_day"].is_null() => {}
            _ => self.mandates.get_mut(&mandate).unwrap().terms["last_day"] = does["last_day"].clone(),
        }
    }

    /// Is a mission covered at a moment?
    fn covered(&self, name: &str, mission: &Mission, at: &str) -> Result<(), String> {
        let plan = &mission.plan;
        let there: u64 = mission.there.values().sum();
        if there > plan["strength"].as_u64().unwrap() {
            return Err(format!("{there} are there"));
        }
        if plan["last_day"].as_str().is_some_and(|last| day(at) > day(last)) {
            return Err("its term is over".into());
        }
        let hosts = || {
            texts(&plan["area"]).into_iter().all(|host| self.consents.contains(&(name.into(), host.into())))
        };
        if plan["under"] == "good-offices" {
            let unarmed = texts(&plan["tasks"]) == ["good-offices"];
            return if unarmed && hosts() { Ok(()) } else { Err("no good offices by consent".into()) };
        }
        if let Some(guarantee) = plan["under"]["guarantee"].as_u64() {
            let victim = self.attacked.get(&guarantee).ok_or("nobody who was attacked asks for help")?;
            let there = texts(&plan["area"]);
            return if there == [victim.as_str()] { Ok(()) } else { Err("it is elsewhere".into()) };
        }
        let number = plan["under"]["mandate"].as_str().ok_or("it has no mandate")?;
        let mandate = self.mandates.get(number).ok_or("its mandate is not on the record")?;
        let terms = &mandate.terms;
        if mandate.ended || terms["last_day"].as_str().is_some_and(|last| day(at) > day(last)) {
            return Err("its mandate is over".into());
        }
        let within = |key: &str| {
            let (has, may) = (texts(&plan[key]), texts(&terms[key]));
            has.iter().all(|one| may.contains(one))
        };
        if !within("area") || !within("tasks") {
            return Err("its area or tasks go beyond its mandate".into());
        }
        let to = &terms["to"];
        let listed = texts(&to["states"]);
        let addressed = if mission.commanded {
            to["organisation"] == "united-nations"
        } else if to.get("states").is_some() {
            mission.there.keys().all(|state| listed.contains(&state.as_str()))
                && listed.iter().any(|state| self.members.contains(*state))
        } else {
            to == "member-states" || to == "community"
        };
        if !addressed {
            return Err("its mandate is addressed to others".into());
        }
        if terms["chapter"] == "VI" && !hosts() {
            return Err("a host does not consent".into());
        }
        let under = |other: &&Mission| other.plan["under"]["mandate"].as_str() == Some(number);
        let stands_for = |other: &Mission| {
            let there: u64 = other.there.values().sum();
            if other.authority { there.max(other.plan["strength"].as_u64().unwrap()) } else { there }
        };
        let all: u64 = self.missions.values().filter(under).map(stands_for).sum();
        match terms["ceiling"].as_u64() {
            Some(ceiling) if all > ceiling => Err(format!("{all} under a ceiling of {ceiling}")),
            _ => Ok(()),
        }
    }
}

/// A second before a moment.
fn before(at: &str) -> String {
    let moment: jiff::civil::DateTime = at.trim_end_matches('Z').parse().unwrap();
    format!("{}Z", moment.checked_sub(jiff::Span::new().seconds(1)).unwrap())
}
