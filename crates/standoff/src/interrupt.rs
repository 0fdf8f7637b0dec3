//! Ctrl-C: the first stops and asks for the answer so far, the second leaves at once.

use crate::output::say;
use std::sync::atomic::{AtomicBool, Ordering};

/// Exit status after the second Ctrl-C: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

static STOP: AtomicBool = AtomicBool::new(false);

/// Listens from now on; what it gives is set by the first Ctrl-C.
pub fn listen() -> &'static AtomicBool {
    if let Err(error) = ctrlc::set_handler(interrupted) {
        say(&format!("warning: Ctrl-C will end the program without an answer: {error}"));
    }
    &STOP
}

fn interrupted() {
    if STOP.swap(true, Ordering::Relaxed) {
        std::process::exit(INTERRUPTED);
    }
    say("\nstopping: the answer so far follows (Ctrl-C again to leave at once)");
}
