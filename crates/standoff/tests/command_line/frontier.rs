//! `standoff frontier`.

use crate::run_standoff;

const SMALL: [&str; 5] = ["frontier", "two-sided", "--draws", "2", "--quiet"];

#[test]
fn the_page_and_the_keys() {
    let said = run_standoff(SMALL);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    for words in ["Terms by the values of Boria", "Terms by the values of Aria", "Who would stop it"] {
        assert!(said.stdout.contains(words), "no {words}");
    }
    let found = run_standoff(SMALL.into_iter().chain(["--held", "0.5", "--truce", "--json"])).parse_json();
    assert_eq!((&found["held"], &found["truce"]), (&0.5.into(), &true.into()));
    assert!(found["postures"][0]["packages"][0]["five_year_peace"]["mean"].is_number());
}

#[test]
fn wrong_arguments_are_refused() {
    let with = |more: &[&'static str]| run_standoff(SMALL.into_iter().chain(more.iter().copied()));
    with(&["--posture", "nowhere"]).assert_refused(&["unknown-posture", "--posture"]);
    with(&["--held", "1.5"]).assert_refused(&["out-of-bounds", "0 to 1"]);
    with(&["--lever", "stalemat"]).assert_refused(&["unknown-lever"]);
}
