//! A decision rule of the caller's own, in place of the actors' solved game.

use standoff_world::actors::decisions::Decisions;
use standoff_world::war::World;
use std::fmt::Debug;

/// A rule by which actors decide in place of their solved game, which it has at hand: it may leave to the game whatever it does not
/// decide itself, and it may start from what the game would do.
///
/// Futures are played by the rule from the day on which the forecast begins. The game is solved all the same, as if every actor
/// followed it: nobody foresees the rule or learns from it. What a deal is worth, who would sign what at the start, and what stalls
/// the talks come from the game.
///
/// The same question must get the same answer each time: futures are played on several threads, in no fixed order.
///
/// ```
/// use standoff_lab::future::decision_rule::DecisionRule;
/// use standoff_lab::{ForecastRequest, run_forecast};
/// use standoff_world::actors::{decisions::{Answers, Decisions}, roles::Role};
/// use standoff_world::war::{Position, World};
/// use std::sync::{Arc, atomic::AtomicBool};
///
/// /// The defender refuses whatever is tabled; all else is as in the game.
/// #[derive(Debug)]
/// struct NoDeals;
/// struct Refusing<'a>(&'a dyn Decisions);
///
/// impl DecisionRule for NoDeals {
///     fn name(&self) -> String {
///         "no deals".to_owned()
///     }
///     fn in_period<'a>(&'a self, _: &'a World, game: &'a dyn Decisions) -> Box<dyn Decisions + 'a> {
///         Box::new(Refusing(game))
///     }
/// }
///
/// impl Decisions for Refusing<'_> {
///     fn propose(&self, position: &Position, owner: Role, lottery: &mut [f64]) {
///         self.0.propose(position, owner, lottery);
///     }
///     fn answer(&self, position: &Position, draft: usize) -> Answers {
///         Answers { defender_accepts: 0.0, ..self.0.answer(position, draft) }
///     }
///     fn consent(&self, position: &Position, draft: usize) -> f64 {
///         self.0.consent(position, draft)
///     }
///     fn outlook(&self, position: &Position) -> f64 {
///         self.0.outlook(position)
///     }
///     fn posture_values(&self, position: &Position, values: &mut [f64]) -> Option<()> {
///         self.0.posture_values(position, values)
///     }
///     fn attack_hazard(&self, position: &Position, draft: usize, consent: bool, credibility: f64) -> f64 {
///         self.0.attack_hazard(position, draft, consent, credibility)
///     }
/// }
///
/// let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
/// let request =
///     ForecastRequest { runs: 64, draws: 4, rule: Some(Arc::new(NoDeals)), ..ForecastRequest::new(scenario) };
/// let made = run_forecast(&request, &AtomicBool::new(false), &|_| ()).unwrap();
/// assert!(made.draws.iter().flat_map(|draw| &draw.runs).all(|run| run.settlements.is_empty()));
/// assert_eq!(made.findings.rule.as_deref(), Some("no deals"));
/// ```
pub trait DecisionRule: Debug + Send + Sync {
    /// Its name, which the findings give.
    fn name(&self) -> String;

    /// The decisions in a period with this world, in which the actors' solved game has these.
    fn in_period<'a>(&'a self, world: &'a World, game: &'a dyn Decisions) -> Box<dyn Decisions + 'a>;
}
