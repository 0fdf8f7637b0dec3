//! Effects of single events on the answers, measured before the states of their step are weighed.

use super::answers::Answers;
use super::effect_estimate::{EffectEstimate, FutureWeights, paired_effect};
use super::games_of_history::GamesOfHistory;
use super::played_futures::{FuturePlayer, Pick, Picked, pick_states, picked_state};
use crate::calendar::Calendar;
use crate::driver::ObservedRun;
use crate::request::AssimilationRequest;
use crate::standing_reports::{Change, StandingSubject};
use crate::war_model::{LeftOut, Particle, WarModel};
use rayon::prelude::*;
use standoff_filter::{Model, Population};
use standoff_lab::ensemble::clusters::LEAST_POPULATIONS;
use standoff_lab::error::DrawError;
use standoff_num::Draws;
use standoff_scenario::Date;
use standoff_world::record::Report;

/// Effect of one event on each answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct EventEffect {
    pub id: String,
    /// None where too few futures agree with the event to say.
    pub estimate: Option<EffectEstimate>,
}

/// An event that is taken as given, and what is left out of a step without it.
struct GivenEvent {
    id: String,
    left_out: LeftOut,
}

/// The states of a step that events are measured on, and their futures with all that is taken as given.
struct StepFutures<'s> {
    step: u32,
    player: FuturePlayer<'s>,
    states: Vec<Picked<'s>>,
    futures: Vec<Answers>,
    populations: usize,
}

/// Measures events step by step.
pub(super) struct EffectMeter<'a> {
    pub request: &'a AssimilationRequest,
    pub calendar: &'a Calendar,
    pub model: &'a WarModel<'a>,
    pub games: &'a GamesOfHistory<'a>,
    /// Futures of a step.
    pub futures: usize,
    /// The states that are picked, as they were before a step in which something is taken as given.
    before: Vec<Particle>,
}

impl<'a> EffectMeter<'a> {
    pub(super) fn new(
        request: &'a AssimilationRequest,
        (calendar, model, games): (&'a Calendar, &'a WarModel<'a>, &'a GamesOfHistory<'a>),
        futures: usize,
    ) -> Self {
        Self { request, calendar, model, games, futures, before: Vec::new() }
    }

    /// Keeps the states that will be picked when the step has been made: weights do not change until it is weighed.
    pub(super) fn before_step(&mut self, run: &ObservedRun<'_, 'a>, step: u32) {
        self.before.clear();
        if !self.given_events(step).is_empty() {
            let picks = pick_states(run, self.futures);
            self.before.extend(picks.iter().map(|&pick| picked_state(run.populations, pick).1.clone()));
        }
    }

    /// Effects of all events of a step whose states have not been weighed yet; `day` is its last. None is measured where
    /// there are too few populations to take an error between.
    pub(super) fn measure(
        &self,
        run: &ObservedRun<'_, 'a>,
        (step, day): (u32, Date),
    ) -> Result<Vec<EventEffect>, DrawError> {
        let populations = run.populations;
        let (given, readings) = (self.given_events(step), self.single_readings(step));
        if (given.is_empty() && readings.is_empty()) || populations.len() < LEAST_POPULATIONS {
            return Ok(Vec::new());
        }
        let player = FuturePlayer::from_day(self.request, self.games, (self.calendar, day));
        let picks = pick_states(run, self.futures);
        let states: Vec<Picked<'_>> = picks.iter().map(|&pick| picked_state(populations, pick)).collect();
        let futures = player.play(&states)?;
        let played = StepFutures { step, player, states, futures, populations: populations.len() };
        let mut found = Vec::new();
        for GivenEvent { id, left_out } in &given {
            let without = played.play_with(&self.advance_without(populations, &played, left_out))?;
            let own = readings.iter().find(|(read, _)| read == id).map(|(_, own)| own);
            found.push(EventEffect { id: id.clone(), estimate: self.estimate_given(&played, &without, own) });
        }
        let is_given = |id: &str| given.iter().any(|one| one.id == id);
        for (id, own) in readings.into_iter().filter(|(id, _)| !is_given(id)) {
            found.push(EventEffect { id, estimate: self.estimate_reading(populations, &played, &own)? });
        }
        Ok(found)
    }

    /// The effect of what is taken as given, against futures without it. What an event changes and also says of the states that
    /// it changes is one effect.
    fn estimate_given(
        &self,
        played: &StepFutures<'_>,
        without: &[Answers],
        own: Option<&Report>,
    ) -> Option<EffectEstimate> {
        let paired = paired_effect(without, &played.futures, played.populations)?;
        let Some(own) = own else { return Some(paired) };
        let weights = FutureWeights::by_density(&self.log_densities(played, own), played.populations)?;
        (!weights.are_uneven()).then(|| weights.effect_from(without, &played.futures))
    }

    /// The effect of a reading; none where it rules out all states of a population, or hangs on few futures.
    fn estimate_reading(
        &self,
        populations: &[Population<WarModel<'a>>],
        played: &StepFutures<'_>,
        own: &Report,
    ) -> Result<Option<EffectEstimate>, DrawError> {
        let Some(weights) = FutureWeights::by_density(&self.log_densities(played, own), played.populations) else {
            return Ok(None);
        };
        let weighed = weights.effect_on(&played.futures);
        if own.aid.is_empty() {
            return Ok(Some(weighed).filter(|_| !weights.are_uneven()));
        }
        // A reading that is read apart moves a part of the states and weighs none (decision 94): where the weights that
        // it would give hint at an effect, or say little, the states are played on again with the part moved.
        if !weighed.hints_at_any() && !weights.are_uneven() {
            return Ok(Some(weighed.untested()));
        }
        let Some(moved) = self.states_read_apart(populations, own) else { return Ok(None) };
        let particles: Vec<&Particle> =
            played.states.iter().map(|(.., pick)| &moved[pick.population].states[pick.slot]).collect();
        Ok(paired_effect(&played.futures, &played.play_with(&particles)?, played.populations))
    }

    /// Events that change states before the reports of a step are read: members, elections and backers, and a posture.
    fn given_events(&self, step: u32) -> Vec<GivenEvent> {
        let given = self.calendar.given_in_step(step).map(|given| given.id.clone());
        let given = given.map(|id| GivenEvent { left_out: LeftOut::Given(id.clone()), id });
        let posture = self.last_changes(step).filter(|change| change.about == StandingSubject::Posture);
        given.chain(posture.map(|change| GivenEvent { id: change.id.clone(), left_out: LeftOut::Posture })).collect()
    }

    /// Standing reports of a step. Of several on one subject the last one holds, and has the effect of all.
    fn last_changes(&self, step: u32) -> impl Iterator<Item = &Change> {
        let changes = self.calendar.changes_in_step(step);
        let is_last = |place: usize| !changes[place + 1..].iter().any(|later| later.about == changes[place].about);
        changes.iter().enumerate().filter(move |&(place, _)| is_last(place)).map(|(_, change)| change)
    }

    /// Report of each event of a step alone, by the event. The first area places the front and weighs no state, so it is none
    /// of them; the number of meetings is read once, with the last of them.
    fn single_readings(&self, step: u32) -> Vec<(String, Report)> {
        let report = self.calendar.report_of_step(step);
        let places_front = self.model.places_front_in(step);
        let events = self.calendar.event_readings.get(&step).map_or(&[][..], Vec::as_slice);
        let last_meeting = events.iter().rposition(|single| single.meeting);
        let single = events.iter().enumerate().filter_map(|(place, single)| {
            let meetings = report.meetings.filter(|_| last_meeting == Some(place));
            let own = Report { meetings, ..single.own.clone() };
            let read = own != Report::default() && (own.areas.is_empty() || !places_front);
            read.then(|| (single.id.clone(), own))
        });
        let changes = self.last_changes(step).filter_map(|change| {
            let own = match change.about {
                StandingSubject::Calm => Report { hostilities: report.hostilities, ..Report::default() },
                StandingSubject::Instrument(place) => {
                    let own = report.instruments.iter().filter(|standing| standing.value.0 == place);
                    Report { instruments: own.copied().collect(), ..Report::default() }
                }
                // Taken as given in the states that believe it.
                StandingSubject::Posture => return None,
            };
            Some((change.id.clone(), own))
        });
        single.chain(changes).collect()
    }

    /// The states of a step as they come out of it without something that is taken as given in it.
    fn advance_without(
        &self,
        populations: &[Population<WarModel<'a>>],
        played: &StepFutures<'_>,
        left_out: &LeftOut,
    ) -> Vec<Particle> {
        let advance = |((draw, _, pick), before): (&Picked<'_>, &Particle)| {
            let Pick { population, slot, .. } = *pick;
            let (seed, paths) = (populations[population].seed, populations[population].paths);
            let mut particle = before.clone();
            let draws = Draws::new(seed, (slot / paths) as u32, (slot % paths) as u32);
            self.model.advance_without(draw, &mut particle, (played.step, left_out), &draws);
            particle
        };
        played.states.par_iter().zip(&self.before).map(advance).collect()
    }

    /// Logarithm of the density of a report in each state.
    fn log_densities(&self, played: &StepFutures<'_>, own: &Report) -> Vec<f64> {
        let log = |(draw, particle, _): &Picked<'_>| self.model.log_density(draw, particle, played.step, own);
        played.states.par_iter().with_min_len(32).map(log).collect()
    }

    /// The populations after a report of readings that are read apart and nothing else; none where it rules one of them out.
    fn states_read_apart(
        &self,
        populations: &[Population<WarModel<'a>>],
        own: &Report,
    ) -> Option<Vec<Population<WarModel<'a>>>> {
        let read = |population: &Population<WarModel<'a>>| {
            let mut copy = population.clone();
            copy.resampling_threshold = 0.0;
            copy.observe(self.model, own).ok().map(|_| copy)
        };
        populations.par_iter().map(read).collect()
    }
}

impl StepFutures<'_> {
    /// Futures of the same draws and with the same random numbers from other states.
    fn play_with<P: std::borrow::Borrow<Particle>>(&self, particles: &[P]) -> Result<Vec<Answers>, DrawError> {
        let others = self.states.iter().zip(particles);
        let states: Vec<Picked<'_>> =
            others.map(|(&(draw, _, pick), particle)| (draw, particle.borrow(), pick)).collect();
        self.player.play(&states)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game_weights::GameWeights;
    use crate::prior::population_seed;
    use crate::request::FilterSize;
    use standoff_lab::ensemble::design::Resolution;
    use standoff_scenario::evidence::Log;
    use standoff_scenario::{Source, builtin};
    use standoff_world::coalition::members::Member;

    const HEADER: &str =
        "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n";

    /// Change of the chance that the line holds for 24 months, by an event on the eighth day of the default scenario.
    fn change_of_holding(kind: &str, party: &str, [subject, value, unit]: [&str; 3]) -> f64 {
        const HOLDS_24: usize = 2;
        let scenario = builtin::load(builtin::DEFAULT).unwrap();
        let day = |days: i32| scenario.start.saturating_add(jiff::Span::new().days(days));
        let (from, until, as_of) =
            (day(8), if value.is_empty() { String::new() } else { day(35).to_string() }, day(35));
        let row = format!("event,{kind},{from},{until},{party},{subject},,{value},{unit},press,0.95,{from},,,\n");
        let log = Log::read(&[Source::new("log.csv", format!("{HEADER}{row}"))], &scenario);
        let log = log.unwrap_or_else(|found| panic!("{}", found.render(false))).0;
        let size = FilterSize { draws: 192, paths: 4, games: 16, kept: 16 };
        let request = AssimilationRequest { scenario, log, as_of, size, seed: 1, resolution: Resolution::Coarse };
        measure_event(&request)[HOLDS_24]
    }

    fn measure_event(request: &AssimilationRequest) -> Answers {
        let (design, calendar) = (request.design(), Calendar::new(&request.scenario, &request.log, request.as_of));
        let model = WarModel::new(&design, &calendar);
        let games = model.solve_games(16, &|| false, &|| ()).unwrap();
        let begun = |number: usize| {
            let draws = model.draws_of_population(&games, number, 4).unwrap();
            Population::new(&model, draws, request.size.paths, population_seed(1, number)).unwrap()
        };
        let mut populations: Vec<Population<WarModel<'_>>> = (0..4).map(begun).collect();
        let (games_of_history, game_weights) = (GamesOfHistory::new(&model, &games), GameWeights::equal(games.len()));
        let mut meter = EffectMeter::new(request, (&calendar, &model, &games_of_history), 3072);
        for step in 1..=calendar.step_count() {
            meter.before_step(&ObservedRun { populations: &populations, game_weights: &game_weights }, step);
            populations.iter_mut().for_each(|population| population.advance(&model));
            let day = calendar.last_day_of_step(step, request.scenario.step.months());
            let run = ObservedRun { populations: &populations, game_weights: &game_weights };
            let found = meter.measure(&run, (step, day)).unwrap();
            if let [effect] = &found[..] {
                assert_eq!(effect.id, "event");
                return effect.estimate.as_ref().expect("an estimate").change;
            }
        }
        panic!("the event was not measured")
    }

    #[test]
    fn a_great_power_that_backs_the_defender_makes_it_hold() {
        let change = change_of_holding("posture-changed", "great-power", ["backing", "", ""]);
        assert!(change > 0.01, "{change}");
    }

    #[test]
    fn a_payer_that_leaves_makes_the_line_weaker() {
        let scenario = builtin::load(builtin::DEFAULT).unwrap();
        let war = scenario.war(&scenario.central_values());
        let gives = |member: &Member| member.figures.willingness * member.figures.income;
        let most = war.members.iter().max_by(|one, other| gives(one).total_cmp(&gives(other))).unwrap();
        let change = change_of_holding("member-left", &most.name, [""; 3]);
        assert!(change < -0.01, "{change}");
    }

    #[test]
    fn little_aid_makes_the_line_weaker() {
        let change = change_of_holding("aid-allocated", "coalition", ["bilateral", "0.5", "bn EUR"]);
        assert!(change < -0.01, "{change}");
    }
}
