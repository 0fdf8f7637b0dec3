//! Conflict of prior and data: steps whose reports hardly any state explains, and doubtful readings, which are more
//! likely false than true.

use crate::calendar::Calendar;
use crate::war_model::{Particle, WarModel};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_filter::{Model, Population};
use standoff_num::elementary::{exp, ln};
use standoff_num::sums::sum_of;
use standoff_scenario::Scenario;
use standoff_world::coalition::instruments::Status;
use standoff_world::record::{Reading, Report};
use standoff_world::state::State;

/// Chance of being false above which a reading is doubtful.
const DOUBTFUL_ABOVE: f64 = 0.5;

/// A step whose reports hardly any state explains, or that has a doubtful reading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Conflict {
    /// Last day of the step.
    pub date: String,
    /// Effective sample size after the step, as a share of that before.
    pub left: f64,
    /// Readings of the step, the least likely first, each with the log of its mean density, and the identifiers of its
    /// events.
    pub events: Vec<String>,
}

/// Populations against which the readings of a step are checked one by one.
pub(crate) struct ReadingCheck<'w, 'a> {
    pub model: &'w WarModel<'a>,
    pub calendar: &'w Calendar,
    pub scenario: &'w Scenario,
    pub populations: &'w [Population<WarModel<'a>>],
    /// Logarithms of the weights in each population from before the step: those after it already agree with the reports.
    pub log_weights: &'w [Vec<f64>],
}

impl ReadingCheck<'_, '_> {
    /// Identifiers of the events that were reported of a step.
    fn event_ids(&self, step: u32) -> String {
        self.calendar.event_ids.get(&step).map_or_else(String::new, |ids| ids.join(", "))
    }

    /// Lists the readings of a step with the log of their mean density, the least likely first.
    pub(crate) fn least_likely_readings(&self, step: u32) -> Vec<String> {
        let parts = named_readings(self.calendar.report_of_step(step));
        let ids = self.event_ids(step);
        let mut rated: Vec<(f64, &str)> =
            parts.iter().map(|(name, part)| (self.mean_log_density(part), *name)).collect();
        rated.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut lines: Vec<String> = rated
            .into_iter()
            .map(|(log, name)| match log.is_finite() {
                true => format!("{name}: log density {log:.1}"),
                false => format!("{name}: impossible in every state"),
            })
            .collect();
        if !ids.is_empty() {
            lines.push(format!("events of the step: {ids}"));
        }
        lines
    }

    /// Lists readings of areas, losses, opinion and instruments that are more likely false than true. Their likelihood
    /// includes the chance that the report is false (decision 91), so the states go on with nearly equal weights and
    /// the effective sample size does not show the conflict.
    pub(crate) fn doubtful_readings(&self, step: u32) -> Vec<String> {
        let report = self.calendar.report_of_step(step);
        let ids = self.event_ids(step);
        let mut found = Vec::new();
        let mut ask = |name: &str, confidence: f64, held: Report, doubted: Report| {
            let (as_held, as_false) = (self.mean_log_density(&held), self.mean_log_density(&doubted));
            let chance = (1.0 - confidence) * exp(as_false - as_held);
            if chance > DOUBTFUL_ABOVE {
                found.push(format!("{name}: the report is set aside as false with chance {chance:.2} (events {ids})"));
            }
        };
        for reading in &report.areas {
            let part = |reading| Report { areas: vec![reading], ..Report::default() };
            ask("area held", reading.confidence, part(*reading), part(Reading { confidence: 0.0, ..*reading }));
        }
        for reading in &report.losses {
            let part = |reading| Report { losses: vec![reading], ..Report::default() };
            ask("losses", reading.confidence, part(*reading), part(Reading { confidence: 0.0, ..*reading }));
        }
        for reading in &report.opinions {
            let part = |reading| Report { opinions: vec![reading], ..Report::default() };
            ask("opinion", reading.confidence, part(*reading), part(Reading { confidence: 0.0, ..*reading }));
        }
        for reading in report.instruments.iter().filter(|reading| reading.fresh) {
            let (place, open) = reading.value;
            let part = Report { instruments: vec![*reading], ..Report::default() };
            let as_reported = |state: &State| (state.coalition.instruments[place].status == Status::Open) == open;
            let chance = 1.0 - self.agreeing_share(&part, as_reported);
            if chance > DOUBTFUL_ABOVE {
                let (name, what) =
                    (&self.scenario.structure.instruments[place].name, if open { "open" } else { "closed" });
                found.push(format!(
                    "{name}: the report that it is {what} is set aside with chance {chance:.2} (events {ids})"
                ));
            }
        }
        found
    }

    /// Share of the states that agree with a fact, once a part of a report is known.
    fn agreeing_share(&self, part: &Report, agrees: impl Fn(&State) -> bool) -> f64 {
        let all = sum_of(self.weighted_densities(part).map(|(density, _)| density));
        let agreeing = self.weighted_densities(part).filter(|(_, particle)| agrees(&particle.state));
        if all > 0.0 { sum_of(agreeing.map(|(density, _)| density)) / all } else { 0.0 }
    }

    /// Natural logarithm of the mean density of a reading over the states with the weights given.
    fn mean_log_density(&self, part: &Report) -> f64 {
        let mean = sum_of(self.weighted_densities(part).map(|(density, _)| density));
        if mean > 0.0 { ln(mean) } else { f64::NEG_INFINITY }
    }

    /// Density of a reading in each state, times its weight. Below e^-700 the exponential would leave the normal
    /// numbers.
    fn weighted_densities(&self, part: &Report) -> impl Iterator<Item = (f64, &Particle)> {
        self.populations.iter().zip(self.log_weights).flat_map(move |(population, log_weights)| {
            let members = population.states.iter().zip(log_weights).enumerate();
            members.map(move |(slot, (particle, weight))| {
                let parameters = &population.parameters[slot / population.paths];
                let log = weight + self.model.log_density(parameters, particle, population.time, part);
                (if log > -700.0 { exp(log) } else { 0.0 } / self.populations.len() as f64, particle)
            })
        })
    }
}

/// Splits a report into its readings, each with its name.
fn named_readings(report: &Report) -> Vec<(&'static str, Report)> {
    let none = Report::default;
    let mut parts = Vec::new();
    let mut add = |name, part: Report| {
        if part != none() {
            parts.push((name, part));
        }
    };
    add("rounds of talks", Report { meetings: report.meetings, ..none() });
    add("answers to drafts", Report { answers: report.answers.clone(), ..none() });
    add("drafts issued", Report { drafts: report.drafts.clone(), ..none() });
    add("fighting or quiet", Report { hostilities: report.hostilities, ..none() });
    add("the line held", Report { line: report.line, ..none() });
    add("posture", Report { posture: report.posture, ..none() });
    add("area held", Report { areas: report.areas.clone(), ..none() });
    add("aid", Report { aid: report.aid.clone(), ..none() });
    add("instruments", Report { instruments: report.instruments.clone(), ..none() });
    add("stances of members", Report { stances: report.stances.clone(), ..none() });
    add("losses", Report { losses: report.losses.clone(), ..none() });
    add("limited truces", Report { limited_truces: report.limited_truces.clone(), ..none() });
    add("backers", Report { backers: report.backers.clone(), ..none() });
    add("opinion", Report { opinions: report.opinions.clone(), ..none() });
    parts
}
