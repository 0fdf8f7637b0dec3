//! A call of the program within the process of Python.

use crate::rule::{Cost, GivenRule, PythonRule};
use crate::table::Table;
use pyo3::exceptions::{PyKeyboardInterrupt, PyRuntimeError};
use pyo3::prelude::*;
use standoff::lab::future::decision_rule::DecisionRule;
use standoff::program::{Receiver, run_within, stop_call};
use standoff::table::columns::Column;
use std::any::Any;
use std::collections::BTreeMap;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;

/// Time between two looks at signals and at the progress.
const LOOK: Duration = Duration::from_millis(50);

/// Exit status of an answer that was stopped early.
const STOPPED_EARLY: u8 = 3;

/// What is done of a piece of work, of how much, and a word on the answer so far.
type Step = (usize, usize, String);

/// Name, title and SVG of a picture.
type Picture = (String, String, String);

/// What a call prints, gathered for the caller.
#[derive(Default)]
struct Gathered {
    data: Mutex<String>,
    page: Mutex<String>,
    tables: Mutex<BTreeMap<String, Table>>,
    /// Whether pictures are wanted.
    draws: bool,
    /// The rule by which the actors of a forecast decide.
    rule: Option<Arc<PythonRule>>,
    pictures: Mutex<Vec<Picture>>,
    messages: Mutex<Vec<String>>,
    /// The last step that nobody has seen.
    step: Mutex<Option<Step>>,
}

impl Receiver for Gathered {
    fn data(&self, text: &str) {
        locked(&self.data).push_str(text);
    }

    fn page(&self, text: &str) {
        locked(&self.page).push_str(text);
    }

    fn table(&self, name: &str, columns: &[(String, Column)]) {
        locked(&self.tables).insert(name.to_owned(), Table::of_columns(columns.to_vec()));
    }

    fn wants_pictures(&self) -> bool {
        self.draws
    }

    fn picture(&self, name: &str, title: &str, svg: &str) {
        locked(&self.pictures).push((name.to_owned(), title.to_owned(), svg.to_owned()));
    }

    fn rule(&self) -> Option<Arc<dyn DecisionRule>> {
        self.rule.clone().map(|rule| rule as Arc<dyn DecisionRule>)
    }

    fn message(&self, text: &str) {
        locked(&self.messages).push(text.to_owned());
    }

    fn progress(&self, done: usize, of: usize, words: &str) {
        *locked(&self.step) = Some((done, of, words.to_owned()));
    }
}

pub fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The status with which a call ends, its data, the page of the same answer, its tables by name, its pictures, its messages, and what
/// the rule has cost, if there was one.
type Ended = (u8, String, String, BTreeMap<String, Table>, Vec<Picture>, Vec<String>, Option<Cost>);

/// Runs the program on these arguments, those after its name, and returns its exit status, its data, the page of the same answer,
/// its tables, its pictures if `draws` asks for them, its messages, and what the rule has cost. `progress` is called with what is
/// done, of how much, and a word on the answer so far. By `rule` the actors of a forecast decide; what it raises ends the work.
///
/// The lock of the interpreter is released. One call is made at a time. The first Ctrl-C stops the work, and the answer so far
/// follows with status 3; a second one, or one that finds nothing to stop, is a `KeyboardInterrupt`.
#[pyfunction]
#[pyo3(signature = (arguments, progress=None, draws=false, rule=None))]
pub fn call(
    python: Python<'_>,
    arguments: Vec<String>,
    progress: Option<Py<PyAny>>,
    draws: bool,
    rule: Option<GivenRule>,
) -> PyResult<Ended> {
    if PythonRule::is_asked_here() {
        return Err(PyRuntimeError::new_err("a rule cannot call the program, which waits for what it decides"));
    }
    let _turn = wait_for_turn(python)?;
    let rule = rule.map(|given| Arc::new(PythonRule::new(given)));
    let gathered = Arc::new(Gathered { draws, rule, ..Gathered::default() });
    let receiver = gathered.clone();
    let (sender, ended) = channel::<()>();
    let work = thread::spawn(move || {
        // Dropped at the end, also where the work breaks off.
        let _sender = sender;
        run_within(&arguments, receiver)
    });
    let ended = Mutex::new(ended);
    let mut watch = Watch { gathered: &gathered, progress, interrupt: None };
    while python.detach(|| locked(&ended).recv_timeout(LOOK)) == Err(RecvTimeoutError::Timeout) {
        if let Err(error) = watch.look(python) {
            end_rule(python, gathered.rule.as_deref());
            return Err(error);
        }
    }
    let interrupt = watch.interrupt;
    let status = python.detach(|| work.join()).map_err(|panic| broken_off(&*panic))?;
    if let Some(raised) = gathered.rule.as_ref().and_then(|rule| rule.take_raised()) {
        return Err(raised);
    }
    if let Some(interrupt) = interrupt.filter(|_| status != STOPPED_EARLY) {
        return Err(interrupt);
    }
    let (data, page) = (locked(&gathered.data).clone(), locked(&gathered.page).clone());
    let tables = std::mem::take(&mut *locked(&gathered.tables));
    let pictures = std::mem::take(&mut *locked(&gathered.pictures));
    let messages = locked(&gathered.messages).clone();
    let cost = gathered.rule.as_ref().map(|rule| rule.cost());
    Ok((status, data, page, tables, pictures, messages, cost))
}

/// Ends a rule where nobody waits for the answer any more, and waits for the methods that are under way; Ctrl-C ends the wait.
fn end_rule(python: Python<'_>, rule: Option<&PythonRule>) {
    let Some(rule) = rule else { return };
    rule.end();
    while rule.is_asked() && python.check_signals().is_ok() {
        python.detach(|| thread::sleep(LOOK));
    }
}

/// Waits until no other thread has a call under way; Ctrl-C then ends the wait, and not the other's work.
fn wait_for_turn(python: Python<'_>) -> PyResult<MutexGuard<'static, ()>> {
    static TURN: Mutex<()> = Mutex::new(());
    loop {
        match TURN.try_lock() {
            Ok(turn) => return Ok(turn),
            Err(TryLockError::Poisoned(turn)) => return Ok(turn.into_inner()),
            Err(TryLockError::WouldBlock) => {
                python.detach(|| thread::sleep(LOOK));
                python.check_signals()?;
            }
        }
    }
}

/// The error of work that broke off, which is a mistake of the program.
fn broken_off(panic: &(dyn Any + Send)) -> PyErr {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    PyRuntimeError::new_err(format!("the work broke off, which is a mistake of the program: {text}"))
}

/// What is watched while the work goes on.
struct Watch<'a> {
    gathered: &'a Gathered,
    progress: Option<Py<PyAny>>,
    /// The first Ctrl-C, once there was one.
    interrupt: Option<PyErr>,
}

impl Watch<'_> {
    /// Shows the last step of progress, and looks for signals.
    fn look(&mut self, python: Python<'_>) -> PyResult<()> {
        let step = locked(&self.gathered.step).take();
        let shown = match self.progress.as_ref().zip(step) {
            Some((progress, step)) => progress.call1(python, step).map(drop),
            None => Ok(()),
        };
        match shown.and_then(|()| python.check_signals()) {
            Err(error) => self.stop(python, error),
            Ok(()) => Ok(()),
        }
    }

    /// Stops the work. The first Ctrl-C, which may fall while the progress is shown, waits for the answer so far.
    fn stop(&mut self, python: Python<'_>, error: PyErr) -> PyResult<()> {
        stop_call();
        if self.interrupt.is_some() || !error.is_instance_of::<PyKeyboardInterrupt>(python) {
            return Err(error);
        }
        self.interrupt = Some(error);
        Ok(())
    }
}
