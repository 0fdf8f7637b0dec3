//! Scores worked out by hand, and tables with everything that can be wrong in them.

use super::*;
use crate::scoring::scores::{ChanceScores, ForecasterPair};
use crate::seal::{SealContext, SealedFile, SealedForecast};
use standoff_lab::ensemble::design::Resolution as Fineness;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::run_forecast;
use standoff_scenario::{builtin, date};
use standoff_table::table::Table;
use std::sync::atomic::AtomicBool;

fn parse_outcomes(rows: &str) -> Outcomes {
    Outcomes::read(&Table::parse("o.csv", &format!("question,outcome,resolved\n{rows}")).unwrap()).unwrap()
}

fn parse_chances(rows: &str, outcomes: &Outcomes) -> ForecastSet {
    parse_forecasts(&format!("forecaster,question,made,probability\n{rows}"), outcomes)
}

pub(super) fn parse_forecasts(text: &str, outcomes: &Outcomes) -> ForecastSet {
    let mut gathered = ForecastSet::default();
    let stated = forecast_table::read_forecasts(&Table::parse("f.csv", text).unwrap(), outcomes).unwrap();
    gathered.add_forecasts("f.csv", stated).unwrap();
    gathered
}

pub(super) fn score_rows(rows: &str, outcomes: &Outcomes, every: bool) -> Scores {
    score_forecasts(&parse_chances(rows, outcomes), outcomes, &ScoringSettings { every, ..ScoringSettings::default() })
        .unwrap()
}

pub(super) fn chances_of<'a>(found: &'a Scores, name: &str) -> &'a ChanceScores {
    found.forecasters.iter().find(|one| one.forecaster == name).unwrap().chances.as_ref().unwrap()
}

pub(super) fn assert_close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found}, not {expected}");
}

const THREE_OUTCOMES: &str = "a,yes,2001-06-01\nb,no,2001-06-01\nc,no,2001-06-01\n";

/// (0.2² + 0.3² + 0.5²) / 3 = 0.38 / 3, and −(ln 0.8 + ln 0.7 + ln 0.5) / 3.
#[test]
fn means_are_those_worked_out_by_hand() {
    let found = score_rows(
        "ann,a,2001-01-01,0.8\nann,b,2001-01-01,0.3\nann,c,2001-01-01,0.5\n",
        &parse_outcomes(THREE_OUTCOMES),
        false,
    );
    let ann = chances_of(&found, "ann");
    assert_close(ann.brier, 0.38 / 3.0);
    assert_close(ann.log.unwrap(), -(0.8_f64.ln() + 0.7_f64.ln() + 0.5_f64.ln()) / 3.0);
    assert_eq!((ann.questions, ann.forecasts, ann.happened, ann.infinite), (3, 3, 1, 0));
    let parts = ann.decomposition;
    assert_close(parts.uncertainty, 2.0 / 9.0);
    assert_close(parts.reliability - parts.resolution + parts.uncertainty + parts.within, ann.brier);
    assert_eq!(ann.reliability.iter().map(|bin| bin.forecasts).sum::<u64>(), 3);
}

#[test]
fn no_chance_for_what_came_is_infinite_and_said() {
    let found = score_rows("ann,a,2001-01-01,0\nann,b,2001-01-01,0.5\n", &parse_outcomes(THREE_OUTCOMES), false);
    let ann = chances_of(&found, "ann");
    assert_eq!((ann.log, ann.infinite, ann.answers[0].log), (None, 1, None));
    assert_close(ann.log_of_finite.unwrap(), std::f64::consts::LN_2);
}

#[test]
fn the_last_forecast_counts_or_every_one() {
    let rows = "ann,a,2001-01-01,0.2\nann,a,2001-05-01,0.9\nann,b,2001-01-01,0.1\n";
    let last = score_rows(rows, &parse_outcomes(THREE_OUTCOMES), false);
    assert_close(chances_of(&last, "ann").brier, (0.01 + 0.01) / 2.0);
    assert_eq!(last.forecasters[0].replaced, 1);
    let every = score_rows(rows, &parse_outcomes(THREE_OUTCOMES), true);
    assert_close(chances_of(&every, "ann").brier, (0.64 + 0.01 + 0.01) / 3.0);
    assert_eq!((chances_of(&every, "ann").questions, chances_of(&every, "ann").forecasts), (2, 3));
}

#[test]
fn pairs_meet_on_common_questions_only() {
    let rows =
        "ann,a,2001-01-01,0.9\nann,b,2001-01-01,0.2\nann,c,2001-01-01,1\nbob,a,2001-02-01,0.5\nbob,b,2001-01-05,0.5\n";
    let found = score_rows(rows, &parse_outcomes(THREE_OUTCOMES), false);
    let [ForecasterPair { questions, brier_one, brier_other, skill, gain, .. }] = &found.pairs[..] else {
        panic!("one pair")
    };
    assert_eq!(*questions, 2);
    assert_close(*brier_one, 0.025);
    assert_close(*brier_other, 0.25);
    assert_close(skill.unwrap().value, 0.9);
    assert_close(gain.unwrap().value, 0.225);
    assert!(gain.unwrap().low <= 0.225 && gain.unwrap().high >= 0.225);
}

/// If every forecast counts, the latest forecasts of both are compared on every day on which one of them made one.
#[test]
fn last_words_meet_day_by_day() {
    let rows = "ann,a,2001-01-01,0.9\nann,a,2001-03-01,0.8\nbob,a,2001-02-01,0.5\nann,b,2001-01-01,0.1\nbob,b,2001-01-01,0.5\n";
    let pair = &score_rows(rows, &parse_outcomes(THREE_OUTCOMES), true).pairs[0];
    assert_eq!((pair.questions, pair.forecasts), (2, 3));
    assert_close(pair.brier_one, (0.01 + 0.04 + 0.01) / 3.0);
}

#[test]
fn one_common_question_has_no_interval() {
    let pair =
        &score_rows("ann,a,2001-01-01,0.9\nbob,a,2001-01-01,0.5\n", &parse_outcomes(THREE_OUTCOMES), false).pairs[0];
    assert!(pair.skill.is_none() && pair.gain.is_none());
}

#[test]
fn quantiles_are_scored_in_their_unit() {
    let outcomes = parse_outcomes("area,14,2001-06-01\n");
    let rows = "ann,area,2001-01-01,,0.95,20\nann,area,2001-01-01,,0.05,0\nann,area,2001-01-01,,0.5,10\n";
    let gathered = parse_forecasts(&format!("forecaster,question,made,probability,level,value\n{rows}"), &outcomes);
    let found = score_forecasts(&gathered, &outcomes, &ScoringSettings::default()).unwrap();
    let numbers = found.forecasters[0].numbers.as_ref().unwrap();
    let answer = &numbers.answers[0];
    // Twice the losses: 0.05 · 14, 0.5 · 4, 0.05 · 6.
    assert_close(answer.quantile_score, 2.0 * (0.7 + 2.0 + 0.3) / 3.0);
    assert_eq!((answer.levels, answer.intervals.len(), numbers.coverage.len()), (3, 1, 1));
    assert_close(answer.intervals[0].score, 20.0);
    assert_eq!((numbers.coverage[0].stated, numbers.coverage[0].inside), (0.9, 1));
}

#[test]
fn what_is_not_scored_is_counted_and_said() {
    let outcomes = parse_outcomes("a,annulled,2001-06-01\nzz,yes,2001-06-01\n");
    let found = score_rows("ann,a,2001-01-01,0.9\n", &outcomes, false);
    assert_eq!((found.annulled, found.forecasters[0].annulled), (1, 1));
    assert_eq!(found.unmatched.iter().map(|one| one.question.as_str()).collect::<Vec<_>>(), ["zz"]);
    assert!(found.nothing.unwrap().contains("annulled"));
    let open = score_rows("ann,later,2001-01-01,0.9\n", &outcomes, false);
    assert!(open.nothing.unwrap().contains("open") && open.forecasters[0].open == 1);
    let near = score_rows("ann,zzz,2001-01-01,0.9\n", &outcomes, false);
    assert!(near.unmatched[1].hint.as_ref().unwrap().contains("zzz"), "{near:?}");
    assert!(
        score_forecasts(&ForecastSet::default(), &outcomes, &ScoringSettings::default()).unwrap().nothing.is_some()
    );
}

/// Each row of a table, its code and words of its page.
#[test]
fn every_fault_is_refused_at_its_place() {
    let known = parse_outcomes("a,yes,2001-06-01\nn,5,2001-06-01\n");
    let head = "forecaster,question,made,probability,level,value\n";
    for (rows, code, words) in [
        ("ann,a,2001-01-01,62%,,\n", "percent", "write 0.62"),
        ("ann,a,2001-01-01,62,,\n", "out-of-bounds", "write 0.62"),
        ("ann,a,2001-01-01,-0.1,,\n", "out-of-bounds", "0 to 1"),
        ("ann,a,2001-01-01,often,,\n", "not-a-number", "`often`"),
        ("ann,a,2001-01-01,NaN,,\n", "not-a-number", "chance"),
        ("ann,a,01.01.2001,0.5,,\n", "bad-date", "2025-12-31"),
        ("ann,a,2001-13-01,0.5,,\n", "bad-date", "2001-13-01"),
        ("ann,a,2001-06-02,0.5,,\n", "foresight", "2001-06-01"),
        (",a,2001-01-01,0.5,,\n", "missing", "forecaster"),
        ("ann,a,2001-01-01,,,\n", "missing", "either"),
        ("ann,a,2001-01-01,0.5,0.5,3\n", "missing", "either"),
        ("ann,n,2001-01-01,,0.5,\n", "missing", "either"),
        ("ann,n,2001-01-01,,50,3\n", "out-of-bounds", "0.05"),
        ("ann,n,2001-01-01,0.5,,\n", "wrong-kind", "a level and a value"),
        ("ann,a,2001-01-01,,0.5,3\n", "wrong-kind", "a probability"),
        ("ann,a,2001-01-01,0.5,,\nann,a,2001-01-01,0.6,,\n", "forecast-twice", "line 2 has"),
        ("ann,a,2001-01-01,0.5,,\n\nann,a,2001-01-01,0.5,,\n", "forecast-twice", "f.csv:4:"),
        ("ann,n,2001-01-01,,0.5,3\nann,n,2001-01-01,,0.5,4\n", "forecast-twice", "line 2 has"),
        ("ann,n,2001-01-01,,0.5,1e16\n", "out-of-bounds", "-1e15 to 1e15"),
        ("ann,n,2001-01-01,,0.5,-1e999\n", "out-of-bounds", "too large"),
        ("ann,n,2001-01-01,,0.5,inf\n", "not-a-number", "`inf`"),
        ("ann,n,2001-01-01,,0.5,3\nann,n,2001-01-01,,0.6,2\n", "not-rising", "do not fall"),
        ("ann,n,2001-01-01,,0.5,3\nann,n,2001-01-01,,0.4,4\n", "not-rising", "do not fall"),
    ] {
        let table = Table::parse("f.csv", &format!("{head}{rows}")).unwrap();
        let found = forecast_table::read_forecasts(&table, &known).unwrap_err();
        assert_eq!(found.iter().map(|item| item.code).collect::<Vec<_>>(), [code], "{rows}{found}");
        let page = found.to_string();
        assert!(page.contains(words) && page.contains("f.csv:"), "{rows}{page}");
    }
    let short = Table::parse("f.csv", "forecaster,question,made,probabilty\nann,a,2001-01-01,0.5\n").unwrap();
    assert!(forecast_table::read_forecasts(&short, &known).unwrap_err().to_string().contains("`probabilty`"));
    let level = Table::parse("f.csv", "forecaster,question,made,level\nann,a,2001-01-01,0.5\n").unwrap();
    assert!(forecast_table::read_forecasts(&level, &known).unwrap_err().to_string().contains("no column `value`"));
}

#[test]
fn all_faults_are_told_at_once() {
    let table =
        Table::parse("f.csv", "forecaster,question,made,probability\nann,a,today,2\nbob,,2001-01-01,x\n").unwrap();
    let found = forecast_table::read_forecasts(&table, &parse_outcomes(THREE_OUTCOMES)).unwrap_err();
    assert_eq!(found.len(), 4, "{found}");
}

#[test]
fn outcomes_are_read_strictly() {
    for (rows, code) in [
        ("a,maybe,2001-06-01\n", "bad-outcome"),
        ("a,inf,2001-06-01\n", "bad-outcome"),
        ("a,1e300,2001-06-01\n", "out-of-bounds"),
        ("a,-1e999,2001-06-01\n", "out-of-bounds"),
        ("a,,2001-06-01\nb,yes,2001-06-01\n", "missing"),
        ("a,yes,soon\n", "bad-date"),
        ("a,yes,2001-06-01\na,no,2001-06-01\n", "outcome-twice"),
    ] {
        let table = Table::parse("o.csv", &format!("question,outcome,resolved\n{rows}")).unwrap();
        let found = Outcomes::read(&table).unwrap_err();
        assert_eq!(found.iter().map(|item| item.code).collect::<Vec<_>>(), [code], "{rows}");
    }
    let twice = Table::parse("o.csv", "question,outcome,resolved\na,5,2001-06-01\nb,yes,2001-06-01\na,5,2001-06-01\n");
    let page = Outcomes::read(&twice.unwrap()).unwrap_err().to_string();
    assert!(page.contains("line 2 has an outcome") && page.contains("o.csv:4:1"), "{page}");
    let near = Table::parse("o.csv", "question,outcome,resolved\na,anulled,2001-06-01\n").unwrap();
    assert!(Outcomes::read(&near).unwrap_err().to_string().contains("did you mean `annulled`?"));
}

/// A question that was never forecast; only for the first 40 is the nearest name looked for.
#[test]
fn hints_are_for_the_first_problems() {
    let rows: String = (0..60).map(|at| format!("snow{at:03},yes,2001-06-01\n")).collect();
    let found = score_rows("ann,snow,2001-01-01,0.9\nann,snow00,2001-01-01,0.9\n", &parse_outcomes(&rows), false);
    let hints: Vec<bool> = found.unmatched.iter().map(|one| one.hint.is_some()).collect();
    assert_eq!(hints, [[true; 40].as_slice(), &[false; 20]].concat());
}

/// A name that looks like a number stays as it was written.
#[test]
fn names_are_text() {
    let outcomes = parse_outcomes("2025,yes,2001-06-01\n007,no,2001-06-01\n1e3,no,2001-06-01\n7,yes,2001-06-01\n");
    let found = score_rows("01,2025,2001-01-01,0.5\n1,007,2001-01-01,0.25\n1.0,1e3,2001-01-01,0.5\n", &outcomes, false);
    let names: Vec<&str> = found.forecasters.iter().map(|one| one.forecaster.as_str()).collect();
    assert_eq!(names, ["01", "1", "1.0"]);
    assert_eq!(chances_of(&found, "1").answers[0].question, "007");
    assert_close(chances_of(&found, "1").brier, 0.0625);
    assert_eq!(chances_of(&found, "1.0").answers[0].question, "1e3");
    assert_eq!(found.unmatched.iter().map(|one| one.question.as_str()).collect::<Vec<_>>(), ["7"]);
}

/// A table that R wrote has `NA` where there is nothing.
#[test]
fn a_number_that_is_not_there_may_be_written_so() {
    let outcomes = parse_outcomes("a,yes,2001-06-01\nn,5,2001-06-01\n");
    let rows = "ann,a,2001-01-01,0.5,NA,NA\nann,n,2001-01-01,NA,0.5,3\n";
    let gathered = parse_forecasts(&format!("forecaster,question,made,probability,level,value\n{rows}"), &outcomes);
    assert_eq!(gathered.forecasts.len(), 2);
}

/// Bob erred on one of ten questions only: of the resamples a third miss it, and in these he has no loss to save.
#[test]
fn no_skill_where_many_resamples_have_no_loss() {
    let names: Vec<String> = (0..10).map(|at| format!("q{at}")).collect();
    let known: String = names.iter().map(|name| format!("{name},yes,2001-06-01\n")).collect();
    let rows = |lossy: usize| -> String {
        let row = |(at, name): (usize, &String)| {
            let bob = if at < lossy { 0.5 } else { 1.0 };
            format!("ann,{name},2001-01-01,0.8\nbob,{name},2001-01-01,{bob}\n")
        };
        names.iter().enumerate().map(row).collect()
    };
    let pair = |lossy| score_rows(&rows(lossy), &parse_outcomes(&known), false).pairs[0].clone();
    let [one, most, all, none] = [1, 9, 10, 0].map(pair);
    assert!(one.skill.is_none() && one.left_out > 200 && one.gain.is_some(), "{one:?}");
    assert!(one.no_skill.unwrap().contains("no loss in"));
    assert!(most.skill.is_some() && most.left_out == 0 && most.no_skill.is_none(), "{most:?}");
    assert_eq!((all.skill.is_some(), all.left_out), (true, 0));
    assert_eq!((none.skill, none.no_skill.as_deref()), (None, Some("the other made no loss")));
}

/// Forecasts that no reader of tables would let through.
#[test]
fn forecasts_are_gathered_once() {
    let outcomes = parse_outcomes(THREE_OUTCOMES);
    let one = parse_chances("ann,a,2001-01-01,0.8\n", &outcomes).forecasts;
    let twice = [one.clone(), one.clone()].concat();
    let page = ForecastSet::default().add_forecasts("f.csv", twice).unwrap_err().to_string();
    assert!(page.contains("forecast-twice") && page.contains("in this file"), "{page}");
    let mut gathered = ForecastSet::default();
    gathered.add_forecasts("f.csv", one.clone()).unwrap();
    let page = gathered.add_forecasts("g.csv", one).unwrap_err().to_string();
    assert!(page.contains("stands in f.csv too") && page.contains("g.csv"), "{page}");
}

fn sealed_file() -> SealedFile {
    let scenario = builtin::load("two-sided").unwrap();
    let request = ForecastRequest {
        runs: 12,
        draws: 3,
        seed: 1,
        resolution: Fineness::Coarse,
        ..ForecastRequest::new(scenario.clone())
    };
    let findings = run_forecast(&request, &AtomicBool::new(false), &|_| ()).unwrap().findings;
    let how = SealContext { scenario: &scenario, set: &[], made: date(2025, 12, 5), evidence: None };
    let text = crate::seal::seal_forecast(&findings, &how).unwrap().to_json().unwrap();
    SealedFile::parse("s.json", &text).unwrap()
}

#[test]
fn sealed_forecasts_are_scored_beside_their_outside_view() {
    let found = sealed_file();
    let rows = "ceasefire-in-a-year,no,2026-06-01\nholds-12-from-2025-06-01,yes,2026-12-01\narea-12-from-2025-06-01,100,2026-12-01\n";
    let known = parse_outcomes(rows);
    let mut gathered = ForecastSet::default();
    gathered.add_sealed(&found, &known).unwrap();
    assert!(gathered.add_sealed(&found, &known).unwrap_err().to_string().contains("forecast-twice"));
    let scores = score_forecasts(&gathered, &known, &ScoringSettings::default()).unwrap();
    let names: Vec<&str> = scores.forecasters.iter().map(|one| one.forecaster.as_str()).collect();
    assert_eq!(names, ["standoff", "outside-view"]);
    let p = found.sealed.questions[0].p.unwrap();
    assert_close(chances_of(&scores, "standoff").answers[0].brier, p * p);
    assert_eq!(scores.forecasters[0].numbers.as_ref().unwrap().coverage[0].stated, 0.9);
    assert_eq!(scores.pairs[0].questions, 1);
}

#[test]
fn sealed_forecasts_must_be_whole_and_without_foresight() {
    let found = sealed_file();
    let mut late = ForecastSet::default();
    late.add_sealed(&found, &parse_outcomes("ceasefire-in-a-year,no,2025-12-04\n")).unwrap();
    let scores =
        score_forecasts(&late, &parse_outcomes("ceasefire-in-a-year,no,2025-12-04\n"), &ScoringSettings::default())
            .unwrap();
    assert_eq!(scores.forecasters.iter().map(|one| one.late).collect::<Vec<_>>(), [1, 1]);
    assert!(scores.nothing.unwrap().contains("after its question was resolved"));
    let number = parse_outcomes("ceasefire-in-a-year,0,2026-06-01\n");
    assert!(ForecastSet::default().add_sealed(&found, &number).unwrap_err().to_string().contains("another kind"));
    let text = found.sealed.to_json().unwrap().replace("\"made\": \"2025-12-05\"", "\"made\": \"2025-12-04\"");
    let broken = SealedFile::parse("s.json", &text).unwrap();
    let refused = ForecastSet::default().add_sealed(&broken, &number).unwrap_err();
    assert!(refused.to_string().contains("broken-seal"));
}

/// The sealed forecast with something else in it, under a seal of its own.
fn reseal(file: &str, of: &SealedFile, change: impl FnOnce(&mut SealedForecast)) -> SealedFile {
    let mut sealed = of.sealed.clone();
    change(&mut sealed);
    let mut value: serde_json::Value = serde_json::from_str(&sealed.to_json().unwrap()).unwrap();
    value.as_object_mut().unwrap().remove("seal");
    value["seal"] = crate::seal::digest_json(&value).into();
    SealedFile::parse(file, &value.to_string()).unwrap()
}

/// Adds two sealed files to one set.
fn add_both(first: &SealedFile, second: &SealedFile, rows: &str) -> Result<ForecastSet, String> {
    let known = parse_outcomes(rows);
    let mut gathered = ForecastSet::default();
    gathered.add_sealed(first, &known).unwrap();
    gathered.add_sealed(second, &known).map_err(|found| found.to_string())?;
    Ok(gathered)
}

const CEASEFIRE_OUTCOME: &str = "ceasefire-in-a-year,no,2026-06-01\n";

/// A week later the same question is another forecast of it, and the figures of that day are others.
#[test]
fn weekly_forecasts_of_a_dated_question_are_compared() {
    let first = sealed_file();
    let second = reseal("t.json", &first, |sealed| {
        sealed.made = "2025-12-12".to_owned();
        sealed.scenario.start = "2025-12-12".to_owned();
        sealed.scenario.digest = "0".repeat(64);
    });
    let rows =
        "holds-12-from-2025-06-01,yes,2026-12-05\nholds-12-from-2025-12-12,no,2026-12-12\nholds-12,yes,2026-12-12\n";
    let rows = format!("{CEASEFIRE_OUTCOME}{rows}");
    let scores = score_forecasts(
        &add_both(&first, &second, &rows).unwrap(),
        &parse_outcomes(&rows),
        &ScoringSettings::default(),
    )
    .unwrap();
    let answers = &chances_of(&scores, "standoff").answers;
    let named = |answer: &scores::ChanceAnswer| (answer.question.clone(), answer.made.clone(), answer.happened);
    let wanted = [
        ("holds-12-from-2025-06-01", "2025-12-05", true),
        ("ceasefire-in-a-year", "2025-12-12", false),
        ("holds-12-from-2025-12-12", "2025-12-12", false),
    ];
    assert_eq!(
        answers.iter().map(named).collect::<Vec<_>>(),
        wanted.map(|(name, made, happened)| (name.to_owned(), made.to_owned(), happened))
    );
    assert_eq!(scores.unmatched[0].hint.as_deref(), Some("did you mean `holds-12-from-2025-06-01`?"));
}

#[test]
fn one_name_is_one_question() {
    let first = sealed_file();
    let other = |change: fn(&mut SealedForecast)| {
        reseal("t.json", &first, |sealed| {
            sealed.made = "2025-12-12".to_owned();
            change(sealed);
        })
    };
    let figures = "holds-12-from-2025-06-01,yes,2026-12-05\n";
    let end = first.sealed.ends[0].end.clone();
    let ends = format!("end.{end}-from-2025-06-01,yes,2027-12-05\n");
    for (change, rows, words) in [
        (
            (|sealed| sealed.questions[0].by = "2026-12-31".into()) as fn(&mut SealedForecast),
            CEASEFIRE_OUTCOME,
            "`by` is `2026-05-31`",
        ),
        (|sealed| sealed.questions[0].text = "Another war?".into(), CEASEFIRE_OUTCOME, "`Another war?` here"),
        (|sealed| sealed.questions[0].min_days = 30, CEASEFIRE_OUTCOME, "`min_days`"),
        (|sealed| sealed.questions[0].stage = "agreed".into(), CEASEFIRE_OUTCOME, "`stage`"),
        (|sealed| sealed.scenario.name = "river-war".into(), figures, "`river-war` here"),
        (|sealed| sealed.horizon_months += 12, &ends, "`horizon_months`"),
    ] {
        let page = add_both(&first, &other(change), rows).unwrap_err();
        let wanted = ["other-question", "s.json", "t.json", words];
        assert!(wanted.iter().all(|word| page.contains(word)), "{words} in\n{page}");
        assert!(
            add_both(&first, &other(change), "rain,yes,2026-06-01\n").is_ok(),
            "nothing is held against one outcome"
        );
    }
    assert!(add_both(&first, &other(|_| ()), &format!("{CEASEFIRE_OUTCOME}{figures}{ends}")).is_ok());
}

/// The front is counted from the first day of the war that is played.
#[test]
fn an_area_is_counted_from_a_day() {
    let front = |start: &str, evidence: Option<&str>| {
        reseal(start, &sealed_file(), |sealed| {
            sealed.questions[0].event = "front-beyond".to_owned();
            (sealed.made, sealed.scenario.start) = (start.to_owned(), start.to_owned());
            sealed.evidence = evidence.map(str::to_owned);
        })
    };
    let first = front("2025-12-05", None);
    assert!(add_both(&first, &front("2025-12-12", Some("ab")), CEASEFIRE_OUTCOME).is_ok());
    let page = add_both(&first, &front("2025-12-12", None), CEASEFIRE_OUTCOME).unwrap_err();
    assert!(page.contains("`start` is `2025-12-05` there"), "{page}");
}

#[test]
fn two_seals_of_one_day_say_how_they_differ() {
    let first = sealed_file();
    let same = add_both(&first, &reseal("t.json", &first, |_| ()), CEASEFIRE_OUTCOME).unwrap_err();
    assert!(same.contains("stands in s.json too") && same.contains("leave one of the files out"), "{same}");
    let scenario = reseal("t.json", &first, |sealed| {
        (sealed.scenario.name, sealed.scenario.digest) = ("river-war".to_owned(), "0".repeat(64));
    });
    let page = add_both(&first, &scenario, CEASEFIRE_OUTCOME).unwrap_err();
    let wanted = ["forecast-twice", "`two-sided`", "`river-war`", "score these apart"];
    assert!(wanted.iter().all(|word| page.contains(word)), "{page}");
    let set = reseal("t.json", &first, |sealed| sealed.scenario.digest = "0".repeat(64));
    assert!(add_both(&first, &set, CEASEFIRE_OUTCOME).unwrap_err().contains("set by hand"));
    let twice = reseal("t.json", &first, |sealed| sealed.questions.push(sealed.questions[0].clone()));
    let page = ForecastSet::default().add_sealed(&twice, &parse_outcomes(CEASEFIRE_OUTCOME)).unwrap_err().to_string();
    assert!(page.contains("stands twice in this file"), "{page}");
}
