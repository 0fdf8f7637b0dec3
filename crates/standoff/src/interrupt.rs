//! Ctrl-C: the first stops and asks for the answer so far, the second leaves at once.

use crate::output::say;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// Exit status after the second Ctrl-C: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

static STOP: AtomicBool = AtomicBool::new(false);

/// What the first Ctrl-C says.
static WORDS: OnceLock<&str> = OnceLock::new();

/// Listens from now on; what it gives is set by the first Ctrl-C.
pub fn listen() -> &'static AtomicBool {
    listen_and_say("stopping: the answer so far follows (Ctrl-C again to leave at once)")
}

/// The same where something else than the answer so far follows.
pub fn listen_and_say(words: &'static str) -> &'static AtomicBool {
    let _ = WORDS.set(words);
    if let Err(error) = ctrlc::set_handler(interrupted) {
        say(&format!("warning: Ctrl-C will end the program without an answer: {error}"));
    }
    &STOP
}

/// Nothing is being made that could be stopped: from now on the first Ctrl-C leaves at once.
pub fn leave_at_once() {
    STOP.store(true, Ordering::Relaxed);
}

fn interrupted() {
    if STOP.swap(true, Ordering::Relaxed) {
        std::process::exit(INTERRUPTED);
    }
    say(&format!("\n{}", WORDS.get().unwrap_or(&"stopping")));
}
