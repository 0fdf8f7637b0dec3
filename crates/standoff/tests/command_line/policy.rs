//! `standoff policy`.

use crate::run_standoff;

const SMALL: [&str; 7] = ["policy", "two-sided", "--draws", "2", "--paths", "4", "--quiet"];

#[test]
fn the_page_and_the_keys() {
    let said = run_standoff(SMALL);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    for words in ["Aria, invader: value.invader", "Boria, defender: value.defender", "stalemate", "All actors at once"]
    {
        assert!(said.stdout.contains(words), "no {words}");
    }
    let found = run_standoff(SMALL.into_iter().chain(["--lever", "none+stalemate", "--json"])).parse_json();
    assert_eq!(found["options"][1]["name"], "none+stalemate");
    assert_eq!(found["measures"][0]["better"], "more");
    assert!(found["measures"][0]["scores"][0]["regret"]["max"].is_number());
}

#[test]
fn a_level_needs_a_measure_and_one_way() {
    let with = |more: &[&'static str]| run_standoff(SMALL.into_iter().chain(more.iter().copied()));
    with(&["--at-least", "1"]).assert_refused(&["--measure"]);
    with(&["--measure", "fighting-months", "--at-least", "1", "--at-most", "2"]).assert_refused(&["--at-most"]);
    with(&["--measure", "fighting-month"]).assert_refused(&["unknown-outcome", "fighting-months"]);
    with(&["--lever", "stalemat"]).assert_refused(&["unknown-lever", "stalemate"]);
    let found = with(&["--measure", "fighting-months", "--at-most", "12", "--json"]).parse_json();
    assert_eq!((&found["measures"][2]["better"], &found["measures"][2]["level"]), (&"fewer".into(), &12.0.into()));
}
