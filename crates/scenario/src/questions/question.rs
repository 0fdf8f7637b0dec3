//! Questions with a date, in a grammar in which public questions differ: event, scope, mutuality, duration, stage,
//! deadline.

use jiff::civil::Date;
use std::ops::Range;

use crate::document::diagnostic::{Diagnostic, Diagnostics};
use crate::document::tree::Table;
use crate::scenario::Scenario;
use crate::structure::build::place_of;
use crate::time::clock::{months_between, reaches};

pub(crate) const EVENTS: &[&str] = &[
    "ceasefire",
    "settlement",
    "truce-lasts",
    "line-breaks",
    "front-beyond",
    "coverage-below",
    "great-power-out",
    "instrument-open",
];
pub(crate) const SCOPES: &[&str] = &["general", "sectoral", "local"];

/// What must happen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Event {
    /// A ceasefire, by a truce or as part of a settlement.
    Ceasefire,
    /// A settlement.
    Settlement,
    /// A truce that lasts until it is a frozen conflict.
    TruceLasts,
    /// The line breaks in any of its ways.
    LineBreaks,
    /// The invader holds this many km² more than at the start.
    FrontBeyond(f64),
    /// Coverage of the defender's need falls below this share.
    CoverageBelow(f64),
    /// The great power takes a posture of having left.
    GreatPowerOut,
    /// The instrument opens: place in the list of instruments.
    InstrumentOpen(usize),
}

impl Event {
    /// Whether it begins something that can hold for some days, and can be agreed before it takes effect.
    pub fn has_duration(self) -> bool {
        matches!(self, Self::Ceasefire | Self::Settlement)
    }

    /// The word in a scenario.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ceasefire => EVENTS[0],
            Self::Settlement => EVENTS[1],
            Self::TruceLasts => EVENTS[2],
            Self::LineBreaks => EVENTS[3],
            Self::FrontBeyond(_) => EVENTS[4],
            Self::CoverageBelow(_) => EVENTS[5],
            Self::GreatPowerOut => EVENTS[6],
            Self::InstrumentOpen(_) => EVENTS[7],
        }
    }
}

/// How much of the war a ceasefire covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// All of it.
    General,
    /// One kind of fighting, such as strikes on energy or at sea.
    Sectoral,
    /// One place.
    Local,
}

impl Scope {
    /// The word in a scenario.
    pub fn name(self) -> &'static str {
        SCOPES[self as usize]
    }
}

/// Which moment counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Agreement, or its announcement.
    Agreed,
    /// Taking effect.
    InEffect,
}

impl Stage {
    /// The word in a scenario.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::InEffect => "in-effect",
        }
    }
}

/// The fine print in which public questions differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wording {
    /// How much of the war must be covered.
    pub scope: Scope,
    /// Whether both sides must be bound.
    pub mutual: bool,
    /// Days that it must last at least.
    pub min_days: u32,
    /// Whether `min_days` is the length announced; otherwise it is the length held.
    pub intended: bool,
    /// Which moment counts.
    pub stage: Stage,
}

impl Wording {
    /// Days that it must have held, not only have been meant to.
    ///
    /// ```
    /// let held = |name| standoff_scenario::PRESETS.iter().find(|one| one.name == name).unwrap().wording.held_days();
    /// assert_eq!([held("rfi-held-30-days"), held("gjo-intended-28-days"), held("in-effect")], [30, 0, 0]);
    /// ```
    pub fn held_days(&self) -> u32 {
        if self.intended { 0 } else { self.min_days }
    }
}

/// A wording of public questions, in our own words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Preset {
    /// Its name in a scenario.
    pub name: &'static str,
    /// What must happen.
    pub event: Event,
    /// Its fine print.
    pub wording: Wording,
    /// What it asks, in one line.
    pub description: &'static str,
}

const IN_EFFECT: Wording =
    Wording { scope: Scope::General, mutual: true, min_days: 0, intended: false, stage: Stage::InEffect };
const AGREED: Wording = Wording { stage: Stage::Agreed, ..IN_EFFECT };

const fn preset(name: &'static str, event: Event, wording: Wording, description: &'static str) -> Preset {
    Preset { name, event, wording, description }
}

pub(crate) const PRESET_NAMES: &[&str] = &[
    "announced",
    "in-effect",
    "general-pause",
    "gjo-intended-28-days",
    "metaculus-held-30-days",
    "rfi-held-30-days",
    "bilateral",
    "polymarket-official-ceasefire",
    "agreement-signed",
];

/// Wordings of public questions.
pub const PRESETS: &[Preset] = &[
    preset(
        PRESET_NAMES[0],
        Event::Ceasefire,
        AGREED,
        "A general ceasefire is announced by both sides, whether or not the guns fall silent",
    ),
    preset(
        PRESET_NAMES[1],
        Event::Ceasefire,
        IN_EFFECT,
        "A general ceasefire of both sides takes effect, however short",
    ),
    preset(
        PRESET_NAMES[2],
        Event::Ceasefire,
        IN_EFFECT,
        "Fighting pauses on the whole front; pauses for energy, shipping or relief alone do not count",
    ),
    preset(
        PRESET_NAMES[3],
        Event::Ceasefire,
        Wording { min_days: 28, intended: true, ..AGREED },
        "Good Judgment Open: a ceasefire without end, or meant to last 28 days or more, is announced",
    ),
    preset(
        PRESET_NAMES[4],
        Event::Ceasefire,
        Wording { min_days: 30, ..IN_EFFECT },
        "Metaculus 10050: a general ceasefire of both sides takes effect and holds for 30 days",
    ),
    preset(
        PRESET_NAMES[5],
        Event::Ceasefire,
        Wording { min_days: 30, ..IN_EFFECT },
        "RAND Forecasting Initiative: a general ceasefire is in effect by the date and holds for 30 days",
    ),
    preset(
        PRESET_NAMES[6],
        Event::Ceasefire,
        AGREED,
        "Both sides agree to a ceasefire or a peace; a truce that one side declares does not count",
    ),
    preset(PRESET_NAMES[7], Event::Ceasefire, AGREED, "Polymarket: both sides officially announce a general ceasefire"),
    preset(
        PRESET_NAMES[8],
        Event::Settlement,
        Wording { mutual: false, ..AGREED },
        "The defender signs an agreement; the invader's signature is not needed",
    ),
];

/// A question of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Name in the scenario.
    pub name: String,
    /// The question, for people.
    pub text: String,
    /// What must happen.
    pub event: Event,
    /// Its fine print.
    pub wording: Wording,
    /// Last day that counts.
    pub by: Date,
    /// The same in months from the start.
    pub months: f64,
    /// The public wording it takes its fine print from.
    pub preset: Option<&'static Preset>,
    /// Whether the model can answer it: it knows general ceasefires only, and nothing beyond the horizon, to which what
    /// must hold for some days after the deadline has to hold.
    pub resolvable: bool,
    /// A remark for readers.
    pub note: Option<String>,
}

impl Question {
    /// The question of an event and its fine print by a day, asked of a scenario.
    ///
    /// ```
    /// use standoff_scenario::{PRESETS, Question, builtin, date};
    /// let scenario = builtin::load("two-sided").unwrap();
    /// let ask = |by| Question::of_wording(PRESETS[0].event, PRESETS[0].wording, by, &scenario).resolvable;
    /// assert!(ask(date(2026, 1, 1)) && !ask(date(2999, 1, 1)));
    /// ```
    pub fn of_wording(event: Event, wording: Wording, by: Date, scenario: &Scenario) -> Self {
        let question = Self {
            name: event.name().to_owned(),
            text: String::new(),
            event,
            wording,
            by,
            months: months_between(scenario.start, by),
            preset: None,
            resolvable: false,
            note: None,
        };
        Self { resolvable: question.is_resolvable(scenario.horizon_months), ..question }
    }

    /// Whether the model can answer it on futures of so many months.
    pub(crate) fn is_resolvable(&self, horizon_months: u32) -> bool {
        let shown = shows(self.event, &self.wording, self.months, horizon_months);
        self.wording.scope == Scope::General && shown == Shows::Within
    }
}

/// Whether the answer can be seen within the horizon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shows {
    /// It can.
    Within,
    /// The deadline lies beyond.
    Late,
    /// The deadline does not, but the days that it must then hold do.
    HeldLate,
}

fn shows(event: Event, wording: &Wording, months: f64, horizon_months: u32) -> Shows {
    let held = if event.has_duration() { wording.held_days() } else { 0 };
    if !reaches(horizon_months, months) {
        Shows::Late
    } else if !reaches(horizon_months, months + f64::from(held) * 12.0 / 364.0) {
        Shows::HeldLate
    } else {
        Shows::Within
    }
}

/// Reads the questions; every fault goes to `found`.
pub(crate) fn read(root: &Table, scenario: &Scenario, found: &mut Diagnostics) -> Vec<Question> {
    let tables = root.named("question").into_iter();
    tables.filter_map(|(name, place, table)| Reader { name, place, table, scenario, found }.question()).collect()
}

struct Reader<'a> {
    name: &'a str,
    place: &'a Range<usize>,
    table: &'a Table,
    scenario: &'a Scenario,
    found: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn question(&mut self) -> Option<Question> {
        let preset = self.table.text("preset").and_then(|name| PRESETS.iter().find(|preset| preset.name == name));
        let event = self.event(preset)?;
        let wording = self.wording(preset.map_or(IN_EFFECT, |preset| preset.wording));
        let by = self.table.date("by")?;
        self.warn_not_used(event);
        let resolvable = self.check_date(by, event, &wording) & self.check_scope(wording.scope);
        Some(Question {
            name: self.name.to_owned(),
            text: self.table.text("text").unwrap_or_default().to_owned(),
            event,
            wording,
            by,
            months: months_between(self.scenario.start, by),
            preset,
            resolvable,
            note: self.table.text("note").map(str::to_owned),
        })
    }

    fn wording(&self, preset: Wording) -> Wording {
        let scope = self.table.text("scope").and_then(|word| SCOPES.iter().position(|scope| *scope == word));
        Wording {
            scope: scope.map_or(preset.scope, |place| [Scope::General, Scope::Sectoral, Scope::Local][place]),
            mutual: self.table.flag("mutual").unwrap_or(preset.mutual),
            min_days: self.table.count("min_days").map_or(preset.min_days, |days| days as u32),
            intended: self.table.flag("intended").unwrap_or(preset.intended),
            stage: match self.table.text("stage") {
                Some("agreed") => Stage::Agreed,
                Some(_) => Stage::InEffect,
                None => preset.stage,
            },
        }
    }

    fn event(&mut self, preset: Option<&'static Preset>) -> Option<Event> {
        match self.table.text("event") {
            None if self.table.has("event") => None,
            None => {
                if preset.is_none() && !self.table.has("preset") {
                    self.missing("event", "an event, or a preset that has one");
                }
                preset.map(|preset| preset.event)
            }
            Some("ceasefire") => Some(Event::Ceasefire),
            Some("settlement") => Some(Event::Settlement),
            Some("truce-lasts") => Some(Event::TruceLasts),
            Some("line-breaks") => Some(Event::LineBreaks),
            Some("front-beyond") => self.value(1e9).map(Event::FrontBeyond),
            Some("coverage-below") => self.coverage(),
            Some("great-power-out") => self.out(),
            Some("instrument-open") => self.instrument(),
            Some(_) => None,
        }
    }

    fn missing(&mut self, key: &str, allowed: &str) {
        let message = format!("the question `{}` needs `{key}`", self.name);
        self.found.push(Diagnostic::error("missing-key", message).at(self.place).allowed(allowed));
    }

    fn value(&mut self, most: f64) -> Option<f64> {
        let Some(value) = self.table.number("value") else {
            let allowed = if most == 1.0 { "a share from 0 to 1" } else { "km2 beyond the line at the start" };
            self.missing("value", allowed);
            return None;
        };
        if !(0.0..=most).contains(&value) {
            let message = format!("`question.{}.value` is {}", self.name, crate::words::figure(value));
            let place = self.table.span("value").unwrap_or(self.place);
            let allowed = format!("0 to {}", crate::words::figure(most));
            self.found.push(Diagnostic::error("out-of-bounds", message).at(place).allowed(allowed));
        }
        Some(value)
    }

    fn coverage(&mut self) -> Option<Event> {
        if self.scenario.structure.roles.coalition.is_none() {
            self.absent("a coalition takes part");
        }
        self.value(1.0).map(Event::CoverageBelow)
    }

    fn out(&mut self) -> Option<Event> {
        if !self.scenario.structure.postures.iter().any(|posture| posture.out) {
            self.absent("a posture has `out = true`");
        }
        Some(Event::GreatPowerOut)
    }

    fn absent(&mut self, needed: &str) {
        let place = self.table.span("event").unwrap_or(self.place);
        let message = format!("the question `{}` can only be asked where {needed}", self.name);
        self.found.push(Diagnostic::error("unknown-name", message).at(place));
    }

    fn instrument(&mut self) -> Option<Event> {
        let names: Vec<&str> = self.scenario.structure.instruments.iter().map(|one| one.name.as_str()).collect();
        match self.table.text("instrument").zip(self.table.span("instrument")) {
            Some((name, place)) => place_of("instrument", &names, name, place, self.found).map(Event::InstrumentOpen),
            None => {
                self.missing("instrument", &crate::words::one_of(names.iter().copied()));
                None
            }
        }
    }

    fn warn_not_used(&mut self, event: Event) {
        let value = matches!(event, Event::FrontBeyond(_) | Event::CoverageBelow(_));
        let instrument = matches!(event, Event::InstrumentOpen(_));
        let lasts = event.has_duration();
        let used = [("value", value), ("instrument", instrument), ("stage", lasts), ("mutual", lasts)];
        for (key, used) in used.into_iter().chain([("min_days", lasts), ("intended", lasts)]) {
            if let Some(entry) = self.table.get(key).filter(|_| !used) {
                let message = format!("`{key}` is not used by the event `{}`", event.name());
                self.found.push(Diagnostic::warning("not-used", message).at(&entry.key).hint("remove it"));
            }
        }
    }

    fn check_scope(&mut self, scope: Scope) -> bool {
        if scope != Scope::General {
            let place = self.table.span("scope").unwrap_or(self.place);
            let message = format!("the question `{}` cannot be answered: its scope is {}", self.name, scope.name());
            let diagnostic = Diagnostic::warning("not-resolvable", message).at(place);
            self.found.push(diagnostic.label("the model knows general ceasefires only"));
        }
        scope == Scope::General
    }

    fn check_date(&mut self, by: Date, event: Event, wording: &Wording) -> bool {
        let (start, horizon) = (self.scenario.start, self.scenario.horizon_months);
        let place = self.table.span("by").unwrap_or(self.place);
        if by <= start {
            let message = format!("the question `{}` ends on {by}, not after the start {start}", self.name);
            self.found.push(Diagnostic::error("before-start", message).at(place).allowed(format!("after {start}")));
            return true;
        }
        let message = match shows(event, wording, months_between(start, by), horizon) {
            Shows::Within => return true,
            Shows::Late => format!("the question `{}` ends beyond the horizon of {horizon} months", self.name),
            Shows::HeldLate => format!(
                "whether it holds for {} days shows only beyond the horizon of {horizon} months: question `{}`",
                wording.min_days, self.name
            ),
        };
        let diagnostic = Diagnostic::warning("beyond-horizon", message).at(place);
        self.found.push(diagnostic.hint("raise `horizon`, or the question has no answer"));
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_have_the_names_that_scenarios_use() {
        let names: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
        assert_eq!(names, PRESET_NAMES);
    }

    /// Codes of the warnings on a question of the starting file, and whether it can be answered.
    fn read(keys: &str) -> (Vec<&'static str>, bool) {
        let text = format!("{}\n[question.mine]\ntext = \"?\"\n{keys}\n", crate::template::text("mine"));
        let (scenario, found) = Scenario::parse(&crate::Source::new("mine.toml", text)).expect("a scenario");
        let question = scenario.questions.iter().find(|question| question.name == "mine").expect("the question");
        (found.iter().map(|item| item.code).collect(), question.resolvable)
    }

    #[test]
    fn days_to_hold_must_end_within_the_horizon() {
        let held = |by: &str| read(&format!("preset = \"rfi-held-30-days\"\nby = {by}"));
        assert_eq!(held("2028-11-20"), (vec![], true));
        assert_eq!(held("2028-12-20"), (vec!["beyond-horizon"], false));
        assert_eq!(read("preset = \"gjo-intended-28-days\"\nby = 2028-12-20"), (vec![], true), "only meant");
    }

    #[test]
    fn fine_print_is_for_what_can_hold() {
        let (codes, answered) = read("event = \"line-breaks\"\nmin_days = 30\nstage = \"agreed\"\nby = 2026-12-31");
        assert_eq!((codes, answered), (vec!["not-used", "not-used"], true));
        let (codes, answered) = read("preset = \"in-effect\"\nscope = \"local\"\nby = 2026-12-31");
        assert_eq!((codes, answered), (vec!["not-resolvable"], false));
    }
}
