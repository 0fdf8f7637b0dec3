//! The library of wars: every war can be forecast, and nothing that came later is read.

use standoff_lab::ensemble::design::Resolution;
use standoff_lab::progress::ProgressMonitor;
use standoff_scenario::evidence::Log;
use standoff_scenario::outside_view::reference_class;
use standoff_scenario::{Source, builtin, date};
use standoff_wars::durations::duration_forecasts;
use standoff_wars::model_forecast::forecast_from;
use standoff_wars::origins::origins;
use standoff_wars::{LibraryWar, ScoreRequest, library, measure_moments, score_wars};
use std::sync::atomic::AtomicBool;

fn small() -> ScoreRequest {
    ScoreRequest { draws: 4, runs: 32, resolution: Resolution::Coarse, ..ScoreRequest::default() }
}

fn watched<T>(work: impl FnOnce(ProgressMonitor<'_>) -> T) -> T {
    let stop = AtomicBool::new(false);
    work(ProgressMonitor::new(&stop, &|_| ()))
}

fn war_called(name: &str) -> LibraryWar {
    library().unwrap().into_iter().find(|war| war.name == name).unwrap()
}

/// Every built-in war has an outcome and every outcome a war; scenarios say nothing of it.
#[test]
fn wars_and_outcomes_belong_together() {
    let wars = library().unwrap();
    let names: Vec<&str> = wars.iter().map(|war| war.name.as_str()).collect();
    assert_eq!(names, builtin::WARS.iter().map(|one| one.name).collect::<Vec<_>>());
    for war in &wars {
        let (outcome, scenario) = (&war.outcome, &war.scenario);
        assert!(outcome.ended > scenario.start && scenario.start >= scenario.war_began, "{}", war.name);
        assert!(outcome.fought_again.is_none_or(|again| again > outcome.ended), "{}", war.name);
        assert!((0.0..=1.0).contains(&outcome.front_at_end) && outcome.source.len() > 20, "{}", war.name);
        assert_eq!(scenario.as_of, Some(scenario.start), "{}: answers start on the first day", war.name);
        let text = builtin::source(&war.name).unwrap().text().to_owned();
        assert!(!text.contains(&outcome.ended.to_string()), "{} knows the day of its end", war.name);
    }
}

/// The six wars that are kept back, under the names that the reference class and the literature use.
#[test]
fn wars_kept_back_are_not_in_the_library() {
    let kept = ["russo-japanese", "greco-turkish", "kashmir-1947", "yom-kippur", "karabakh", "badme"];
    assert!(builtin::WARS.iter().all(|war| kept.iter().all(|name| !war.name.contains(name))));
}

/// A war is not compared with itself, nor with a war that ended later.
#[test]
fn no_war_is_compared_with_itself() {
    let class = reference_class("interstate-wars-1823-2003").unwrap();
    for war in library().unwrap() {
        for origin in origins(&war) {
            let known = class.known_on(origin, &war.scenario.benchmark.leave_out);
            // A war of the class that was fought at the same time between the same sides would begin within half a year.
            let same = known.iter().find(|past| past.begun == war.scenario.war_began);
            assert!(same.is_none(), "{} is compared with {}", war.name, same.unwrap().name);
            assert!(known.iter().all(|past| past.ended() < origin), "{}", war.name);
        }
    }
}

/// Origins are days of the war, in order and at least a month apart.
#[test]
fn origins_are_days_of_the_war() {
    let korea = war_called("korea-1950");
    let days = origins(&korea);
    assert_eq!(days[0], korea.scenario.start);
    assert!(days.windows(2).all(|pair| (pair[1] - pair[0]).get_days() >= 28), "{days:?}");
    assert!(*days.last().unwrap() < korea.outcome.ended && days.len() >= 7, "{days:?}");
}

/// What became known after the day changes no byte of a forecast: it is the same with and without it.
#[test]
fn nothing_after_the_day_is_read() {
    for name in ["chaco-1932", "palestine-1948"] {
        let war = war_called(name);
        let days = origins(&war);
        let origin = days[days.len() / 2];
        let whole = watched(|watch| forecast_from(&war, origin, &small(), watch)).unwrap();
        let known = |line: &&str| {
            let cells: Vec<&str> = line.split(',').collect();
            // Days are before the first text in quotes: columns three and four.
            cells[2] == "date" || cells[2].parse().is_ok_and(|day: standoff_scenario::Date| day <= origin)
        };
        let cut = |file: &Source| {
            let text: String = file.text().lines().filter(known).map(|line| format!("{line}\n")).collect();
            Source::new(file.name(), text)
        };
        let files: Vec<Source> = builtin::evidence(name).iter().map(cut).collect();
        let (log, _) = Log::read(&files, &war.scenario).unwrap();
        assert!(log.events.len() < war.log.events.len());
        let cut = LibraryWar { log, ..war.clone() };
        assert_eq!(watched(|watch| forecast_from(&cut, origin, &small(), watch)).unwrap(), whole, "{name}");
    }
}

/// Plain methods say something from the first day of the youngest war, and a rate of its own record only from the second
/// month on.
#[test]
fn plain_methods_forecast_every_war() {
    for war in library().unwrap() {
        let forecasts = duration_forecasts(&war, war.scenario.start).unwrap();
        let class_is_large = war.scenario.start > date(1880, 1, 1);
        assert!(!class_is_large || forecasts[..3].iter().all(Option::is_some), "{}", war.name);
        for curve in forecasts.iter().flatten() {
            assert!(curve.chances().windows(2).all(|pair| pair[0] <= pair[1]) && curve.over_within(60) <= 1.0);
        }
        assert!(forecasts[4].is_none(), "{}", war.name);
    }
}

/// A score that was stopped goes on from the forecasts that are kept, and comes to the same.
#[test]
fn a_score_goes_on_where_it_was_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let names = vec!["cenepa-1995".to_owned(), "falklands-1982".to_owned()];
    let plain = ScoreRequest { wars: names.clone(), ..small() };
    let whole = watched(|watch| score_wars(&plain, watch)).unwrap();
    let kept = ScoreRequest { keep: Some(folder.path().to_owned()), ..plain };
    let part = ScoreRequest { wars: names[..1].to_vec(), ..kept.clone() };
    watched(|watch| measure_moments(&part, watch)).unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(watched(|watch| score_wars(&kept, watch)).unwrap(), whole);
    assert_eq!(watched(|watch| score_wars(&kept, watch)).unwrap(), whole);
    let unknown = ScoreRequest { wars: vec!["trojan".to_owned()], ..small() };
    assert!(watched(|watch| score_wars(&unknown, watch)).unwrap_err().to_string().contains("trojan"));
}
