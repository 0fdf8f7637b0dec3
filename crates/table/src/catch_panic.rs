//! Panics of a decoder, caught and silenced.
//!
//! The Parquet crate checks most of what it reads, but not all: a page with altered bytes can make it index past a
//! buffer. The file is at fault and not the program, so the caller reports an error instead of a panic.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// `true` while this thread runs inside [`catch_panic`].
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// Runs `work` and returns its result, or none if it panicked. Do not use anything that `work` may have left half
/// changed.
pub fn catch_panic<T>(work: impl FnOnce() -> T) -> Option<T> {
    HOOK.call_once(silence_hook);
    let before = SILENT.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    SILENT.set(before);
    done.ok()
}

/// Installs a hook that prints nothing about panics inside [`catch_panic`] and leaves all other panics to the hook that
/// was there.
fn silence_hook() {
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
        assert_eq!(catch_panic(|| 1), Some(1));
        assert_eq!(catch_panic(|| Vec::<u8>::new()[catch_panic(|| 0).unwrap_or(7)]), None);
    }
}
