//! The events of a log, laid out by step: what is reported of each, and what is taken as given.
//!
//! A step without a report is evidence only if that kind of event is being monitored. As long as a log has any event of
//! such a kind, a step without one is a reading too: no round was held, the posture is still what it was, the instrument
//! is still open, there is still fighting.

use super::area_readings::AreaReadings;
use super::event_uses::{EventUse, EventUses};
use super::given_backers::BackerLog;
use super::given_events::{Given, GivenChange, MemberChange};
use super::given_truces::{GivenTruce, TruceLog};
use super::standing_reports::{Change, StandingReports, StandingSubject};
use standoff_scenario::evidence::{Answer, Event, Kind, Log, Party, Subject, members_of_parties};
use standoff_scenario::{Date, Scenario, months_between};
use standoff_world::actors::roles::Role;
use standoff_world::coalition::members::Stance;
use standoff_world::record::{Aid, Hostilities, Losses, Opinion, Reading, Report, Standing as Stood, area_at_start};
use standoff_world::state::{Backing, RoundResult};
use standoff_world::talks::outcome::Outcome;
use standoff_world::war::Electorate;
use std::collections::BTreeMap;

/// Most months before the scenario's start at which losses still bear on its rates: the world's rates of loss are those
/// of the start.
const OLDEST_LOSSES_MONTHS: f64 = 12.0;
/// Most months between an election result and the scheduled election that it belongs to: one may be held
/// early or late.
const ELECTION_WINDOW_MONTHS: f64 = 3.0;

/// Everything that is known of each step, from the first day of the record to the last.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    /// First day.
    pub start: Date,
    /// Last day. An event that became known later is not in the calendar, whenever it happened (decision 78).
    pub as_of: Date,
    /// Reports by step; the first is of the first day, before any step.
    pub reports: Vec<Report>,
    given: Vec<Given>,
    given_truces: Vec<GivenTruce>,
    /// Backers that stood behind their side on the first day.
    pub backing: Backing,
    /// Reports that hold until something else is reported, by the step in which they were made.
    changes: BTreeMap<u32, Vec<Change>>,
    /// Last step that had ended when the last report became known. After it a missing report is no evidence: it may not have
    /// been entered yet.
    pub last_known_step: u32,
    /// True where it begins with the scenario's record, false where it begins with the scenario itself.
    pub recorded: bool,
    /// Elections whose results are known, by name, each with the day of its first result.
    pub decided_elections: BTreeMap<String, Date>,
    /// Identifiers of events, by the step in which they weigh.
    pub event_ids: BTreeMap<u32, Vec<String>>,
    /// Readings of single events, by the step in which they weigh.
    pub(crate) event_readings: BTreeMap<u32, Vec<SingleReading>>,
    /// Counts of how the events of each kind were used.
    pub uses_by_kind: BTreeMap<Kind, EventUses>,
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
            given_truces: Vec::new(),
            backing: Backing::default(),
            changes: BTreeMap::new(),
            last_known_step: 0,
            recorded,
            decided_elections: BTreeMap::new(),
            event_ids: BTreeMap::new(),
            event_readings: BTreeMap::new(),
            uses_by_kind: BTreeMap::new(),
        };
        let areas_read = AreaReadings::new(scenario);
        let (truces, backers) = (TruceLog::default(), BackerLog::default());
        CalendarBuilder { scenario, calendar, area_held_km2: None, areas_read, truces, backers }
            .lay_out_events(&standing)
    }

    /// The same calendar with other reports, such as those of a simulated war.
    pub fn with_reports(&self, reports: Vec<Report>) -> Self {
        Self { reports, ..self.clone() }
    }

    /// True where another calendar is the same evidence to a model: an event that is only carried along makes no
    /// difference.
    pub fn is_same_evidence(&self, other: &Self) -> bool {
        let said = |one: &Self| Self {
            event_ids: BTreeMap::new(),
            event_readings: BTreeMap::new(),
            uses_by_kind: BTreeMap::new(),
            ..one.clone()
        };
        said(self) == said(other)
    }

    /// Number of steps from the first day to the last.
    pub fn step_count(&self) -> u32 {
        self.reports.len() as u32 - 1
    }

    /// Scenario from which a forecast from the last day starts.
    pub(super) fn scenario_onward(&self, scenario: &Scenario) -> Scenario {
        self.scenario_from_day(scenario, self.as_of)
    }

    /// Scenario from which futures start on a day of the record. An election that was held by then is not held again, also if
    /// its result became known later.
    pub(super) fn scenario_from_day(&self, scenario: &Scenario, day: Date) -> Scenario {
        let held = self.decided_elections.iter().filter(|(_, held)| **held <= day);
        scenario.begun_on(day).without_elections(&held.map(|(name, _)| name.clone()).collect())
    }

    /// Last day of a step; `months` is the length of one.
    pub fn last_day_of_step(&self, step: u32, months: f64) -> Date {
        let days = (f64::from(step) * months * 364.0 / 12.0).round() as i32;
        self.start.saturating_add(jiff::Span::new().days(days))
    }

    /// Report of a step.
    pub fn report_of_step(&self, time: u32) -> &Report {
        &self.reports[(time as usize).min(self.reports.len() - 1)]
    }

    /// Standing reports that were made in a step: of hostilities, of the posture, of instruments.
    pub fn changes_in_step(&self, time: u32) -> &[Change] {
        self.changes.get(&time).map_or(&[], Vec::as_slice)
    }

    /// Events taken as given at the beginning of a step.
    pub fn given_in_step(&self, time: u32) -> impl Iterator<Item = &Given> {
        let from = self.given.partition_point(|given| given.step < time);
        self.given[from..].iter().take_while(move |given| given.step == time)
    }

    /// Limited truces that begin or end by the record at the beginning of a step.
    pub fn truces_in_step(&self, time: u32) -> impl Iterator<Item = &GivenTruce> {
        let from = self.given_truces.partition_point(|given| given.step < time);
        self.given_truces[from..].iter().take_while(move |given| given.step == time)
    }
}

/// A calendar that is being laid out, event by event in order of time.
struct CalendarBuilder<'a> {
    scenario: &'a Scenario,
    calendar: Calendar,
    /// Area held in km², as far as it is known from readings and moves of the front.
    area_held_km2: Option<f64>,
    areas_read: AreaReadings,
    truces: TruceLog,
    backers: BackerLog,
}

impl CalendarBuilder<'_> {
    fn lay_out_events(mut self, events: &[&Event]) -> Calendar {
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
                    let weighs = event.changes_standing();
                    if weighs {
                        changes.entry(self.step_of(event.date)).or_default().push(event);
                    }
                    if weighs { EventUse::Weighs(self.step_of(event.date)) } else { EventUse::Carried }
                }
                Kind::MemberJoined
                | Kind::MemberFreeRides
                | Kind::MemberBlocks
                | Kind::MemberLeft
                | Kind::ElectionResult => self.take_as_given(event),
                Kind::BackerJoined | Kind::BackerLeft => self.take_backer(event),
                Kind::LimitedTruce => self.take_limited_truce(event),
                _ => self.read_event(event),
            };
            if !matches!(used, EventUse::Carried) {
                last = last.max(Some(event.known));
            }
            self.count_use(event, used);
        }
        self.calendar.backing = self.backers.backing_at_beginning(self.scenario, self.calendar.recorded);
        // A missing report is evidence only up to the day on which the last report became known; an event that is only
        // carried along is no report.
        if let Some(day) = last {
            let last = self.step_of(day);
            let ended = (months_between(self.calendar.start, day) / self.scenario.step.months() + 1e-9).floor();
            self.calendar.last_known_step = (ended.max(0.0) as u32).min(last);
            self.carry_standing_reports(&changes, last);
            self.count_meetings(events, last);
            let start = self.calendar.start;
            self.truces.note_quiet_steps(&mut self.calendar.reports, (self.scenario, start), last);
            self.backers.note_steps(&mut self.calendar.reports, self.calendar.backing, self.scenario, last);
        }
        // Within a step they stay in order of time: a backer that joins and leaves in it is out at its end.
        self.calendar.given.sort_by_key(|given| given.step);
        self.calendar.given_truces = self.truces.into_given();
        self.calendar
    }

    fn count_use(&mut self, event: &Event, used: EventUse) {
        let count = self.calendar.uses_by_kind.entry(event.kind).or_default();
        match used {
            EventUse::Weighs(_) => count.weighing += 1,
            EventUse::Given => count.given += 1,
            EventUse::Carried => count.carried += 1,
        }
        if let EventUse::Weighs(step) = used {
            self.calendar.event_ids.entry(step).or_default().push(event.id.clone());
        }
    }

    /// Step in which a day falls; a day before the record falls in its first step.
    fn step_of(&self, day: Date) -> u32 {
        let step = (months_between(self.calendar.start, day) / self.scenario.step.months() - 1e-9).ceil();
        (step.max(0.0) as u32).min(self.calendar.step_count())
    }

    /// True where a day lies in the record.
    fn is_within_record(&self, day: Date) -> bool {
        day >= self.calendar.start && day <= self.calendar.as_of
    }

    /// Adds an event to the report of its step, if it is a reading of one step.
    fn read_event(&mut self, event: &Event) -> EventUse {
        if !self.is_within_record(event.until) {
            return EventUse::Carried;
        }
        let step = self.step_of(event.until) as usize;
        let reading = self.reading_of_event(event);
        let report = &mut self.calendar.reports[step];
        let confidence = event.confidence;
        let mut own = Report::default();
        for report in [report, &mut own] {
            match &reading {
                Some(EventReading::Answer(value)) => report.answers.push(Reading { value: *value, confidence }),
                Some(EventReading::Draft(value)) => report.drafts.push(Reading { value: *value, confidence }),
                Some(EventReading::Area(value)) => report.areas.push(Reading { value: *value, confidence }),
                Some(EventReading::Aid(value)) => report.aid.push(Reading { value: value.clone(), confidence }),
                Some(EventReading::Losses(value)) => report.losses.push(Reading { value: *value, confidence }),
                Some(EventReading::Opinion(value)) => report.opinions.push(Reading { value: *value, confidence }),
                // A meeting without a known answer counts as a meeting.
                None if event.kind == Kind::TalksRound => {}
                None => return EventUse::Carried,
            }
        }
        let meeting = event.kind == Kind::TalksRound;
        let place = SingleReading { id: event.id.clone(), own, meeting };
        self.calendar.event_readings.entry(step as u32).or_default().push(place);
        EventUse::Weighs(step as u32)
    }

    fn reading_of_event(&mut self, event: &Event) -> Option<EventReading> {
        let months = (months_between(event.date, event.until) + 12.0 / 364.0).max(0.0);
        match event.kind {
            Kind::TalksRound => round_result(event.answer).map(EventReading::Answer),
            Kind::DraftIssued => match event.subject {
                Some(Subject::Package(package)) => Some(EventReading::Draft(package)),
                _ => None,
            },
            Kind::AreaHeld | Kind::FrontMoved if !self.is_part_of_stake(event.date) => None,
            Kind::AreaHeld => {
                self.area_held_km2 = event.value;
                let end = self.calendar.last_day_of_step(self.step_of(event.until), self.scenario.step.months());
                let area = self.areas_read.area_on_later_day_km2((event.until, event.value?), end);
                Some(EventReading::Area(area))
            }
            Kind::FrontMoved => {
                let sign = if event.parties.contains(&Party::Role(Role::Invader)) { 1.0 } else { -1.0 };
                // Before the scenario's start nothing says from where the front moved, unless a reading does.
                let past = months_between(self.scenario.start, event.until) + self.scenario.origin_months() < -1e-9;
                let from = self.area_held_km2.or_else(|| (!past).then(|| self.area_at_start()))?;
                let level = from + sign * event.value?;
                // A rumour is weighed by itself; what follows does not build on it.
                if event.confidence > 0.5 {
                    self.area_held_km2 = Some(level);
                }
                Some(EventReading::Area(level))
            }
            Kind::AidAllocated if event.subject != Some(Subject::Pooled) => {
                let members = members_of_parties(self.scenario, &event.parties);
                let amount = event.value?;
                (!members.is_empty()).then_some(EventReading::Aid(Aid { members, months, amount_bn: amount }))
            }
            Kind::Losses => {
                let side = event.side_of_losses()?;
                // The world's rates of loss are those of the scenario's start: what was lost long before says nothing of
                // them.
                let months_before = months_between(event.date, self.scenario.start) - self.scenario.origin_months();
                let people = event.value?;
                (months_before <= OLDEST_LOSSES_MONTHS).then_some(EventReading::Losses(Losses { side, months, people }))
            }
            Kind::Opinion => match event.subject {
                // Without a survey there is nothing that support could be measured from.
                Some(Subject::Package(package)) if self.scenario.structure.anchors.is_some() => {
                    Some(EventReading::Opinion(Opinion { package, share: event.value? }))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// True where ground that changed hands on a day is part of the stake.
    fn is_part_of_stake(&self, day: Date) -> bool {
        let areas = self.scenario.structure.record.map_or(0.0, |record| record.areas);
        months_between(self.scenario.start, day) + self.scenario.origin_months() >= -areas - 1e-9
    }

    fn area_at_start(&self) -> f64 {
        area_at_start(&self.scenario.war(&self.scenario.central_values()))
    }

    /// Takes a limited truce as given, and reads how likely it is that it began and ended so.
    fn take_limited_truce(&mut self, event: &Event) -> EventUse {
        if !self.is_within_record(event.date) || self.calendar.step_count() == 0 {
            return EventUse::Carried;
        }
        let steps = [event.date, event.until].map(|day| self.step_of(day).max(1));
        for (step, reading) in self.truces.take_event(event, steps) {
            self.calendar.reports[step as usize].limited_truces.push(reading);
            let own = Report { limited_truces: vec![reading], ..Report::default() };
            let single = SingleReading { id: event.id.clone(), own, meeting: false };
            self.calendar.event_readings.entry(step).or_default().push(single);
        }
        EventUse::Weighs(steps[0])
    }

    fn take_as_given(&mut self, event: &Event) -> EventUse {
        let Some(Party::Member(member)) = event.parties.first() else { return EventUse::Carried };
        let what = match (event.kind, event.answer) {
            (Kind::MemberJoined, _) => MemberChange::Stance(Stance::In),
            (Kind::MemberBlocks, _) => MemberChange::Stance(Stance::Blocking),
            (Kind::MemberFreeRides | Kind::MemberLeft, _) => MemberChange::Stance(Stance::FreeRiding),
            (_, Some(Answer::Lost)) => MemberChange::Lost,
            (_, Some(Answer::Won)) => MemberChange::Won,
            _ => MemberChange::Unchanged,
        };
        if !self.is_within_record(event.date) {
            return EventUse::Carried;
        }
        if event.kind == Kind::ElectionResult {
            self.mark_elections_decided(*member, event.date);
        }
        let step = self.step_of(event.date).max(1);
        let what = GivenChange::Member(*member, what);
        self.calendar.given.push(Given { step, what, confidence: event.confidence, id: event.id.clone() });
        EventUse::Given
    }

    /// Takes as given that a backer joins or leaves, and reads how likely that is.
    fn take_backer(&mut self, event: &Event) -> EventUse {
        let Some(Party::Backer(backer)) = event.parties.first() else { return EventUse::Carried };
        if !self.is_within_record(event.date) || self.calendar.step_count() == 0 {
            return EventUse::Carried;
        }
        let (step, joins) = (self.step_of(event.date).max(1), event.kind == Kind::BackerJoined);
        let reading = self.backers.take(step, *backer, joins, event.confidence);
        let own = Report { backers: vec![reading], ..Report::default() };
        let single = SingleReading { id: event.id.clone(), own, meeting: false };
        self.calendar.event_readings.entry(step).or_default().push(single);
        let what = GivenChange::Backer(*backer, joins);
        self.calendar.given.push(Given { step, what, confidence: event.confidence, id: event.id.clone() });
        EventUse::Weighs(step)
    }

    /// Marks the scheduled election of a member whose result is known, so that it is not held again.
    fn mark_elections_decided(&mut self, member: usize, day: Date) {
        let months = months_between(self.scenario.start, day) + self.scenario.origin_months();
        let elections = self.scenario.structure.elections.iter();
        let held = elections.filter(|election| election.of == Electorate::Member(member));
        let near = held.filter(|election| (election.months - months).abs() <= ELECTION_WINDOW_MONTHS);
        for election in near {
            let first = self.calendar.decided_elections.entry(election.name.clone()).or_insert(day);
            *first = day.min(*first);
        }
    }

    /// Carries standing reports from step to step, up to the last step that is known.
    fn carry_standing_reports(&mut self, changes: &BTreeMap<u32, Vec<&Event>>, last: u32) {
        let structure = &self.scenario.structure;
        let has_coalition = structure.roles[Role::Coalition].is_some();
        let mut standing = StandingReports { hostilities: Some(Hostilities::Fighting), ..StandingReports::default() };
        for (step, report) in (0..=last).zip(&mut self.calendar.reports) {
            let fresh: Vec<Change> =
                changes.get(&step).into_iter().flatten().filter_map(|event| standing.apply_event(event)).collect();
            let is = |about: StandingSubject| fresh.iter().any(|change| change.about == about);
            report.hostilities = standing.hostilities.map(|value| Stood { value, fresh: is(StandingSubject::Calm) });
            report.line = (has_coalition && !standing.has_closed_key(structure)).then_some(true);
            report.posture = standing.posture.map(|value| Stood { value, fresh: is(StandingSubject::Posture) });
            let instrument = |(&place, &open): (&usize, &bool)| Stood {
                value: (place, open),
                fresh: is(StandingSubject::Instrument(place)),
            };
            report.instruments = standing.instruments.iter().map(instrument).collect();
            if !fresh.is_empty() {
                self.calendar.changes.insert(step, fresh);
            }
        }
    }

    /// Counts meetings by step. A log without any does not monitor them, so its steps are not read as without a round.
    fn count_meetings(&mut self, events: &[&Event], last: u32) {
        let rounds: Vec<&&Event> = events.iter().filter(|event| event.kind == Kind::TalksRound).collect();
        if rounds.is_empty() {
            return;
        }
        let mut counts = vec![0; self.calendar.reports.len()];
        for event in rounds.into_iter().filter(|event| self.is_within_record(event.until)) {
            counts[self.step_of(event.until) as usize] += 1;
        }
        for (report, count) in self.calendar.reports.iter_mut().zip(counts).take(last as usize + 1).skip(1) {
            report.meetings = Some(count);
        }
    }
}

/// What one event alone reports of its step.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SingleReading {
    /// The event.
    pub id: String,
    /// Report with its reading and nothing else.
    pub own: Report,
    /// True where it is a meeting, of which a step counts the number.
    pub meeting: bool,
}

/// A reading that an event gives of its step.
enum EventReading {
    Answer(RoundResult),
    Draft(usize),
    Area(f64),
    Aid(Aid),
    Losses(Losses),
    Opinion(Opinion),
}

fn round_result(answer: Option<Answer>) -> Option<RoundResult> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_scenario::{Source, builtin};

    const HEADER: &str =
        "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n";

    /// A result that became known a month after the day is used on it, once the record holds it.
    #[test]
    fn an_election_that_was_held_is_not_held_again() {
        let scenario = builtin::load(builtin::DEFAULT).unwrap();
        let member = |of: Electorate| if let Electorate::Member(member) = of { Some(member) } else { None };
        let mut elections = scenario.structure.elections.iter();
        let coming = elections.find(|one| one.months > 3.0 && member(one.of).is_some()).unwrap();
        let name = &scenario.structure.members[member(coming.of).unwrap()].name;
        let after = |months: f64| scenario.start.saturating_add(jiff::Span::new().days((months * 364.0 / 12.0) as i32));
        let (held, known) = (after(coming.months - 2.0), after(coming.months - 1.0));
        let row = format!("held,election-result,{held},,{name},,won,,,press,0.9,{known},,,\n");
        let log = Log::read(&[Source::new("log.csv", format!("{HEADER}{row}"))], &scenario).unwrap().0;
        let calendar = Calendar::new(&scenario, &log, known);
        let holds = |day: Date| {
            let onward = calendar.scenario_from_day(&scenario, day);
            onward.structure.elections.iter().any(|one| one.name == coming.name)
        };
        assert!(!holds(held) && holds(held.saturating_sub(jiff::Span::new().days(7))));
    }
}
