//! Scores worked out by hand, and tables with everything that can be wrong in them.

use super::*;
use crate::Table;
use crate::scoring::scores::{Chances, Paired};
use crate::seal::Sealing;
use crate::{Request, Resolution as Fineness, forecast};
use standoff_scenario::{builtin, date};
use std::sync::atomic::AtomicBool;

fn outcomes(rows: &str) -> Outcomes {
    Outcomes::of(&Table::parse("o.csv", &format!("question,outcome,resolved\n{rows}")).unwrap()).unwrap()
}

fn chances(rows: &str, outcomes: &Outcomes) -> Gathered {
    table(&format!("forecaster,question,made,probability\n{rows}"), outcomes)
}

fn table(text: &str, outcomes: &Outcomes) -> Gathered {
    let mut gathered = Gathered::default();
    let stated = hand::stated(&Table::parse("f.csv", text).unwrap(), outcomes).unwrap();
    gathered.add("f.csv", stated).unwrap();
    gathered
}

fn scored(rows: &str, outcomes: &Outcomes, every: bool) -> Scores {
    score(&chances(rows, outcomes), outcomes, &Settings { every, ..Settings::default() }).unwrap()
}

fn of<'a>(found: &'a Scores, name: &str) -> &'a Chances {
    found.forecasters.iter().find(|one| one.forecaster == name).unwrap().chances.as_ref().unwrap()
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found}, not {expected}");
}

const THREE: &str = "a,yes,2001-06-01\nb,no,2001-06-01\nc,no,2001-06-01\n";

/// (0.2² + 0.3² + 0.5²) / 3 = 0.38 / 3, and −(ln 0.8 + ln 0.7 + ln 0.5) / 3.
#[test]
fn means_are_those_worked_out_by_hand() {
    let found = scored("ann,a,2001-01-01,0.8\nann,b,2001-01-01,0.3\nann,c,2001-01-01,0.5\n", &outcomes(THREE), false);
    let ann = of(&found, "ann");
    close(ann.brier, 0.38 / 3.0);
    close(ann.log.unwrap(), -(0.8_f64.ln() + 0.7_f64.ln() + 0.5_f64.ln()) / 3.0);
    assert_eq!((ann.questions, ann.forecasts, ann.happened, ann.infinite), (3, 3, 1, 0));
    let parts = ann.decomposition;
    close(parts.uncertainty, 2.0 / 9.0);
    close(parts.reliability - parts.resolution + parts.uncertainty + parts.within, ann.brier);
    assert_eq!(ann.reliability.iter().map(|bin| bin.forecasts).sum::<u64>(), 3);
}

#[test]
fn no_chance_for_what_came_is_infinite_and_said() {
    let found = scored("ann,a,2001-01-01,0\nann,b,2001-01-01,0.5\n", &outcomes(THREE), false);
    let ann = of(&found, "ann");
    assert_eq!((ann.log, ann.infinite, ann.answers[0].log), (None, 1, None));
    close(ann.log_of_finite.unwrap(), std::f64::consts::LN_2);
}

#[test]
fn the_last_forecast_counts_or_every_one() {
    let rows = "ann,a,2001-01-01,0.2\nann,a,2001-05-01,0.9\nann,b,2001-01-01,0.1\n";
    let last = scored(rows, &outcomes(THREE), false);
    close(of(&last, "ann").brier, (0.01 + 0.01) / 2.0);
    assert_eq!(last.forecasters[0].replaced, 1);
    let every = scored(rows, &outcomes(THREE), true);
    close(of(&every, "ann").brier, (0.64 + 0.01 + 0.01) / 3.0);
    assert_eq!((of(&every, "ann").questions, of(&every, "ann").forecasts), (2, 3));
}

#[test]
fn pairs_meet_on_common_questions_only() {
    let rows =
        "ann,a,2001-01-01,0.9\nann,b,2001-01-01,0.2\nann,c,2001-01-01,1\nbob,a,2001-02-01,0.5\nbob,b,2001-01-05,0.5\n";
    let found = scored(rows, &outcomes(THREE), false);
    let [Paired { questions, brier_one, brier_other, skill, gain, .. }] = &found.pairs[..] else { panic!("one pair") };
    assert_eq!(*questions, 2);
    close(*brier_one, 0.025);
    close(*brier_other, 0.25);
    close(skill.unwrap().value, 0.9);
    close(gain.unwrap().value, 0.225);
    assert!(gain.unwrap().low <= 0.225 && gain.unwrap().high >= 0.225);
}

/// Where every forecast counts, the last words of both meet on every day on which one of them spoke.
#[test]
fn last_words_meet_day_by_day() {
    let rows = "ann,a,2001-01-01,0.9\nann,a,2001-03-01,0.8\nbob,a,2001-02-01,0.5\nann,b,2001-01-01,0.1\nbob,b,2001-01-01,0.5\n";
    let pair = &scored(rows, &outcomes(THREE), true).pairs[0];
    assert_eq!((pair.questions, pair.forecasts), (2, 3));
    close(pair.brier_one, (0.01 + 0.04 + 0.01) / 3.0);
}

#[test]
fn one_common_question_has_no_interval() {
    let pair = &scored("ann,a,2001-01-01,0.9\nbob,a,2001-01-01,0.5\n", &outcomes(THREE), false).pairs[0];
    assert!(pair.skill.is_none() && pair.gain.is_none());
}

#[test]
fn quantiles_are_scored_in_their_unit() {
    let outcomes = outcomes("area,14,2001-06-01\n");
    let rows = "ann,area,2001-01-01,,0.95,20\nann,area,2001-01-01,,0.05,0\nann,area,2001-01-01,,0.5,10\n";
    let gathered = table(&format!("forecaster,question,made,probability,level,value\n{rows}"), &outcomes);
    let found = score(&gathered, &outcomes, &Settings::default()).unwrap();
    let numbers = found.forecasters[0].numbers.as_ref().unwrap();
    let answer = &numbers.answers[0];
    // Twice the losses: 0.05 · 14, 0.5 · 4, 0.05 · 6.
    close(answer.quantile_score, 2.0 * (0.7 + 2.0 + 0.3) / 3.0);
    assert_eq!((answer.levels, answer.intervals.len(), numbers.coverage.len()), (3, 1, 1));
    close(answer.intervals[0].score, 20.0);
    assert_eq!((numbers.coverage[0].stated, numbers.coverage[0].inside), (0.9, 1));
}

#[test]
fn what_is_not_scored_is_counted_and_said() {
    let outcomes = outcomes("a,annulled,2001-06-01\nzz,yes,2001-06-01\n");
    let found = scored("ann,a,2001-01-01,0.9\n", &outcomes, false);
    assert_eq!((found.annulled, found.forecasters[0].annulled), (1, 1));
    assert_eq!(found.unmatched.iter().map(|one| one.question.as_str()).collect::<Vec<_>>(), ["zz"]);
    assert!(found.nothing.unwrap().contains("annulled"));
    let open = scored("ann,later,2001-01-01,0.9\n", &outcomes, false);
    assert!(open.nothing.unwrap().contains("open") && open.forecasters[0].open == 1);
    let near = scored("ann,zzz,2001-01-01,0.9\n", &outcomes, false);
    assert!(near.unmatched[1].hint.as_ref().unwrap().contains("zzz"), "{near:?}");
    assert!(score(&Gathered::default(), &outcomes, &Settings::default()).unwrap().nothing.is_some());
}

/// Each row of a table, its code and words of its page.
#[test]
fn every_fault_is_refused_at_its_place() {
    let known = outcomes("a,yes,2001-06-01\nn,5,2001-06-01\n");
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
        ("ann,a,2001-01-01,0.5,,\nann,a,2001-01-01,0.6,,\n", "forecast-twice", "row 1"),
        ("ann,n,2001-01-01,,0.5,3\nann,n,2001-01-01,,0.5,4\n", "forecast-twice", "row 1"),
        ("ann,n,2001-01-01,,0.5,3\nann,n,2001-01-01,,0.6,2\n", "not-rising", "do not fall"),
        ("ann,n,2001-01-01,,0.5,3\nann,n,2001-01-01,,0.4,4\n", "not-rising", "do not fall"),
    ] {
        let table = Table::parse("f.csv", &format!("{head}{rows}")).unwrap();
        let found = hand::stated(&table, &known).unwrap_err();
        assert_eq!(found.iter().map(|item| item.code).collect::<Vec<_>>(), [code], "{rows}{found}");
        let page = found.to_string();
        assert!(page.contains(words) && page.contains("f.csv:"), "{rows}{page}");
    }
    let short = Table::parse("f.csv", "forecaster,question,made,probabilty\nann,a,2001-01-01,0.5\n").unwrap();
    assert!(hand::stated(&short, &known).unwrap_err().to_string().contains("`probabilty`"));
    let level = Table::parse("f.csv", "forecaster,question,made,level\nann,a,2001-01-01,0.5\n").unwrap();
    assert!(hand::stated(&level, &known).unwrap_err().to_string().contains("no column `value`"));
}

#[test]
fn all_faults_are_told_at_once() {
    let table =
        Table::parse("f.csv", "forecaster,question,made,probability\nann,a,today,2\nbob,,2001-01-01,x\n").unwrap();
    let found = hand::stated(&table, &outcomes(THREE)).unwrap_err();
    assert_eq!(found.len(), 4, "{found}");
}

#[test]
fn outcomes_are_read_strictly() {
    for (rows, code) in [
        ("a,maybe,2001-06-01\n", "bad-outcome"),
        ("a,inf,2001-06-01\n", "bad-outcome"),
        ("a,,2001-06-01\nb,yes,2001-06-01\n", "missing"),
        ("a,yes,soon\n", "bad-date"),
        ("a,yes,2001-06-01\na,no,2001-06-01\n", "outcome-twice"),
    ] {
        let table = Table::parse("o.csv", &format!("question,outcome,resolved\n{rows}")).unwrap();
        let found = Outcomes::of(&table).unwrap_err();
        assert_eq!(found.iter().map(|item| item.code).collect::<Vec<_>>(), [code], "{rows}");
    }
    let near = Table::parse("o.csv", "question,outcome,resolved\na,anulled,2001-06-01\n").unwrap();
    assert!(Outcomes::of(&near).unwrap_err().to_string().contains("did you mean `annulled`?"));
}

fn sealed() -> Found {
    let scenario = builtin::load("two-sided").unwrap();
    let request = Request {
        scenario: scenario.clone(),
        runs: 12,
        draws: 3,
        seed: 1,
        mechanisms: Default::default(),
        resolution: Fineness::Coarse,
        command: String::new(),
        posterior: None,
        shard: None,
    };
    let findings = forecast(&request, &AtomicBool::new(false), &|_| ()).unwrap().findings;
    let how = Sealing { scenario: &scenario, set: &[], made: date(2025, 12, 5), evidence: None };
    let text = crate::seal::seal(&findings, &how).unwrap().text().unwrap();
    Found::parse("s.json", &text).unwrap()
}

#[test]
fn sealed_forecasts_are_scored_beside_their_outside_view() {
    let found = sealed();
    let rows = "ceasefire-in-a-year,no,2026-06-01\nholds-12,yes,2026-12-01\narea-12,100,2026-12-01\n";
    let known = outcomes(rows);
    let mut gathered = Gathered::default();
    gathered.add_sealed(&found, &known).unwrap();
    assert!(gathered.add_sealed(&found, &known).unwrap_err().to_string().contains("forecast-twice"));
    let scores = score(&gathered, &known, &Settings::default()).unwrap();
    let names: Vec<&str> = scores.forecasters.iter().map(|one| one.forecaster.as_str()).collect();
    assert_eq!(names, ["standoff", "outside-view"]);
    let p = found.sealed.questions[0].p.unwrap();
    close(of(&scores, "standoff").answers[0].brier, p * p);
    assert_eq!(scores.forecasters[0].numbers.as_ref().unwrap().coverage[0].stated, 0.9);
    assert_eq!(scores.pairs[0].questions, 1);
}

#[test]
fn sealed_forecasts_must_be_whole_and_without_foresight() {
    let found = sealed();
    let mut late = Gathered::default();
    late.add_sealed(&found, &outcomes("ceasefire-in-a-year,no,2025-12-04\n")).unwrap();
    let scores = score(&late, &outcomes("ceasefire-in-a-year,no,2025-12-04\n"), &Settings::default()).unwrap();
    assert_eq!(scores.forecasters.iter().map(|one| one.late).collect::<Vec<_>>(), [1, 1]);
    assert!(scores.nothing.unwrap().contains("after its question was resolved"));
    let number = outcomes("ceasefire-in-a-year,0,2026-06-01\n");
    assert!(Gathered::default().add_sealed(&found, &number).unwrap_err().to_string().contains("another kind"));
    let text = found.sealed.text().unwrap().replace("\"made\": \"2025-12-05\"", "\"made\": \"2025-12-04\"");
    let broken = Found::parse("s.json", &text).unwrap();
    let refused = Gathered::default().add_sealed(&broken, &number).unwrap_err();
    assert!(refused.to_string().contains("broken-seal"));
}
