//! What is read is what was written.

use standoff_scenario::{Change, Override, Scenario, Source, builtin, date, quantities, template};
use standoff_world::coalition::instruments::Rule;
use standoff_world::quantity::Figures;
use standoff_world::war::Electorate;

fn parse_without_warnings(text: String) -> Scenario {
    match Scenario::parse(&Source::new("x.toml", text)) {
        Ok((scenario, warnings)) => {
            assert!(warnings.is_empty(), "{warnings}");
            scenario
        }
        Err(found) => panic!("{found}"),
    }
}

fn starting_war() -> Scenario {
    parse_without_warnings(template::text("mine"))
}

fn starting_war_with(from: &str, to: &str) -> Scenario {
    let text = template::text("mine");
    assert_eq!(text.matches(from).count(), 1, "{from}");
    parse_without_warnings(text.replace(from, to))
}

fn assert_close(value: f64, expected: f64) {
    assert!((value - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{value}, not {expected}");
}

#[test]
fn the_built_in_scenarios_have_neither_faults_nor_warnings() {
    for builtin in builtin::every() {
        let scenario = parse_without_warnings(builtin.text.to_owned());
        assert_eq!(scenario.name, builtin.name);
        scenario.war(&scenario.central_values());
    }
    assert_eq!(
        builtin::load("two-side").unwrap_err().iter().next().unwrap().hint.as_deref(),
        Some("did you mean `two-sided`?")
    );
}

#[test]
fn units_are_converted_once() {
    let war = starting_war();
    let figure = |path: &str| war.central_values().figure(path);
    assert_close(figure("posture.backing.rate.out"), 0.2 / 12.0);
    assert_close(figure("member.north.willingness"), 0.006);
    assert_close(figure("instrument.loan.first_vote"), 2.0);
}

#[test]
fn hazards_and_discounts_are_converted_at_value_and_both_ends() {
    let text = template::text("mine")
        + "\n[truce]\nbreaks = { value = 0.4, unit = \"per year\", range = [0.2, 0.6], grade = \"expert\" }\n";
    let text = text.replace(
        "[values.invader]\n",
        "[values.invader]\ndiscount = { value = 0.9, unit = \"per year\", grade = \"expert\" }\n",
    );
    let scenario = parse_without_warnings(text);
    let parameter = |path: &str| &scenario.parameters[scenario.parameter_place(path).unwrap()];
    assert_close(parameter("truce.breaks").value, 1.0 - 0.6_f64.powf(1.0 / 12.0));
    assert_close(parameter("truce.breaks").range().0, 1.0 - 0.8_f64.powf(1.0 / 12.0));
    assert_close(parameter("truce.breaks").range().1, 1.0 - 0.4_f64.powf(1.0 / 12.0));
    assert_close(parameter("values.invader.discount").value, 0.9_f64.powf(1.0 / 12.0));
    let row = quantities::parameter_rows(&scenario).into_iter().find(|row| row.path == "truce.breaks").unwrap();
    assert_eq!((row.unit, row.grade), ("per year", "expert"));
    assert_close(row.value, 0.4);
    assert_close(row.range.unwrap().1, 0.6);
}

#[test]
fn structure_names_become_places() {
    let war = starting_war();
    let structure = &war.structure;
    assert_eq!(structure.postures[structure.posture_start].name, "backing");
    assert_eq!(structure.packages[structure.draft_start].name, "freeze");
    assert_eq!(structure.packages[structure.anchors.expect("a vote")[0]].name, "withdrawal");
    let loan = &structure.instruments[0];
    assert_eq!((loan.voters.as_slice(), loan.doubtful.as_slice(), loan.retries), (&[0, 1, 2][..], &[2][..], 3));
    assert_eq!(loan.rule, Rule::QualifiedMajority { members: 0.55, weight: 0.65 });
    let [member, great_power] = structure.elections.as_slice() else { panic!("two elections") };
    assert_eq!((member.of, great_power.of), (Electorate::Member(2), Electorate::GreatPower));
    assert_close(member.months, 276.0 * 12.0 / 364.0);
    assert_eq!(great_power.turns, [1]);
}

#[test]
fn the_digest_sees_what_counts_and_nothing_else() {
    let text = template::text("mine");
    let digest = parse_without_warnings(text.clone()).digest();
    let (head, tail) = text.split_once("[roles]").unwrap();
    let (roles, rest) = tail.split_once("[at_start]").unwrap();
    let moved = format!("# moved\n{head}[at_start]   {rest}\n\n[roles]{roles}");
    assert_eq!(parse_without_warnings(moved).digest(), digest);
    assert_eq!(parse_without_warnings(text.replace("Common loan", "A loan")).digest(), digest);
    assert_eq!(parse_without_warnings(text.replace("share = 0.6", "share = \"60 percent\"")).digest(), digest);
    for (from, to) in [
        ("value = 0.6", "value = 0.61"),
        ("2026-11-03", "2026-11-04"),
        ("factor = 2", "factor = 3"),
        ("2027-12-31", "2027-12-30"),
    ] {
        assert_ne!(parse_without_warnings(text.replace(from, to)).digest(), digest, "{from}");
    }
}

#[test]
fn draws_depend_on_seed_count_and_path_alone() {
    let (war, other) = (starting_war(), starting_war_with("range = [8, 12]", "range = [9, 12]"));
    let column = |scenario: &Scenario, seed, path: &str| -> Vec<f64> {
        let draws = scenario.draws(seed, 20);
        (0..20).map(|draw| draws.values(draw).get(path).unwrap()).collect()
    };
    assert_eq!(column(&war, 1, "front.moves"), column(&other, 1, "front.moves"));
    assert_ne!(column(&war, 1, "coalition.need"), column(&other, 1, "coalition.need"));
    assert_ne!(column(&war, 1, "front.moves"), column(&war, 2, "front.moves"));
    assert_eq!(war.draws(1, 20).values(20), war.central_values());
}

/// Seed 5, 4,000 draws of a Dirichlet(20 w): mean w and variance w(1-w)/21. The mean of 4,000 is within 3.29
/// standard errors with chance 0.999, and more surely so in a Latin hypercube.
#[test]
fn weights_vary_together() {
    let war = starting_war();
    let draws = war.draws(5, 4_000);
    let land: Vec<f64> = (0..4_000).map(|draw| draws.values(draw).get("values.invader.land").unwrap()).collect();
    let mean = land.iter().sum::<f64>() / 4_000.0;
    let variance = land.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 4_000.0;
    let expected: f64 = 0.4 * 0.6 / 21.0;
    assert!((mean - 0.4).abs() < 3.29 * (expected / 4_000.0).sqrt(), "{mean}");
    assert!((variance / expected - 1.0).abs() < 0.1, "{variance}");
}

#[test]
fn numbers_set_by_hand_are_fixed_and_keep_sums() {
    let war = starting_war();
    let set = |text: &str| Override::parse(text, &war).unwrap();
    let fixed = war
        .with_overrides(&[set("values.invader.land=0.7"), set("front.moves=0.1 per week"), set("member.*.weight = 3")])
        .unwrap();
    let draws = fixed.draws(1, 10);
    for values in (0..10).map(|draw| draws.values(draw)) {
        assert_close(values.figure("values.invader.land"), 0.7);
        assert_close(values.figure("front.moves"), 5.2 / 12.0);
        assert_close(values.figure("member.south.weight"), 3.0);
        let others =
            ["guarantee", "alignment", "relief", "form"].map(|name| values.figure(&format!("values.invader.{name}")));
        assert_close(others.iter().sum(), 0.3);
    }
    assert_ne!(fixed.digest(), war.digest());
    let found = war.with_overrides(&[set("values.invader.land=0.7"), set("values.invader.form=0.6")]).unwrap_err();
    assert_eq!(found.iter().next().unwrap().code, "wrong-sum");
}

/// The last of two would win without a word; an exception by name to what `*` has set is meant.
#[test]
fn no_number_is_set_twice() {
    let war = starting_war();
    let apply = |texts: [&str; 2]| war.with_overrides(&texts.map(|text| Override::parse(text, &war).unwrap()));
    let exception = apply(["member.*.weight=3", "member.south.weight=4"]).unwrap();
    assert_close(exception.central_values().figure("member.south.weight"), 4.0);
    for texts in [
        ["front.moves=1", "front.moves=2"],
        ["member.south.weight=4", "member.*.weight=3"],
        ["member.*.weight=3", "*.south.weight=4"],
    ] {
        assert_eq!(apply(texts).unwrap_err().iter().next().unwrap().code, "set-twice", "{texts:?}");
    }
}

#[test]
fn levers_change_values_within_bounds() {
    let text = template::text("mine")
        + "\n[lever.tilt]\n[[lever.tilt.change]]\npath = \"values.defender.land\"\nset = 0.6\n[[lever.tilt.change]]\npath = \"front.odds\"\nadd = \"10 percent\"\n";
    let war = parse_without_warnings(text);
    let lever = war.levers.iter().find(|lever| lever.name == "tilt").unwrap();
    let after = lever.apply(&war, &war.central_values(), 1.0);
    assert_close(after.figure("front.odds"), 0.7);
    assert_close(after.figure("values.defender.security"), 0.4 * 0.35 / 0.65);
    let double = &war.levers[0];
    assert_eq!(double.name, "double-aid");
    assert!(matches!(&double.changes[0], Change::Factor(places, 2.0) if places.len() == 3));
    assert_close(double.apply(&war, &war.central_values(), 1.0).figure("member.east.willingness"), 0.02);
}

#[test]
fn questions_take_their_wording_from_presets() {
    let war = starting_war();
    let question = &war.questions[0];
    assert_eq!((question.wording.min_days, question.wording.intended, question.resolvable), (30, false, true));
    let war =
        starting_war_with("preset = \"metaculus-held-30-days\"", "preset = \"metaculus-held-30-days\"\nmin_days = 90");
    assert_eq!(war.questions[0].wording.min_days, 90);
}

#[test]
fn roles_that_do_not_take_part_have_harmless_figures() {
    let war = builtin::load("two-sided").unwrap();
    assert!(
        war.parameter_place("coalition.need").is_none() && war.parameter_place("values.great_power.deal").is_none()
    );
    let figures = war.central_values();
    assert_eq!(figures.figure("coalition.need"), 1.0);
    assert_eq!(figures.figure("coalition.threshold"), 0.6);
    assert_eq!(figures.figure("values.great_power.deal"), 0.3);
}

#[test]
fn every_number_of_a_war_is_in_the_list() {
    struct Listed<'a>(&'a Scenario);
    impl Figures for Listed<'_> {
        fn figure(&self, path: &str) -> f64 {
            // Where there is no record, no number describes it.
            let absent = path.starts_with("record.") && self.0.structure.record.is_none();
            let value = self.0.central_values().get(path).or(absent.then_some(0.0));
            value.unwrap_or_else(|| panic!("{path} is not in the list"))
        }
    }
    for scenario in [starting_war(), builtin::load(builtin::DEFAULT).unwrap()] {
        standoff_world::war::War::new(&scenario.structure, &Listed(&scenario));
        assert_eq!(quantities::parameter_rows(&scenario).len(), scenario.parameters.len());
    }
}

/// A group is read at once; every figure of it must be the one under its own path.
#[test]
fn groups_are_read_as_their_figures() {
    struct OneByOne<'a>(&'a standoff_scenario::Values);
    impl Figures for OneByOne<'_> {
        fn figure(&self, path: &str) -> f64 {
            self.0.figure(path)
        }
    }
    for name in ["ukraine-2025-12", "two-sided"] {
        let scenario = builtin::load(name).unwrap();
        let draws = scenario.draws(3, 4);
        for draw in 0..4 {
            let values = draws.values(draw);
            let one_by_one = standoff_world::war::War::new(&scenario.structure, &OneByOne(&values));
            assert_eq!(format!("{:?}", scenario.war_at_start(&values)), format!("{one_by_one:?}"));
        }
    }
}

/// A war may have no vote; then nothing of ratification is read, and a signature is enough.
#[test]
fn a_war_without_a_vote_needs_no_word_of_it() {
    let text = builtin::source("two-sided").unwrap().text().to_owned();
    let without =
        text.replace("[ratification]", "#").replace("accepted = \"freeze\"", "").replace("refused = \"cession\"", "");
    let scenario = parse_without_warnings(without);
    assert!(scenario.structure.anchors.is_none());
    assert!(scenario.parameters.iter().all(|parameter| !parameter.path.starts_with("ratification.")));
    let war = scenario.war(&scenario.central_values());
    assert!(!war.ratification_needed);
    let world = standoff_world::war::World::new(war);
    assert_eq!(world.ratification_chance(0, 0.5, 0.0), 1.0);
    assert!(parse_without_warnings(text).structure.anchors.is_some());
}

/// A pattern of provenance may speak of what a war does not have, but not of what no war has, nor of a name that is none.
#[test]
fn a_pattern_may_match_nothing() {
    let with = |pattern: &str| {
        let text = builtin::source("two-sided").unwrap().text().to_owned();
        let text = text.replace("\"ratification.*\"]", &format!("\"ratification.*\", \"{pattern}\"]"));
        Scenario::parse(&Source::new("x.toml", text)).map(|_| ())
    };
    for pattern in ["instrument.*.*", "member.*.*", "election.*.turn.*", "limited_truce.*.*", "values.great_power.*"] {
        assert!(with(pattern).is_ok(), "{pattern}");
    }
    for pattern in ["instrument.loan.*", "member.*.*.*", "nothing.*", "values.great_powers.*"] {
        let found = with(pattern).unwrap_err();
        assert!(found.iter().any(|diagnostic| diagnostic.code == "unknown-path"), "{pattern}");
    }
}

/// What a package asks beyond the stake, on either side, is clipped and said; what lies within is not.
#[test]
fn land_beyond_the_stake_is_told() {
    let warned = |land: &str| {
        let text = builtin::source("two-sided").unwrap().text().replace("land = -0.3\n", &format!("land = {land}\n"));
        let (_, warnings) = Scenario::parse(&Source::new("x.toml", text)).unwrap();
        warnings.iter().any(|diagnostic| diagnostic.code == "clipped")
    };
    assert_eq!(
        ["-0.5", "-0.34", "-0.33", "0", "0.66", "0.67", "0.9"].map(warned),
        [true, true, false, false, false, true, true]
    );
}

/// The class of a forecast holds no war that was not over on its first day, and leaves out what the scenario names.
#[test]
fn the_reference_class_ends_where_the_forecast_begins() {
    let with = |benchmark: &str| {
        let text = format!("{}\n[benchmark]\n{benchmark}\n", builtin::source("two-sided").unwrap().text());
        Scenario::parse(&Source::new("x.toml", text)).map(|(scenario, _)| scenario)
    };
    let scenario = with("leave_out = [\"Korean War\", \"Bosnian War\"]").unwrap();
    let class = standoff_scenario::outside_view::reference_class(&scenario.benchmark.reference).unwrap();
    let known = class.known_on(scenario.start, &scenario.benchmark.leave_out);
    assert_eq!(known.len(), class.wars.len() - 2);
    let found = with("leave_out = [\"Corean War\"]").unwrap_err();
    assert!(found.iter().any(|one| one.hint.as_deref() == Some("did you mean `Korean War`?")), "{found}");
    let on = |year, month, day| {
        let known = class.known_on(standoff_scenario::date(year, month, day), &[]);
        known.into_iter().map(|war| war.name.as_str()).collect::<Vec<&str>>()
    };
    let (truce, after) = (on(1953, 7, 27), on(1953, 7, 28));
    assert!(!truce.contains(&"Korean War") && after.contains(&"Korean War"), "over is over before the day");
    assert!(on(1914, 8, 1).contains(&"Second Balkan War") && !on(1914, 8, 1).contains(&"First World War"));
    assert!(!on(1982, 5, 1).contains(&"Falklands War") && on(1982, 7, 1).contains(&"Falklands War"));
    assert_eq!((on(1823, 4, 6).len(), on(1850, 1, 1).len()), (0, 6));
}

/// What a scenario of a class leaves out comes from there, under the name of the class; what it states stays, and without a
/// class the defaults count.
#[test]
fn a_class_gives_what_is_left_out() {
    let text = builtin::source("two-sided").unwrap().text().to_owned();
    let plain = parse_without_warnings(text.clone());
    let classed = parse_without_warnings(text.replacen("currency =", "class = \"interstate\"\ncurrency =", 1));
    let row = |scenario: &Scenario, path: &str| {
        let place = scenario.parameter_place(path).unwrap();
        let parameter = &scenario.parameters[place];
        (parameter.value, parameter.stated, parameter.provenance.title.clone())
    };
    assert_eq!(row(&plain, "front.moves"), row(&classed, "front.moves"));
    let (usual, stated, title) = row(&classed, "front.gradient");
    assert!(usual > 0.0 && !stated && title.starts_with("class of wars:"), "{title}");
    assert_eq!(row(&plain, "front.gradient").0, 0.0);
    // A pattern for any name, and one for the name itself.
    assert_eq!(row(&classed, "stamina.invader.down").0, row(&classed, "stamina.defender.down").0);
    // Weights of an actor vary together as in the class, unless the scenario says otherwise.
    let concentration = |scenario: &Scenario, path: &str| {
        scenario.groups.iter().find(|group| group.path == path).and_then(|group| group.concentration)
    };
    assert_eq!(
        (concentration(&classed, "values.invader"), concentration(&plain, "values.defender")),
        (Some(30.0), None)
    );
    assert_eq!(concentration(&classed, "values.defender"), Some(10.0));
    assert_ne!(plain.digest(), classed.digest());
    let unknown = text.replacen("currency =", "class = \"interstat\"\ncurrency =", 1);
    let found = Scenario::parse(&Source::new("mine.toml", unknown)).unwrap_err();
    assert_eq!(found.iter().next().unwrap().hint.as_deref(), Some("did you mean `interstate`?"));
}

/// Answers of a scenario start on its own day, which is its first or later.
#[test]
fn a_scenario_may_say_from_when_it_is_answered() {
    let text = builtin::source("two-sided").unwrap().text().to_owned();
    let on = |day: &str| text.replacen("step =", &format!("as_of = {day}\nstep ="), 1);
    assert_eq!(parse_without_warnings(on("2025-08-01")).as_of, Some(date(2025, 8, 1)));
    assert_eq!(parse_without_warnings(text.clone()).as_of, None);
    let found = Scenario::parse(&Source::new("mine.toml", on("2025-05-31"))).unwrap_err();
    assert_eq!(found.iter().next().unwrap().code, "dates-reversed");
}

/// A line counts where a front withdraws to it; elsewhere it would be lost without a word.
#[test]
fn a_line_without_a_withdrawal_is_told() {
    let text = builtin::source("two-sided").unwrap().text().to_owned();
    let with = |terms: &str| {
        let text = text.replacen("title = \"Aria withdraws\"", &format!("title = \"Aria withdraws\"\n{terms}"), 1);
        let (_, warnings) = Scenario::parse(&Source::new("mine.toml", text)).unwrap();
        warnings.iter().map(|one| one.code.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(with("line = 0.1"), ["not-used"]);
    assert!(with("line = 0.1\nwithdrawal = 1.0").is_empty());
    assert!(with("line = 0.1\nwithdrawal = { value = 0.0, range = [0.0, 0.5] }").is_empty());
}

/// Issues and guarantors of the war's own are read where they are written; an issue that a package does not name stays as it
/// stands while nothing is signed.
#[test]
fn issues_and_guarantors_are_read() {
    let added = "
[issue.ruler]
title = \"Who rules\"
invader = { value = 0.3, range = [0.1, 0.5], source = \"sketch\" }
defender = { value = 0.2, source = \"sketch\" }
unsigned = { value = 0.1, source = \"sketch\" }

[guarantor.neighbour]
credibility = { value = 80, unit = \"percent\", source = \"sketch\" }

[package.exile]
issue.ruler = { value = 1, source = \"sketch\" }
guarantor.neighbour = { value = 0.5, source = \"sketch\" }
";
    let text = template::text("mine") + added;
    let scenario = parse_without_warnings(text.clone());
    let war = scenario.war(&scenario.central_values());
    let terms = |name: &str| war.packages.iter().find(|package| package.name == name).unwrap().terms;
    assert_eq!((terms("exile").issues[0], terms("freeze").issues[0]), (1.0, 0.1));
    assert_eq!((terms("exile").pledged, terms("exile").believed), (0.5, 0.4));
    assert_eq!(war.issues[0].title, "Who rules");
    assert!(scenario.parameters.iter().any(|one| one.path == "issue.ruler.invader" && one.varies()));
    // A title changes no result, a weight does.
    let digest_with = |old: &str, new: &str| parse_without_warnings(text.replace(old, new)).digest();
    assert_eq!(digest_with("Who rules", "The ruler"), scenario.digest());
    assert_ne!(digest_with("defender = { value = 0.2", "defender = { value = 0.21"), scenario.digest());
}

/// What is written is shown again as it was written, whatever it was converted to on the way.
#[test]
fn rows_show_numbers_as_they_were_written() {
    let text =
        template::text("mine") + "\n[truce]\nbreaks = { value = 0.01, range = [0.001, 0.03], grade = \"expert\" }\n";
    let rows = quantities::parameter_rows(&parse_without_warnings(text));
    let row = |path: &str| rows.iter().find(|row| row.path == path).unwrap();
    assert_eq!((row("truce.breaks").value, row("truce.breaks").range), (0.01, Some((0.001, 0.03))));
    assert_eq!(row("posture.backing.rate.out").value, 0.2);
}

/// Many wars can teach how talks or a peace work, and not what one actor wants or where its front stands.
#[test]
fn quantities_say_what_they_belong_to() {
    let rows = quantities::parameter_rows(&builtin::load("ukraine-2025-12").unwrap());
    let scope = |path: &str| rows.iter().find(|row| row.path == path).map(|row| row.scope);
    for path in ["front.decisiveness", "talks.proximity", "truce.breaks", "peace.occasions", "posture.backing.rounds"] {
        assert_eq!(scope(path), Some("class"), "{path}");
    }
    for path in ["front.odds", "values.invader.land", "costs.casualties_defender", "red_lines.land"] {
        assert_eq!(scope(path), Some("war"), "{path}");
    }
    let of_packages = rows.iter().filter(|row| row.path.starts_with("package.") || row.path.starts_with("member."));
    assert!(of_packages.map(|row| row.scope).all(|scope| scope == "war"));
}
