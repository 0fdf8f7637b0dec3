//! How far a forecast has come, and what it says so far: on stderr, for people who watch.

use crate::output::people_watch;
use indicatif::{ProgressBar, ProgressStyle};
use standoff::lab::Progress;
use std::time::Duration;

/// Time between two frames.
const FRAME: Duration = Duration::from_millis(120);

/// A bar with futures made, time left and the band narrowing; nothing unless a terminal shows it.
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar, shown or not.
    pub fn new(wanted: bool) -> Self {
        if !wanted || !people_watch() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new_spinner().with_message("the actors plan ...");
        bar.enable_steady_tick(FRAME);
        Self(bar)
    }

    /// Shows how far it has come.
    pub fn show(&self, progress: &Progress) {
        if self.0.length().is_none() {
            self.0.set_style(style());
            self.0.set_length(progress.runs as u64);
        }
        self.0.set_position(progress.done as u64);
        self.0.set_message(band(progress));
    }

    /// Takes the bar away, so that the answer stands alone.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}

fn style() -> ProgressStyle {
    const TEMPLATE: &str = "{bar:24} {pos}/{len} futures, {eta} left · {msg}";
    ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("█░ ")
}

/// "holds 12 months: 0.62–0.81".
fn band(progress: &Progress) -> String {
    let [low, _, high] = progress.hold_12;
    format!("holds 12 months: {low:.2}–{high:.2}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use indicatif::ProgressDrawTarget;

    #[test]
    fn the_band_is_what_a_reader_sees() {
        let progress = Progress { done: 10, runs: 100, hold_12: [0.618, 0.7, 0.812] };
        assert_eq!(band(&progress), "holds 12 months: 0.62–0.81");
    }

    #[test]
    fn the_template_is_sound() {
        let bar = Bar(ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()));
        bar.show(&Progress { done: 10, runs: 100, hold_12: [0.0, 0.5, 1.0] });
        bar.clear();
    }
}
