//! Progress of a piece of work, and its answer so far, on stderr for people who watch.

use crate::program::output::{stderr_is_terminal, tell_user};
use crate::program::progress_lines::ProgressLines;
use crate::program::receiver::caller;
use indicatif::{ProgressBar, ProgressStyle};
use standoff::lab::forecast::run_forecast::ForecastProgress;
use standoff::lab::progress::ProgressStep;
use standoff::prose::words::count_months;
use std::time::Duration;

/// Time between two frames.
const FRAME: Duration = Duration::from_millis(120);
/// A forecast: futures made, time left, the band narrowing.
const FORECAST: &str = "{bar:24} {pos}/{len} futures, {eta} left · {msg}";
/// Anything else: how much of it is done, time left, what is being done.
const STEPS: &str = "{bar:24} {pos}/{len}, {eta} left · {msg}";

/// A bar with the work done and the time left, on a terminal; in a file a line for each tenth of work that takes long.
pub struct ProgressDisplay {
    bar: ProgressBar,
    lines: Option<ProgressLines>,
}

impl ProgressDisplay {
    /// A bar or lines, as stderr can show; neither unless it is wanted.
    pub fn new(wanted: bool) -> Self {
        if !wanted || !stderr_is_terminal() {
            return Self { bar: ProgressBar::hidden(), lines: wanted.then(ProgressLines::new) };
        }
        let bar = ProgressBar::new_spinner().with_message("the actors plan ...");
        bar.enable_steady_tick(FRAME);
        Self { bar, lines: None }
    }

    /// Shows the progress of a forecast, with the band of its answer so far.
    pub fn show_forecast(&self, progress: &ForecastProgress) {
        self.move_bar(FORECAST, progress.done, progress.runs, describe_band(progress));
    }

    /// Shows the progress of any other work. Where one piece of work follows another the bar begins again.
    pub fn show_step(&self, step: &ProgressStep) {
        self.move_bar(STEPS, step.done, step.of, step.what.clone());
    }

    fn move_bar(&self, template: &str, done: usize, of: usize, message: String) {
        if let Some(caller) = caller() {
            caller.progress(done, of, &message);
            return;
        }
        if let Some(line) = self.lines.as_ref().and_then(|lines| lines.next_line(done, of, &message)) {
            tell_user(&line);
        }
        if self.bar.length().is_none() {
            self.bar.set_style(bar_style(template));
        }
        if self.bar.length() != Some(of as u64) {
            self.bar.set_length(of as u64);
        }
        if (done as u64) < self.bar.position() && done == 1 {
            self.bar.reset_eta();
        }
        self.bar.set_position(done as u64);
        self.bar.set_message(message);
    }

    /// Removes the bar, so that nothing but the answer is left on the screen.
    pub fn take_away(&self) {
        self.bar.finish_and_clear();
    }
}

fn bar_style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("█░ ")
}

/// "holds 12 months: 0.62–0.81".
fn describe_band(progress: &ForecastProgress) -> String {
    let [low, _, high] = progress.hold;
    format!("holds {}: {low:.2}–{high:.2}", count_months(progress.months))
}

#[cfg(test)]
mod tests {
    use super::*;
    use indicatif::ProgressDrawTarget;

    fn hidden_display() -> ProgressDisplay {
        ProgressDisplay { bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()), lines: None }
    }

    #[test]
    fn the_band_is_what_a_reader_sees() {
        let progress = ForecastProgress { done: 10, runs: 100, months: 12, hold: [0.618, 0.7, 0.812] };
        assert_eq!(describe_band(&progress), "holds 12 months: 0.62–0.81");
    }

    #[test]
    fn the_templates_are_sound() {
        let bar = hidden_display();
        bar.show_forecast(&ForecastProgress { done: 10, runs: 100, months: 12, hold: [0.0, 0.5, 1.0] });
        bar.take_away();
        assert!([FORECAST, STEPS].into_iter().all(|template| ProgressStyle::with_template(template).is_ok()));
    }

    #[test]
    fn one_piece_of_work_may_follow_another() {
        let bar = hidden_display();
        let step = |what: &str, done, of| bar.show_step(&ProgressStep { what: what.to_owned(), done, of });
        step("levers", 64, 64);
        step("boxes", 1, 32);
        assert_eq!((bar.bar.position(), bar.bar.length(), bar.bar.message().as_str()), (1, Some(32), "boxes"));
    }
}
