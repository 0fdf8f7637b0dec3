//! No input makes the reader panic, and what it reads does not depend on how it is written. Seeds are fixed by
//! proptest's deterministic runner, so that these tests give the same answer every time.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use standoff_scenario::{Override, Scenario, Source, builtin, template};

fn runner_of(cases: u32) -> TestRunner {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(Config { cases, failure_persistence: None, ..Config::default() }, rng)
}

fn reads_without_panic(text: String) -> bool {
    match Scenario::parse(&Source::new("x.toml", text)) {
        Ok((scenario, warnings)) => {
            scenario.war(&scenario.draws(1, 2).values(1));
            !warnings.has_errors()
        }
        Err(found) => found.has_errors() && !found.render(true).is_empty(),
    }
}

fn scenario_texts() -> Vec<String> {
    let builtins = builtin::ALL.iter().map(|builtin| builtin.text.to_owned());
    builtins.chain([template::text("mine")]).collect()
}

#[test]
fn any_bytes() {
    let bytes = vec(any::<u8>(), 0..400);
    runner_of(500)
        .run(&bytes, |bytes| {
            if let Ok(source) = Source::from_bytes("x", bytes) {
                prop_assert!(reads_without_panic(source.text().to_owned()));
            }
            Ok(())
        })
        .unwrap();
}

/// A cut, a copy or a foreign word anywhere in a built-in scenario.
#[test]
fn mutations_of_the_built_in_scenarios() {
    let words =
        ["nan", "-inf", "1e400", "[", "{}", "\"", "'''", "= 3", "\n[posture]\n", "é", "\0", "# ", "1979-05-27", "9"];
    let texts = scenario_texts();
    let change = (0..texts.len(), any::<prop::sample::Index>(), 0usize..60, prop::sample::select(words.to_vec()));
    runner_of(600)
        .run(&vec(change, 1..4), |changes| {
            let mut text = texts[changes[0].0].clone();
            for (_, at, length, word) in changes {
                let mut ends = [at.index(text.len() + 1), 0];
                ends[1] = (ends[0] + length).min(text.len());
                let [begin, end] = ends.map(|end| (0..=end).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0));
                text.replace_range(begin..end, word);
            }
            prop_assert!(reads_without_panic(text));
            Ok(())
        })
        .unwrap();
}

/// Every line but one, and every value replaced by another's.
#[test]
fn lines_left_out_and_swapped() {
    let texts = scenario_texts();
    let change = (0..texts.len(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<bool>());
    runner_of(400)
        .run(&change, |(text, one, other, swap)| {
            let mut lines: Vec<&str> = texts[text].lines().collect();
            let (one, other) = (one.index(lines.len()), other.index(lines.len()));
            if swap {
                lines.swap(one, other);
            } else {
                lines.remove(one);
            }
            prop_assert!(reads_without_panic(lines.join("\n")));
            Ok(())
        })
        .unwrap();
}

#[test]
fn any_text_set_by_hand() {
    let scenario = builtin::load("two-sided").unwrap();
    let value = prop_oneof![any::<f64>().prop_map(|value| value.to_string()), ".{0,20}"];
    let path = prop_oneof![Just("front.moves".to_owned()), Just("package.*.land".to_owned()), ".{0,20}"];
    runner_of(500)
        .run(&(path, value), |(path, value)| {
            match Override::parse(&format!("{path}={value}"), &scenario) {
                Ok(set) => prop_assert!(scenario.with_overrides(&[set]).is_ok()),
                Err(found) => prop_assert!(found.has_errors() && !found.render(false).is_empty()),
            }
            Ok(())
        })
        .unwrap();
}

/// Draws stay within bounds, and sums stay one.
#[test]
fn draws_keep_their_promises() {
    for text in scenario_texts() {
        let (scenario, _) = Scenario::parse(&Source::new("x", text)).unwrap();
        let draws = scenario.draws(7, 50);
        for values in (0..50).map(|draw| draws.values(draw)) {
            for (parameter, value) in scenario.parameters.iter().zip(values.as_slice()) {
                let (low, high) = parameter.definition.bounds;
                assert!((low..=high).contains(value), "{}: {value}", parameter.path);
            }
            for group in &scenario.groups {
                let sum: f64 = group.places.iter().map(|&place| values.as_slice()[place]).sum();
                assert!((sum - 1.0).abs() < 1e-6, "{}: {sum}", group.path);
            }
        }
    }
}
