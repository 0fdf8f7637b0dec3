//! `--shard`, `standoff merge` and `standoff resume`.

use crate::{ProgramOutput, run_standoff};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const LOG: &str = "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note
round,talks-round,2025-07-10,,invader;defender,,invader-refuses,,,press,0.9,2025-07-11,,,
area,area-held,2025-07-31,,invader,,,250,km2,press,0.95,2025-08-02,,,
";

const FORECAST: [&str; 6] = ["forecast", "two-sided", "--runs", "24", "--draws", "6"];

/// A folder of its own, which goes when the test ends.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn shard(&self, command: &[&str], word: &str) -> ProgramOutput {
        let run = self.path("run");
        run_standoff(command.iter().copied().chain(["--shard", word, "--out", &run, "--no-progress"]))
    }

    fn all_shards(&self, command: &[&str], count: usize) {
        for shard in 1..=count {
            let said = self.shard(command, &format!("{shard}/{count}"));
            assert_eq!(said.status, 0, "{}", said.stderr);
            assert!(said.stdout.starts_with(&format!("Shard {shard} of {count}")), "{}", said.stdout);
        }
    }

    fn merge(&self, more: &[&str]) -> ProgramOutput {
        let run = self.path("run");
        run_standoff(["merge", &run, "--quiet"].into_iter().chain(more.iter().copied()))
    }

    fn resume(&self, more: &[&str]) -> ProgramOutput {
        let run = self.path("run");
        run_standoff(["resume", &run, "--quiet"].into_iter().chain(more.iter().copied()))
    }

    /// All parts, in order of their names, without the notes of passes.
    fn parts(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for phase in fs::read_dir(self.0.path().join("run/parts")).unwrap().flatten() {
            found.extend(fs::read_dir(phase.path()).unwrap().flatten().map(|entry| entry.path()));
        }
        found.retain(|path: &PathBuf| !path.to_string_lossy().contains("/a-pass"));
        found.sort();
        found
    }
}

fn with<'a>(command: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    command.iter().chain(more).copied().collect()
}

fn whole(command: &[&str], more: &[&str]) -> String {
    let said = run_standoff(with(&with(command, &["--quiet"]), more));
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    said.stdout
}

/// Every verb whose work is divided, each with what it needs to answer quickly.
const VERBS: [&[&str]; 5] = [
    &FORECAST,
    &["forecast", "two-sided", "--runs", "12", "--draws", "3", "--set", "front.odds=0.6", "--lever", "stalemate"],
    &["policy", "two-sided", "--lever", "stalemate", "--draws", "3", "--paths", "4"],
    &["explain", "two-sided", "--effort", "quick", "--runs", "16", "--draws", "4", "--outcome", "holds-24"],
    &["wars", "score", "falklands-1982", "uganda-tanzania-1978", "--runs", "16", "--draws", "4"],
];

#[test]
fn merged_bytes_are_those_of_the_run_that_was_never_cut() {
    for (command, shards) in VERBS.into_iter().zip([4, 2, 2, 3, 5]) {
        let place = Place::new();
        place.all_shards(command, shards);
        for form in [&[][..], &["--json"]] {
            let merged = place.merge(form);
            assert_eq!((merged.status, merged.stderr.as_str()), (0, ""), "{command:?}");
            assert!(merged.stdout == whole(command, form), "{command:?} {form:?}");
        }
    }
}

/// More shards than there is work for, a second round of a search, and shards in any order.
#[test]
fn however_it_is_cut_the_answer_is_the_same() {
    let place = Place::new();
    for shard in [9, 2, 7, 1, 3, 8, 4, 6, 5] {
        assert_eq!(place.shard(&FORECAST, &format!("{shard}/9")).status, 0);
    }
    assert!(place.merge(&["--json"]).stdout == whole(&FORECAST, &["--json"]));
    let (place, explain) = (Place::new(), VERBS[3]);
    place.all_shards(explain, 2);
    let first = place.parts().len();
    place.all_shards(explain, 2);
    assert!(place.parts().len() > first, "the second round of the searches has parts of its own");
    assert!(place.merge(&["--json"]).stdout == whole(explain, &["--json"]));
}

/// Of a scenario and evidence in files, which the folder of the run holds: it can be merged elsewhere.
#[test]
fn a_run_on_a_record_is_merged_without_its_files() {
    let place = Place::new();
    let (scenario, log) = (place.path("mine.toml"), place.path("log.csv"));
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/two-sided/scenario.toml"), &scenario).unwrap();
    fs::write(&log, LOG).unwrap();
    for verb in [&["forecast", "--runs", "24", "--draws", "6"][..], &["policy", "--draws", "3", "--paths", "4"]] {
        let command = with(verb, &[&scenario, "--evidence", &log, "--as-of", "2025-08-31"]);
        let (expected, page) = (whole(&command, &["--json"]), whole(&command, &[]));
        place.shard(&command, "begin/3");
        assert!(!Path::new(&place.path("run/parts")).exists());
        let shared = run_standoff(["resume", &place.path("run"), "--shard", "shared", "--no-progress"]);
        assert!(shared.stdout.starts_with("What all shards share is kept"), "{} {}", shared.stdout, shared.stderr);
        place.all_shards(&command, 3);
        let moved = (fs::rename(&scenario, place.path("x")), fs::rename(&log, place.path("y")));
        assert!(moved.0.is_ok() && moved.1.is_ok());
        assert!(place.merge(&["--json"]).stdout == expected, "{verb:?}");
        assert_eq!(place.merge(&[]).stdout, page);
        fs::rename(place.path("x"), &scenario).unwrap();
        fs::rename(place.path("y"), &log).unwrap();
        fs::remove_dir_all(place.path("run")).unwrap();
    }
}

#[test]
fn a_merged_forecast_is_kept_as_any_other() {
    let place = Place::new();
    place.all_shards(&FORECAST, 3);
    let (one, other, seal) = (place.path("one"), place.path("other"), place.path("seal.json"));
    assert_eq!(place.merge(&["--out", &one, "--seal", &seal, "--made", "2026-01-05"]).status, 0);
    whole(&FORECAST, &["--out", &other]);
    for file in ["findings.json", "runs.parquet", "paths.parquet", "breakdown.json", "scenario.toml"] {
        let read = |folder: &str| fs::read(Path::new(folder).join(file)).unwrap();
        assert!(read(&one) == read(&other), "{file}");
    }
    assert_eq!(run_standoff(["score", "check", &seal]).status, 0);
    let place = Place::new();
    place.all_shards(VERBS[2], 2);
    place.merge(&["--out", &one]).assert_refused(&["--out", "only a forecast is kept"]);
}

#[test]
fn a_hole_is_named_and_resume_fills_it() {
    let place = Place::new();
    for shard in [1, 4] {
        place.shard(&FORECAST, &format!("{shard}/5"));
    }
    place.merge(&[]).assert_refused(&["missing-shards", "shards 2-3,5", "standoff resume", "/run"]);
    let resumed = place.resume(&["--json"]);
    assert_eq!(resumed.status, 0, "{}", resumed.stderr);
    assert!(resumed.stdout == whole(&FORECAST, &["--json"]) && place.merge(&["--json"]).stdout == resumed.stdout);
}

/// Once a run is begun its folder is all that a shard needs: a batch system counts the shards.
#[test]
fn single_shards_of_a_run_are_done_from_its_folder() {
    let place = Place::new();
    place.shard(&FORECAST, "shared/3");
    let run = place.path("run");
    for shard in ["2", "1", "3"] {
        let made = run_standoff(["resume", &run, "--shard", shard, "--json", "--no-progress"]).parse_json();
        assert_eq!((made["shard"].to_string(), made["shards"].as_u64()), (shard.to_owned(), Some(3)));
        assert_eq!(made["complete"].as_bool(), Some(shard == "3"));
    }
    assert!(place.merge(&["--json"]).stdout == whole(&FORECAST, &["--json"]));
    run_standoff(["resume", &run, "--shard", "4"]).assert_refused(&["no-such-shard", "1 to 3"]);
    run_standoff(["resume", &run, "--shard", "1", "--out", "x"]).assert_refused(&["--shard", "--out"]);
}

#[test]
fn a_shard_made_twice_stays_as_it_is() {
    let place = Place::new();
    place.shard(&FORECAST, "1/2");
    let part = place.parts().remove(0);
    let (bytes, made) = (fs::read(&part).unwrap(), fs::metadata(&part).unwrap().modified().unwrap());
    let again = place.shard(&FORECAST, "1/2");
    assert!(again.stdout.contains("was there already"), "{}", again.stdout);
    assert!(fs::read(&part).unwrap() == bytes && fs::metadata(&part).unwrap().modified().unwrap() == made);
}

#[test]
fn a_damaged_part_is_told_and_made_anew() {
    let place = Place::new();
    place.all_shards(&FORECAST, 2);
    let (part, expected) = (place.parts().remove(1), place.merge(&["--json"]).stdout);
    let bytes = fs::read(&part).unwrap();
    fs::write(&part, &bytes[..bytes.len() / 2]).unwrap();
    place.merge(&[]).assert_refused(&["damaged-part", "0002-of-0002.part", "standoff resume"]);
    assert!(place.resume(&["--json"]).stdout == expected);
    assert!(fs::read(&part).unwrap() == bytes);
    fs::write(&part, &bytes[..bytes.len() / 2]).unwrap();
    place.shard(&FORECAST, "2/2");
    assert!(fs::read(&part).unwrap() == bytes);
}

#[test]
fn what_belongs_elsewhere_is_refused_and_left_alone() {
    let (place, other) = (Place::new(), Place::new());
    place.all_shards(&FORECAST, 2);
    other.all_shards(&with(&FORECAST, &["--seed", "2"]), 2);
    let (own, foreign) = (place.parts(), other.parts());
    fs::copy(&foreign[1], &own[1]).unwrap();
    let refused = ["foreign-part", "another run", "0002-of-0002.part"];
    place.merge(&[]).assert_refused(&refused);
    place.resume(&[]).assert_refused(&refused);
    place.shard(&FORECAST, "2/2").assert_refused(&refused);
    assert!(fs::read(&own[1]).unwrap() == fs::read(&foreign[1]).unwrap());
    fs::copy(&own[0], &own[1]).unwrap();
    place.merge(&[]).assert_refused(&["foreign-part", "shard 1/2"]);
    fs::remove_file(&own[1]).unwrap();
    place.shard(&FORECAST, "2/2");
    fs::copy(&own[0], own[0].with_file_name("0001-of-0003.part")).unwrap();
    place.merge(&[]).assert_refused(&["foreign-part", "overlaps", "0001-of-0003.part"]);
}

#[test]
fn a_folder_is_of_one_run() {
    let place = Place::new();
    place.merge(&[]).assert_refused(&["no-run", "there is no run"]);
    place.shard(&FORECAST, "1/2");
    place.shard(&FORECAST, "1/3").assert_refused(&["other-shards", "cut into 2 shards"]);
    place.shard(&with(&FORECAST, &["--seed", "2"]), "2/2").assert_refused(&["other-run", "--seed 1", "--seed 2"]);
    place.shard(&with(&FORECAST, &["--set", "front.odds=0.6"]), "2/2").assert_refused(&["other-run", "front.odds"]);
    place.shard(VERBS[2], "2/2").assert_refused(&["other-run", "standoff policy"]);
    let run = place.path("run/run.json");
    let text = fs::read_to_string(&run).unwrap();
    for (broken, word) in [
        (text[..text.len() / 2].to_owned(), "cut off"),
        (text.replace("standoff run", "another"), "not one that this program reads"),
        (text.replace("\"version\": \"", "\"version\": \"9"), "version 9"),
        (text.replace("standoff forecast", "standoff studio"), "no work that is divided"),
        (text.replace("standoff forecast", "standoff forecast --lost"), "no work that is divided"),
        (text.replace("\"sources\": \"", "\"sources\": \"f"), "the same build"),
        (text.replace("standoff forecast two-sided", "standoff forecast two-sided; rm -r x"), "no shard has"),
        (text.replace("standoff forecast two-sided", "curl x | sh"), "no shard has"),
        (text.replace("standoff forecast .", "standoff forecast . --evidence x.csv"), "no shard has"),
        (text.replace("standoff forecast .", "standoff forecast . --out=x"), "no shard has"),
    ] {
        fs::write(&run, broken).unwrap();
        place.merge(&[]).assert_refused(&[word]);
    }
    let place = Place::new();
    fs::create_dir(place.path("run")).unwrap();
    fs::write(place.path("run/notes.txt"), "mine").unwrap();
    place.shard(&FORECAST, "1/2").assert_refused(&["unwritable", "something else"]);
    assert_eq!(fs::read_dir(place.path("run")).unwrap().count(), 1);
}

/// A search that needs what is missing is not left out: there is no answer yet.
#[test]
fn faults_in_one_part_of_an_explanation_are_told() {
    let (place, explain) = (Place::new(), VERBS[3]);
    place.shard(explain, "1/2");
    place.merge(&[]).assert_refused(&["missing-shards", "shard 2"]);
    place.shard(explain, "2/2");
    let expected = whole(explain, &["--json"]);
    let part = place.parts().into_iter().find(|path| path.to_string_lossy().contains("delay")).unwrap();
    let bytes = fs::read(&part).unwrap();
    fs::write(&part, &bytes[..40]).unwrap();
    place.merge(&[]).assert_refused(&["damaged-part", "delay"]);
    fs::remove_file(&part).unwrap();
    place.merge(&[]).assert_refused(&["missing-shards", "delay"]);
    assert!(place.resume(&["--json"]).stdout == expected);
    assert!(fs::read(&part).unwrap() == bytes);
}

/// Shards of a search that are run again and again, in any order, end in the same answer.
#[test]
fn passes_of_a_search_do_not_mix_what_they_are_made_from() {
    let explain =
        ["explain", "two-sided", "--runs", "32", "--draws", "32", "--part", "screening,variance", "--effort", "quick"];
    let expected = whole(&explain, &["--json"]);
    for order in [["1/3", "2/3", "1/3", "3/3", "1/3", "2/3"], ["3/3", "3/3", "2/3", "1/3", "3/3", "1/3"]] {
        let place = Place::new();
        for word in order {
            assert_eq!(place.shard(&explain, word).status, 0);
        }
        assert!(place.resume(&["--json"]).stdout == expected, "{order:?}");
    }
}

/// Nothing is answered from a folder in which shards have yet to run.
#[test]
fn a_run_without_parts_is_for_its_shards() {
    let place = Place::new();
    let begun = place.shard(&FORECAST, "shared/2");
    assert!(begun.stdout.starts_with("The run is begun, and nothing of it is done"), "{}", begun.stdout);
    assert!(begun.stdout.contains("2 shards are still missing"), "{}", begun.stdout);
    place.merge(&[]).assert_refused(&["missing-shards", "shards 1-2"]);
    assert!(place.resume(&["--json"]).stdout == whole(&FORECAST, &["--json"]));
    assert!(place.parts().len() >= 2, "what resume has done is kept");
    let folder = place.parts()[0].parent().unwrap().to_owned();
    fs::remove_dir_all(&folder).unwrap();
    place.merge(&[]).assert_refused(&["missing-shards", "shards 1-2"]);
    assert_eq!(place.resume(&[]).status, 0);
    fs::create_dir(place.path("run/parts/zzz")).unwrap();
    fs::write(place.path("run/parts/zzz/0001-of-0002.part"), "x").unwrap();
    place.merge(&[]).assert_refused(&["foreign-part", "zzz"]);
}

/// What a scenario or a log says of days before the first of the answer is part of the run, and so are their texts.
#[test]
fn other_inputs_make_another_run_however_little_they_differ() {
    let place = Place::new();
    let (scenario, log) = (place.path("mine.toml"), place.path("log.csv"));
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/two-sided/scenario.toml"))
            .unwrap();
    fs::write(&scenario, &text).unwrap();
    fs::write(&log, LOG).unwrap();
    let command = ["forecast", &scenario, "--evidence", &log, "--as-of", "2025-08-31", "--runs", "12", "--draws", "3"];
    assert_eq!(place.shard(&command, "1/2").status, 0);
    fs::write(&scenario, format!("# another\n{text}")).unwrap();
    place.shard(&command, "2/2").assert_refused(&["other-run", "another text of the scenario"]);
    fs::write(&scenario, &text).unwrap();
    let later = "later,opinion,2025-07-15,,defender,freeze,,0.7,share,pollster,0.9,2025-12-01,,,\n";
    fs::write(&log, format!("{LOG}{later}")).unwrap();
    place.shard(&command, "2/2").assert_refused(&["other-run", "another log"]);
    fs::write(&log, LOG).unwrap();
    assert_eq!(place.shard(&command, "2/2").status, 0);
    let shared = place.parts().into_iter().find(|path| path.ends_with("shared.part")).unwrap();
    let bytes = fs::read(&shared).unwrap();
    fs::write(&shared, &bytes[..bytes.len() - 1]).unwrap();
    place.merge(&[]).assert_refused(&["damaged-part", "shared.part"]);
    assert_eq!(place.resume(&[]).status, 0);
    assert!(fs::read(&shared).unwrap() == bytes);
}

/// A shard that is stopped keeps nothing, and no reason of its own is taken for one of the war.
#[cfg(unix)]
#[test]
fn a_shard_that_is_stopped_is_done_again() {
    use crate::{interrupted_after, program_output};
    let place = Place::new();
    let run = place.path("run");
    let score = [
        "wars",
        "score",
        "falklands-1982",
        "--runs",
        "100000",
        "--draws",
        "64",
        "--shard",
        "1/2",
        "--out",
        &run,
        "--no-progress",
    ];
    let output = program_output(interrupted_after(1, "-INT", &score));
    assert_eq!((output.status, output.stdout.as_str()), (1, ""), "{}", output.stderr);
    assert!(!Path::new(&place.path("run/parts")).exists());
    let place = Place::new();
    let run = place.path("run");
    let explain = ["explain", "two-sided", "--effort", "thorough", "--shard", "1/2", "--out", &run, "--no-progress"];
    let output = program_output(interrupted_after(1, "-INT", &explain));
    assert_eq!((output.status, output.stdout.as_str()), (1, ""), "{}", output.stderr);
    place.merge(&[]).assert_refused(&["missing-shards"]);
}

#[test]
fn a_run_may_have_very_many_shards() {
    let place = Place::new();
    place.shard(&FORECAST, "9999/10000");
    let refused = place.merge(&[]);
    refused.assert_refused(&["missing-shards", "1-9998,10000"]);
}

#[test]
fn wrong_words_of_a_shard_are_refused_before_anything_is_made() {
    let place = Place::new();
    for (word, said) in [("0/4", "1/4 to 4/4"), ("5/4", "1/4 to 4/4"), ("half", "3/16"), ("1/0", "1 to 100000")] {
        place.shard(&FORECAST, word).assert_refused(&[said]);
    }
    run_standoff(with(&FORECAST, &["--shard", "1/2"])).assert_refused(&["--out"]);
    place.shard(&with(&FORECAST, &["--force"]), "1/2").assert_refused(&["--force", "standoff merge"]);
    place.shard(&with(&FORECAST, &["--seal", "x.json"]), "1/2").assert_refused(&["--seal", "standoff merge"]);
    place.shard(&with(&FORECAST, &["--report"]), "1/2").assert_refused(&["--report", "--shard"]);
    place.shard(&with(&FORECAST, &["--part", "costs"]), "1/2").assert_refused(&["--part", "--shard"]);
    assert!(!Path::new(&place.path("run")).exists());
}
