//! The page as people see it.

use crate::fixture::forecast::{findings, signs};
use standoff_lab::forecast::findings::{Findings, ProbabilityAt, SignedPackage};
use standoff_prose::{Style, column_width};
use standoff_terminal as terminal;
use standoff_terminal::vocabulary;

/// The whole report, with the signs of the fixture.
fn report(findings: &Findings, style: Style) -> String {
    terminal::render_forecast(findings, &signs(), style)
}

#[test]
fn the_whole_page() {
    insta::assert_snapshot!(report(&findings(), Style::plain()));
}

#[test]
fn the_whole_page_in_ascii_at_the_narrowest() {
    let style = Style { width: 80, colour: false, unicode: false };
    let page = report(&findings(), style);
    assert!(page.is_ascii());
    insta::assert_snapshot!(page);
}

#[test]
fn no_line_is_wider_than_the_page() {
    for width in 1..=120 {
        for unicode in [true, false] {
            let style = Style { width, colour: false, unicode };
            let page = report(&findings(), style);
            let widest = page.lines().map(column_width).max().unwrap_or(0);
            assert!(widest <= style.columns(), "{widest} at {width}");
        }
    }
}

#[test]
fn colour_adds_nothing_but_colour() {
    let plain = report(&findings(), Style::plain());
    let coloured = report(&findings(), Style { colour: true, ..Style::plain() });
    assert_ne!(plain, coloured);
    let stripped: String = strip(&coloured);
    let trimmed = |text: &str| text.lines().map(str::trim_end).collect::<Vec<&str>>().join("\n");
    assert_eq!(trimmed(&stripped), trimmed(&plain));
}

fn strip(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, rest)| rest))
}

#[test]
fn a_war_without_great_power_and_coalition_has_its_page() {
    let mut findings = findings();
    findings.provenance.scenario.roles.retain(|role, _| ["invader", "defender"].contains(&role.as_str()));
    findings.costs.truncate(2);
    (findings.order, findings.hold.critical, findings.start.critical_now) = Default::default();
    let page = report(&findings, Style::plain());
    assert!(!page.contains("great power is out"));
    assert!(page.contains("Redland"));
}

#[test]
fn empty_findings_have_a_page() {
    let mut findings = findings();
    (findings.hold.survival, findings.hold.causes, findings.hold.curve) = Default::default();
    (findings.ends, findings.signed, findings.costs, findings.questions) = Default::default();
    (findings.order, findings.paths, findings.drivers) = Default::default();
    (findings.talks.results, findings.talks.stall, findings.talks.tracks) = Default::default();
    (findings.start.packages, findings.benchmark.families) = Default::default();
    (findings.deals, findings.constants) = Default::default();
    findings.benchmark.jeffreys = None;
    assert!(report(&findings, Style::plain()).contains("No package was signed"));
}

#[test]
fn rare_packages_share_a_row() {
    let mut findings = findings();
    let rare = findings.signed[1].clone();
    let mixture = |place: usize| SignedPackage { package: format!("a+b{place}"), share: 0.01, ..rare.clone() };
    findings.signed.extend((0..9).map(mixture));
    let page = report(&findings, Style::plain());
    assert!(page.contains("3 others, together"), "{page}");
}

#[test]
fn without_a_signature_nothing_is_said_about_gains() {
    let mut findings = findings();
    findings.signed.clear();
    (findings.deals.signatures, findings.deals.at_a_loss, findings.deals.why) = (0, None, None);
    let page = report(&findings, Style::plain());
    assert!(page.contains("No package was signed") && page.contains("a settlement has taken effect"));
    assert!(!page.contains("Why this one") && !page.contains("saying no"));
}

#[test]
fn few_runs_give_coarse_numbers() {
    let mut findings = findings();
    findings.runs = 40;
    findings.hold.survival.iter_mut().for_each(|at| at.mc_error = 0.07);
    let page = report(&findings, Style::plain());
    let row = page.lines().find(|line| line.contains("has not broken")).unwrap();
    let numbers: Vec<&str> = row.split_whitespace().filter(|word| word.starts_with("0.")).collect();
    assert_eq!(numbers, ["0.9", "0.7", "0.6", "0.5", "0.4"]);
}

#[test]
fn a_stopped_forecast_and_failed_runs_say_so() {
    let mut findings = findings();
    (findings.interrupted, findings.failed_runs, findings.runs) = (true, 3, 640);
    let page = report(&findings, Style::plain());
    assert!(page.contains("Stopped early: this is the answer from the 640 futures made so far."));
    assert!(page.contains("3 futures failed"));
}

#[test]
fn a_title_cannot_steer_the_terminal() {
    let mut findings = findings();
    findings.provenance.scenario.title = "bad\u{1b}[2J title\u{7}".into();
    findings.questions[0].text = "\u{1b}]0;owned\u{7}".into();
    let page = report(&findings, Style::plain());
    assert!(!page.contains('\u{1b}') && !page.contains('\u{7}'));
}

/// What a column of chances shows, bounds left out.
fn shown(cell: &str) -> Option<f64> {
    cell.parse().ok()
}

/// Whatever the figures: the ends sum to one, the line and the ways to break it do in each month, and the line does not recover.
#[test]
fn shares_sum_to_one_as_printed() {
    let mut findings = findings();
    for turn in 1..400 {
        let number = |place: usize| ((turn * 31 + place * 17) as f64 * 0.618_033_988_749_895).fract();
        let (count, months) = (findings.hold.causes.len(), findings.hold.survival.len());
        let mut left = 1.0;
        for month in 0..months {
            // Between a step and another, each way takes some of what is left.
            let taken = 0.3 * number(month) * left;
            left -= taken;
            findings.hold.survival[month].p = left;
            findings.hold.survival[month].mc_error = 0.03 * number(13 * month);
            let parts: Vec<f64> = (0..count).map(|cause| 0.05 + number(100 * month + cause)).collect();
            let all: f64 = parts.iter().sum();
            for (cause, part) in findings.hold.causes.iter_mut().zip(parts) {
                cause.ever = (1.0 - left) * part / all + 0.01 * number(3 * month);
                cause.by[month].p = (1.0 - left) * part / all;
                cause.by[month].mc_error = 0.03 * number(7 * month);
            }
        }
        let told = vocabulary::hold_chances(&findings);
        let line: Vec<Option<f64>> = told.survival.iter().map(|cell| shown(cell)).collect();
        assert!(line.iter().flatten().is_sorted_by(|one, next| one >= next), "{line:?}");
        for (month, held) in line.iter().enumerate() {
            let cells: Vec<Option<f64>> = told.causes.iter().map(|one| shown(&one.by[month])).collect();
            if let (Some(held), Some(cells)) = (held, cells.into_iter().collect::<Option<Vec<f64>>>()) {
                let sum = held + cells.iter().sum::<f64>();
                assert!((sum - 1.0).abs() < 1e-9, "{held} and {cells:?}");
            }
        }
        let ends: f64 = findings.ends.iter().enumerate().map(|(place, _)| 0.02 + number(place)).sum();
        for (place, end) in findings.ends.iter_mut().enumerate() {
            (end.p, end.mc_error) = ((0.02 + number(place)) / ends, 0.02 * number(3 * place));
        }
        let told = vocabulary::end_chances(&findings);
        let cells: Option<Vec<f64>> = told.iter().map(|cell| shown(cell)).collect();
        assert!(cells.is_none_or(|cells| (cells.iter().sum::<f64>() - 1.0).abs() < 1e-9));
        for (cell, futures) in told.iter().zip(vocabulary::end_futures(&findings)) {
            let counted = f64::from(futures.count) / f64::from(futures.of);
            // Twentieths are counted as they are told; finer figures are nearest to what is counted.
            let Some(figure) = shown(cell).filter(|figure| *figure >= 0.025 && *figure <= 0.975) else { continue };
            let is_twentieth = (figure * 20.0 - (figure * 20.0).round()).abs() < 1e-9;
            let room = if is_twentieth { 1e-9 } else { 0.025 + 1e-9 };
            assert!((counted - figure).abs() <= room, "{futures} beside {cell}");
        }
        for one in vocabulary::hold_chances(&findings).causes {
            let [first, ever] =
                [one.by.last().map(String::as_str), Some(one.ever.as_str())].map(|cell| cell.and_then(shown));
            assert!(first.zip(ever).is_none_or(|(first, ever)| ever >= first - 1e-9), "{:?} {}", one.by, one.ever);
        }
    }
}

/// Whatever the figures: what cannot fall does not, what includes another is not below it, and at the horizon the chances that
/// ends make up are the sums of the ends as printed.
#[test]
fn chances_over_the_months_agree_as_printed() {
    let mut findings = findings();
    let last = findings.war_ends.settled_or_quiet.len() - 1;
    for turn in 1..400 {
        let number = |place: usize| ((turn * 31 + place * 17) as f64 * 0.618_033_988_749_895).fract();
        let ends: f64 = findings.ends.iter().enumerate().map(|(place, _)| 0.02 + number(place)).sum();
        for (place, end) in findings.ends.iter_mut().enumerate() {
            (end.p, end.mc_error) = ((0.02 + number(place)) / ends, 0.03 * number(3 * place));
        }
        let of_ends = |findings: &Findings, places: &[usize]| places.iter().map(|&at| findings.ends[at].p).sum::<f64>();
        let (held, settled, over) =
            (of_ends(&findings, &[0, 1]), of_ends(&findings, &[0, 1, 2]), of_ends(&findings, &[0, 1, 2, 3]));
        let mut took = 0.0;
        for month in 0..=last {
            took += (held * (1.0 + number(5 * month)) - took) * (month + 1) as f64 / (last + 1) as f64;
            let error = 0.05 * number(11 * month);
            let is_last = month == last;
            let set = |at: &mut ProbabilityAt, p: f64| (at.p, at.mc_error) = (p.min(1.0), error);
            set(&mut findings.deals.in_effect_by[month], took.max(if is_last { held } else { 0.0 }));
            set(&mut findings.deals.signed_by[month], took + 0.05);
            set(&mut findings.deals.agreed_by[month], took + 0.08);
            set(&mut findings.deals.holding_by[month], if is_last { held } else { took * number(month) });
            set(&mut findings.war_ends.settled_or_quiet[month], if is_last { settled } else { took });
            set(&mut findings.war_ends.fighting_over[month], if is_last { over } else { took });
        }
        let told = vocabulary::chances_over_time(&findings);
        for row in [&told.agreed, &told.signed, &told.in_effect] {
            let shown: Vec<f64> = row.iter().filter_map(|cell| shown(cell)).collect();
            assert!(shown.is_sorted_by(|one, next| *one <= next + 1e-9), "{turn}: {row:?}");
        }
        for month in 0..=last {
            let rows = [&told.agreed, &told.signed, &told.in_effect, &told.holding].map(|row| shown(&row[month]));
            let figures: Vec<f64> = rows.into_iter().flatten().collect();
            assert!(figures.is_sorted_by(|one, next| *one >= next - 1e-9), "{turn}, {month}: {rows:?}");
        }
        let cells: Vec<Option<f64>> = vocabulary::end_chances(&findings).iter().map(|cell| shown(cell)).collect();
        let checks = [(&told.holding, &[0, 1][..]), (&told.settled, &[0, 1, 2]), (&told.fighting_over, &[0, 1, 2, 3])];
        for (row, places) in checks {
            let sum: Option<f64> = places.iter().map(|&at| cells[at]).sum();
            if let (Some(sum), Some(cell)) = (sum, shown(&row[last])) {
                assert!((sum - cell).abs() < 1e-9, "{turn}: {sum} of the ends, {cell} in the row");
            }
        }
    }
}
