//! The events of a log, laid out by step: what is reported of each, and what is taken as given.
//!
//! Silence speaks where somebody listens. As long as a log has any event of a kind that is watched, a step without one
//! is a reading too: no round was held, the posture is still what it was, the instrument is still open, there is still
//! fighting.

use super::given::{Given, What};
use standoff_scenario::evidence::{Answer, Event, Kind, Log, Party, Subject};
use standoff_scenario::{Date, Scenario, Scope, months_between};
use standoff_world::actors::roles::{Role, Side};
use standoff_world::coalition::members::Stance;
use standoff_world::record::{Aid, Hostilities, Losses, Opinion, Reading, Report, Standing as Stood, area_at_start};
use standoff_world::state::RoundResult;
use standoff_world::talks::outcome::Outcome;
use standoff_world::war::Electorate;
use std::collections::{BTreeMap, BTreeSet};

/// A general truce counts as a ceasefire from this length on, in days; a shorter one is a pause within a war.
const CEASEFIRE_DAYS: f64 = 28.0;
/// Losses counted at most this many months before the scenario's start speak of its rates.
const LOSSES_MONTHS: f64 = 12.0;
/// An election result belongs to the election of the scenario that is at most this many months away.
const ELECTION_MONTHS: f64 = 3.0;

/// How the events of a kind were used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Used {
    /// Events that weigh states.
    pub weighing: usize,
    /// Events that were taken as given.
    pub given: usize,
    /// Events that the model has no place for: carried, not used.
    pub carried: usize,
}

/// Whether the model has a place for a kind of event; one that has none is carried along in every log.
pub(super) fn has_place(kind: Kind) -> bool {
    !matches!(kind, Kind::AidPledged | Kind::AidDelivered | Kind::Sanction | Kind::Ratification | Kind::Retract)
}

/// What is known of each step.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    /// First day.
    pub start: Date,
    /// Last day: what became known later is not in it.
    pub as_of: Date,
    /// Reports by step; the first is of the first day, before any step.
    pub reports: Vec<Report>,
    given: Vec<Given>,
    /// Reports of how things stand, by the step in which they were made.
    changes: BTreeMap<u32, Vec<Change>>,
    /// The last step that had ended when the last report became known: after it, silence says nothing yet.
    pub last_known_step: u32,
    /// Whether it begins with the scenario's record, rather than with the scenario.
    pub recorded: bool,
    /// Names of the elections whose results are known.
    pub decided: BTreeSet<String>,
    /// Events by the step in which they weigh: ids.
    pub ids: BTreeMap<u32, Vec<String>>,
    /// How the events of each kind were used.
    pub used: BTreeMap<Kind, Used>,
}

impl Calendar {
    /// Lays out what was known of a war by a day, from the beginning of the scenario's record on.
    pub fn new(scenario: &Scenario, log: &Log, as_of: Date) -> Self {
        let standing = log.known_by(as_of);
        // Without anything from before the scenario, its own first day is all that is known of the past.
        let recorded = as_of < scenario.start || standing.iter().any(|event| event.date < scenario.start);
        let start = if recorded { scenario.record_start() } else { scenario.start }.min(as_of);
        // Whole steps end on the last day; the first may begin before the record does, by less than a step.
        let steps = (months_between(start, as_of) / scenario.step.months() - 1e-9).ceil().max(0.0) as usize;
        let days = (steps as f64 * scenario.step.months() * 364.0 / 12.0).round() as i32;
        let start = as_of.saturating_sub(jiff::Span::new().days(days));
        let calendar = Self {
            start,
            as_of,
            reports: vec![Report::default(); steps + 1],
            given: Vec::new(),
            changes: BTreeMap::new(),
            last_known_step: 0,
            recorded,
            decided: BTreeSet::new(),
            ids: BTreeMap::new(),
            used: BTreeMap::new(),
        };
        Layout { scenario, calendar, level: None }.lay_out(&standing)
    }

    /// The same calendar with other reports, as of a simulated war.
    pub fn reporting(&self, reports: Vec<Report>) -> Self {
        Self { reports, ..self.clone() }
    }

    /// Whether another calendar says the same to a model: an event that is only carried along makes no difference.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let said = |one: &Self| Self { ids: BTreeMap::new(), used: BTreeMap::new(), ..one.clone() };
        said(self) == said(other)
    }

    /// Steps from the first day to the last.
    pub fn steps(&self) -> u32 {
        self.reports.len() as u32 - 1
    }

    /// The scenario as a forecast from the last day has it.
    pub(super) fn onward(&self, scenario: &Scenario) -> Scenario {
        scenario.begun_on(self.as_of).without_elections(&self.decided)
    }

    /// The last day of a step of so many months.
    pub fn end_of(&self, step: u32, months: f64) -> Date {
        let days = (f64::from(step) * months * 364.0 / 12.0).round() as i32;
        self.start.saturating_add(jiff::Span::new().days(days))
    }

    /// What is reported of a step.
    pub fn report(&self, time: u32) -> &Report {
        &self.reports[(time as usize).min(self.reports.len() - 1)]
    }

    /// Reports of how things stand that were made in a step.
    pub fn changes(&self, time: u32) -> &[Change] {
        self.changes.get(&time).map_or(&[], Vec::as_slice)
    }

    /// What is taken as given at the beginning of a step.
    pub fn given(&self, time: u32) -> impl Iterator<Item = &Given> {
        let from = self.given.partition_point(|given| given.step < time);
        self.given[from..].iter().take_while(move |given| given.step == time)
    }
}

struct Layout<'a> {
    scenario: &'a Scenario,
    calendar: Calendar,
    /// Area held, km², as far as readings and moves of the front have told.
    level: Option<f64>,
}

/// How things stand until something else is reported.
#[derive(Debug, Clone, Default)]
struct Standing {
    calm: Option<Hostilities>,
    posture: Option<usize>,
    instruments: BTreeMap<usize, bool>,
}

/// A report of how something stands, and the chance that it is true.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The event.
    pub id: String,
    /// Chance that it is true.
    pub confidence: f64,
    /// What it is about.
    pub about: About,
}

/// What a standing report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Whether there is fighting.
    Calm,
    /// The posture.
    Posture,
    /// An instrument: place in the list.
    Instrument(usize),
}

impl Layout<'_> {
    fn lay_out(mut self, events: &[&Event]) -> Calendar {
        let mut changes: BTreeMap<u32, Vec<&Event>> = BTreeMap::new();
        let mut last = None;
        for event in events {
            let used = match event.kind {
                Kind::PostureChanged
                | Kind::InstrumentOpened
                | Kind::InstrumentClosed
                | Kind::Ceasefire
                | Kind::Settlement
                | Kind::Truce
                | Kind::TruceBroken => {
                    let weighs = stands(event);
                    if weighs {
                        changes.entry(self.step_of(event.date)).or_default().push(event);
                    }
                    if weighs { Use::Weighs(event.date) } else { Use::Carried }
                }
                Kind::MemberJoined
                | Kind::MemberFreeRides
                | Kind::MemberBlocks
                | Kind::MemberLeft
                | Kind::ElectionResult => self.take_as_given(event),
                _ => self.read(event),
            };
            if !matches!(used, Use::Carried) {
                last = last.max(Some(event.known));
            }
            self.note(event, used);
        }
        // Silence after the last thing that anybody reported says nothing, and what is only carried is no report.
        if let Some(day) = last {
            let last = self.step_of(day);
            let ended = (months_between(self.calendar.start, day) / self.scenario.step.months() + 1e-9).floor();
            self.calendar.last_known_step = (ended.max(0.0) as u32).min(last);
            self.stand(&changes, last);
            self.watch_talks(events, last);
        }
        self.calendar.given.sort_by(|one, other| (one.step, &one.id).cmp(&(other.step, &other.id)));
        self.calendar
    }

    fn note(&mut self, event: &Event, used: Use) {
        let count = self.calendar.used.entry(event.kind).or_default();
        match used {
            Use::Weighs(_) => count.weighing += 1,
            Use::Given => count.given += 1,
            Use::Carried => count.carried += 1,
        }
        if let Use::Weighs(day) = used {
            let step = self.step_of(day);
            self.calendar.ids.entry(step).or_default().push(event.id.clone());
        }
    }

    /// The step in which a day falls; what came before the record stands at its beginning.
    fn step_of(&self, day: Date) -> u32 {
        let step = (months_between(self.calendar.start, day) / self.scenario.step.months() - 1e-9).ceil();
        (step.max(0.0) as u32).min(self.calendar.steps())
    }

    /// Whether a day lies in the record.
    fn within(&self, day: Date) -> bool {
        day >= self.calendar.start && day <= self.calendar.as_of
    }

    /// A reading of one step.
    fn read(&mut self, event: &Event) -> Use {
        if !self.within(event.until) {
            return Use::Carried;
        }
        let step = self.step_of(event.until) as usize;
        let reading = self.reading(event);
        let report = &mut self.calendar.reports[step];
        let confidence = event.confidence;
        match reading {
            Some(Read::Answer(value)) => report.answers.push(Reading { value, confidence }),
            Some(Read::Draft(value)) => report.drafts.push(Reading { value, confidence }),
            Some(Read::Area(value)) => report.areas.push(Reading { value, confidence }),
            Some(Read::Aid(value)) => report.aid.push(Reading { value, confidence }),
            Some(Read::Losses(value)) => report.losses.push(Reading { value, confidence }),
            Some(Read::Opinion(value)) => report.opinions.push(Reading { value, confidence }),
            // A meeting without a known answer counts as a meeting.
            None if event.kind == Kind::TalksRound => {}
            None => return Use::Carried,
        }
        Use::Weighs(event.until)
    }

    fn reading(&mut self, event: &Event) -> Option<Read> {
        let months = (months_between(event.date, event.until) + 12.0 / 364.0).max(0.0);
        match event.kind {
            Kind::TalksRound => result(event.answer).map(Read::Answer),
            Kind::DraftIssued => match event.subject {
                Some(Subject::Package(package)) => Some(Read::Draft(package)),
                _ => None,
            },
            Kind::AreaHeld | Kind::FrontMoved if !self.of_the_stake(event.date) => None,
            Kind::AreaHeld => {
                self.level = event.value;
                event.value.map(Read::Area)
            }
            Kind::FrontMoved => {
                let sign = if event.parties.contains(&Party::Role(Role::Invader)) { 1.0 } else { -1.0 };
                // Before the scenario's start nothing says from where the front moved, unless a reading does.
                let past = months_between(self.scenario.start, event.until) + self.scenario.origin_months() < -1e-9;
                let from = self.level.or_else(|| (!past).then(|| self.area_at_start()))?;
                let level = from + sign * event.value?;
                // A rumour is weighed by itself; what follows does not build on it.
                if event.confidence > 0.5 {
                    self.level = Some(level);
                }
                Some(Read::Area(level))
            }
            Kind::AidAllocated if event.subject != Some(Subject::Pooled) => {
                let members = members(self.scenario, &event.parties);
                let amount = event.value?;
                (!members.is_empty()).then_some(Read::Aid(Aid { members, months, amount_bn: amount }))
            }
            Kind::Losses => {
                let side = match event.parties.first()? {
                    Party::Role(Role::Invader) => Side::Invader,
                    Party::Role(Role::Defender) => Side::Defender,
                    _ => return None,
                };
                // The world's rates of loss are those of the scenario's start: what was lost long before says nothing of
                // them, and neither does a lower bound.
                let months_before = months_between(event.date, self.scenario.start) - self.scenario.origin_months();
                let weighs = event.confidence > 0.5 && months_before <= LOSSES_MONTHS;
                weighs.then_some(Read::Losses(Losses { side, months, people: event.value? }))
            }
            Kind::Opinion => match event.subject {
                Some(Subject::Package(package)) => Some(Read::Opinion(Opinion { package, share: event.value? })),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether ground that changed hands on a day is part of the stake.
    fn of_the_stake(&self, day: Date) -> bool {
        let areas = self.scenario.structure.record.map_or(0.0, |record| record.areas);
        months_between(self.scenario.start, day) + self.scenario.origin_months() >= -areas - 1e-9
    }

    fn area_at_start(&self) -> f64 {
        area_at_start(&self.scenario.war(&self.scenario.central_values()))
    }

    fn take_as_given(&mut self, event: &Event) -> Use {
        let Some(Party::Member(member)) = event.parties.first() else { return Use::Carried };
        let what = match (event.kind, event.answer) {
            (Kind::MemberJoined, _) => What::Stance(Stance::In),
            (Kind::MemberBlocks, _) => What::Stance(Stance::Blocking),
            (Kind::MemberFreeRides | Kind::MemberLeft, _) => What::Stance(Stance::FreeRiding),
            (_, Some(Answer::Lost)) => What::Lost,
            (_, Some(Answer::Won)) => What::Won,
            _ => What::Unchanged,
        };
        if !self.within(event.date) {
            return Use::Carried;
        }
        if event.kind == Kind::ElectionResult {
            self.decide(*member, event.date);
        }
        let step = self.step_of(event.date).max(1);
        let (confidence, id) = (event.confidence, event.id.clone());
        self.calendar.given.push(Given { step, member: *member, what, confidence, id });
        Use::Given
    }

    /// The scheduled election of a member whose result is known is not held again.
    fn decide(&mut self, member: usize, day: Date) {
        let months = months_between(self.scenario.start, day) + self.scenario.origin_months();
        let elections = self.scenario.structure.elections.iter();
        let held = elections.filter(|election| election.of == Electorate::Member(member));
        let near = held.filter(|election| (election.months - months).abs() <= ELECTION_MONTHS);
        self.calendar.decided.extend(near.map(|election| election.name.clone()));
    }

    /// Carries on how things stand from step to step, as long as somebody listens.
    fn stand(&mut self, changes: &BTreeMap<u32, Vec<&Event>>, last: u32) {
        let mut standing = Standing { calm: Some(Hostilities::Fighting), ..Standing::default() };
        for (step, report) in (0..=last).zip(&mut self.calendar.reports) {
            let fresh: Vec<Change> =
                changes.get(&step).into_iter().flatten().filter_map(|event| standing.change(event)).collect();
            let is = |about: About| fresh.iter().any(|change| change.about == about);
            report.hostilities = standing.calm.map(|value| Stood { value, fresh: is(About::Calm) });
            report.posture = standing.posture.map(|value| Stood { value, fresh: is(About::Posture) });
            let instrument =
                |(&place, &open): (&usize, &bool)| Stood { value: (place, open), fresh: is(About::Instrument(place)) };
            report.instruments = standing.instruments.iter().map(instrument).collect();
            if !fresh.is_empty() {
                self.calendar.changes.insert(step, fresh);
            }
        }
    }

    /// Counts meetings where the log has any.
    fn watch_talks(&mut self, events: &[&Event], last: u32) {
        let rounds: Vec<&&Event> = events.iter().filter(|event| event.kind == Kind::TalksRound).collect();
        if rounds.is_empty() {
            return;
        }
        let mut counts = vec![0; self.calendar.reports.len()];
        for event in rounds.into_iter().filter(|event| self.within(event.until)) {
            counts[self.step_of(event.until) as usize] += 1;
        }
        for (report, count) in self.calendar.reports.iter_mut().zip(counts).take(last as usize + 1).skip(1) {
            report.meetings = Some(count);
        }
    }
}

enum Read {
    Answer(RoundResult),
    Draft(usize),
    Area(f64),
    Aid(Aid),
    Losses(Losses),
    Opinion(Opinion),
}

#[derive(Clone, Copy)]
enum Use {
    Weighs(Date),
    Given,
    Carried,
}

impl Standing {
    fn change(&mut self, event: &Event) -> Option<Change> {
        let about = match (event.kind, &event.subject) {
            (Kind::PostureChanged, Some(Subject::Posture(posture))) => {
                self.posture = Some(*posture);
                About::Posture
            }
            (Kind::InstrumentOpened | Kind::InstrumentClosed, Some(Subject::Instrument(place))) => {
                self.instruments.insert(*place, event.kind == Kind::InstrumentOpened);
                About::Instrument(*place)
            }
            (Kind::Ceasefire | Kind::Truce, _) => self.calmed(Hostilities::Truce),
            (Kind::Settlement, _) => self.calmed(Hostilities::Settled),
            (Kind::TruceBroken, _) => self.calmed(Hostilities::Fighting),
            _ => return None,
        };
        Some(Change { id: event.id.clone(), confidence: event.confidence, about })
    }

    fn calmed(&mut self, calm: Hostilities) -> About {
        self.calm = Some(calm);
        About::Calm
    }
}

/// Whether an event changes how things stand, as the model knows them: its truces bind both sides on the whole front.
pub(crate) fn stands(event: &Event) -> bool {
    let general = matches!(event.subject, None | Some(Subject::Scope(Scope::General)));
    match event.kind {
        Kind::Truce => {
            let long = event.value.is_none_or(|days| days >= CEASEFIRE_DAYS);
            general && event.answer == Some(Answer::Mutual) && long
        }
        Kind::TruceBroken => general,
        Kind::Ceasefire => event.answer != Some(Answer::Agreed),
        _ => true,
    }
}

fn result(answer: Option<Answer>) -> Option<RoundResult> {
    Some(match answer? {
        Answer::Deal => RoundResult::Deal,
        Answer::Truce => RoundResult::Truce,
        Answer::NotRatified => RoundResult::NotRatified,
        Answer::InvaderYesBut => RoundResult::No(Outcome::InvaderEvades),
        Answer::InvaderRefuses => RoundResult::No(Outcome::InvaderRefuses),
        Answer::DefenderYesBut => RoundResult::No(Outcome::DefenderEvades),
        Answer::DefenderRefuses => RoundResult::No(Outcome::DefenderRefuses),
        _ => return None,
    })
}

/// The members that parties stand for: places in the list, ascending.
pub(crate) fn members(scenario: &Scenario, parties: &[Party]) -> Vec<usize> {
    let all = &scenario.structure.members;
    let mut members: Vec<usize> = Vec::new();
    for party in parties {
        match party {
            Party::Member(member) => members.push(*member),
            Party::Group(group) => {
                members.extend((0..all.len()).filter(|&member| all[member].groups.contains(group)));
            }
            Party::Role(Role::Coalition) => members.extend(0..all.len()),
            Party::Role(_) => {}
        }
    }
    members.sort_unstable();
    members.dedup();
    members
}
