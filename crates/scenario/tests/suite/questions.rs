//! Questions whose fine print decides whether they have an answer.

use standoff_scenario::{Scenario, Source, template};

/// Codes of the warnings on a question of the starting file, and whether it can be answered.
fn ask(keys: &str) -> (Vec<&'static str>, bool) {
    let text = format!("{}\n[question.mine]\ntext = \"?\"\n{keys}\n", template::text("mine"));
    let (scenario, found) = Scenario::parse(&Source::new("mine.toml", text)).expect("a scenario");
    let question = scenario.questions.iter().find(|question| question.name == "mine").expect("the question");
    (found.iter().map(|item| item.code).collect(), question.resolvable)
}

#[test]
fn days_to_hold_must_end_within_the_horizon() {
    let held = |by: &str| ask(&format!("preset = \"rfi-held-30-days\"\nby = {by}"));
    assert_eq!(held("2028-11-20"), (vec![], true));
    assert_eq!(held("2028-12-20"), (vec!["beyond-horizon"], false));
    assert_eq!(ask("preset = \"gjo-intended-28-days\"\nby = 2028-12-20"), (vec![], true), "only meant");
}

#[test]
fn fine_print_is_for_what_can_hold() {
    let (codes, answered) = ask("event = \"line-breaks\"\nmin_days = 30\nstage = \"agreed\"\nby = 2026-12-31");
    assert_eq!((codes, answered), (vec!["not-used", "not-used"], true));
    let (codes, answered) = ask("preset = \"in-effect\"\nscope = \"local\"\nby = 2026-12-31");
    assert_eq!((codes, answered), (vec!["not-resolvable"], false));
}
