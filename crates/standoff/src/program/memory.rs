//! How much memory the futures of a forecast will take, said before they are simulated.

use crate::program::output::{Failure, tell_user};
use standoff::scenario::{Diagnostic, Scenario};

/// Bytes that a future takes besides its months, and a month of it: all futures are kept until the answer is measured, since
/// every quantile is exact. The growth of the peak from 100,000 to 500,000 futures of `two-sided` (2.08 kB at 36 months), and from
/// 20,000 to 120,000 of the default war (2.67 kB at 60), rounded up.
const FUTURE_BYTES: u64 = 1200;
const MONTH_BYTES: u64 = 25;

/// Bytes from which the size is told.
const WORTH_TELLING: u64 = 1_000_000_000;

/// Refuses a shard that this machine has no memory for: while futures are written, they are there twice (3.1 and 5.0 kB measured as
/// above). A merge reads one part after the other, and takes less than an ensemble that was never cut (1.5 and 2.3 kB).
pub fn check_memory_of_shard(runs: usize, scenario: &Scenario, quiet: bool) -> Result<(), Failure> {
    check_memory_of(runs, 2 * bytes_of_future(scenario), quiet)
}

/// Refuses an ensemble that this machine has no memory for, and tells of a large one.
pub fn check_memory(runs: usize, scenario: &Scenario, quiet: bool) -> Result<(), Failure> {
    check_memory_of(runs, bytes_of_future(scenario), quiet)
}

fn bytes_of_future(scenario: &Scenario) -> u64 {
    FUTURE_BYTES + MONTH_BYTES * (u64::from(scenario.horizon_months) + 1)
}

fn check_memory_of(runs: usize, each: u64, quiet: bool) -> Result<(), Failure> {
    let told = judge_memory(runs as u64, each, available_bytes())
        .map_err(|refusal| Failure::argument("--runs", &runs.to_string(), *refusal))?;
    if let Some(words) = told.filter(|_| !quiet) {
        tell_user(&words);
    }
    Ok(())
}

/// What is said of so many futures of so many bytes each, if anything; or why there is no room for them.
fn judge_memory(runs: u64, each: u64, available: Option<u64>) -> Result<Option<String>, Box<Diagnostic>> {
    let needed = each.saturating_mul(runs);
    match available {
        Some(available) if needed > available => {
            let (takes, spare) = (in_gigabytes(needed), in_gigabytes(available));
            let message = format!("{runs} futures take about {takes}, and this machine has {spare} to spare");
            let refusal = Diagnostic::error("too-many-runs", message)
                .allowed(format!("at most {} here", available / each))
                .hint("a tenth of the futures makes the error of a chance three times as large");
            Err(Box::new(refusal))
        }
        _ => Ok((needed >= WORTH_TELLING)
            .then(|| format!("{runs} futures will take about {} of memory", in_gigabytes(needed)))),
    }
}

fn in_gigabytes(bytes: u64) -> String {
    format!("{:.1} GB", bytes as f64 / 1e9)
}

/// Memory that programs can still take, where the system says so: of the machine, or of the container that they run in.
#[cfg(target_os = "linux")]
fn available_bytes() -> Option<u64> {
    let number = |name: &str| -> Option<u64> {
        std::fs::read_to_string(format!("/sys/fs/cgroup/{name}")).ok()?.trim().parse().ok()
    };
    let of_container = number("memory.max").map(|most| most.saturating_sub(number("memory.current").unwrap_or(0)));
    of_machine().into_iter().chain(of_container).min()
}

#[cfg(target_os = "linux")]
fn of_machine() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(1024)
}

#[cfg(not(target_os = "linux"))]
fn available_bytes() -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::judge_memory;

    #[test]
    fn large_ensembles_are_told_and_too_large_ones_refused() {
        assert_eq!(judge_memory(10_240, 1744, Some(8_000_000_000)), Ok(None));
        let told = judge_memory(1_000_000, 1744, Some(8_000_000_000)).unwrap();
        assert_eq!(told.as_deref(), Some("1000000 futures will take about 1.7 GB of memory"));
        let refused = judge_memory(10_000_000, 1744, Some(8_000_000_000)).unwrap_err();
        assert!(refused.message.contains("17.4 GB") && refused.message.contains("8.0 GB"), "{}", refused.message);
        assert!(judge_memory(10_000_000, 1744, None).is_ok());
    }
}
