//! The outside view of a question from this war's own record: what its past says, without the model.

use super::look_back::{FEWEST_MONTHS, Held, bootstrap_paths};
use super::series::{RecordSeries, Target};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_num::sums::mean;
use standoff_scenario::{Question, QuestionEvent, Scenario, Scope};

/// Chance of a yes from the record of this war alone, with what it is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RecordView {
    /// Chance of a yes.
    pub p: f64,
    /// What in the record it is made of: `ceasefire`, `limited truce: NAME`, `meetings`, `aid: NAME` or `front`.
    pub of: String,
    /// How it is made.
    pub made: ViewMethod,
}

/// How the outside view of a question is made from the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum ViewMethod {
    /// A constant rate of events under Jeffreys' prior.
    ConstantRate {
        /// Events in the record.
        events: u32,
        /// Months in which the record holds every one.
        months: f64,
    },
    /// Months drawn from the last ones, up to twelve.
    DrawnMonths {
        /// Number of months drawn from.
        months: usize,
        /// Their mean: meetings, billions of the scenario's currency, or km².
        mean: f64,
    },
}

/// What a question compares the record with, beside the record itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ViewContext<'a> {
    /// The scenario, whose start is the last day of the record.
    pub scenario: &'a Scenario,
    /// Area that the invader held at the start, km², as the record measures it.
    pub area_start: f64,
    /// Meetings that are reported for each round.
    pub meetings_per_round: f64,
    /// Seed of the random numbers.
    pub seed: u64,
}

/// The outside view of a question from this war's own record; none where the record has no series of its kind, or fewer than
/// three months of it.
///
/// General ceasefires and limited truces come at a constant rate. Rounds, aid and the area are sums of months drawn from the
/// last twelve, as in the bootstrap of hindcasts; half a member is added on either side, because no finite sample makes
/// an event impossible. Meetings stand for rounds in proportion.
pub fn view_question(question: &Question, series: &RecordSeries, context: &ViewContext<'_>) -> Option<RecordView> {
    if question.wording.scope != Scope::General {
        return None;
    }
    let structure = &context.scenario.structure;
    let sums = |target: Target, of: &str, is_yes: &dyn Fn(&[f64]) -> bool| {
        view_by_months(series, &target, of, (question.months, context.seed), is_yes)
    };
    let last = |path: &[f64]| path.last().copied().unwrap_or(0.0);
    match question.event {
        QuestionEvent::Ceasefire => view_by_rate(series, &Target::Ceasefire, question.months),
        QuestionEvent::LimitedTruce(kind) => {
            let target = Target::LimitedTruce(structure.limited_truces.get(kind)?.name.clone());
            view_by_rate(series, &target, question.months)
        }
        QuestionEvent::RoundsAtLeast(rounds) => {
            // Sums are scaled to the length of the time, and meetings come whole.
            let meetings = (rounds * context.meetings_per_round - 1e-9).ceil();
            sums(Target::Rounds, "meetings", &|path| last(path).round() >= meetings)
        }
        QuestionEvent::AidAtLeast(member, bn) => {
            let target = Target::Aid(structure.members.get(member)?.name.clone());
            let of = target.label();
            sums(target, &of, &|path| last(path) >= bn * (1.0 - 1e-6))
        }
        QuestionEvent::FrontBeyond(km2) => {
            sums(Target::Front, "front", &|path| path.iter().any(|gained| *gained >= km2))
        }
        QuestionEvent::GainedAtLeast(km2) => sums(Target::Front, "front", &|path| last(path) >= km2),
        QuestionEvent::AreaAtLeast(km2) => sums(Target::Front, "front", &|path| context.area_start + last(path) >= km2),
        QuestionEvent::AreaAtMost(km2) => sums(Target::Front, "front", &|path| context.area_start + last(path) <= km2),
        _ => None,
    }
}

fn view_by_rate(series: &RecordSeries, target: &Target, months: f64) -> Option<RecordView> {
    let rate = series.event_rate(target)?;
    let made = ViewMethod::ConstantRate { events: rate.events(), months: rate.exposure() };
    Some(RecordView { p: rate.at_least_one_within(months.max(0.0)), of: target.label(), made })
}

fn view_by_months(
    series: &RecordSeries,
    target: &Target,
    of: &str,
    (months, seed): (f64, u64),
    is_yes: &dyn Fn(&[f64]) -> bool,
) -> Option<RecordView> {
    let past = series.last_months(target);
    if past.len() < FEWEST_MONTHS {
        return None;
    }
    let paths = bootstrap_paths(&past, Held::by(target), months.max(0.0), seed, 0);
    let yes = paths.iter().filter(|path| is_yes(path)).count();
    let made = ViewMethod::DrawnMonths { months: past.len(), mean: mean(&past) };
    Some(RecordView { p: (yes as f64 + 0.5) / (paths.len() as f64 + 1.0), of: of.to_owned(), made })
}
