//! A first forecast from Rust: load a scenario, simulate its futures, read the answer.
//!
//! ```sh
//! cargo run --example first_forecast
//! ```

use standoff::breakdown::week::signs::Signs;
use standoff::lab::{ForecastRequest, run_forecast};
use standoff::prose::Style;
use standoff::scenario::builtin;
use standoff::terminal::render_first_screen;
use std::error::Error;
use std::sync::atomic::AtomicBool;

fn main() -> Result<(), Box<dyn Error>> {
    // A war of two sides, without a great power or a coalition: small enough to play in a moment.
    let scenario = builtin::load("two-sided").map_err(|found| found.render(false))?;

    // 16 draws of the uncertain parameters, 16 futures of each. The same seed gives the same bytes on any machine.
    let request = ForecastRequest { runs: 256, draws: 16, seed: 7, ..ForecastRequest::new(scenario) };
    let mut made = run_forecast(&request, &AtomicBool::new(false), &|_| ())?;

    // Events of the next months that would move the answer. The findings are what `standoff forecast --json` prints, as a structure with documented fields.
    let signs = Signs::of_forecast(&mut made, &request)?;
    let findings = &made.findings;
    println!("chance that the line has not broken:");
    for at in &findings.hold.survival {
        println!("  {:>2} months  {:.2}  (band {:.2} to {:.2})", at.months, at.p, at.low, at.high);
    }
    assert!(findings.hold.survival.windows(2).all(|pair| pair[1].p <= pair[0].p), "survival cannot rise");
    let ends: f64 = findings.ends.iter().map(|end| end.p).sum();
    assert!((ends - 1.0).abs() < 1e-9, "the five ends are all the ways in which a war can stand at the horizon");

    // And the screen that the program prints.
    println!("\n{}", render_first_screen(findings, &signs, Style::plain()));
    Ok(())
}
