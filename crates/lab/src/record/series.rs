//! The record as series that can be forecast.

use schemars::JsonSchema;
use serde::Serialize;
use standoff_scenario::evidence::{Event, Kind, Log, Party, Subject, members_of_parties};
use standoff_scenario::{Date, Scenario, months_between};
use std::collections::BTreeMap;

pub use standoff_world::actors::roles::Side;

/// Days after the end of a horizon within which a month may end and still belong to it: 52 weeks are one or two days
/// short of twelve months, and months of aid end on calendar days.
const MONTH_END_SLACK_DAYS: i32 = 4;

/// Months within which several rows tell of one general ceasefire.
const MONTHS_OF_ONE_CEASEFIRE: f64 = 2.0;

/// Fewest months of aid or losses that make a target: a year for the benchmarks to look back on, and one to score.
const FEWEST_MONTHS_OF_TARGET: usize = 24;

/// Something in the record that can be forecast.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// Area that changes hands, km²; positive where the invader gains.
    Front,
    /// Killed and wounded of a side, people.
    Losses(Side),
    /// Aid that a giver allocates, in billions; the name of the giver.
    Aid(String),
    /// Rounds of talks that are held.
    Rounds,
    /// A general ceasefire, or a settlement: yes or no.
    Ceasefire,
    /// A limited truce begins: yes or no; the name of its kind.
    LimitedTruce(String),
}

impl Target {
    /// True where it happens or does not.
    pub fn is_event(&self) -> bool {
        matches!(self, Self::Ceasefire | Self::LimitedTruce(_))
    }

    /// Its name in tables: `front`, `losses: invader`, `aid: NAME`, `rounds`, `ceasefire` or `limited truce: NAME`.
    ///
    /// ```
    /// use standoff_lab::record::series::Target;
    /// assert_eq!(Target::LimitedTruce("energy".into()).label(), "limited truce: energy");
    /// ```
    pub fn label(&self) -> String {
        match self {
            Self::Front => "front".to_owned(),
            Self::Losses(Side::Invader) => "losses: invader".to_owned(),
            Self::Losses(Side::Defender) => "losses: defender".to_owned(),
            Self::Aid(giver) => format!("aid: {giver}"),
            Self::Rounds => "rounds".to_owned(),
            Self::Ceasefire => "ceasefire".to_owned(),
            Self::LimitedTruce(kind) => format!("limited truce: {kind}"),
        }
    }
}

/// A month of the record, with what was allocated or lost in it.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordMonth {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Amount: billions of aid, or people lost.
    pub amount: f64,
}

/// A series that the record gives by months.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MonthlySeries {
    /// Months, in order of time.
    pub months: Vec<RecordMonth>,
    /// Members whose aid it is: places in the list. None for losses.
    pub members: Vec<usize>,
}

/// Events of a kind that the record holds without a gap from a day on.
#[derive(Debug, Clone, PartialEq)]
pub struct EventSeries {
    /// First day from which it holds every one.
    pub since: Date,
    /// Days on which they happened, in order of time.
    pub days: Vec<Date>,
}

/// The series of a record. The default is that of a record without any event.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RecordSeries {
    /// First day of the record, and the last by which its events had become known; none where there are none.
    pub days: Option<[Date; 2]>,
    /// Area held in km², by day.
    pub areas_km2: Vec<(Date, f64)>,
    /// Months of losses by side, and of aid by giver.
    pub monthly: BTreeMap<Target, MonthlySeries>,
    /// Days of rounds of talks.
    pub rounds: Vec<Date>,
    /// Events that happen or do not.
    pub events: BTreeMap<Target, EventSeries>,
}

impl RecordSeries {
    /// Series of a log as it is known on a day. The default where nothing is known by then.
    ///
    /// Limited truces are series from the day on from which the scenario says that its record holds every one, if the log has
    /// any: without one it may not have been kept for them.
    pub fn new(scenario: &Scenario, log: &Log, as_of: Date) -> Self {
        let known = log.known_by(as_of);
        if known.is_empty() {
            return Self::default();
        }
        let mut series = Self { days: Some([scenario.record_start(), as_of]), ..Self::default() };
        let since = scenario.war_began.max(scenario.record_start());
        series.events.insert(Target::Ceasefire, EventSeries { since, days: Vec::new() });
        if known.iter().any(|event| event.kind == Kind::LimitedTruce) {
            series.begin_limited_truces(scenario);
        }
        for event in known {
            series.add_event(scenario, event);
        }
        series
    }

    fn begin_limited_truces(&mut self, scenario: &Scenario) {
        let Some(months) = scenario.structure.record.and_then(|record| record.limited_truces) else { return };
        let days = ((months + scenario.origin_months()) * 364.0 / 12.0).round() as i32;
        let since = scenario.start.saturating_sub(jiff::Span::new().days(days));
        for kind in &scenario.structure.limited_truces {
            let target = Target::LimitedTruce(kind.name.clone());
            self.events.insert(target, EventSeries { since, days: Vec::new() });
        }
    }

    fn add_event(&mut self, scenario: &Scenario, event: &Event) {
        match (event.kind, event.value, &event.subject) {
            (Kind::AreaHeld, Some(area), _) if is_part_of_stake(scenario, event.date) => {
                self.areas_km2.push((event.date, area));
            }
            (Kind::AidAllocated, Some(amount), subject) if *subject != Some(Subject::Pooled) => {
                let members = members_of_parties(scenario, &event.parties);
                if !members.is_empty() {
                    self.add_month(Target::Aid(giver_name(scenario, &event.parties)), event, amount).members = members;
                }
            }
            (Kind::Losses, Some(people), _) => {
                if let Some(side) = event.side_of_losses() {
                    self.add_month(Target::Losses(side), event, people);
                }
            }
            (Kind::TalksRound, ..) => self.rounds.push(event.until),
            (Kind::Ceasefire | Kind::Settlement | Kind::Truce, ..) if event.changes_standing() => {
                self.add_day(&Target::Ceasefire, event.date);
            }
            (Kind::LimitedTruce, _, Some(Subject::LimitedTruce(kind))) => {
                let name = scenario.structure.limited_truces[*kind].name.clone();
                self.add_day(&Target::LimitedTruce(name), event.date);
            }
            _ => {}
        }
    }

    /// Adds a month to a series. A period that is not a month, such as a quarter, begins no month of it.
    fn add_month(&mut self, target: Target, event: &Event, amount: f64) -> &mut MonthlySeries {
        let series = self.monthly.entry(target).or_default();
        if (0.8..1.2).contains(&months_between(event.date, event.until)) {
            series.months.push(RecordMonth { from: event.date, until: event.until, amount });
        }
        series
    }

    /// Adds a day to the events of a target, where the record holds them from before it. Of a general ceasefire, rows of one
    /// event, such as the truce and the settlement after it, count once.
    fn add_day(&mut self, target: &Target, day: Date) {
        let Some(series) = self.events.get_mut(target).filter(|series| day >= series.since) else { return };
        let again = |last: &Date| *target == Target::Ceasefire && months_between(*last, day) < MONTHS_OF_ONE_CEASEFIRE;
        if !series.days.last().is_some_and(again) {
            series.days.push(day);
        }
    }

    /// Area on a day in km², interpolated between the readings around it.
    pub fn area_on_day_km2(&self, day: Date) -> Option<f64> {
        let after = self.areas_km2.partition_point(|(date, _)| *date < day);
        let (date, area) = self.areas_km2.get(after)?;
        if *date == day {
            return Some(*area);
        }
        let (before, then) = self.areas_km2.get(after.checked_sub(1)?)?;
        let share = months_between(*before, day) / months_between(*before, *date);
        Some(then + share * (area - then))
    }

    /// Outcome of a target over a horizon; none where the record does not reach so far, or of an event where it does not hold
    /// every one from before the origin.
    pub fn outcome_of(&self, target: &Target, origin: Date, weeks: usize, last: Date) -> Option<f64> {
        let end = origin.saturating_add(jiff::Span::new().days(7 * weeks as i32));
        if end > last {
            return None;
        }
        let within = |day: &&Date| **day > origin && **day <= end;
        match target {
            Target::Front => Some(self.area_on_day_km2(end)? - self.area_on_day_km2(origin)?),
            Target::Losses(_) | Target::Aid(_) => {
                let months = self.whole_months(target, origin, weeks)?;
                Some(months.iter().map(|month| month.amount).sum())
            }
            Target::Rounds => Some(self.rounds.iter().filter(within).count() as f64),
            Target::Ceasefire | Target::LimitedTruce(_) => {
                let series = self.events.get(target).filter(|series| series.since < origin)?;
                Some(f64::from(u8::from(series.days.iter().any(|day| within(&day)))))
            }
        }
    }

    /// Whole months of a target that a horizon covers; none where the record lacks one of them.
    pub fn whole_months(&self, target: &Target, origin: Date, weeks: usize) -> Option<&[RecordMonth]> {
        let all = &self.monthly.get(target)?.months;
        let end = origin.saturating_add(jiff::Span::new().days(7 * weeks as i32 + MONTH_END_SLACK_DAYS));
        let from = all.partition_point(|month| month.from < origin);
        let to = all.partition_point(|month| month.until <= end);
        let wanted = (weeks as f64 * 12.0 / 52.0).round() as usize;
        (to >= from && to - from == wanted).then(|| &all[from..to])
    }

    /// All targets of the record. A giver of whom only quarters or a few months are known is none.
    pub fn targets(&self) -> Vec<Target> {
        let long = |(_, series): &(&Target, &MonthlySeries)| series.months.len() >= FEWEST_MONTHS_OF_TARGET;
        let mut all = vec![Target::Front];
        all.extend(self.monthly.iter().filter(long).map(|(target, _)| target.clone()));
        all.push(Target::Rounds);
        all.extend(self.events.keys().cloned());
        all
    }
}

/// True where ground that changed hands on a day is part of the stake.
fn is_part_of_stake(scenario: &Scenario, day: Date) -> bool {
    let areas = scenario.structure.record.map_or(0.0, |record| record.areas);
    months_between(scenario.start, day) + scenario.origin_months() >= -areas - 1e-9
}

/// Name of a giver: of a group, a member or a role, joined where there are several.
fn giver_name(scenario: &Scenario, parties: &[Party]) -> String {
    let name = |party: &Party| match party {
        Party::Role(role) => role.name().to_owned(),
        Party::Member(member) => scenario.structure.members[*member].name.clone(),
        Party::Group(group) => group.clone(),
        Party::Backer(backer) => scenario.structure.backers[*backer].name.clone(),
    };
    parties.iter().map(name).collect::<Vec<String>>().join("+")
}
