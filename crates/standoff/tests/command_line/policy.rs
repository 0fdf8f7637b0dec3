//! `standoff policy`.

use crate::standoff;

const SMALL: [&str; 7] = ["policy", "two-sided", "--draws", "2", "--paths", "4", "--quiet"];

#[test]
fn the_page_and_the_keys() {
    let said = standoff(SMALL);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    for words in ["Aria, invader: value.invader", "Boria, defender: value.defender", "stalemate", "All actors at once"]
    {
        assert!(said.stdout.contains(words), "no {words}");
    }
    let found = standoff(SMALL.into_iter().chain(["--lever", "none+stalemate", "--json"])).json();
    assert_eq!(found["options"][1]["name"], "none+stalemate");
    assert_eq!(found["measures"][0]["better"], "more");
    assert!(found["measures"][0]["scores"][0]["regret"]["max"].is_number());
}

#[test]
fn a_level_needs_a_measure_and_one_way() {
    let with = |more: &[&'static str]| standoff(SMALL.into_iter().chain(more.iter().copied()));
    with(&["--at-least", "1"]).refuses(&["--measure"]);
    with(&["--measure", "fighting-months", "--at-least", "1", "--at-most", "2"]).refuses(&["--at-most"]);
    with(&["--measure", "fighting-month"]).refuses(&["unknown-outcome", "fighting-months"]);
    with(&["--lever", "stalemat"]).refuses(&["unknown-lever", "stalemate"]);
    let found = with(&["--measure", "fighting-months", "--at-most", "12", "--json"]).json();
    assert_eq!((&found["measures"][2]["better"], &found["measures"][2]["level"]), (&"fewer".into(), &12.0.into()));
}
