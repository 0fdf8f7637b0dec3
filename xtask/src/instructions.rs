//! The rule that no kernel executes more instructions than before.
//!
//! Times on a shared machine vary by half; counts of instructions are the same in every run, so that a few per cent more
//! are seen in the change that brings them.

mod callgrind;
mod figures;

use crate::check_error::CheckError;
use callgrind::count_instructions;
use figures::{MARGIN, Verdict, group_digits, judge, read_figures, write_figures};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Kernels of the example `kernel`, each with two counts of repetitions. What the two runs have in common cancels: the
/// figure is the difference for one repetition.
const KERNELS: &[(&str, [u64; 2])] =
    &[("exp", [0, 400]), ("filter", [4, 24]), ("futures", [8, 72]), ("setup", [1, 3]), ("step", [1, 5])];

/// File of the figures.
const FIGURES: &str = "bench/instructions.toml";

/// Counts the instructions of all kernels and compares them with the figures. With `STANDOFF_BLESS` set it writes them
/// anew instead.
///
/// # Errors
///
/// The kernels cannot be built, run or counted here, or the figures cannot be read.
pub fn check_instructions(root: &Path) -> Result<Vec<String>, CheckError> {
    require_vectors()?;
    let path = root.join(FIGURES);
    let text = fs::read_to_string(&path).map_err(|error| CheckError::Unreadable { path: path.clone(), error })?;
    let figures = read_figures(&text).map_err(|line| CheckError::Command(format!("{FIGURES}: no figure: {line}")))?;
    let counts = count_kernels(&build_kernels(root)?)?;
    if std::env::var_os("STANDOFF_BLESS").is_some() {
        fs::write(&path, write_figures(&text, &counts)).map_err(|error| CheckError::Unreadable { path, error })?;
        return Ok(Vec::new());
    }
    Ok(compare(&counts, &figures))
}

/// Faults of counts against the figures. Figures that should be lowered are told and are no fault.
fn compare(counts: &BTreeMap<&str, u64>, figures: &BTreeMap<String, u64>) -> Vec<String> {
    let bless = "STANDOFF_BLESS=1 writes the figures anew";
    let mut faults = Vec::new();
    for (&name, &count) in counts {
        match figures.get(name).map(|&figure| judge(name, count, figure)) {
            None => faults.push(format!("{name}: {FIGURES} has no figure; {bless}")),
            Some(Verdict::Above(fault)) => {
                faults.push(format!("{fault}; at most {:.0} % is allowed. If it must be so, {bless}", 100.0 * MARGIN));
            }
            Some(Verdict::Below(note)) => eprintln!("{note}: lower the figure; {bless}"),
            Some(Verdict::Within) => {}
        }
    }
    let unknown = figures.keys().filter(|name| !counts.contains_key(name.as_str()));
    faults.extend(unknown.map(|name| format!("{name}: {FIGURES} has a figure for a kernel that does not exist")));
    faults
}

/// Fails where the figures do not apply: the widest vectors that valgrind knows are those of AVX2.
fn require_vectors() -> Result<(), CheckError> {
    let flags = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let has_avx2 =
        flags.lines().any(|line| line.starts_with("flags") && line.split_whitespace().any(|flag| flag == "avx2"));
    if cfg!(all(target_os = "linux", target_arch = "x86_64")) && has_avx2 {
        Ok(())
    } else {
        Err(CheckError::Command(format!("the figures of {FIGURES} are those of Linux on x86-64 with AVX2")))
    }
}

/// Builds the example that runs the kernels, as the program is built.
fn build_kernels(root: &Path) -> Result<PathBuf, CheckError> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["build", "--release", "--locked", "--package", "standoff-bench", "--example", "kernel"])
        .arg("--message-format=json-render-diagnostics")
        .current_dir(root)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| CheckError::Cargo(format!("cannot run cargo build: {error}")))?;
    let built = String::from_utf8_lossy(&output.stdout);
    let messages = built.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let program = messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from)).next_back();
    program.filter(|_| output.status.success()).ok_or_else(|| CheckError::Cargo("the kernels do not build".to_owned()))
}

fn count_kernels(program: &Path) -> Result<BTreeMap<&'static str, u64>, CheckError> {
    let scratch = program.with_extension("callgrind");
    let mut counts = BTreeMap::new();
    for &(name, repetitions) in KERNELS {
        let count = |repetitions: u64| count_instructions(program, &[name, &repetitions.to_string()], &scratch);
        let [few, many] = [count(repetitions[0])?, count(repetitions[1])?];
        let each = many.saturating_sub(few) / (repetitions[1] - repetitions[0]);
        eprintln!("{name}: {}", group_digits(each, ','));
        counts.insert(name, each);
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_instructions_absent_figures_and_unknown_ones_are_faults() {
        let figures = BTreeMap::from(["exp", "gone", "step"].map(|name| (name.to_owned(), 1_000)));
        let faults = compare(&BTreeMap::from([("exp", 1_020), ("filter", 7), ("step", 1_100)]), &figures);
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(faults[0].starts_with("filter: bench/instructions.toml has no figure"));
        assert!(faults[1].starts_with("step: 1,100 instructions, 10.0 % above"));
        assert!(faults[2].starts_with("gone:"));
    }

    #[test]
    fn every_kernel_has_a_figure() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let figures = read_figures(&fs::read_to_string(root.join(FIGURES)).unwrap()).unwrap();
        assert!(KERNELS.iter().all(|(name, _)| figures.contains_key(*name)));
        assert_eq!(figures.len(), KERNELS.len());
    }
}
