//! A decision rule of one's own in place of the equilibrium: both sides refuse whatever is tabled.
//!
//! The world asks its actors a few questions and knows nothing else about them ([`Decisions`]). Any type that answers
//! them can take the engine's place, for one role or for all; a rule that leaves something to the engine gets its answers in
//! `in_period`. Here nobody ever says yes, so that the forecast shows where the war goes by its own motion: how often the line
//! breaks, and how often a side wins.
//!
//! ```sh
//! cargo run --example own_decision_rule
//! ```

use standoff::lab::future::decision_rule::DecisionRule;
use standoff::lab::{ForecastRequest, run_forecast};
use standoff::scenario::builtin;
use standoff::world::actors::decisions::{Answers, Decisions};
use standoff::world::actors::roles::Role;
use standoff::world::war::{Position, World};
use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Nobody accepts anything, and every refusal is an open one.
#[derive(Debug, Clone, Copy)]
struct NoDeals;

impl DecisionRule for NoDeals {
    fn name(&self) -> String {
        "no deals".to_owned()
    }

    fn in_period<'a>(&'a self, _: &'a World, _: &'a dyn Decisions) -> Box<dyn Decisions + 'a> {
        Box::new(*self)
    }
}

impl Decisions for NoDeals {
    fn propose(&self, _: &Position, _: Role, lottery: &mut [f64]) {
        // Something has to be tabled; all drafts are equally likely.
        let share = 1.0 / lottery.len() as f64;
        lottery.fill(share);
    }

    fn answer(&self, _: &Position, _: usize) -> Answers {
        Answers { invader_refuses: 1.0, defender_refuses: 1.0, ..Answers::default() }
    }

    fn consent(&self, _: &Position, _: usize) -> f64 {
        0.0
    }

    fn outlook(&self, _: &Position) -> f64 {
        // Its public does not look ahead.
        0.0
    }

    fn posture_values(&self, _: &Position, _: &mut [f64]) -> Option<()> {
        // The great power turns by rates alone.
        None
    }

    fn attack_hazard(&self, _: &Position, _: usize, _: bool, _: f64) -> f64 {
        0.0
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let scenario = builtin::load("two-sided").map_err(|found| found.render(false))?;
    let by_the_engine = ForecastRequest { runs: 512, draws: 32, seed: 11, ..ForecastRequest::new(scenario) };
    let by_the_rule = ForecastRequest { rule: Some(Arc::new(NoDeals)), ..by_the_engine.clone() };
    for (who, request) in [("the engine", by_the_engine), ("the rule", by_the_rule)] {
        let findings = run_forecast(&request, &AtomicBool::new(false), &|_| ())?.findings;
        println!("where {who} decides:");
        for end in &findings.ends {
            println!("  at the horizon: {}, in {:.2} of the futures", end.title, end.p);
        }
        let settled = |end: &str| end.starts_with("settlement");
        let signed: f64 = findings.ends.iter().filter(|end| settled(&end.end)).map(|end| end.p).sum();
        assert_eq!(signed == 0.0, findings.rule.is_some(), "who refuses everything signs nothing");
    }
    Ok(())
}
