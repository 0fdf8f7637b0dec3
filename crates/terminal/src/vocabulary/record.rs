//! The record that an answer starts from, in a sentence.

use standoff_lab::ensemble::record_summary::{RecordSummary, WithoutRecord};
use standoff_lab::report_months::NEAR_MONTHS;
use standoff_prose::numbers::Chance;
use standoff_prose::words::{count_months, count_things};

/// "Without the record (556 events to 2025-12-05): holds 12 months in about 14 of 20, war ended in about 4 of 20."
pub fn record_sentence(record: &RecordSummary) -> String {
    let used = format!("{} to {}", count_things(record.events, "event"), record.until);
    let named = record.without.iter().rfind(|at| at.months <= NEAR_MONTHS);
    match named {
        Some(at) => format!("Without the record ({used}): {}.", chances_without(record, at)),
        None => format!("On the record: {used}."),
    }
}

fn chances_without(record: &RecordSummary, at: &WithoutRecord) -> String {
    let holds = Chance::new(at.p, at.mc_error, record.without_runs).futures();
    let ended = Chance::new(at.ended, at.ended_mc_error, record.without_runs).futures();
    format!("holds {} in {holds}, war ended in {ended}", count_months(at.months))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(events: usize, without: Vec<WithoutRecord>) -> RecordSummary {
        RecordSummary {
            events,
            until: "2025-12-05".to_owned(),
            without,
            without_runs: 10_240,
            ..RecordSummary::default()
        }
    }

    #[test]
    fn the_line_names_twelve_months_or_the_horizon() {
        let at = |months, p, ended| WithoutRecord {
            months,
            p,
            mc_error: 0.004,
            settled: 0.5 * ended,
            settled_mc_error: 0.004,
            ended,
            ended_mc_error: 0.004,
        };
        let both = record(556, vec![at(6, 0.9, 0.1), at(12, 0.7, 0.2)]);
        let expected = "Without the record (556 events to 2025-12-05): holds 12 months in about 14 of 20, war ended in about 4 of 20.";
        assert_eq!(record_sentence(&both), expected);
        let short = record(1, vec![at(6, 0.9, 0.1)]);
        assert!(record_sentence(&short).starts_with("Without the record (1 event to 2025-12-05): holds 6 months in"));
        assert_eq!(record_sentence(&record(2, Vec::new())), "On the record: 2 events to 2025-12-05.");
    }
}
