//! The first screen of a forecast, as people see it.

use crate::fixture::forecast::{findings, signs};
use standoff_breakdown::week::signs::Signs;
use standoff_lab::ensemble::record_summary::{RecordSummary, WithoutRecord};
use standoff_lab::forecast::findings::Findings;
use standoff_prose::{Style, column_width};
use standoff_terminal::{ForecastPart, render_first_screen, render_forecast, render_forecast_parts};

/// Most lines of a wide screen and of a narrow one.
const MOST_LINES: [usize; 2] = [26, 30];

fn screen(findings: &Findings, signs: &Signs, width: usize) -> String {
    render_first_screen(findings, signs, Style { width, ..Style::plain() })
}

/// The findings of the fixture, on a record.
fn on_record() -> Findings {
    let mut findings = findings();
    let at = |months, p, ended| WithoutRecord {
        months,
        p,
        mc_error: 0.018,
        settled: 0.5 * ended,
        settled_mc_error: 0.02,
        ended,
        ended_mc_error: 0.02,
    };
    findings.provenance.record = Some(RecordSummary {
        events: 557,
        until: "2001-03-04".into(),
        without: vec![at(6, 0.89, 0.11), at(12, 0.842, 0.26)],
        without_runs: 10_240,
        ..RecordSummary::default()
    });
    findings
}

#[test]
fn at_eighty_columns() {
    insta::assert_snapshot!(screen(&on_record(), &signs(), 80));
}

#[test]
fn at_a_hundred_columns() {
    insta::assert_snapshot!(screen(&on_record(), &signs(), 100));
}

#[test]
fn at_a_hundred_and_twenty_columns() {
    insta::assert_snapshot!(screen(&on_record(), &signs(), 120));
}

#[test]
fn in_ascii() {
    let page = render_first_screen(&on_record(), &signs(), Style { width: 100, colour: false, unicode: false });
    assert!(page.is_ascii() && !page.contains('?'), "{page}");
}

/// Numbers in `[0, 1)` without order, always the same for a turn.
fn number(turn: usize, place: usize) -> f64 {
    ((turn * 31 + place * 17) as f64 * 0.618_033_988_749_895).fract()
}

/// Names of several lengths.
const NAMES: [&str; 5] = [
    "Aria",
    "Redland",
    "Northern League and its allies",
    "United Isles",
    "Kestria and the states that send forces for it",
];

/// Findings with other figures, names and departures, whose chances are possible together.
fn varied(turn: usize) -> (Findings, Signs) {
    let mut findings = if turn.is_multiple_of(2) { on_record() } else { findings() };
    let number = |place: usize| number(turn, place);
    let roles: Vec<String> = findings.provenance.scenario.roles.keys().cloned().collect();
    for (place, role) in roles.into_iter().enumerate() {
        findings.provenance.scenario.roles.insert(role, NAMES[(turn + place) % NAMES.len()].to_owned());
    }
    let mut left = 1.0;
    for month in 0..findings.hold.survival.len() {
        left *= 1.0 - 0.3 * number(month);
        let parts: Vec<f64> = (0..findings.hold.causes.len()).map(|cause| 0.05 + number(100 * month + cause)).collect();
        let all: f64 = parts.iter().sum();
        let at = &mut findings.hold.survival[month];
        (at.p, at.low, at.high, at.mc_error) = (left, 0.4 * left, left.sqrt(), 0.06 * number(13 * month));
        for (cause, part) in findings.hold.causes.iter_mut().zip(parts) {
            (cause.by[month].p, cause.by[month].mc_error) = ((1.0 - left) * part / all, 0.03 * number(7 * month));
        }
    }
    let ends: f64 = findings.ends.iter().enumerate().map(|(place, _)| 0.02 + number(place)).sum();
    for (place, end) in findings.ends.iter_mut().enumerate() {
        (end.p, end.mc_error) = ((0.02 + number(place)) / ends, 0.03 * number(3 * place));
    }
    for item in findings.costs.iter_mut().flat_map(|cost| &mut cost.items) {
        item.mean *= 3.0 * number(41);
    }
    findings.draws = [4, 128, 1024][turn % 3];
    if turn.is_multiple_of(5) {
        findings.levers = vec!["isles-leave".into(), "army-cap-dropped".into()];
    }
    findings.rule = turn.is_multiple_of(6).then(|| "SignsNoCession".to_owned());
    (findings.interrupted, findings.failed_runs) = (turn.is_multiple_of(7), turn % 3);
    let signs = if turn.is_multiple_of(4) { Signs::default() } else { signs() };
    (findings, signs)
}

/// Whatever the figures: one screen, and no line wider than it.
#[test]
fn it_is_one_screen_and_no_line_is_wider() {
    for turn in 0..150 {
        let (findings, signs) = varied(turn);
        for width in [60, 80, 90, 100, 110, 120, 200] {
            let style = Style { width, ..Style::plain() };
            let page = render_first_screen(&findings, &signs, style);
            let widest = page.lines().max_by_key(|line| column_width(line)).unwrap_or_default();
            assert!(column_width(widest) <= style.columns(), "{widest} at {width}");
            let most = MOST_LINES[usize::from(style.columns() < 100)];
            assert!(page.lines().count() <= most, "{} lines at {width}, turn {turn}:\n{page}", page.lines().count());
        }
    }
}

/// A rule that decided is named on every page, with what it did not decide.
#[test]
fn a_rule_is_named() {
    let mut findings = findings();
    let pages = |findings: &Findings| {
        let pages = [
            render_first_screen(findings, &signs(), Style::plain()),
            render_forecast(findings, &signs(), Style::plain()),
        ];
        pages.map(|page| page.replace('\n', " "))
    };
    assert!(pages(&findings).iter().all(|page| !page.contains("rule")));
    findings.rule = Some("SignsNoCession".to_owned());
    let [screen, report] = pages(&findings);
    for page in [&screen, &report] {
        assert!(
            page.contains("Decided by the rule SignsNoCession; what deals are worth comes from the solved game."),
            "{page}"
        );
    }
    assert!(screen.contains("By the game alone: standoff compare"), "{screen}");
    assert!(report.contains("So do who would sign at the start, and what stalls the talks."), "{report}");
}

/// Chances in percent behind a title: "a military end, either side     30 %".
fn figures_behind<'p>(page: &'p str, title: &str) -> Vec<&'p str> {
    let mut figures = Vec::new();
    for (at, _) in page.match_indices(title) {
        let rest = page[at + title.len()..].lines().next().unwrap_or_default();
        let rest = rest.trim_start_matches([',', ' ', ':']);
        if let Some((figure, _)) = rest.split_once(" %") {
            figures.push(figure);
        }
    }
    figures
}

/// Whatever the figures: a label that is told twice has the same figure both times, and what sums to one does as printed.
#[test]
fn a_label_never_has_two_values() {
    let titles = [
        "settlement inside red lines",
        "settlement beyond red lines",
        "a truce that lasted",
        "a military end, either side",
        "still at war, or a young truce",
    ];
    for turn in 0..300 {
        let (findings, signs) = varied(turn);
        let page = screen(&findings, &signs, 120);
        let mut sum = Some(0.0);
        for title in titles {
            let mut figures = figures_behind(&page, title);
            figures.dedup();
            assert_eq!(figures.len(), 1, "{title}: {figures:?}\n{page}");
            sum = sum.zip(figures[0].parse::<f64>().ok()).map(|(sum, figure)| sum + figure);
        }
        assert!(sum.is_none_or(|sum| (sum - 100.0).abs() < 1e-6), "{sum:?}\n{page}");
        let headline = figures_behind(&page, "The line holds 12 months: ");
        let table = page.lines().find(|line| line.trim_start().starts_with("the line holds ")).unwrap();
        let told: Vec<&str> =
            table.split(" %").map(|part| part.split_whitespace().last().unwrap_or_default()).collect();
        assert!(headline[0].ends_with(told[1]), "{headline:?} {told:?}\n{page}");
        let held: Vec<f64> = told.iter().filter_map(|figure| figure.parse().ok()).take(5).collect();
        assert!(held.is_sorted_by(|one, next| one >= next), "{held:?}");
    }
}

#[test]
fn a_war_of_two_sides_and_one_without_figures_have_a_screen() {
    let mut findings = findings();
    findings.provenance.scenario.roles.retain(|role, _| ["invader", "defender"].contains(&role.as_str()));
    findings.costs.truncate(2);
    let page = screen(&findings, &Signs::default(), 100);
    assert!(page.contains("Blueland") && page.contains("No event of the next months is told from chance."), "{page}");
    (findings.hold.survival, findings.hold.causes, findings.ends) = Default::default();
    (findings.costs, findings.drivers, findings.benchmark.families) = Default::default();
    findings.benchmark.pooled = None;
    let page = screen(&findings, &Signs::default(), 80);
    assert!(page.contains("is not known") && page.contains("No assumption is told from chance"), "{page}");
}

#[test]
fn a_part_has_the_head_and_itself() {
    let page = render_forecast_parts(&findings(), &signs(), &[ForecastPart::Watch], Style::plain());
    assert!(page.starts_with("STANDOFF · War on the river") && page.contains("What to watch"), "{page}");
    assert!(page.contains("itself a") && page.contains("0.74"), "{page}");
    assert!(!page.contains("What ends it?"));
    let none = render_forecast_parts(&findings(), &Signs::default(), &[ForecastPart::Watch], Style::plain());
    assert!(none.contains("No event of the next months is told from chance"));
}

/// All ends that are too close to the first are named, on the first screen and at the head of the report, and no other.
#[test]
fn every_end_too_close_to_rank_is_named() {
    let mut findings = findings();
    let shares = [0.27, 0.24, 0.25, 0.21, 0.03];
    findings.ends.iter_mut().zip(shares).for_each(|(end, p)| (end.p, end.mc_error) = (p, 0.03));
    let page = screen(&findings, &Signs::default(), 120).replace('\n', " ");
    assert!(page.contains("By month 60 four ends are too close to rank: "), "{page}");
    let report = render_forecast(&findings, &Signs::default(), Style::plain()).replace('\n', " ");
    let told =
        report.split("four of five ends are too close to rank: ").nth(1).and_then(|rest| rest.split(". ").next());
    assert_eq!(told.map(|told| told.split("; ").count()), Some(4), "{report}");
    findings.ends.iter_mut().for_each(|end| end.p = 0.2);
    let page = screen(&findings, &Signs::default(), 120).replace('\n', " ");
    assert!(page.contains("By month 60 all five ends are too close to rank. "), "{page}");
    findings.ends[0].p = 0.52;
    let page = screen(&findings, &Signs::default(), 120).replace('\n', " ");
    assert!(page.contains("By month 60 the most frequent end: settlement inside red lines, "), "{page}");
}

/// Names of several actors have verbs for several, and names with a common noun an article.
#[test]
fn verbs_agree_with_names() {
    let mut findings = findings();
    let names = [("invader", "Aria and Doria"), ("defender", "United Isles"), ("great_power", "Caria, with Elia")];
    for (role, name) in names {
        findings.provenance.scenario.roles.insert(role.to_owned(), name.to_owned());
    }
    let page = screen(&findings, &signs(), 120);
    let expected = ["Aria and Doria hold the whole", "the United Isles signs beyond", "Caria's posture is \"backing"];
    assert!(expected.iter().all(|words| page.contains(words)), "{page}");
}

/// A part that has nothing to tell says so.
#[test]
fn no_part_is_bare() {
    let mut findings = findings();
    findings.provenance.scenario.roles.retain(|role, _| ["invader", "defender"].contains(&role.as_str()));
    (findings.order, findings.questions, findings.costs, findings.drivers) = Default::default();
    (findings.benchmark.families, findings.start.packages, findings.talks.results) = Default::default();
    let lines = |parts: &[ForecastPart]| {
        render_forecast_parts(&findings, &Signs::default(), parts, Style::plain()).lines().count()
    };
    for part in ForecastPart::ALL {
        // An empty line, a heading, and something below it.
        assert!(lines(&[part]) >= lines(&[]) + 3, "{}", part.name());
    }
}

/// What an actor gains is told as a loss where it is less than nothing.
#[test]
fn no_gain_is_below_zero() {
    let mut findings = findings();
    for item in findings.costs.iter_mut().flat_map(|cost| &mut cost.items).filter(|item| item.item == "casualties") {
        (item.item, item.title, item.unit) = ("area".into(), "area gained".into(), "km²".into());
        (item.mean, item.low, item.high) = (-15_000.0, -40_000.0, 3_000.0);
    }
    let page = screen(&findings, &signs(), 120);
    assert!(page.contains("area lost 15,000 km²") && !page.contains("gained"), "{page}");
    let report = render_forecast(&findings, &signs(), Style::plain());
    assert!(report.contains("below zero where it goes the other way"), "{report}");
}
