//! Files with keys of earlier builds are read as if they had been written with those that replaced them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use standoff_scenario::{Change, Diagnostic, Diagnostics, Override, Scenario, Source, builtin, keys, template};

/// Former costs a month: table, former key, its successor, table of the discount factor, default of that factor.
const COSTS: [(&str, &str, &str, &str, f64); 9] = [
    ("values.invader", "cost", "toll", "values.invader", 0.993),
    ("values.invader", "private_benefit", "leader_gain", "values.invader", 0.993),
    ("values.defender", "cost", "toll", "values.defender", 0.9913),
    ("values.defender", "private_benefit", "leader_gain", "values.defender", 0.9913),
    ("values.coalition", "burden", "toll", "values.coalition", 0.9894),
    ("values.coalition", "alone", "toll_alone", "values.coalition", 0.9894),
    ("posture.backing", "pressure_invader", "toll_invader", "values.invader", 0.993),
    ("posture.backing", "pressure_defender", "toll_defender", "values.defender", 0.9913),
    ("posture.backing", "burden", "toll_great_power", "values.great_power", 0.9816),
];

/// A new scenario with lines added at the head of its tables.
fn starting_text_with(lines: &[(&str, &str)]) -> String {
    let mut text = template::text("mine");
    for (table, line) in lines {
        let head = format!("\n[{table}]");
        match text.find(&head) {
            Some(at) => {
                let end = at + 1 + text[at + 1..].find('\n').unwrap() + 1;
                text.insert_str(end, &format!("{line}\n"));
            }
            None => text.push_str(&format!("\n[{table}]\n{line}\n")),
        }
    }
    text
}

fn parse(text: String) -> Result<(Scenario, Diagnostics), Diagnostics> {
    Scenario::parse(&Source::new("x.toml", text))
}

/// The scenario and its notes on former keys.
fn read(text: String) -> (Scenario, Vec<Diagnostic>) {
    match parse(text) {
        Ok((scenario, warnings)) => (scenario, notes(&warnings)),
        Err(found) => panic!("{found}"),
    }
}

fn read_with(lines: &[(&str, &str)]) -> (Scenario, Vec<Diagnostic>) {
    read(starting_text_with(lines))
}

fn notes(found: &Diagnostics) -> Vec<Diagnostic> {
    found.iter().filter(|one| one.code == "former-key").cloned().collect()
}

/// Value and range of a parameter.
fn figures(scenario: &Scenario, path: &str) -> [f64; 3] {
    let parameter = &scenario.parameters[scenario.parameter_place(path).unwrap()];
    let (low, high) = parameter.range();
    [parameter.value, low, high]
}

fn assert_close(found: [f64; 3], expected: [f64; 3], what: &str) {
    let near = found.iter().zip(&expected).all(|(one, other)| (one - other).abs() <= 1e-12 * other.abs());
    assert!(near, "{what}: {found:?}, not {expected:?}");
}

#[test]
fn costs_become_shares_of_the_stake() {
    for (table, former, now, _, discount) in COSTS {
        for (written, [value, low, high]) in [
            ("0.003", [0.003; 3]),
            ("\"0.003\"", [0.003; 3]),
            ("\"0.003 per month\"", [0.003; 3]),
            ("\"0.036  per year\"", [0.003; 3]),
            ("{ value = 0.003 }", [0.003; 3]),
            ("{ value = \"0.036 per year\" }", [0.003; 3]),
            ("{ value = 0.003, range = [0.001, 0.004] }", [0.003, 0.001, 0.004]),
            ("{ value = 0.036, unit = \"per year\", range = [0.012, 0.048] }", [0.003, 0.001, 0.004]),
            ("{ value = 0, unit = \"per month\", range = [0, 0.004], distribution = \"uniform\" }", [0.0, 0.0, 0.004]),
        ] {
            let (scenario, notes) = read_with(&[(table, &format!("{former} = {written}"))]);
            let expected = [value, low, high].map(|cost| cost / (1.0 - discount));
            assert_close(figures(&scenario, &format!("{table}.{now}")), expected, &format!("{former} = {written}"));
            let [note] = notes.as_slice() else { panic!("{notes:?}") };
            assert!(note.message.starts_with(&format!("`{table}.{former}` is now `{table}.{now}`: ")), "{note:?}");
            assert!(note.message.contains("follows the actor's patience from draw to draw"), "{note:?}");
        }
    }
}

#[test]
fn costs_take_the_discount_factor_that_the_file_states() {
    for (stated, discount) in [
        ("0.98", 0.98),
        ("\"0.9 per year\"", 0.9_f64.powf(1.0 / 12.0)),
        ("\"0.998 per week\"", 0.998_f64.powf(52.0 / 12.0)),
        ("{ value = 0.9, unit = \"per year\", range = [0.8, 0.97] }", 0.9_f64.powf(1.0 / 12.0)),
    ] {
        for (table, former, now, actor, _) in COSTS {
            let lines = [(actor, format!("discount = {stated}")), (table, format!("{former} = 0.002"))];
            let (scenario, _) = read_with(&[(lines[0].0, &lines[0].1), (lines[1].0, &lines[1].1)]);
            let [value, ..] = figures(&scenario, &format!("{table}.{now}"));
            let expected = 0.002 / (1.0 - discount);
            assert!((value / expected - 1.0).abs() < 1e-12, "{former} at {stated}: {value}, not {expected}");
        }
    }
}

#[test]
fn notes_show_three_digits_and_point_to_the_key() {
    let text = starting_text_with(&[("values.invader", "cost = \"0.005 per month\"")]);
    let (_, notes) = read(text.clone());
    assert!(notes[0].message.contains(": 0.005 per month = 0.714 at a discount factor of 0.993 a month"));
    assert_eq!(notes[0].hint.as_deref(), Some("write `toll = 0.714`"));
    assert_eq!(&text[notes[0].span.clone().unwrap()], "cost");
}

#[test]
fn keys_that_moved_keep_number_source_and_provenance() {
    let patterns = "paths = [\"talks.*\", \"ratification.*\", ";
    let text = starting_text_with(&[
        ("talks", "form_sharpness = { value = 400, range = [300, 500], distribution = \"uniform\" }"),
        ("ratification", "spread = { value = 0.1, range = [0.05, 0.2], grade = \"expert\" }"),
        ("numerics", "menu = 12"),
    ]);
    let (scenario, warnings) = parse(text.replacen("paths = [", patterns, 1)).unwrap();
    assert_close(figures(&scenario, "numerics.form_sharpness"), [400.0; 3], "a constant has no range");
    assert_close(figures(&scenario, "ratification.reasons"), [0.1, 0.05, 0.2], "a range stays");
    assert_eq!(scenario.menu_size(), 12, "the table that takes in a key keeps its own");
    let parameter = |path: &str| &scenario.parameters[scenario.parameter_place(path).unwrap()];
    assert_eq!(parameter("numerics.form_sharpness").provenance.source.as_deref(), Some("sketch"));
    assert_eq!(parameter("ratification.reasons").provenance.grade.name(), "expert");
    let notes = notes(&warnings);
    assert_eq!((notes.len(), warnings.len()), (2, 2), "{warnings}");
    assert!(notes.iter().any(|note| note.message.ends_with("a constant: its range is left out")), "{warnings}");
}

#[test]
fn keys_that_were_dropped_change_nothing() {
    let (plain, _) = read(template::text("mine"));
    for (table, line) in [
        ("talks", "sharpness = { value = 60, range = [30, 150] }"),
        ("ratification", "fatigue = 0.05"),
        ("red_lines", "security = \"25 percent\""),
        ("package.freeze", "cluster = \"freeze\""),
        ("package.freeze", "cluster = { a = [1] }"),
    ] {
        let (scenario, notes) = read_with(&[(table, line)]);
        assert_eq!(scenario.digest(), plain.digest(), "{line}");
        assert!(notes.len() == 1 && notes[0].message.contains("is no longer a key"), "{line}: {notes:?}");
    }
}

#[test]
fn the_new_key_counts_where_both_are_stated() {
    let lines = [("values.invader", "cost = 0.005\ntoll = 0.3"), ("talks", "form_sharpness = 400")];
    let (scenario, notes) = read_with(&[lines[0], lines[1], ("numerics", "form_sharpness = 600")]);
    assert_close(figures(&scenario, "values.invader.toll"), [0.3; 3], "toll");
    assert_close(figures(&scenario, "numerics.form_sharpness"), [600.0; 3], "form_sharpness");
    let told = |path: &str| notes.iter().any(|note| note.message.starts_with(&format!("`{path}` is not used")));
    assert!(notes.len() == 2 && told("values.invader.cost") && told("talks.form_sharpness"), "{notes:?}");
}

/// A number that no cost could be is refused under the new key, where the user wrote it.
#[test]
fn values_of_wrong_types_are_refused_under_the_new_key() {
    for (written, code) in [
        ("\"dear\"", "not-a-number"),
        ("[0.001, 0.002]", "wrong-type"),
        ("true", "wrong-type"),
        ("2025-01-01", "wrong-type"),
        ("nan", "not-finite"),
        ("-0.001", "out-of-bounds"),
        ("\"0.001 per week\"", "wrong-unit"),
        ("{ range = [0.001, 0.002] }", "missing-key"),
        ("{ value = [1] }", "wrong-type"),
        ("{ value = 0.001, unit = 3 }", "wrong-type"),
        ("{ value = 0.001, unit = \"per decade\" }", "wrong-unit"),
        ("{ value = 0.001, range = 3 }", "wrong-type"),
        ("{ value = 0.001, range = [0.002] }", "wrong-type"),
        ("{ value = 0.001, range = [0.002, 0.001] }", "reversed-range"),
        ("{ value = 0.001, rnage = [0.001, 0.002] }", "unknown-key"),
    ] {
        for (table, former, now, ..) in COSTS {
            let text = starting_text_with(&[(table, &format!("{former} = {written}"))]);
            let found = parse(text.clone()).unwrap_err();
            let errors = || found.iter().filter(|one| one.code != "former-key" && one.code != "no-source");
            let fault = errors().find(|one| one.code == code).unwrap_or_else(|| panic!("{written}: {found}"));
            assert!(errors().all(|one| one.code != "missing-key" || one.code == code), "{found}");
            assert!(fault.message.contains(&format!("{table}.{now}")) || code == "not-a-number", "{found}");
            let at = fault.span.clone().unwrap();
            let line = text[..at.start].rfind('\n').unwrap() + 1;
            assert!(text[line..].starts_with(&format!("{former} = ")), "{found}");
        }
    }
}

#[test]
fn tables_of_wrong_types_are_refused_as_they_were() {
    for (lines, code) in [
        ("talks.form_sharpness = 400\nnumerics = 3\n", "wrong-type"),
        ("values.invader = 3\nposture.burden = 0.1\nlever = 3\n", "wrong-type"),
        ("provenance = [3, { paths = [3, \"talks.sharpness\"] }]\npackage = [{ cluster = \"a\" }]\n", "wrong-type"),
        ("[lever.a]\nchange = [3, { path = \"talks.sharpness\" }, { path = 3, set = 1 }]\n", "wrong-type"),
    ] {
        let found = parse(format!("format = 1\n{lines}")).unwrap_err();
        assert!(found.iter().any(|one| one.code == code), "{found}");
    }
}

#[test]
fn equal_notes_are_one_that_counts() {
    let (_, notes) = read_with(&[
        ("package.withdrawal", "cluster = \"land\""),
        ("package.freeze", "cluster = \"freeze\""),
        ("package.neutral", "cluster = \"freeze\""),
        ("posture.backing", "burden = 0.002"),
        ("posture.out", "burden = 0.001"),
    ]);
    let [burden, cluster] = notes.as_slice() else { panic!("{notes:?}") };
    assert!(burden.message.starts_with("`posture.*.burden`, stated in 2 places, is now `posture.*.toll_great_power`"));
    assert!(burden.message.contains(": here 0.002 per month = 0.109 at"), "the first place: {burden:?}");
    assert!(cluster.message.starts_with("`package.*.cluster`, stated in 3 places, is no longer a key"));
}

/// The text of a new scenario with a lever of these changes.
fn text_with_lever(changes: &[&str]) -> String {
    let changes: String = changes.iter().map(|change| format!("[[lever.mine.change]]\n{change}\n")).collect();
    template::text("mine") + "\n[lever.mine]\n" + &changes
}

fn changes_of(scenario: &Scenario) -> &[Change] {
    &scenario.levers.iter().find(|lever| lever.name == "mine").unwrap().changes
}

#[test]
fn levers_follow() {
    let (scenario, notes) = read(text_with_lever(&[
        "path = \"values.invader.cost\"\nset = 0.007",
        "path = \"posture.*.burden\"\nadd = \"0.012 per year\"",
        "path = \"values.*.cost\"\nfactor = 1.3",
        "path = \"talks.form_sharpness\"\nfactor = 2",
    ]));
    let place = |path: &str| scenario.parameter_place(path).unwrap();
    let [
        Change::Set(set),
        Change::Add(added),
        Change::Factor(invader, _),
        Change::Factor(defender, factor),
        Change::Factor(form, _),
    ] = changes_of(&scenario)
    else {
        panic!("{:?}", changes_of(&scenario))
    };
    assert!(set[0].0 == place("values.invader.toll") && (set[0].1 - 1.0).abs() < 1e-12, "{set:?}");
    assert!(added.len() == 2 && added.iter().all(|(_, amount)| (amount * 0.0184 - 0.001).abs() < 1e-12), "{added:?}");
    assert_eq!((invader[0], defender[0]), (place("values.invader.toll"), place("values.defender.toll")));
    assert_eq!((*factor, form[0]), (1.3, place("numerics.form_sharpness")));
    assert_eq!(notes.len(), 4, "{notes:?}");
    assert!(notes.iter().any(|note| note.message.starts_with("`values.invader.cost` in 2 changes of levers is now")));
}

#[test]
fn levers_lose_what_was_dropped() {
    let dropped = "path = \"talks.sharpness\"\nfactor = 2";
    let (scenario, notes) = read(text_with_lever(&[dropped, "path = \"front.odds\"\nset = 0.5"]));
    assert!(changes_of(&scenario).len() == 1 && notes.len() == 1, "{notes:?}");
    let (scenario, notes) = read(text_with_lever(&[dropped]));
    assert!(changes_of(&scenario).is_empty() && notes.len() == 2, "{notes:?}");
    assert!(notes[0].message.starts_with("the lever `mine` changes nothing now"), "{notes:?}");
    let other = "\n[[lever.another.change]]\npath = \"red_lines.*\"\nfactor = 1\n[[lever.other.change]]\n";
    let (_, notes) = read(text_with_lever(&[dropped]) + other + dropped);
    assert!(notes[0].message.starts_with("the lever `mine` and 1 more change nothing now"), "{notes:?}");
}

/// A pattern that means quantities of today beside a former key goes on meaning them.
#[test]
fn patterns_keep_what_they_still_mean() {
    let (scenario, _) = read(text_with_lever(&["path = \"*.*.cost\"\nfactor = 2"]));
    let mut places: Vec<usize> = changes_of(&scenario).iter().flat_map(Change::parameter_places).collect();
    places.sort_unstable();
    let paths = ["stamina.invader.cost", "stamina.defender.cost", "values.invader.toll", "values.defender.toll"];
    assert_eq!(places, paths.map(|path| scenario.parameter_place(path).unwrap()));
    let (_, notes) = read(text_with_lever(&["path = \"*.sharpness\"\nfactor = 2"]));
    assert!(notes.is_empty(), "{notes:?}");
}

#[test]
fn provenance_follows() {
    let rules = "
[[provenance]]
paths = [\"values.*.cost\", \"posture.*.burden\", \"talks.sharpness\", \"ratification.spread\"]
grade = \"expert\"
";
    let lines =
        [("values.defender", "cost = 0.005"), ("posture.out", "burden = 0.002"), ("ratification", "spread = 0.1")];
    let (scenario, notes) = read(starting_text_with(&lines) + rules);
    for path in ["values.defender.toll", "posture.out.toll_great_power", "ratification.reasons"] {
        let parameter = &scenario.parameters[scenario.parameter_place(path).unwrap()];
        assert_eq!(parameter.provenance.grade.name(), "expert", "{path}");
    }
    let in_rules = notes.iter().filter(|note| note.message.contains(" in [[provenance]]"));
    assert_eq!(in_rules.count(), 5, "{notes:?}");
}

#[test]
fn numbers_set_by_hand_get_a_hint() {
    let (scenario, _) = read(template::text("mine"));
    for (path, hint) in [
        (
            "values.invader.cost",
            "`values.invader.cost` is now `values.invader.toll`: divide a number per month by 1 - `values.invader.discount`",
        ),
        (
            "posture.*.burden",
            "`posture.*.burden` is now `posture.*.toll_great_power`: divide a number per month by 1 - `values.great_power.discount`",
        ),
        ("talks.form_sharpness", "`talks.form_sharpness` is now `numerics.form_sharpness`"),
        (
            "ratification.fatigue",
            "`ratification.fatigue` is no longer a key; the meaning changes: support for a text now follows how the war goes",
        ),
    ] {
        let found = Override::parse(&format!("{path}=0.1"), &scenario).unwrap_err();
        let fault = found.iter().next().unwrap();
        assert_eq!((fault.code, fault.hint.as_deref()), ("unknown-path", Some(hint)));
    }
}

#[test]
fn no_scenario_of_the_program_has_former_keys() {
    let texts = builtin::ALL.iter().map(|builtin| builtin.text.to_owned()).chain([template::text("mine")]);
    for text in texts {
        assert_eq!(read(text).1, []);
    }
    let schema = keys::json_schema();
    let values = &schema["properties"]["values"]["properties"]["invader"]["properties"];
    assert!(values["toll"].is_object() && values["cost"].is_null());
}

fn runner_of(cases: u32) -> TestRunner {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(Config { cases, failure_persistence: None, ..Config::default() }, rng)
}

/// The same numbers under former and under new keys make the same scenario.
#[test]
fn former_and_new_keys_say_the_same() {
    let cost = (0.0..0.01f64, 0.0..0.5f64, 0.0..0.5f64, any::<bool>());
    let costs = (vec(prop::option::of(cost), COSTS.len()), vec(0.9..0.999f64, 4));
    runner_of(100)
        .run(&costs, |(costs, discounts)| {
            let actors = ["values.invader", "values.defender", "values.coalition", "values.great_power"];
            let stated: Vec<String> = discounts.iter().map(|discount| format!("discount = {discount}")).collect();
            let lines = |former: bool| {
                let mut lines: Vec<(&str, String)> = actors.into_iter().zip(stated.clone()).collect();
                for ((table, old, new, actor, _), cost) in COSTS.iter().zip(&costs) {
                    let Some((value, below, above, yearly)) = cost else { continue };
                    let discount = discounts[actors.iter().position(|one| one == actor).unwrap()];
                    let (name, factor, unit) = match (former, yearly) {
                        (false, _) => (new, 1.0 / (1.0 - discount), "number"),
                        (true, false) => (old, 1.0, "per month"),
                        (true, true) => (old, 12.0, "per year"),
                    };
                    let [value, low, high] = [1.0, 1.0 - below, 1.0 + above].map(|part| value * part * factor);
                    let line = format!("{name} = {{ value = {value}, unit = \"{unit}\", range = [{low}, {high}] }}");
                    lines.push((table, line));
                }
                let lines: Vec<(&str, &str)> = lines.iter().map(|(table, line)| (*table, line.as_str())).collect();
                read_with(&lines).0
            };
            let (old, new) = (lines(true), lines(false));
            for (one, other) in old.parameters.iter().zip(&new.parameters) {
                assert_eq!((&one.path, one.stated), (&other.path, other.stated));
                assert_close(figures(&old, &one.path), figures(&new, &one.path), &one.path);
            }
            Ok(())
        })
        .unwrap();
}

/// Whatever is written under former keys, the reader answers.
#[test]
fn nothing_under_a_former_key_makes_the_reader_panic() {
    let values = [
        "0.01",
        "-1e300",
        "inf",
        "nan",
        "\"\"",
        "\" per month\"",
        "\"1e400 per year\"",
        "[]",
        "[[1], {}]",
        "{}",
        "true",
        "{ value = {}, unit = [], range = {} }",
        "{ value = 1, range = [[], {}] }",
        "1979-05-27T07:32:00",
        "{ a.b.c = 1 }",
    ];
    let paths = [
        "values.invader.cost",
        "values.*.cost",
        "posture.*.burden",
        "posture.\\\"a.b\\\".burden",
        "talks.sharpness",
        "*.*",
        "*.*.cost",
        "*",
        "",
        ".",
        "talks.form_sharpness",
        "ratification.*",
        "package.*.cluster",
    ];
    let keys = [
        ("values.invader", "cost"),
        ("values.invader", "toll"),
        ("posture.backing", "burden"),
        ("posture.\"a.b\"", "burden"),
        ("talks", "sharpness"),
        ("talks", "form_sharpness"),
        ("numerics", "form_sharpness"),
        ("ratification", "spread"),
        ("package.freeze", "cluster"),
        ("lever", "y"),
    ];
    let [values, paths] = [&values[..], &paths[..]].map(|list| prop::sample::select(list.to_vec()));
    let changes = (
        vec((prop::sample::select(keys.to_vec()), values.clone()), 0..3),
        vec((paths, prop::sample::select(vec!["set", "add", "factor", "open"]), values), 1..4),
    );
    runner_of(400)
        .run(&changes, |(stated, changes)| {
            let patterns: String = changes.iter().map(|(path, ..)| format!("\"{path}\", ")).collect();
            let stated = stated.iter().map(|((table, key), value)| (*table, format!("{key} = {value}")));
            let stated: std::collections::BTreeMap<&str, String> = stated.collect();
            let stated: Vec<(&str, &str)> = stated.iter().map(|(table, line)| (*table, line.as_str())).collect();
            let change = |(path, kind, value): &(&str, &str, &str)| {
                format!("[[lever.x.change]]\npath = \"{path}\"\n{kind} = {value}\n")
            };
            let changes: String = changes.iter().map(change).collect();
            let text = starting_text_with(&stated).replacen("paths = [", &format!("paths = [{patterns}"), 1) + &changes;
            match parse(text) {
                Ok((_, warnings)) => prop_assert!(!warnings.has_errors()),
                Err(found) => prop_assert!(found.has_errors() && !found.render(true).is_empty()),
            }
            Ok(())
        })
        .unwrap();
}
