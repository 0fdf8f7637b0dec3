//! Work that is divided among shards.

use standoff_lab::LabError;
use standoff_lab::ensemble::division::phase::Phase;
use standoff_lab::ensemble::division::shard::Shard;
use standoff_lab::ensemble::division::{Division, Task, make_shared, map_units};
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::{ForecastWatch, run_forecast, run_forecast_with_games};
use standoff_scenario::builtin;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

fn division(folder: &Path, shards: usize, task: Task) -> Division {
    Division::new(folder, "run".to_owned(), shards, task)
}

fn one_shard(index: usize, count: usize) -> Task {
    Task::OneShard(Shard { index, count })
}

/// A search in two phases, of which the second needs all of the first.
fn search(division: Option<&Division>, made: &AtomicUsize) -> Result<f64, LabError> {
    let phase = |words: &str, count: usize, shift: f64| -> Result<f64, LabError> {
        let units = map_units(
            division,
            &Phase::new(words),
            count,
            |_, made: &f64| made.is_finite(),
            |unit| {
                made.fetch_add(1, Ordering::Relaxed);
                Some((unit as f64 + shift).sqrt())
            },
        )?;
        Ok(units.into_iter().flatten().sum())
    };
    let first = phase("look", 7, 0.25)?;
    let second = phase("look", 5, first)?;
    phase("last", 2, second)
}

#[test]
fn a_search_of_several_phases_ends_in_the_same_bits_wherever_it_is_merged() {
    let made = AtomicUsize::new(0);
    let whole = search(None, &made).unwrap();
    assert_eq!(made.load(Ordering::Relaxed), 14);
    for shards in [1, 2, 3, 9] {
        for rounds in 1..=3 {
            let (folder, made) = (tempfile::tempdir().unwrap(), AtomicUsize::new(0));
            for _ in 0..rounds {
                for index in 0..shards {
                    let division = division(folder.path(), shards, one_shard(index, shards));
                    let found = search(Some(&division), &made);
                    assert!(matches!(found, Err(LabError::AwaitsShards(_))), "{found:?}");
                    division.finish().unwrap();
                }
            }
            let merge = division(folder.path(), shards, Task::Merge);
            let merged = search(Some(&merge), &made).unwrap();
            merge.finish().unwrap();
            assert_eq!(merged.to_bits(), whole.to_bits(), "{shards} shards, {rounds} rounds");
            assert_eq!(made.load(Ordering::Relaxed), 14, "each unit is made once");
        }
    }
}

/// Each phase goes to all shards: one of few units does not always go to the first ones.
#[test]
fn every_unit_has_one_shard_and_phases_begin_elsewhere() {
    let phases = ["futures", "delay by mechanism", "look, 2"];
    for phase in phases {
        for count in [1, 3, 16] {
            for unit in 0..40 {
                let owners = (0..count).filter(|&index| Shard { index, count }.owns(phase, unit)).count();
                assert_eq!(owners, 1, "{phase}, unit {unit} of {count}");
            }
        }
    }
    let first = |phase: &str| (0..16).find(|&index| Shard { index, count: 16 }.owns(phase, 0));
    assert!(phases.iter().any(|phase| first(phase) != first(phases[0])));
}

#[test]
fn a_merge_names_the_shards_that_are_missing_and_a_stopped_shard_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let square = |unit: usize| Some(unit * unit);
    let run = |task| map_units(Some(&division(folder.path(), 3, task)), &Phase::new("squares"), 8, |_, _| true, square);
    assert!(run(one_shard(1, 3)).is_err());
    let stopped = {
        let division = division(folder.path(), 3, one_shard(2, 3));
        map_units(Some(&division), &Phase::new("squares"), 8, |_, _| true, |_| None::<usize>)
    };
    assert!(matches!(stopped, Err(LabError::NothingDone)));
    let found = run(Task::Merge).unwrap_err();
    assert!(matches!(&found, LabError::MissingShards { shards, .. } if shards == &[0, 2]), "{found:?}");
    assert_eq!(found.to_string(), "squares: no part of shards 1,3");
}

/// A phase that no shard has begun is for the merge only where all shards have come as far as they could.
#[test]
fn a_merge_does_not_do_what_shards_have_yet_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let look = |task| {
        let division = division(folder.path(), 2, task);
        let made = map_units(Some(&division), &Phase::new("look"), 4, |_, _| true, |unit| Some(unit as u64));
        (made, division)
    };
    for task in [Task::Merge, Task::Resume] {
        let missing = look(task).0.unwrap_err();
        assert!(matches!(&missing, LabError::MissingShards { shards, .. } if shards == &[0, 1]), "{missing:?}");
    }
    for index in 0..2 {
        look(one_shard(index, 2)).1.finish().unwrap();
    }
    let after = |words: &str| {
        let division = division(folder.path(), 2, Task::Merge);
        map_units(Some(&division), &Phase::new(words), 4, |_, _| true, |unit| Some(unit as u64))
    };
    assert_eq!(after("look").unwrap(), after("later").unwrap());
}

/// Units that were made from something else are not taken, whatever the phase is called.
#[test]
fn parts_of_other_inputs_are_not_mixed_in() {
    let folder = tempfile::tempdir().unwrap();
    let from = |task, inputs: f64| {
        let division = division(folder.path(), 1, task);
        let phase = Phase::of_inputs("points", &inputs);
        let made = map_units(Some(&division), &phase, 2, |_, _| true, |_| Some(inputs));
        division.finish().map(|()| made)
    };
    for inputs in [1.0, 2.0] {
        assert!(from(one_shard(0, 1), inputs).unwrap().is_err());
    }
    let found = from(Task::Merge, 2.0).unwrap_err().to_string();
    assert!(found.contains("no phase of this run"), "parts that are left out are told: {found}");
}

/// One shard of several may be damaged in one phase and another in the next.
#[test]
fn damage_is_for_each_shard_to_mend() {
    let folder = tempfile::tempdir().unwrap();
    let made = AtomicUsize::new(0);
    let pass = |task| {
        let division = division(folder.path(), 2, task);
        let found = search(Some(&division), &made);
        if let Task::OneShard(_) = task {
            division.finish().unwrap();
        }
        found
    };
    for index in [0, 1, 0, 1] {
        assert!(pass(one_shard(index, 2)).is_err());
    }
    let whole = pass(Task::Merge).unwrap();
    let mut parts = Vec::new();
    for phase in std::fs::read_dir(folder.path().join("parts")).unwrap().flatten() {
        parts.extend(std::fs::read_dir(phase.path()).unwrap().flatten().map(|entry| entry.path()));
    }
    parts.sort();
    let looks: Vec<_> = parts.iter().filter(|path| path.to_string_lossy().contains("look")).collect();
    for damaged in [looks[0], looks[3]] {
        std::fs::write(damaged, b"half").unwrap();
    }
    assert!(matches!(pass(Task::Merge), Err(LabError::Input(_))));
    for _ in 0..2 {
        if let Err(LabError::MissingShards { shards, .. }) = pass(Task::Resume) {
            for index in shards {
                assert!(matches!(pass(one_shard(index, 2)), Err(LabError::AwaitsShards(_))));
            }
        }
    }
    assert_eq!(pass(Task::Merge).unwrap().to_bits(), whole.to_bits());
}

#[test]
fn what_all_share_is_made_once_and_by_whoever_comes_first() {
    let (folder, made) = (tempfile::tempdir().unwrap(), AtomicUsize::new(0));
    let share = |task| {
        make_shared(
            Some(&division(folder.path(), 2, task)),
            "the record",
            |_| true,
            || {
                made.fetch_add(1, Ordering::Relaxed);
                Ok((0.1_f64 + 0.2, "words".to_owned()))
            },
        )
    };
    for task in [Task::Shared, one_shard(0, 2), one_shard(1, 2), Task::Merge] {
        assert_eq!(share(task).unwrap(), (0.1 + 0.2, "words".to_owned()));
    }
    assert_eq!(made.load(Ordering::Relaxed), 1);
}

/// Findings, runs, trajectories and situations: nothing is lost on the way through the parts.
#[test]
fn a_forecast_from_parts_is_the_forecast() {
    for name in ["two-sided", "ukraine-2025-12"] {
        let scenario = builtin::load(name).unwrap();
        let request = ForecastRequest { runs: 36, draws: 6, ..ForecastRequest::new(scenario) };
        let (folder, stop) = (tempfile::tempdir().unwrap(), AtomicBool::new(false));
        let made = |task| {
            let division = division(folder.path(), 4, task);
            let watch = ForecastWatch { stop: &stop, progress: &|_| (), division: Some(&division) };
            run_forecast_with_games(&request, &[], watch)
        };
        for index in [3, 0, 2, 1] {
            assert!(matches!(made(one_shard(index, 4)), Err(LabError::AwaitsShards(_))));
        }
        let (whole, merged) = (run_forecast(&request, &stop, &|_| ()).unwrap(), made(Task::Merge).unwrap());
        assert_eq!(whole.draws, merged.draws, "{name}");
        let json = |findings| serde_json::to_string(findings).unwrap();
        assert_eq!(json(&whole.findings), json(&merged.findings), "{name}");
    }
}
