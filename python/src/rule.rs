//! A decision rule in Python, which the actors of a forecast ask in place of their solved game.

use crate::call::locked;
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
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

thread_local! {
    /// Whether this thread is in a method of a rule.
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

/// How far from 1 chances may sum by rounding.
const ROUNDING: f64 = 1e-9;
/// Letters of a value that a message shows.
const LONGEST_SHOWN: usize = 80;

/// The position of the war, as actors see it when they decide.
#[pyclass(frozen, get_all, module = "standoff")]
#[derive(Debug, Clone, PartialEq)]
pub struct Position {
    /// Share of the stake that the invader holds, from 0 to 1.
    held: f64,
    /// Share of the defender's need that aid covers.
    coverage: f64,
    /// Whether a truce is in force.
    truce: bool,
    /// Whether pooled money flows or is decided.
    pooled: bool,
    /// Posture of the great power.
    posture: String,
    /// Backers that stand behind their side.
    backers: Vec<String>,
    /// Stamina of the invader, in steps from 0.
    invader_stamina: usize,
    /// Stamina of the defender, in steps from 0.
    defender_stamina: usize,
    /// Draft on the table.
    draft: String,
    /// Side that the tide is with: `invader`, `defender` or none.
    tide: Option<&'static str>,
    /// Share of the disagreement about the odds at the start that learning has left.
    gap_left: f64,
}

#[pymethods]
impl Position {
    fn __repr__(&self) -> String {
        let flag = |flag: bool| if flag { "True" } else { "False" };
        let tide = self.tide.map_or_else(|| "None".to_owned(), |side| format!("{side:?}"));
        format!(
            "Position(held={:?}, coverage={:?}, truce={}, pooled={}, posture={:?}, backers={:?}, invader_stamina={}, \
             defender_stamina={}, draft={:?}, tide={tide}, gap_left={:?})",
            self.held,
            self.coverage,
            flag(self.truce),
            flag(self.pooled),
            self.posture,
            self.backers,
            self.invader_stamina,
            self.defender_stamina,
            self.draft,
            self.gap_left,
        )
    }
}

/// What a rule has cost: its decisions, the seconds they took, and those in which threads came to the interpreter and left it.
pub type Cost = (u64, f64, f64);

/// The methods of a rule by which something is decided; those that it does not have are left to the game.
#[derive(Debug, FromPyObject)]
pub struct GivenRule {
    name: String,
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
    failed: AtomicBool,
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
            failed: AtomicBool::new(false),
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

    /// What a method decides; none where the rule leaves it to the game, and after it has failed: the work is then stopped, and its
    /// answer is not used.
    fn decide<T>(
        &self,
        method: Option<&Py<PyAny>>,
        decide: impl FnOnce(Python<'_>, &Bound<'_, PyAny>) -> PyResult<T>,
    ) -> Option<T> {
        let method = method.filter(|_| !self.failed.load(Ordering::Relaxed))?;
        let asked = Instant::now();
        // There is no interpreter any more where the process ends while the work goes on.
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
        self.failed.store(true, Ordering::Relaxed);
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
    fn position(&self, position: &WarPosition) -> Position {
        let war = &self.world.war;
        let backers = war.backers.iter().enumerate().filter(|(place, _)| position.backing.has(*place));
        Position {
            held: position.held,
            coverage: position.coverage,
            truce: position.truce,
            pooled: position.pooled,
            posture: war.postures[position.posture].name.clone(),
            backers: backers.map(|(_, backer)| backer.name.clone()).collect(),
            invader_stamina: position.invader_stamina,
            defender_stamina: position.defender_stamina,
            draft: self.draft(position.draft).to_owned(),
            tide: position.tide.map(Side::name),
            gap_left: position.gap_left,
        }
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
            let arguments =
                (self.position(position),).into_pyobject(python)?.add(told.into_pyobject(python)?)?.add((game,))?;
            read_chance(Method { rule: &self.rule.given.name, name }, &method.call1(arguments.cast_into::<PyTuple>()?)?)
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
            let chosen = method.call1((self.position(position), owner.name(), game))?;
            read_lottery(Method { rule: &self.rule.given.name, name: "propose" }, &self.world.war.packages, &chosen)
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

fn read_chance(method: Method<'_>, given: &Bound<'_, PyAny>) -> PyResult<f64> {
    let chance = given.extract::<f64>().ok().filter(|chance| (0.0..=1.0).contains(chance));
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
        let number = weight.extract::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
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
    rule: &'a str,
    name: &'a str,
}

impl Method<'_> {
    /// The error of a value that it must not return.
    fn refuse(self, python: Python<'_>, diagnostic: Diagnostic) -> PyErr {
        let place = Source::new(format!("{}.{}", self.rule, self.name), "");
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
