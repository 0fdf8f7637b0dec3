//! The record as series that can be forecast.

use serde::Serialize;
use standoff_scenario::evidence::{Event, Kind, Log, Party, Subject};
use standoff_scenario::{Date, Scenario, months_between};
use std::collections::BTreeMap;

/// Days after the end of a horizon within which a month may end and still belong to it: 52 weeks are one or two days
/// short of twelve months, and months of aid end on calendar days.
const MONTH_END_SLACK_DAYS: i32 = 4;

/// Targets of hindcasts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// Area that changes hands, km²; positive where the invader gains.
    Front,
    /// Aid that a giver allocates, in billions; the name of the giver.
    Aid(String),
    /// Rounds of talks that are held.
    Rounds,
    /// A general ceasefire, or a settlement: yes or no.
    Ceasefire,
}

/// A monthly amount of aid.
#[derive(Debug, Clone, PartialEq)]
pub struct AidMonth {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Day on which it became known.
    pub known: Date,
    /// Amount in billions.
    pub amount_bn: f64,
    /// Members: places in the list.
    pub members: Vec<usize>,
}

/// The series of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordSeries {
    /// Area held in km², by day, with the day on which it became known.
    pub areas_km2: Vec<(Date, f64, Date)>,
    /// Months of aid by giver.
    pub aid_by_giver: BTreeMap<String, Vec<AidMonth>>,
    /// Days of rounds of talks, with the day on which they became known.
    pub rounds: Vec<(Date, Date)>,
    /// Days on which a general ceasefire or a settlement began.
    pub ceasefires: Vec<Date>,
}

impl RecordSeries {
    /// Series of a log as it is known on a day.
    pub fn new(scenario: &Scenario, log: &Log, as_of: Date) -> Self {
        let mut series =
            Self { areas_km2: Vec::new(), aid_by_giver: BTreeMap::new(), rounds: Vec::new(), ceasefires: Vec::new() };
        for event in log.known_by(as_of) {
            series.add_event(scenario, event);
        }
        // Two years are enough for a benchmark of twelve months and some outcomes to score; a giver of whom only
        // quarters or a few months are known is not forecast.
        series.aid_by_giver.retain(|_, months| months.len() >= 24);
        series
    }

    fn add_event(&mut self, scenario: &Scenario, event: &Event) {
        let from = scenario.structure.record.map_or(0.0, |record| -record.areas);
        match (event.kind, event.value) {
            (Kind::AreaHeld, Some(area)) if months_between(scenario.start, event.date) >= from - 1e-9 => {
                self.areas_km2.push((event.date, area, event.known));
            }
            (Kind::AidAllocated, Some(amount)) if event.subject != Some(Subject::Pooled) => {
                let length = months_between(event.date, event.until);
                let members = crate::calendar::members_of_parties(scenario, &event.parties);
                if !members.is_empty() && (0.8..1.2).contains(&length) {
                    let (from, until, known) = (event.date, event.until, event.known);
                    let months = self.aid_by_giver.entry(giver_name(scenario, &event.parties)).or_default();
                    months.push(AidMonth { from, until, known, amount_bn: amount, members });
                }
            }
            (Kind::TalksRound, _) => self.rounds.push((event.until, event.known)),
            (Kind::Ceasefire | Kind::Settlement | Kind::Truce, _)
                if crate::standing_reports::changes_standing(event) =>
            {
                self.ceasefires.push(event.date);
            }
            _ => {}
        }
    }

    /// Area on a day in km², interpolated between the readings around it.
    pub fn area_on_day_km2(&self, day: Date) -> Option<f64> {
        let after = self.areas_km2.partition_point(|(date, _, _)| *date < day);
        let (date, area, _) = self.areas_km2.get(after)?;
        if *date == day {
            return Some(*area);
        }
        let (before, then, _) = self.areas_km2.get(after.checked_sub(1)?)?;
        let share = months_between(*before, day) / months_between(*before, *date);
        Some(then + share * (area - then))
    }

    /// Outcome of a target over a horizon; none where the record does not reach so far.
    pub fn outcome_of(&self, target: &Target, origin: Date, weeks: usize, last: Date) -> Option<f64> {
        let end = origin.saturating_add(jiff::Span::new().days(7 * weeks as i32));
        if end > last {
            return None;
        }
        match target {
            Target::Front => Some(self.area_on_day_km2(end)? - self.area_on_day_km2(origin)?),
            Target::Aid(giver) => {
                let months = self.aid_months(giver, origin, weeks)?;
                Some(months.iter().map(|month| month.amount_bn).sum())
            }
            Target::Rounds => Some(self.rounds.iter().filter(|(day, _)| *day > origin && *day <= end).count() as f64),
            Target::Ceasefire => {
                Some(f64::from(u8::from(self.ceasefires.iter().any(|day| *day > origin && *day <= end))))
            }
        }
    }

    /// Whole months of a giver that a horizon covers; none where the record lacks one of them.
    pub fn aid_months(&self, giver: &str, origin: Date, weeks: usize) -> Option<&[AidMonth]> {
        let all = self.aid_by_giver.get(giver)?;
        let end = origin.saturating_add(jiff::Span::new().days(7 * weeks as i32 + MONTH_END_SLACK_DAYS));
        let from = all.partition_point(|month| month.from < origin);
        let to = all.partition_point(|month| month.until <= end);
        let wanted = (weeks as f64 * 12.0 / 52.0).round() as usize;
        (to >= from && to - from == wanted).then(|| &all[from..to])
    }

    /// All targets of the record.
    pub fn targets(&self) -> Vec<Target> {
        let mut all = vec![Target::Front];
        all.extend(self.aid_by_giver.keys().cloned().map(Target::Aid));
        all.extend([Target::Rounds, Target::Ceasefire]);
        all
    }
}

/// Name of a giver: of a group, a member or a role, joined where there are several.
fn giver_name(scenario: &Scenario, parties: &[Party]) -> String {
    let name = |party: &Party| match party {
        Party::Role(role) => role.name().to_owned(),
        Party::Member(member) => scenario.structure.members[*member].name.clone(),
        Party::Group(group) => group.clone(),
    };
    parties.iter().map(name).collect::<Vec<String>>().join("+")
}
