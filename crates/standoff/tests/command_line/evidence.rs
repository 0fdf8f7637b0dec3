//! `standoff evidence`.

use crate::{ProgramOutput, run_standoff};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

const HEADER: &str =
    "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note";

/// A folder with a log, which goes when the test ends.
struct Folder(TempDir);

impl Folder {
    fn with_rows(rows: &str) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        fs::write(folder.log_path(), format!("{HEADER}\n{rows}")).unwrap();
        folder
    }

    fn without_log() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn log_path(&self) -> PathBuf {
        self.0.path().join("log.csv")
    }

    fn log_text(&self) -> String {
        fs::read_to_string(self.log_path()).unwrap()
    }

    /// Runs a verb on the log.
    fn run_evidence(&self, verb: &[&str], rest: &[&str]) -> ProgramOutput {
        let log = self.log_path();
        let log = ["--evidence", log.to_str().unwrap()];
        run_standoff(["evidence"].into_iter().chain(verb.iter().copied()).chain(log).chain(rest.iter().copied()))
    }

    fn add_event(&self, rest: &[&str]) -> ProgramOutput {
        self.run_evidence(&["add", "two-sided"], rest)
    }

    fn file_count(&self) -> usize {
        fs::read_dir(self.0.path()).unwrap().count()
    }
}

const LOSSES: [&str; 14] = [
    "--kind",
    "losses",
    "--date",
    "2025-06-02",
    "--party",
    "invader",
    "--value",
    "900",
    "--unit",
    "people",
    "--source",
    "ministry",
    "--confidence",
    "0.8",
];

const ROWS: &str = "\
may,losses,2025-05-01,2025-05-31,invader,,,900,people,ministry,0.5,2025-06-03,,,
may-2,losses,2025-05-01,2025-05-31,invader,,,1100,people,ministry,0.8,2025-06-20,may,,counted again
poll,opinion,2025-06-10,,defender,freeze,,0.4,share,pollster,0.9,,,,
";

#[test]
fn what_stands_is_listed_as_of_a_day() {
    let folder = Folder::with_rows(ROWS);
    let page = folder.run_evidence(&["list", "two-sided"], &[]);
    assert_eq!((page.status, page.stderr.contains("out-of-order")), (0, true));
    assert!(page.stdout.contains("1100 people") && page.stdout.contains("opinion: freeze"));
    assert!(!page.stdout.contains("900 people") && page.stdout.lines().all(|line| line.chars().count() <= 100));
    let before =
        folder.run_evidence(&["list", "two-sided"], &["--as-of", "2025-06-05", "--json", "--quiet"]).parse_json();
    assert_eq!((before["rows"].as_u64(), before["events"].as_array().unwrap().len()), (Some(3), 1));
    assert_eq!((before["events"][0]["value"].as_f64(), &before["events"][0]["answer"]), (Some(900.0), &().into()));
    assert!(before["digest"].as_str().is_some_and(|digest| digest.len() == 64));
    let polls = folder.run_evidence(&["list", "two-sided"], &["--kind", "opinion", "--json", "--quiet"]).parse_json();
    assert_eq!(polls["events"][0]["id"], "poll");
    folder.run_evidence(&["list", "two-sided"], &["--kind", "opinoin"]).assert_refused(&["did you mean `opinion`?"]);
    folder
        .run_evidence(&["list", "two-sided"], &["--as-of", "2025-06-31"])
        .assert_refused(&["--as-of", "is not a day"]);
    let none = folder.run_evidence(&["list", "two-sided"], &["--as-of", "2025-01-01", "-q"]);
    assert!(none.status == 0 && none.stdout.contains("No event stands."));
}

#[test]
fn a_log_is_checked_with_its_places() {
    let folder = Folder::with_rows(ROWS);
    let path = folder.log_path();
    let path = path.to_str().unwrap();
    let said = run_standoff(["evidence", "check", "two-sided", path]);
    assert!(said.status == 0 && said.stdout.starts_with("ok, 1 warning: rows 3, standing 2"), "{}", said.stdout);
    assert!(said.stdout.contains("      2  losses\n"));
    fs::write(path, format!("{HEADER}\na,loses,2025-05-01,,invader,,,900,people,s,1,,,,\n")).unwrap();
    run_standoff(["evidence", "check", "two-sided", path]).assert_refused(&[
        "log.csv:2:3",
        "^^^^^",
        "did you mean `losses`?",
    ]);
    let found = run_standoff(["evidence", "check", "two-sided", path, "--json"]);
    let found: serde_json::Value = serde_json::from_str(&found.stdout).unwrap();
    assert_eq!((found["ok"].as_bool(), found["found"][0]["line"].as_u64()), (Some(false), Some(2)));
    run_standoff(["evidence", "check", "two-sided", "absent.csv"]).assert_refused(&["absent.csv", "cannot be read"]);
    run_standoff(["evidence", "check", "two-sidde", path]).assert_refused(&["did you mean `two-sided`?"]);
}

#[test]
fn a_log_that_is_no_text_or_too_large_is_refused() {
    let folder = Folder::with_rows("");
    fs::write(folder.log_path(), [b'i', b'd', b'\n', 0xff]).unwrap();
    folder.run_evidence(&["list", "two-sided"], &[]).assert_refused(&["on line 2, is not text in UTF-8"]);
    fs::write(folder.log_path(), vec![b'\n'; 11 * 1024 * 1024]).unwrap();
    folder.run_evidence(&["list", "two-sided"], &[]).assert_refused(&["passes 10 MB on line 10485761"]);
}

#[test]
fn an_event_is_added_to_a_new_log_and_to_an_old_one() {
    let folder = Folder::without_log();
    let said = folder.add_event(&LOSSES);
    assert_eq!((said.status, said.stdout.as_str(), said.stderr.as_str()), (0, "2025-06-02.losses.invader\n", ""));
    let row = "2025-06-02.losses.invader,losses,2025-06-02,,invader,,,900,people,ministry,0.8,,,,\n";
    assert_eq!(folder.log_text(), format!("{HEADER}\n{row}"));
    let more = ["--id", "june", "--note", "=1+1, \"so\"", "--until", "2025-06-30", "--known", "2025-07-02"];
    assert_eq!(folder.add_event(&[&LOSSES[..], &more].concat()).stdout, "june\n");
    let end =
        "june,losses,2025-06-02,2025-06-30,invader,,,900,people,ministry,0.8,2025-07-02,,,\"'=1+1, \"\"so\"\"\"\n";
    assert_eq!(folder.log_text(), format!("{HEADER}\n{row}{end}"));
    assert_eq!(folder.file_count(), 1);
}

#[test]
fn a_log_in_json_stays_json() {
    let folder = Folder::without_log();
    let path = folder.0.path().join("log.json");
    for date in ["2025-06-02", "2025-07-02"] {
        let date = ["--evidence", path.to_str().unwrap(), "--date", date];
        let rest = LOSSES.into_iter().filter(|word| !["--date", "2025-06-02"].contains(word));
        let said = run_standoff(["evidence", "add", "two-sided"].into_iter().chain(date).chain(rest));
        assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    }
    let log: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!((log[0]["value"].as_f64(), log[1]["date"].as_str()), (Some(900.0), Some("2025-07-02")));
}

#[test]
fn what_is_missing_or_wrong_is_told_and_nothing_is_written() {
    let folder = Folder::with_rows(ROWS);
    let before = folder.log_text();
    folder.add_event(&[]).assert_refused(&["error[missing-field]: `--kind` is missing"]);
    folder
        .add_event(&["--kind", "losses"])
        .assert_refused(&["`--date`, `--party`, `--value`, `--unit`, `--source`, `--confidence`"]);
    let mut wrong = LOSSES;
    wrong[9] = "thousand";
    folder.add_event(&wrong).assert_refused(&["error[wrong-unit]", "multiply by 1,000: 900000"]);
    folder
        .add_event(&[&LOSSES[..], &["--replaces", "mai"]].concat())
        .assert_refused(&["unknown-id", "did you mean `may`?"]);
    folder.add_event(&[&LOSSES[..], &["--id", "may"]].concat()).assert_refused(&["duplicate-id", "on line 2"]);
    folder.run_evidence(&["add", "two-sidde"], &LOSSES).assert_refused(&["did you mean `two-sided`?"]);
    assert_eq!((folder.log_text(), folder.file_count()), (before, 1));
}

#[test]
fn a_likely_duplicate_needs_a_word() {
    let folder = Folder::with_rows("");
    assert_eq!(folder.add_event(&LOSSES).status, 0);
    let before = folder.log_text();
    folder.add_event(&LOSSES).assert_refused(&["error[duplicate]", "on line 2", "--distinct"]);
    assert_eq!(folder.log_text(), before);
    let said = folder.add_event(&[&LOSSES[..], &["--distinct", "--yes"]].concat());
    assert_eq!((said.status, said.stdout.as_str()), (0, "2025-06-02.losses.invader-2\n"));
}

#[test]
fn an_event_is_withdrawn_by_a_row() {
    let folder = Folder::with_rows(ROWS);
    let said = folder.run_evidence(&["retract", "two-sided", "--event", "poll"], &["--why", "the sample was wrong"]);
    assert_eq!((said.status, said.stdout.as_str()), (0, "retract.poll\n"), "{}", said.stderr);
    assert!(
        folder.log_text().ends_with("retract.poll,retract,2025-06-20,,,,,,,withdrawn,1,,poll,,the sample was wrong\n")
    );
    let list = folder.run_evidence(&["list", "two-sided"], &["--kind", "opinion", "--json", "-q"]).parse_json();
    assert!(list["events"].as_array().is_some_and(Vec::is_empty));
    folder
        .run_evidence(&["retract", "two-sided", "--event", "pol"], &[])
        .assert_refused(&["unknown-id", "did you mean `poll`?"]);
    folder
        .run_evidence(&["retract", "two-sided", "--event", "may"], &["--known", "2025-06-01"])
        .assert_refused(&["known-too-early"]);
}

#[test]
fn where_nothing_can_be_written_the_run_fails() {
    let path = "/no/such/folder/log.csv";
    let said = run_standoff(["evidence", "add", "two-sided", "--evidence", path].into_iter().chain(LOSSES));
    assert_eq!((said.status, said.stdout.as_str()), (1, ""));
    assert!(said.stderr.contains(path) && said.stderr.contains("as it was"));
    let folder = Folder::without_log();
    fs::create_dir(folder.log_path()).unwrap();
    folder.add_event(&LOSSES).assert_refused(&["cannot be read"]);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_rights_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::without_log();
    let real = folder.0.path().join("real.csv");
    fs::write(&real, format!("{HEADER}\n")).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&real, folder.log_path()).unwrap();
    assert_eq!(folder.add_event(&LOSSES).status, 0);
    assert!(fs::symlink_metadata(folder.log_path()).unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().contains("losses"));
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn the_kinds_are_listed() {
    let kinds = run_standoff(["evidence", "kinds", "--json"]).parse_json();
    assert_eq!(kinds.as_array().map(Vec::len), Some(27));
    assert_eq!((kinds[7]["kind"].as_str(), kinds[7]["value"]["unit"].as_str()), (Some("area-held"), Some("km2")));
    let page = run_standoff(["evidence", "kinds"]).stdout;
    assert!(page.contains("talks-round · CONSULT") && page.lines().all(|line| line.chars().count() <= 100));
}

/// The words of a ceasefire in the small scenario.
const CEASEFIRE: [&str; 12] = [
    "--kind",
    "ceasefire",
    "--date",
    "2025-08-05",
    "--party",
    "invader;defender",
    "--answer",
    "in-effect",
    "--source",
    "press",
    "--confidence",
    "0.9",
];

#[test]
fn the_record_of_a_scenario_is_its_log() {
    let listed = |rest: &[&str]| run_standoff([&["evidence", "list", "--json", "-q"][..], rest].concat()).parse_json();
    let (own, default) = (listed(&["ukraine-2025-12"]), listed(&[]));
    assert_eq!((own["rows"].as_u64(), &own), (Some(558), &default));
    let days: Vec<&str> = own["events"].as_array().unwrap().iter().filter_map(|event| event["date"].as_str()).collect();
    assert!(days.len() > 500 && days.is_sorted());
    assert_eq!(listed(&["--no-record"])["rows"].as_u64(), Some(0));
    let checked = |rest: &[&str]| run_standoff([&["evidence", "check"][..], rest].concat()).stdout;
    assert!(checked(&[]).starts_with("ok, no warnings: rows 558, standing 557"));
    assert!(checked(&["two-sided"]).starts_with("ok, no warnings: rows 0, standing 0"));
    let folder = Folder::with_rows("ban,sanction,2025-12-04,,invader,,imposed,,,press,1,,,,\n");
    let path = folder.log_path();
    let path = path.to_str().unwrap();
    assert!(checked(&[path]).contains("rows 559") && checked(&["--evidence", path]).contains("rows 559"));
    assert!(checked(&[path, "--no-record"]).contains("rows 1,"));
    assert_eq!(folder.run_evidence(&["list"], &["--json", "-q"]).parse_json()["rows"].as_u64(), Some(559));
}

#[test]
fn a_row_may_correct_or_withdraw_one_of_the_record() {
    let folder = Folder::without_log();
    let record = run_standoff(["evidence", "list", "--kind", "opinion", "--json", "-q"]).parse_json();
    let first = record["events"][0]["id"].as_str().unwrap();
    let said = folder.run_evidence(&["retract", "--event", first], &["--known", "2025-12-05"]);
    assert_eq!((said.status, said.stdout.as_str(), said.stderr.as_str()), (0, &*format!("retract.{first}\n"), ""));
    let left = folder.run_evidence(&["list"], &["--kind", "opinion", "--json", "-q"]).parse_json();
    assert_eq!(left["events"].as_array().unwrap().len() + 1, record["events"].as_array().unwrap().len());
    folder.run_evidence(&["retract", "--event", first], &["--no-record"]).assert_refused(&["unknown-id"]);
    let area =
        ["--kind", "area-held", "--party", "invader", "--unit", "km2", "--source", "maps", "--confidence", "0.9"];
    let of = ["--date", "2025-11-30", "--known", "2025-12-05", "--value", "116000", "--replaces", "area-2025-11-30"];
    let said = folder.run_evidence(&["add"], &[&area[..], &of].concat());
    assert_eq!((said.status, said.stdout.as_str()), (0, "2025-11-30.area-held.invader\n"), "{}", said.stderr);
    folder.run_evidence(&["add"], &[&area[..], &of, &["--no-record"]].concat()).assert_refused(&["unknown-id"]);
}

#[test]
fn a_file_in_the_folder_of_the_record_counts_once() {
    let folder = Folder::without_log();
    let path = |name: &str| folder.0.path().join(name).to_str().unwrap().to_owned();
    fs::create_dir(path("evidence")).unwrap();
    fs::write(path("evidence/log.csv"), format!("{HEADER}\n{ROWS}")).unwrap();
    let scenario = standoff_scenario_text();
    fs::write(path("scenario.toml"), scenario).unwrap();
    let (war, log) = (path(""), path("evidence/log.csv"));
    let said = run_standoff(["evidence", "add", &war, "--evidence", &log].into_iter().chain(CEASEFIRE));
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    let listed = run_standoff(["evidence", "list", &war, "--evidence", &log, "--json", "-q"]).parse_json();
    assert_eq!(listed["rows"].as_u64(), Some(4));
    assert_eq!(run_standoff(["evidence", "list", &war, "--json", "-q"]).parse_json(), listed);
}

/// The small scenario as a file.
fn standoff_scenario_text() -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/two-sided/scenario.toml");
    fs::read_to_string(root).unwrap()
}

#[test]
fn a_preview_shows_the_shift_before_a_row_is_written() {
    let folder = Folder::without_log();
    let more_land =
        ["--kind", "area-held", "--date", "2025-09-05", "--party", "invader", "--value", "2200", "--unit", "km2"];
    let said = folder
        .add_event(&[&more_land[..], &["--source", "maps", "--confidence", "0.95", "--preview", "--yes"]].concat());
    assert_eq!((said.status, said.stdout.as_str()), (0, "2025-09-05.area-held.invader\n"), "{}", said.stderr);
    assert!(
        said.stderr.starts_with("What the event would change") && said.stderr.contains("4 · What would change it?")
    );
    let row = said.stderr.lines().find(|line| line.contains("area lost")).unwrap();
    let plain = |word: &str| word.replace(',', "").parse().unwrap();
    let figures: Vec<f64> = row.split_whitespace().rev().take(4).map(plain).collect();
    let [error, difference, with, without] = figures[..] else { panic!("{row}") };
    assert!(difference >= error && with > without, "{row}");
    assert!(folder.log_text().contains("area-held,2025-09-05"));
}

#[test]
fn what_is_only_carried_shows_no_shift() {
    let folder = Folder::without_log();
    let ban = ["--kind", "sanction", "--party", "invader", "--answer", "imposed", "--source", "press"];
    let rest = ["--date", "2025-11-05", "--confidence", "1", "--preview"];
    let said = folder.add_event(&[&ban[..], &rest].concat());
    assert_eq!((said.status, said.stdout.as_str()), (0, "2025-11-05.sanction.invader\n"));
    assert!(said.stderr.contains("No shift: this kind is kept and not used by the model."), "{}", said.stderr);
}

#[test]
fn without_a_terminal_nothing_is_previewed_unless_asked_for() {
    for rest in [&[][..], &["--yes"], &["--no-preview"], &["--preview", "--no-preview"]] {
        let said = Folder::without_log().add_event(&[&CEASEFIRE[..], rest].concat());
        assert_eq!((said.status, said.stderr.as_str()), (0, ""), "{rest:?}");
    }
    let late = ["--known", "2029-01-01", "--preview"];
    let said = Folder::without_log().add_event(&[&CEASEFIRE[..], &late].concat());
    assert!(said.status == 0 && said.stderr.contains("no preview: 2029-01-01 is beyond the horizon of 36 months"));
}

#[test]
fn an_impossible_event_is_said_and_may_be_written() {
    let folder = Folder::without_log();
    let far =
        ["--kind", "area-held", "--date", "2025-07-20", "--party", "invader", "--value", "9000000", "--unit", "km2"];
    let said = folder.add_event(&[&far[..], &["--source", "press", "--confidence", "1", "--preview"]].concat());
    assert_eq!((said.status, said.stdout.as_str()), (0, "2025-07-20.area-held.invader\n"));
    for word in ["An impossible event", "area held: impossible in every state", "It may be written all the same"] {
        assert!(said.stderr.contains(word), "{}", said.stderr);
    }
    let ceasefire = folder.add_event(&[&CEASEFIRE[..], &["--preview"]].concat());
    let words = ceasefire.stderr.split_whitespace().collect::<Vec<&str>>().join(" ");
    assert!(words.contains("with the event or without it"), "{words}");
}

/// The time until the program listens depends on the machine, so this test waits longer each time until it did.
#[cfg(unix)]
#[test]
fn a_preview_that_is_interrupted_writes_nothing() {
    let folder = Folder::without_log();
    let stopped = |said: &ProgramOutput| said.stderr.contains("stopping: nothing is written");
    let said = [1, 2, 4, 8].into_iter().map(|seconds| interrupted_after(seconds, &folder)).find(stopped).unwrap();
    assert_eq!((said.status, said.stdout.as_str(), folder.file_count()), (1, "", 0));
    assert!(said.stderr.contains("nothing was written"));
}

#[cfg(unix)]
fn interrupted_after(seconds: u64, folder: &Folder) -> ProgramOutput {
    use std::process::{Command, Stdio};
    let mut command = Command::new(env!("CARGO_BIN_EXE_standoff"));
    command.args(["evidence", "add", "--preview", "--evidence"]).arg(folder.log_path());
    command.args(CEASEFIRE.map(|word| if word == "2025-08-05" { "2025-12-05" } else { word }));
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_secs(seconds));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    crate::program_output(child.wait_with_output().unwrap())
}

/// A scenario of the user's own, in a folder with whatever else the test puts there.
fn own_scenario() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios/two-sided/scenario.toml");
    fs::copy(scenario, folder.path().join("scenario.toml")).unwrap();
    let path = folder.path().to_str().unwrap().to_owned();
    (folder, path)
}

fn log_of(id: &str) -> String {
    format!("{HEADER}\n{id},losses,2025-06-02,,invader,,,900,people,press,1,,,,\n")
}

/// What is read of a record's folder, what is not, and what nobody would miss.
#[test]
fn nothing_in_the_folder_of_a_record_is_dropped_without_a_word() {
    let (folder, path) = own_scenario();
    let record = folder.path().join("evidence");
    fs::create_dir_all(record.join("older")).unwrap();
    for (name, text) in [
        ("JUNE.CSV", log_of("one")),
        ("july.csv", log_of("two")),
        ("log.csv.txt", log_of("three")),
        ("log.xlsx", "PK".to_owned()),
        ("README.md", "Sources".to_owned()),
        (".DS_Store", "\0".to_owned()),
        ("._june.csv", "\0".to_owned()),
        (".~lock.june.csv#", ",me".to_owned()),
        ("~$june.csv", "\0".to_owned()),
        ("june.csv~", log_of("four")),
    ] {
        fs::write(record.join(name), text).unwrap();
    }
    for verb in [&["evidence", "list", &path][..], &["evidence", "check", &path]] {
        let said = run_standoff(verb.iter().copied());
        assert_eq!(said.status, 0, "{}", said.stderr);
        for words in [
            "log.csv.txt is not read: its name must end in .csv or .json",
            "log.xlsx is not read: it is neither .csv nor .json",
            "older is not read: folders in it are not searched",
        ] {
            assert!(said.stderr.contains(words), "no {words:?} in:\n{}", said.stderr);
        }
        assert_eq!(said.stderr.matches("is not read").count(), 3, "{}", said.stderr);
    }
    let said = run_standoff(["evidence", "list", &path, "--json", "--quiet"]).parse_json();
    assert_eq!(said["rows"], 2, "{said}");
}

#[cfg(unix)]
#[test]
fn a_record_that_is_no_folder_is_an_error() {
    let (folder, path) = own_scenario();
    let record = folder.path().join("evidence");
    let refused = |words: &[&str]| run_standoff(["evidence", "list", &path]).assert_refused(words);
    fs::write(&record, log_of("one")).unwrap();
    refused(&["this is a file", "a folder of logs", "--evidence"]);
    fs::remove_file(&record).unwrap();
    std::os::unix::fs::symlink(folder.path().join("gone"), &record).unwrap();
    refused(&["a link that leads nowhere"]);
    fs::remove_file(&record).unwrap();
    fs::create_dir(&record).unwrap();
    std::os::unix::fs::symlink(folder.path().join("gone"), record.join("log.csv")).unwrap();
    refused(&["log.csv", "cannot be read"]);
    fs::remove_dir_all(&record).unwrap();
    // Another spelling is another folder, if the system tells them apart.
    fs::create_dir(folder.path().join("Evidence")).unwrap();
    if fs::metadata(&record).is_err() {
        let said = run_standoff(["evidence", "list", &path]);
        assert!(
            said.status == 0 && said.stderr.contains("the name of the folder must be `evidence`"),
            "{}",
            said.stderr
        );
    }
}

/// A file whose name is no UTF-8, and a cell with line ends.
#[cfg(unix)]
#[test]
fn a_cell_may_hold_line_ends_and_a_name_any_bytes() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(OsStr::from_bytes(b"log\xff.csv"));
    let rows = "a,losses,2025-06-02,,invader,,,900,people,press,1,,,,\"first\nsecond, \"\"third\"\"\"\nb,losses,2025-06-03,,invader,,,900,people,press,1,,,,x\n";
    fs::write(&path, format!("{HEADER}\n{rows}")).unwrap();
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_standoff"));
    let said = crate::program_output(command.args(["evidence", "check", "two-sided"]).arg(&path).output().unwrap());
    assert_eq!(said.status, 0, "{}", said.stderr);
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_standoff"));
    let command = command.args(["evidence", "list", "two-sided", "--json", "--quiet", "--evidence"]).arg(&path);
    let said = crate::program_output(command.output().unwrap()).parse_json();
    assert_eq!(said["events"][0]["note"], "first second, \"third\"", "{said}");
}
