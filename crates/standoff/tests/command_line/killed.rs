//! Killed at any moment (`kill -9`): what stood before is whole, and what is there is whole.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Moments tried in all; as many as `STANDOFF_KILLS` says where it is set.
const MOMENTS: usize = 20;

const HEADER: &str =
    "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n";
const AREA: &str = "area,area-held,2025-07-31,,invader,,,1020,km2,press,0.95,2025-08-02,,,\n";
const ROUND: &str = "round,talks-round,2025-08-10,,invader;defender,,invader-refuses,,,press,0.9,,,,\n";

/// A verb that writes: what makes the files that stand before, what replaces them, and whether they change all at once.
struct Writer {
    before: &'static str,
    after: &'static str,
    at_once: bool,
}

const WRITERS: [Writer; 5] = [
    Writer {
        before: "forecast two-sided --runs 64 --draws 8 --out kept/bundle",
        after: "forecast two-sided --runs 64 --draws 8 --seed 2 --out kept/bundle --force",
        at_once: true,
    },
    Writer {
        before: "brief two-sided --runs 64 --draws 8 --quick --out kept",
        after: "brief two-sided --runs 64 --draws 8 --quick --seed 2 --out kept --force",
        at_once: false,
    },
    Writer {
        before: "evidence add two-sided --evidence kept/log.csv --yes --kind losses --date 2025-06-02 --party invader \
                 --value 900 --unit people --source press --confidence 0.9",
        after: "evidence add two-sided --evidence kept/log.csv --yes --kind losses --date 2025-07-02 --party invader \
                --value 800 --unit people --source press --confidence 0.9",
        at_once: true,
    },
    Writer {
        before: "assimilate two-sided --runs 64 --draws 8 --no-prior --evidence log.csv --as-of 2025-08-02 --checkpoint kept/day",
        after: "assimilate two-sided --runs 64 --draws 8 --no-prior --evidence log.csv --as-of 2025-08-10 --checkpoint kept/day",
        at_once: true,
    },
    Writer {
        before: "forecast two-sided --runs 64 --draws 8 --made 2025-06-02 --seal kept/sealed.json",
        after: "forecast two-sided --runs 64 --draws 8 --seed 2 --made 2025-06-02 --seal kept/sealed.json --force",
        at_once: true,
    },
];

#[test]
fn whoever_is_killed_leaves_what_stood_or_what_was_made() {
    let moments = std::env::var("STANDOFF_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(MOMENTS);
    for (number, writer) in WRITERS.iter().enumerate() {
        let own = (moments + number) / WRITERS.len();
        let tried = try_writer(writer, own);
        // Somewhere among the moments the program was killed before it was done.
        assert!(tried.old > 0 && tried.old + tried.new + tried.mixed == 2 * own, "{}: {tried:?}", writer.after);
        eprintln!("{tried:?}: {}", writer.after);
    }
}

/// How often what stood before was found, what was made, and some files of each.
#[derive(Debug, Default)]
struct Tried {
    old: usize,
    new: usize,
    mixed: usize,
}

#[expect(clippy::disallowed_methods, reason = "the moments of a kill are parts of the time that a run takes")]
fn try_writer(writer: &Writer, moments: usize) -> Tried {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    prepare(&place("old"));
    finish(&place("old"), writer.before);
    copy(&place("old"), &place("new"));
    let begun = Instant::now();
    finish(&place("new"), writer.after);
    // Measured on a machine that may be busier now than later: it shrinks to the time by which a run turns out to be done.
    let mut whole = begun.elapsed();
    let (old, new) = (kept_files(&place("old")), kept_files(&place("new")));
    assert!(old != new && !new.is_empty(), "{}", writer.after);
    prepare(&place("nothing"));
    finish(&place("nothing"), writer.after);
    let alone = kept_files(&place("nothing"));
    let mut tried = Tried::default();
    for moment in 0..moments {
        // Fractions of the whole that fill it evenly, and a little more.
        let after = whole.mul_f64(1.1 * ((moment + 1) as f64 * 0.618_033_988_749_895).fract());
        for (stood, made) in [(&old, &new), (&BTreeMap::new(), &alone)] {
            let trial = place("trial");
            if stood.is_empty() {
                prepare(&trial)
            } else {
                copy(&place("old"), &trial)
            }
            if kill_after(&trial, writer.after, after) {
                whole = whole.min(after);
            }
            let found = kept_files(&trial);
            fs::remove_dir_all(&trial).unwrap();
            match &found {
                found if found == stood => tried.old += 1,
                found if found == made => tried.new += 1,
                found => {
                    tried.mixed += 1;
                    assert!(!writer.at_once, "after {after:?} neither the old nor the new: {}", writer.after);
                    let is_whole = |(name, bytes)| stood.get(name) == Some(bytes) || made.get(name) == Some(bytes);
                    assert!(found.iter().all(is_whole), "after {after:?} a part of a file: {}", writer.after);
                    assert!(stood.keys().all(|name| found.contains_key(name)), "after {after:?} a file is lost");
                }
            }
        }
    }
    tried
}

fn prepare(folder: &Path) {
    fs::create_dir_all(folder.join("kept")).unwrap();
    fs::write(folder.join("log.csv"), [HEADER, AREA, ROUND].concat()).unwrap();
}

fn command(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_standoff"));
    command.current_dir(folder).args(arguments.split_whitespace()).arg("--quiet");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn finish(folder: &Path, arguments: &str) {
    assert!(command(folder, arguments).status().unwrap().success(), "{arguments}");
}

/// Kills a run after some time; whether it was done by then.
fn kill_after(folder: &Path, arguments: &str, time: Duration) -> bool {
    let mut child = command(folder, arguments).spawn().unwrap();
    std::thread::sleep(time);
    let done = child.try_wait().unwrap().is_some();
    child.kill().unwrap();
    child.wait().unwrap();
    done
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Everything that a reader sees under `kept`: name and bytes. What is being made has a hidden name.
fn kept_files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    add_files(&folder.join("kept"), "", &mut found);
    found
}

fn add_files(folder: &Path, above: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if name.starts_with(".standoff-") {
            continue;
        }
        let path = format!("{above}/{name}");
        if entry.path().is_dir() {
            add_files(&entry.path(), &path, found);
        } else {
            found.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}
