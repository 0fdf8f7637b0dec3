//! A decision rule in Python, which the actors of a forecast ask in place of their solved game.

use crate::call::locked;
use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyTuple};
use standoff::lab::future::decision_rule::DecisionRule;
use standoff::program::stop_call;
use standoff::scenario::{Diagnostic, Diagnostics, Source};
use standoff::world::actors::decisions::{Answers, Decisions};
use standoff::world::actors::roles::{Role, Side};
use standoff::world::talks::packages::Package;
use standoff::world::war::{Position as WarPosition, World};
use std::cell::Cell;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

thread_local! {
    /// Whether this thread is in a method of a rule.
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

/// How far from 1 chances may sum by rounding.
const ROUNDING: f64 = 1e-9;
/// Letters of a value that a message shows.
const LONGEST_SHOWN: usize = 80;

/// What a rule has cost: its decisions, the seconds they took, and those in which threads came to the interpreter and left it.
pub type Cost = (u64, f64, f64);

/// The methods of a rule by which something is decided; those that it does not have are left to the game.
#[derive(Debug, FromPyObject)]
pub struct GivenRule {
    name: String,
    /// The class of a position, which is made of its fields in order.
    position: Py<PyAny>,
    propose: Option<Py<PyAny>>,
    accept: Option<Py<PyAny>>,
    refuse: Option<Py<PyAny>>,
    consent: Option<Py<PyAny>>,
    attack: Option<Py<PyAny>>,
}

/// A rule under way.
#[derive(Debug)]
pub struct PythonRule {
    given: GivenRule,
    /// What the rule raised first, which ends the work.
    raised: Mutex<Option<PyErr>>,
    /// Nothing more is asked: it has failed, or nobody waits for the answer any more.
    ended: AtomicBool,
    /// Threads that are about to ask, or are in a method.
    asking: AtomicUsize,
    decisions: AtomicU64,
    nanoseconds: AtomicU64,
    nanoseconds_waited: AtomicU64,
}

impl PythonRule {
    /// A rule that has decided nothing yet.
    pub fn new(given: GivenRule) -> Self {
        let none = || AtomicU64::new(0);
        Self {
            given,
            raised: Mutex::default(),
            ended: AtomicBool::new(false),
            asking: AtomicUsize::new(0),
            decisions: none(),
            nanoseconds: none(),
            nanoseconds_waited: none(),
        }
    }

    /// What the rule has raised, if it has.
    pub fn take_raised(&self) -> Option<PyErr> {
        locked(&self.raised).take()
    }

    /// What it has cost so far.
    pub fn cost(&self) -> Cost {
        let seconds = |spent: &AtomicU64| spent.load(Ordering::Relaxed) as f64 * 1e-9;
        (self.decisions.load(Ordering::Relaxed), seconds(&self.nanoseconds), seconds(&self.nanoseconds_waited))
    }

    /// Whether this thread is in a method of a rule, where a call of the program would wait for its own end.
    pub fn is_asked_here() -> bool {
        ASKED.get()
    }

    /// Asks nothing more. Whoever leaves the call must then wait until no thread is in a method: one that comes back to an interpreter
    /// which has ended would take the process with it.
    pub fn end(&self) {
        self.ended.store(true, Ordering::SeqCst);
    }

    /// Whether a thread is in a method.
    pub fn is_asked(&self) -> bool {
        self.asking.load(Ordering::SeqCst) > 0
    }

    /// What a method decides; none where the rule leaves it to the game, and after it has ended: the answer is then not used.
    fn decide<T>(
        &self,
        method: Option<&Py<PyAny>>,
        decide: impl FnOnce(Python<'_>, &Bound<'_, PyAny>) -> PyResult<T>,
    ) -> Option<T> {
        let method = method?;
        // Counted before it looks: after `end`, whoever is not counted asks nothing.
        self.asking.fetch_add(1, Ordering::SeqCst);
        let decided = if self.ended.load(Ordering::SeqCst) { None } else { self.ask(method, decide) };
        self.asking.fetch_sub(1, Ordering::SeqCst);
        decided
    }

    /// Asks, and takes the time.
    #[allow(clippy::disallowed_methods, reason = "what the rule has cost, which no result depends on")]
    fn ask<T>(
        &self,
        method: &Py<PyAny>,
        decide: impl FnOnce(Python<'_>, &Bound<'_, PyAny>) -> PyResult<T>,
    ) -> Option<T> {
        let asked = Instant::now();
        let (decided, within) = Python::try_attach(|python| {
            let begun = Instant::now();
            ASKED.set(true);
            let decided = decide(python, method.bind(python));
            ASKED.set(false);
            (decided.map_err(|error| self.fail(error)).ok(), begun.elapsed())
        })?;
        let nanoseconds = |spent: Duration| spent.as_nanos() as u64;
        self.decisions.fetch_add(1, Ordering::Relaxed);
        self.nanoseconds.fetch_add(nanoseconds(within), Ordering::Relaxed);
        self.nanoseconds_waited.fetch_add(nanoseconds(asked.elapsed() - within), Ordering::Relaxed);
        decided
    }

    fn fail(&self, error: PyErr) {
        self.end();
        locked(&self.raised).get_or_insert(error);
        stop_call();
    }
}

impl DecisionRule for PythonRule {
    fn name(&self) -> String {
        self.given.name.escape_debug().to_string()
    }

    fn in_period<'a>(&'a self, world: &'a World, game: &'a dyn Decisions) -> Box<dyn Decisions + 'a> {
        Box::new(InPeriod { rule: self, world, game })
    }
}

/// The rule in a period, with the world and the decisions of the game.
struct InPeriod<'a> {
    rule: &'a PythonRule,
    world: &'a World,
    game: &'a dyn Decisions,
}

impl InPeriod<'_> {
    fn position<'py>(&self, python: Python<'py>, position: &WarPosition) -> PyResult<Bound<'py, PyAny>> {
        let war = &self.world.war;
        let backers = war.backers.iter().enumerate().filter(|(place, _)| position.backing.has(*place));
        let seen = (
            position.held,
            position.coverage,
            position.truce,
            position.pooled,
            war.postures[position.posture].name.as_str(),
            PyTuple::new(python, backers.map(|(_, backer)| backer.name.as_str()).collect::<Vec<_>>())?,
            position.invader_stamina,
            position.defender_stamina,
            self.draft(position.draft),
            position.tide.map(Side::name),
            position.gap_left,
        );
        self.rule.given.position.bind(python).call1(seen)
    }

    fn draft(&self, draft: usize) -> &str {
        &self.world.war.packages[draft].name
    }

    /// A chance by a method of the rule, which is told the position, what the draft of the question is, and what the game says.
    fn chance<T>(&self, (name, method): (&str, &Option<Py<PyAny>>), position: &WarPosition, told: T, game: f64) -> f64
    where
        T: for<'py> IntoPyObject<'py, Target = PyTuple, Output = Bound<'py, PyTuple>, Error = PyErr>,
    {
        let ask = |python: Python<'_>, method: &Bound<'_, PyAny>| {
            let arguments = (self.position(python, position)?,)
                .into_pyobject(python)?
                .add(told.into_pyobject(python)?)?
                .add((game,))?;
            read_chance(Method { rule: self.rule, name }, &method.call1(arguments.cast_into::<PyTuple>()?)?)
        };
        self.rule.decide(method.as_ref(), ask).unwrap_or(game)
    }
}

impl Decisions for InPeriod<'_> {
    fn propose(&self, position: &WarPosition, owner: Role, lottery: &mut [f64]) {
        self.game.propose(position, owner, lottery);
        let ask = |python: Python<'_>, method: &Bound<'_, PyAny>| {
            let game = PyDict::new(python);
            for (draft, chance) in lottery.iter().enumerate() {
                game.set_item(self.draft(draft), chance)?;
            }
            let chosen = method.call1((self.position(python, position)?, owner.name(), game))?;
            read_lottery(Method { rule: self.rule, name: "propose" }, &self.world.war.packages, &chosen)
        };
        if let Some(chosen) = self.rule.decide(self.rule.given.propose.as_ref(), ask) {
            lottery.copy_from_slice(&chosen);
        }
    }

    fn answer(&self, position: &WarPosition, draft: usize) -> Answers {
        let GivenRule { accept, refuse, .. } = &self.rule.given;
        let game = self.game.answer(position, draft);
        let chance = |method: (&str, &Option<Py<PyAny>>), side: Side, game: f64| {
            self.chance(method, position, (side.name(), self.draft(draft)), game)
        };
        let (accepts, refuses) = (("accept", accept), ("refuse", refuse));
        Answers {
            invader_accepts: chance(accepts, Side::Invader, game.invader_accepts),
            invader_refuses: chance(refuses, Side::Invader, game.invader_refuses),
            defender_accepts: chance(accepts, Side::Defender, game.defender_accepts),
            defender_refuses: chance(refuses, Side::Defender, game.defender_refuses),
            ..game
        }
    }

    fn consent(&self, position: &WarPosition, draft: usize) -> f64 {
        let game = self.game.consent(position, draft);
        self.chance(("consent", &self.rule.given.consent), position, (self.draft(draft),), game)
    }

    fn outlook(&self, position: &WarPosition) -> f64 {
        self.game.outlook(position)
    }

    fn posture_values(&self, position: &WarPosition, values: &mut [f64]) -> Option<()> {
        self.game.posture_values(position, values)
    }

    fn attack_hazard(&self, position: &WarPosition, draft: usize, consent: bool, credibility: f64) -> f64 {
        let game = self.game.attack_hazard(position, draft, consent, credibility);
        let told = (self.draft(draft), consent, credibility);
        self.chance(("attack", &self.rule.given.attack), position, told, game)
    }
}

/// A number; none where a value is no number, or too large for one. What it raises of its own reaches the caller.
fn read_number(given: &Bound<'_, PyAny>) -> PyResult<Option<f64>> {
    let is_none = |error: &PyErr| {
        error.is_instance_of::<PyTypeError>(given.py()) || error.is_instance_of::<PyOverflowError>(given.py())
    };
    given.extract::<f64>().map(Some).or_else(|error| if is_none(&error) { Ok(None) } else { Err(error) })
}

fn read_chance(method: Method<'_>, given: &Bound<'_, PyAny>) -> PyResult<f64> {
    let chance = read_number(given)?.filter(|chance| (0.0..=1.0).contains(chance));
    chance.ok_or_else(|| {
        let found = Diagnostic::error("bad-chance", format!("this returned {}", shown(given)));
        method.refuse(given.py(), found.allowed("a chance from 0 to 1"))
    })
}

/// The chances of all drafts from weights by name, which need not sum to 1; a draft that is not named has none.
fn read_lottery(method: Method<'_>, packages: &[Package], given: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    let refuse = |diagnostic: Diagnostic| method.refuse(given.py(), diagnostic);
    let none = || {
        let found = Diagnostic::error("bad-weights", format!("this returned {}", shown(given)));
        refuse(found.allowed("weights by name of a draft, one of them above 0"))
    };
    let weights = given.cast::<PyMapping>().map_err(|_| none())?;
    let mut lottery = vec![0.0; packages.len()];
    for item in weights.items()?.iter() {
        let (name, weight) = item.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
        let text = name.extract::<String>().unwrap_or_default();
        let Some(place) = packages.iter().position(|package| package.name == text) else {
            let found = Diagnostic::error("unknown-draft", format!("this returned the draft {}", shown(&name)));
            let names = packages.iter().map(|package| package.name.as_str());
            return Err(refuse(found.allowed("those that it was given").nearest(&text, names)));
        };
        let number = read_number(&weight)?.filter(|number| number.is_finite() && *number >= 0.0);
        lottery[place] = number.ok_or_else(|| {
            let message = format!("this returned {} for the draft {}", shown(&weight), shown(&name));
            refuse(Diagnostic::error("bad-weight", message).allowed("a number from 0 up"))
        })?;
    }
    let total: f64 = lottery.iter().sum();
    if total <= 0.0 || !total.is_finite() {
        return Err(none());
    }
    // Chances that sum to 1 but for rounding stay as they are, so that those of the game come back to the bit.
    if (total - 1.0).abs() > ROUNDING {
        lottery.iter_mut().for_each(|chance| *chance /= total);
    }
    Ok(lottery)
}

/// A method of a rule.
#[derive(Clone, Copy)]
struct Method<'a> {
    rule: &'a PythonRule,
    name: &'a str,
}

impl Method<'_> {
    /// The error of a value that it must not return.
    fn refuse(self, python: Python<'_>, diagnostic: Diagnostic) -> PyErr {
        let place = Source::new(format!("{}.{}", self.rule.name(), self.name), "");
        let message = Diagnostics::one(place, diagnostic).render(false);
        let made =
            python.import("standoff").and_then(|package| package.getattr("InputError")?.call1((message.trim_end(),)));
        made.map_or_else(|error| error, PyErr::from_value)
    }
}

/// A value as Python shows it, cut off where it is long.
fn shown(value: &Bound<'_, PyAny>) -> String {
    let text = value.repr().map_or_else(|_| "something that cannot be shown".to_owned(), |text| text.to_string());
    match text.char_indices().nth(LONGEST_SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
