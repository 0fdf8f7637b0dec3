//! A scenario of one's own: the starting file, a number changed, a mistake found.
//!
//! ```sh
//! cargo run --example own_scenario
//! ```

use standoff::lab::{ForecastRequest, run_forecast};
use standoff::scenario::{Override, Scenario, Source, template};
use std::error::Error;
use std::sync::atomic::AtomicBool;

fn main() -> Result<(), Box<dyn Error>> {
    // `standoff scenario new mine` writes this text to a file; every key in it is explained by a comment.
    let text = template::text("mine");
    let (scenario, warnings) =
        Scenario::parse(&Source::new("mine.toml", text.as_str())).map_err(|found| found.render(false))?;
    assert!(warnings.is_empty());

    // A mistake is a message with a place in the file, what is allowed there, and a hint.
    let wrong = text.replace("\nodds =", "\nods =");
    let found = Scenario::parse(&Source::new("mine.toml", wrong)).expect_err("a key that does not exist");
    println!("{}", found.render(false));
    assert!(found.to_string().contains("did you mean `odds`?"));

    // The same scenario with one number set by hand: the odds that a move of the front goes to the invader.
    let settled_within_a_year = |odds: &str| -> Result<f64, Box<dyn Error>> {
        let set = Override::parse(&format!("front.odds={odds}"), &scenario).map_err(|found| found.render(false))?;
        let changed = scenario.with_overrides(&[set]).map_err(|found| found.render(false))?;
        let request = ForecastRequest { runs: 256, draws: 16, ..ForecastRequest::new(changed) };
        let made = run_forecast(&request, &AtomicBool::new(false), &|_| ())?;
        Ok(made.findings.war_ends.settled_or_quiet.first().map_or(0.0, |at| at.p))
    };
    for odds in ["0.5", "0.6", "0.7"] {
        println!("odds {odds}: a settlement or lasting quiet within six months {:.2}", settled_within_a_year(odds)?);
    }
    Ok(())
}
