//! Ctrl-C, and the signal to terminate: the first stops the work, so that the answer so far can follow; the second ends the
//! program at once.

use crate::program::output::tell_user;
use crate::program::receiver::caller;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Once, OnceLock};

/// Exit status after the second Ctrl-C: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// Exit status after an answer that was stopped early.
pub const STOPPED_EARLY: u8 = 3;

static STOP: AtomicBool = AtomicBool::new(false);

/// Whether what a stop leaves is an answer.
static ANSWERS: AtomicBool = AtomicBool::new(false);

/// Whether the work was stopped, rather than finished before.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// Installation of the handler: it can be done only once, and a command may do several pieces of work.
static CATCHING: Once = Once::new();

/// Message of the first Ctrl-C.
static WORDS: OnceLock<&str> = OnceLock::new();

/// Catches Ctrl-C from now on, and returns the flag that the first one sets.
pub fn stop_on_ctrl_c() -> &'static AtomicBool {
    ANSWERS.store(true, Ordering::Relaxed);
    stop_on_ctrl_c_saying("stopping: the answer so far follows (Ctrl-C again to leave at once)")
}

/// Does the same with another message, where something else than the answer so far follows.
pub fn stop_on_ctrl_c_saying(words: &'static str) -> &'static AtomicBool {
    let _ = WORDS.set(words);
    // A caller within the process has its own way to hear of it.
    if caller().is_some() {
        return &STOP;
    }
    CATCHING.call_once(|| {
        if let Err(error) = ctrlc::set_handler(handle_ctrl_c) {
            tell_user(&format!("warning: Ctrl-C will end the program without an answer: {error}"));
        }
    });
    &STOP
}

/// Lets the first Ctrl-C end the program from now on, when no work is left that could be stopped.
pub fn leave_on_ctrl_c() {
    STOP.store(true, Ordering::Relaxed);
}

/// Whether a signal has stopped the work, so that what was printed is the answer so far.
pub fn was_stopped() -> bool {
    ANSWERS.load(Ordering::Relaxed) && STOPPED.load(Ordering::Relaxed)
}

/// From now on a stop no longer makes an answer partial: the work was done before it.
pub fn work_is_done() {
    if !STOPPED.load(Ordering::Relaxed) {
        ANSWERS.store(false, Ordering::Relaxed);
    }
}

/// Stops the call under way, as the first Ctrl-C stops a program: the answer so far follows.
pub fn stop_call() {
    if !STOP.swap(true, Ordering::Relaxed) {
        STOPPED.store(true, Ordering::Relaxed);
    }
}

/// Forgets an earlier stop, before another call.
pub fn forget_stop() {
    [&STOP, &ANSWERS, &STOPPED].into_iter().for_each(|flag| flag.store(false, Ordering::Relaxed));
}

fn handle_ctrl_c() {
    if STOP.swap(true, Ordering::Relaxed) {
        std::process::exit(INTERRUPTED);
    }
    STOPPED.store(true, Ordering::Relaxed);
    tell_user(&format!("\n{}", WORDS.get().unwrap_or(&"stopping")));
}
