//! The pages of scores, of checked seals and of differently worded questions as people see them.

use crate::fixture::explanation::scenario;
use standoff_lab::forecast::provenance::Provenance;
use standoff_lab::forecast::wordings::{AddedChance, Chance, DeadlineAnswers, WordingAnswer, Wordings};
use standoff_prose::{Style, column_width};
use standoff_table::table::Table;
use standoff_terminal::{render_scores, render_verdicts, render_wordings, render_wordings_answer};
use standoff_verify::scoring;
use standoff_verify::scoring::{ForecastSet, Outcomes, Scores, ScoringSettings, forecast_table};
use standoff_verify::seal::{CheckedPart, SealVerdict};

fn narrow() -> Style {
    Style { width: 80, colour: false, unicode: false }
}

/// Two forecasters on 24 happenings and one number; with one forecast that gave no chance to what came.
fn scores() -> Scores {
    let mut outcomes =
        "question,outcome,resolved\nrainfall,340,2001-06-01\nsnow,annulled,2001-06-01\nrian-3,no,2001-06-01\n"
            .to_owned();
    let mut forecasts = "forecaster,question,made,probability,level,value\n".to_owned();
    for day in 0..24_u32 {
        outcomes += &format!("rain-{day},{},2001-06-01\n", if day * 7 % 24 < day { "yes" } else { "no" });
        let bob = if day == 7 { 0.0 } else { 0.5 };
        forecasts += &format!("ann,rain-{day},2001-05-01,{},,\n", f64::from(day) / 25.0);
        forecasts += &format!("bob,rain-{day},2001-05-02,{bob},,\n");
    }
    for (level, value) in [(0.05, 100.0), (0.25, 180.0), (0.75, 320.0), (0.95, 420.0)] {
        forecasts += &format!("ann,rainfall,2001-05-01,,{level},{value}\n");
    }
    forecasts += "ann,snow,2001-05-01,0.5,,\nann,hail,2001-05-01,0.1,,\nann,rain-1,2001-04-01,0.9,,\n";
    let outcomes = Outcomes::read(&Table::parse("o.csv", &outcomes).unwrap()).unwrap();
    let mut gathered = ForecastSet::default();
    gathered
        .add_forecasts(
            "f.csv",
            forecast_table::read_forecasts(&Table::parse("f.csv", &forecasts).unwrap(), &outcomes).unwrap(),
        )
        .unwrap();
    scoring::score_forecasts(&gathered, &outcomes, &ScoringSettings::default()).unwrap()
}

/// Ensembles, quantiles of one unit, and categories with and without an order.
fn scores_of_other_forms() -> Scores {
    let mut outcomes = "question,outcome,resolved,categories,unit,cluster\n".to_owned();
    let mut forecasts = "forecaster,question,made,category,probability,level,member,value\n".to_owned();
    let day = "2001-05-01";
    for number in 0..6_u32 {
        let came = ["low", "middle", "high"][number as usize % 3];
        outcomes += &format!("rain-{number},{came},2001-06-01,low<middle<high,,\n");
        outcomes += &format!("depth-{number},{},2001-06-01,,mm,basin-{}\n", 10 + number * 3, number / 2);
        outcomes += &format!("flow-{number},{},2001-06-01,,m3/s,\n", 5 + number);
        for (category, chance) in [("low", 0.2), ("middle", 0.5), ("high", 0.3)] {
            forecasts += &format!("ann,rain-{number},{day},{category},{chance},,,\n");
        }
        for member in 0..5 {
            forecasts += &format!("ann,depth-{number},{day},,,,{member},{}\n", 8 + member * 4);
        }
        for (level, value) in [(0.1, 2), (0.5, 7), (0.9, 9)] {
            forecasts += &format!("ann,flow-{number},{day},,,{level},,{value}\n");
        }
    }
    outcomes += "wind,north,2001-06-01,north|south,,\n";
    forecasts += "bob,wind,2001-05-01,south,1,,,\n";
    let outcomes = Outcomes::read(&Table::parse("o.csv", &outcomes).unwrap()).unwrap();
    let stated = forecast_table::read_forecasts(&Table::parse("f.csv", &forecasts).unwrap(), &outcomes).unwrap();
    let mut gathered = ForecastSet::default();
    gathered.add_forecasts("f.csv", stated).unwrap();
    scoring::score_forecasts(&gathered, &outcomes, &ScoringSettings::default()).unwrap()
}

fn checked() -> Vec<SealVerdict> {
    let part = |part: &str, same: bool| CheckedPart {
        part: part.into(),
        stated: "3f".repeat(32),
        found: if same { "3f" } else { "a1" }.repeat(32),
        same,
    };
    let verdict = |file: &str, parts: Vec<CheckedPart>| SealVerdict {
        file: file.into(),
        forecaster: "standoff".into(),
        made: "2001-03-04".into(),
        scenario: "river-war".into(),
        questions: 3,
        intact: parts.iter().all(|part| part.same),
        parts,
    };
    vec![
        verdict("march.json", vec![part("seal", true), part("findings", true), part("scenario", true)]),
        verdict("april.json", vec![part("seal", false), part("findings", false), part("scenario", false)]),
    ]
}

fn worded() -> Wordings {
    let row = |preset: Option<&str>, title: &str, found: Option<(f64, f64)>| WordingAnswer {
        preset: preset.map(str::to_owned),
        title: title.into(),
        event: "ceasefire".into(),
        scope: if found.is_some() { "general" } else { "local" }.into(),
        mutual: true,
        min_days: 30,
        intended: false,
        stage: "in-effect".into(),
        chance: found.map(|(p, _)| Chance { p, low: p / 2.0, high: p + 0.2, mc_error: 0.008 }),
        adds: found.map(|(_, value)| AddedChance { value, mc_error: 0.002 }),
        assumed: if found.is_some_and(|(p, _)| p < 0.35) { 0.001 } else { 0.0 },
        silent: found.is_none().then(|| "the model knows ceasefires on the whole front only".into()),
    };
    Wordings {
        provenance: Provenance { format: 1, scenario: scenario(), seed: 1, version: "0.1.0".into(), record: None },
        runs: 10_240,
        failed_runs: 2,
        draws: 128,
        interrupted: true,
        command: "standoff questions river-war --runs 10240 --draws 128 --seed 1 --by 2002-03-04".into(),
        deadlines: vec![DeadlineAnswers {
            by: "2002-03-04".into(),
            months: 12.0,
            divided: Some(Chance { p: 0.13, low: 0.1, high: 0.2, mc_error: 0.004 }),
            presets: vec![
                row(Some("announced"), "A general ceasefire is announced", Some((0.52, 0.12))),
                row(
                    Some("held-30-days"),
                    "A general ceasefire takes effect and holds for 30 days",
                    Some((0.34, -0.06)),
                ),
            ],
            grid: vec![
                row(None, "A ceasefire takes effect, however short", Some((0.4, 0.0))),
                row(None, "A ceasefire at one place takes effect", None),
            ],
        }],
    }
}

#[test]
fn forecasts_against_outcomes() {
    insta::assert_snapshot!(render_scores(&scores(), Style::plain()));
}

#[test]
fn forecasts_against_outcomes_in_ascii_at_the_narrowest() {
    let page = render_scores(&scores(), narrow());
    assert!(page.is_ascii());
    insta::assert_snapshot!(page);
}

#[test]
fn forecasts_of_other_forms() {
    insta::assert_snapshot!(render_scores(&scores_of_other_forms(), Style::plain()));
}

#[test]
fn nothing_to_score() {
    let outcomes = Table::parse("o.csv", "question,outcome,resolved\na,yes,2001-06-01\n").unwrap();
    let found = scoring::score_forecasts(
        &ForecastSet::default(),
        &Outcomes::read(&outcomes).unwrap(),
        &ScoringSettings::default(),
    )
    .unwrap();
    insta::assert_snapshot!(render_scores(&found, Style::plain()));
}

#[test]
fn checked_seals() {
    insta::assert_snapshot!(render_verdicts(&checked(), Style::plain()));
}

#[test]
fn one_question_in_many_words() {
    insta::assert_snapshot!(render_wordings(&worded(), Style::plain()));
}

#[test]
fn one_question_in_many_words_on_one_screen() {
    let page = render_wordings_answer(&worded(), Style::plain());
    assert!(page.lines().count() <= 24, "{page}");
    insta::assert_snapshot!(page);
}

#[test]
fn one_question_in_many_words_in_ascii_at_the_narrowest() {
    let page = render_wordings(&worded(), narrow());
    assert!(page.is_ascii());
    insta::assert_snapshot!(page);
}

#[test]
fn no_line_is_wider_than_the_page() {
    let (scores, others, mut worded) = (scores(), scores_of_other_forms(), worded());
    worded.command = String::new();
    for width in 1..=120 {
        for unicode in [true, false] {
            let style = Style { width, colour: false, unicode };
            let pages = render_scores(&scores, style)
                + &render_scores(&others, style)
                + &render_wordings(&worded, style)
                + &render_verdicts(&checked(), style);
            let widest = pages.lines().max_by_key(|line| column_width(line)).unwrap_or_default();
            assert!(column_width(widest) <= style.columns(), "{widest} at {width}");
        }
    }
}
