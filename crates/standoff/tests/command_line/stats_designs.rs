//! Designs of `standoff stats`, rows that are missing from them, and measures that need no design.

use crate::{program_output, run_standoff};
use assert_cmd::Command;
use serde_json::Value;
use std::f64::consts::PI;
use std::fs;
use std::path::{Path, PathBuf};

/// Runs `standoff stats`.
fn run(arguments: &[&str]) -> crate::ProgramOutput {
    run_standoff(["stats"].into_iter().chain(arguments.iter().copied()))
}

/// An answer in JSON; notes on stderr are allowed.
fn answer(arguments: &[&str]) -> Value {
    let said = run(&[arguments, &["--json"]].concat());
    assert_eq!(said.status, 0, "{}", said.stderr);
    serde_json::from_str(&said.stdout).unwrap()
}

/// A design with a column `out`, computed from its rows, as a file.
fn with_output(design: &str, path: &Path, model: impl Fn(&[f64]) -> f64) {
    let mut lines = design.lines();
    let mut text = format!("{},out\n", lines.next().unwrap());
    for line in lines {
        let values: Vec<f64> = line.split(',').map(|word| word.parse().unwrap()).collect();
        text.push_str(&format!("{line},{}\n", model(&values)));
    }
    fs::write(path, text).unwrap();
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

/// Ishigami's function, with its shares in closed form.
#[test]
fn a_sampled_design_recovers_ishigami() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.csv");
    let bounds = format!("={}..{PI}", -PI);
    let bounds: Vec<String> = ["b", "c", "a"].iter().map(|name| format!("{name}{bounds}")).collect();
    let names: Vec<&str> = bounds.iter().map(String::as_str).collect();
    let sample = [&["sobol", "sample", "--size", "2048", "--pairs", "--seed", "3", "--bounds"], &names[..]].concat();
    let design = run(&sample);
    assert_eq!((design.status, design.stderr.as_str(), design.stdout.lines().next()), (0, "", Some("b,c,a")));
    assert_eq!(design.stdout.lines().count(), 1 + 2048 * 8);
    assert_eq!(run(&sample).stdout, design.stdout);
    with_output(&design.stdout, &path, |x| x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin());
    let v1 = 0.5 * (1.0 + 0.1 * PI.powi(4) / 5.0).powi(2);
    let (v2, v13) = (49.0 / 8.0, 0.01 * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0));
    let all = v1 + v2 + v13;
    let exact = [[v1 / all, (v1 + v13) / all], [v2 / all, v2 / all], [0.0, v13 / all]];
    for paired in [&[][..], &["--paired"]] {
        let ask = [&["sobol", path.to_str().unwrap(), "--output", "out", "--resamples", "10"], paired].concat();
        let found = answer(&ask);
        assert_eq!((&found["blocks"], &found["rows_left_out"]), (&2048.into(), &0.into()));
        for ((input, exact), name) in found["inputs"].as_array().unwrap().iter().zip(exact).zip(["b", "c", "a"]) {
            assert_eq!(input["input"], name);
            for (key, exact) in ["first", "total"].into_iter().zip(exact) {
                assert!((number(&input[key]["value"]) - exact).abs() < 0.03, "{name} {key} {exact}: {input}");
            }
        }
    }
}

/// The columns of SALib's own design are in the same order of rows: what it writes is read, and moved columns too.
#[test]
fn the_order_of_rows_is_that_of_salib() {
    let oracle = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/oracle/sensitivity.json");
    let oracle: Value = serde_json::from_str(&fs::read_to_string(oracle).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("salib.csv");
    let rows = oracle["saltelli_rows"].as_array().unwrap();
    for (head, order) in [("x1,x2,x3,out", [0, 1, 2, 3]), ("x3,out,x1,x2", [2, 3, 0, 1])] {
        let line = |row: &Value| order.map(|place| row[place].to_string()).join(",");
        fs::write(&path, format!("{head}\n{}\n", rows.iter().map(line).collect::<Vec<_>>().join("\n"))).unwrap();
        let found = answer(&["sobol", path.to_str().unwrap(), "--output", "out"]);
        let names: Vec<&str> =
            found["inputs"].as_array().unwrap().iter().map(|input| input["input"].as_str().unwrap()).collect();
        assert_eq!((number(&found["blocks"]), names), (16.0, vec!["x1", "x2", "x3"]));
    }
}

#[test]
fn sampled_trajectories_recover_slopes() {
    let folder = tempfile::tempdir().unwrap();
    let (design, runs) = (folder.path().join("design.csv"), folder.path().join("runs.csv"));
    let bounds = ["--bounds", "x=0.1..0.3", "y=-5..5"];
    let file = ["--output", design.to_str().unwrap()];
    let sample = [&["morris", "sample", "--size", "6"], &bounds[..], &file].concat();
    assert_eq!(
        (run(&sample).status, run(&["morris", "sample", "--size", "6", "--levels", "3", "--bounds", "x=0..1"]).status),
        (0, 2)
    );
    run(&sample).assert_refused(&["the file exists already", "--force"]);
    assert_eq!(run(&[&sample[..], &["--force"]].concat()).status, 0);
    with_output(&fs::read_to_string(&design).unwrap(), &runs, |x| 10.0 * x[0] - x[1]);
    let found = answer(&[&["morris", runs.to_str().unwrap(), "--output", "out"], &bounds[..]].concat());
    assert_eq!(found["trajectories"], 6);
    for (input, slope) in found["inputs"].as_array().unwrap().iter().zip([2.0, -10.0]) {
        assert!((number(&input["mu"]) - slope).abs() < 1e-9);
    }
    let outside = ["morris", runs.to_str().unwrap(), "--output", "out", "--bounds", "x=0..1", "y=0..1"];
    run(&outside).assert_refused(&["in column `y` lies outside its range", "runs.csv:", "allowed: 0 to 1", "y=-5..5"]);
}

#[test]
fn a_design_may_be_parquet_and_continued() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("design.parquet");
    let path = path.to_str().unwrap();
    let sample = |rest: &[&str]| run(&[&["sobol", "sample", "--bounds", "x=0..1", "y=0..1"], rest].concat());
    assert_eq!(sample(&["--size", "4", "--output", path]).status, 0);
    let ask = ["prim", path, "--output", "y", "--above", "0.5", "--json"];
    assert_eq!(run(&ask).status, 0);
    let (whole, later) = (sample(&["--size", "8"]).stdout, sample(&["--size", "4", "--skip", "4"]).stdout);
    assert!(whole.ends_with(later.split_once('\n').unwrap().1));
    sample(&["--size", "65536", "--skip", "1"]).assert_refused(&["of the points, 65535 lie beyond", "--size"]);
    assert!(sample(&["--size", "5"]).stderr.contains("note: 5 is no power of two"));
    run(&["sobol", "sample", "--bounds", "x=0..1", "x=0..2"]).assert_refused(&["`x` has two ranges"]);
    run(&["sobol", "sample"]).assert_refused(&["--bounds"]);
    run(&["sobol"]).assert_refused(&["--output"]);
}

/// Whatever is wrong with one block, the hint that is given leads to an answer; where it would not, it is not given.
#[test]
fn the_hint_for_an_incomplete_design_ends_in_success() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.csv");
    for (verb, rows_of_block) in [("sobol", 6), ("morris", 3)] {
        let pairs: &[&str] = if verb == "sobol" { &["--pairs"] } else { &[] };
        let sample = [&[verb, "sample", "--size", "8", "--bounds", "x=0..1", "y=0..1"], pairs].concat();
        with_output(&run(&sample).stdout, &path, |x| x[0] + 2.0 * x[1] + x[0] * x[1]);
        let whole = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = whole.lines().collect();
        let gap = |value: &str, line: usize| {
            let cut = lines[line].rsplit_once(',').unwrap().0;
            lines
                .iter()
                .enumerate()
                .map(|(at, one)| if at == line { format!("{cut},{value}") } else { (*one).to_owned() })
                .collect::<Vec<_>>()
        };
        let without = |line: usize| {
            lines.iter().enumerate().filter(|(at, _)| *at != line).map(|(_, one)| (*one).to_owned()).collect()
        };
        let faults: [Vec<String>; 6] =
            [gap("", 4), gap("NaN", 1), gap("inf", lines.len() - 1), without(1), without(8), without(lines.len() - 1)];
        for fault in faults {
            fs::write(&path, fault.join("\n")).unwrap();
            let ask = [verb, path.to_str().unwrap(), "--output", "out"];
            let said = run(&ask);
            said.assert_refused(&["help: add --drop-incomplete to leave out what is not whole: 1 "]);
            let found = answer(&[&ask[..], &["--drop-incomplete"]].concat());
            let blocks = &found[if verb == "sobol" { "blocks" } else { "trajectories" }];
            assert_eq!((blocks, &found["blocks_left_out"]), (&7.into(), &1.into()));
            assert_eq!(number(&found["rows_left_out"]), number(&found["rows"]) - 7.0 * f64::from(rows_of_block));
            let page = run(&[&ask[..], &["--drop-incomplete"]].concat()).stdout;
            assert!(page.contains("Left out as not whole: 1 "), "{page}");
        }
        let two: Vec<&str> = lines[..=rows_of_block as usize].to_vec();
        fs::write(&path, two.join("\n")).unwrap();
        let said = run(&[verb, path.to_str().unwrap(), "--output", "out"]);
        assert!(said.status == 2 && !said.stderr.contains("--drop-incomplete"), "{}", said.stderr);
    }
}

#[test]
fn shares_need_no_design() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.csv");
    let row = |row: u32| {
        let (x, y, on) = (row * 7919 % 1000, row * 104_729 % 1009, row.is_multiple_of(2));
        format!("{x},{y},{on},r{row},{}\n", 2 * x + if on { 500 } else { 0 })
    };
    fs::write(&path, format!("x,y,on,name,out\n{}", (0..1000).map(row).collect::<String>())).unwrap();
    let ask = ["shares", path.to_str().unwrap(), "--output", "out"];
    let said = run(&ask);
    assert_eq!(said.status, 0, "{}", said.stderr);
    assert!(
        said.stderr.contains("note: inputs are x, y, on") && said.stderr.contains("note: no inputs are name (text)")
    );
    assert!(said.stdout.contains("What each input explains alone"));
    let found = answer(&ask);
    let first = |place: usize| number(&found["inputs"][place]["first"]["value"]);
    let floor = number(&found["inputs"][1]["noise_floor"]);
    assert!((0.8..0.9).contains(&first(0)) && first(1) < floor && (0.1..0.2).contains(&first(2)), "{found}");
    run(&["shares", path.to_str().unwrap(), "--output", "out", "--classes", "600"])
        .assert_refused(&["take fewer --classes"]);
}

/// The glove game: one left glove and two right ones (Owen 1995).
#[test]
fn gloves_are_shared() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gloves.csv");
    let text = "left,\"right, old\",right,v\n0,0,0,0\n1,0,0,0\n0,1,0,0\n0,0,1,0\n1,1,0,1\n1,0,1,1\n0,1,1,0\n1,1,1,1\n";
    fs::write(&path, text).unwrap();
    let ask =
        ["shapley", path.to_str().unwrap(), "--output", "v", "--causes", "left,\"right, old\"", "--causes", "right"];
    let found = answer(&ask);
    for (cause, exact) in found["causes"].as_array().unwrap().iter().zip([2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]) {
        assert!((number(&cause["share"]) - exact).abs() < 1e-12, "{found}");
    }
    assert!(run(&ask).stdout.contains("the shares sum to the difference"));
    fs::write(&path, text.replace("1,1,1,1\n", "")).unwrap();
    run(&ask).assert_refused(&["no row has left = 1, right, old = 1, right = 1; 1 of 8 combinations"]);
}

/// True and false, and text of a few words, are inputs; whatever is not is named with the reason.
#[test]
fn default_inputs_leave_nothing_out_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.csv");
    let row = |row: u32| {
        let (colour, on) = (["red", "green", "blue"][row as usize % 3], row % 5 < 2);
        format!("{colour},{on},{},id{row},,{}\n", row * 7 % 100, u8::from(colour == "red" && on))
    };
    fs::write(&path, format!("colour,on,size,id,none,out\n{}", (0..300).map(row).collect::<String>())).unwrap();
    let said = run(&["prim", path.to_str().unwrap(), "--output", "out", "--json"]);
    assert!(said.stderr.contains("note: inputs are colour, on, size\n"), "{}", said.stderr);
    assert!(
        said.stderr.contains("note: no inputs are id (text of more than 50 words), none (no value)"),
        "{}",
        said.stderr
    );
    let found: Value = serde_json::from_str(&said.stdout).unwrap();
    let limits = &found["searches"][0]["box"]["limits"];
    assert_eq!((&limits[0]["among"], &limits[1]["among"]), (&serde_json::json!(["red"]), &serde_json::json!(["true"])));
    for verb in ["sobol", "morris", "shares"] {
        let said = run(&[verb, path.to_str().unwrap(), "--output", "out"]);
        assert!(said.stderr.contains("note: inputs are on, size\n"), "{}", said.stderr);
        assert!(
            said.stderr.contains("note: no inputs are colour (text), id (text), none (no value)"),
            "{}",
            said.stderr
        );
    }
}

/// A name with a comma or a quotation mark can be said, and lists may be repeated.
#[test]
fn names_are_listed_as_in_csv() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.csv");
    let rows: String = (0..40).map(|row| format!("{row},{},{},{}\n", row * 3 % 40, row * 7 % 40, row / 20)).collect();
    fs::write(&path, format!("\"a,b\",\"say \"\"x\"\"\",c,out\n{rows}")).unwrap();
    for inputs in
        [&["--inputs", "\"a,b\",c"][..], &["--inputs", "c", "--inputs", "\"a,b\""], &["--inputs", "\"say \"\"x\"\"\""]]
    {
        assert_eq!(answer(&[&["prim", path.to_str().unwrap(), "--output", "out"], inputs].concat())["cases"], 20);
    }
    run(&["prim", path.to_str().unwrap(), "--output", "out", "--inputs", "a,b"]).assert_refused(&["no column `a`"]);
    run(&["prim", path.to_str().unwrap(), "--output", "out", "--inputs", "a,,b"]).assert_refused(&["quotation marks"]);
    // The table itself may come from standard input.
    let mut command = Command::new(env!("CARGO_BIN_EXE_standoff"));
    let command =
        command.args(["stats", "prim", "-", "--output", "out", "--json"]).write_stdin(fs::read(&path).unwrap());
    assert_eq!(program_output(command.output().unwrap()).status, 0);
}

#[test]
fn what_cannot_be_compared_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    for (rows, reason) in [
        ("1,1,a\n2,1,a\n", "there is only one group, a"),
        ("1,0,a\n2,0,b\n", "nothing ended in any group"),
        ("1,0,a\n2,1,b\n", "nothing ended while two groups were under observation"),
    ] {
        fs::write(&path, format!("t,e,g\n{rows}")).unwrap();
        let ask = ["survival", path.to_str().unwrap(), "--time", "t", "--event", "e", "--group", "g"];
        assert_eq!(answer(&ask)["log_rank_missing"], reason);
        assert!(run(&ask).stdout.contains(&format!("The groups are not compared: {reason}.")));
    }
    fs::write(&path, "x,y,z\n.1,.2,.3\n.9,.2,1.1\n.1,.7,.8\n.9,.7,1.6\n").unwrap();
    let one = run(&["sobol", path.to_str().unwrap(), "--output", "z"]);
    one.assert_refused(&["there is one block of 4 rows, and intervals come from several", "two blocks or more"]);
    assert!(!one.stderr.contains("columns named"));
}

/// One observation, tied ones, or none that ended by a cause tell only one end.
#[test]
fn there_is_no_end_of_an_interval_where_there_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    for (rows, known, unknown, shown) in [
        ("4,1\n", "high", "low", "– to 1.000"),
        ("4,1\n4,1\n", "high", "low", "– to 1.000"),
        ("4,0\n5,1\n", "low", "high", "0.000 to –"),
    ] {
        fs::write(&path, format!("t,e\n{rows}")).unwrap();
        let ask = ["incidence", path.to_str().unwrap(), "--time", "t", "--event", "e", "--at", "4"];
        let found = answer(&ask);
        let cause = &found["curves"][0]["at"][0]["causes"][0];
        assert!(cause[known].is_number() && cause[unknown].is_null() && cause["variance"].is_null(), "{cause}");
        assert!(run(&ask).stdout.contains(shown));
    }
}

#[test]
fn keys_are_documented() {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("t.csv");
    fs::write(&path, "a,v\n0,1\n0,3\n1,10\n1,14\n").unwrap();
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/src/json-keys.md")).unwrap();
    let found = [
        answer(&["shapley", path.to_str().unwrap(), "--output", "v", "--causes", "a"]),
        answer(&["shares", path.to_str().unwrap(), "--output", "v"]),
    ];
    for key in found.iter().flat_map(crate::all_keys) {
        assert!(page.contains(&format!("| `{key}` |")), "`{key}` is not documented");
    }
}
