//! Panics of a decoder that meets a damaged file, caught and silent.
//!
//! The Parquet crate checks most of what it reads, but not all: a page whose bytes were changed can make it index past
//! a buffer. That is the file's fault and not the program's, so it becomes an ordinary error.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// Whether this thread is at work inside [`caught`].
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

static LISTENING: Once = Once::new();

/// What `work` gives, or nothing if it panicked. What it worked on is not to be used after that.
pub fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    LISTENING.call_once(silence);
    let before = SILENT.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    SILENT.set(before);
    done.ok()
}

/// Says nothing about panics inside [`caught`], and all others as before.
fn silence() {
    let before = take_hook();
    set_hook(Box::new(move |panic| {
        if !SILENT.get() {
            before(panic);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_nothing() {
        assert_eq!(caught(|| 1), Some(1));
        assert_eq!(caught(|| Vec::<u8>::new()[caught(|| 0).unwrap_or(7)]), None);
    }
}
