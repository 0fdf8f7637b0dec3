//! One of each chart, with made-up numbers.

use standoff_picture::*;

fn sample_frame(slug: &str, title: &str, units: &str) -> Frame {
    Frame {
        slug: slug.into(),
        title: title.into(),
        units: units.into(),
        source: "10,240 simulated futures over 64 draws of the ranges. Made-up numbers, for this test alone.".into(),
        alt: format!("{title} The table has the numbers."),
        unit: Unit::Number,
    }
}

const START: Option<Date> = Some(Date::new(2030, 12, 5));
const HORIZON: Horizon = Horizon { months: 60.0, start: START };

fn falling_chance(month: f64, pace: f64) -> f64 {
    1.0 / (1.0 + month * pace / 60.0)
}

fn survival_curve() -> Vec<Band> {
    let band = |month: usize| {
        let month = month as f64;
        let at = |pace: f64| falling_chance(month, pace);
        Band {
            month,
            median: at(1.1),
            half: [at(1.6), at(0.8)],
            four_fifths: [at(2.4), at(0.5)],
            nine_tenths: [at(3.6), at(0.3)],
        }
    };
    (0..=60).step_by(2).map(band).collect()
}

fn single_futures(count: usize) -> Vec<Vec<(f64, f64)>> {
    let one = |at: usize| {
        (0..=60).step_by(3).map(|month| (month as f64, falling_chance(month as f64, 0.3 + 0.15 * at as f64))).collect()
    };
    (0..count).map(one).collect()
}

pub fn dots() -> Dots {
    let curve: Vec<(f64, f64)> =
        (0..=60).map(|month| (f64::from(month), falling_chance(f64::from(month), 1.1))).collect();
    Dots {
        frame: sample_frame(
            "dots",
            "In about half of all futures the line breaks within five years",
            "Month in which the line breaks; each dot is 1 of 50 futures",
        ),
        horizon: HORIZON,
        times: quantile_times(&curve, 50),
    }
}

pub fn survival() -> Survival {
    Survival {
        frame: sample_frame(
            "survival",
            "The line holds for two years in about 14 of 20 futures",
            "Share of futures in which the line still holds",
        ),
        axis: "share of futures".into(),
        horizon: HORIZON,
        curve: survival_curve(),
        singles: single_futures(24),
        marks: [12.0, 24.0, 36.0, 48.0, 60.0].map(|month| (month, format!("{month} %"))).to_vec(),
    }
}

pub fn incidence() -> Incidence {
    let months: Vec<f64> = (0..=60).step_by(6).map(f64::from).collect();
    let layer = |name: &str, hue: Hue, hatch: Hatch, last: f64| Layer {
        name: name.into(),
        told: String::new(),
        swatch: Swatch::new(hue, hatch),
        values: months.iter().map(|month| last * (month / 60.0).powf(0.7)).collect(),
    };
    let causes = vec![
        layer("aid falls short", Hue::Vermilion, Hatch::Solid, 0.21),
        layer("the army wears out", Hue::Gold, Hatch::Stripes, 0.14),
        layer("the great power withdraws its guarantee", Hue::Purple, Hatch::Dots, 0.09),
        layer("settlement", Hue::Green, Hatch::Lines, 0.12),
        layer("other", Hue::Green, Hatch::Grid, 0.02),
    ];
    Incidence {
        frame: sample_frame(
            "incidence",
            "Shortfalls of aid end more futures than anything else",
            "Share of all futures by what has ended them; all together are 1",
        ),
        axis: "share of futures".into(),
        horizon: HORIZON,
        months,
        causes,
        rest: "holds".into(),
        rest_told: String::new(),
        step: 0.01,
    }
}

pub fn fan() -> Fan {
    let at =
        |month: f64, z: f64| (40.0 + 9.0 * (month / 14.0).sin() - 0.15 * month) * (1.0 + z * (month / 60.0).sqrt());
    let band = |month: usize| {
        let month = month as f64;
        let pair = |z: f64| [at(month, -z), at(month, z)];
        Band { month, median: at(month, 0.0), half: pair(0.12), four_fifths: pair(0.25), nine_tenths: pair(0.4) }
    };
    let bands: Vec<Band> = (0..=60).step_by(2).map(band).collect();
    let wave = |future: usize, month: f64| {
        let wild = ((future * 7 + 3) as f64 + month / 8.0).sin() * 0.2;
        at(month, (future as f64 - 6.5) * 0.035 + wild)
    };
    let singles =
        (0..14).map(|at| (0..=60).step_by(3).map(|month| (month as f64, wave(at, month as f64))).collect()).collect();
    let record = (-18..=0).map(|month| (f64::from(month), 38.0 + 4.0 * (f64::from(month) / 5.0).sin())).collect();
    Fan {
        frame: sample_frame(
            "fan",
            "Aid stays above the need for two years, then falls below it",
            "bn a year, by months from the start",
        ),
        axis: "bn a year".into(),
        horizon: HORIZON,
        record,
        bands: bands.into_iter().filter(|band| band.month < 50.0).collect(),
        thins: Some(Thinning { month: 50.0, words: "too few futures".into() }),
        singles,
        marked: Vec::new(),
        references: vec![
            Reference { value: 32.0, name: "need".into() },
            Reference { value: 18.0, name: "threshold at which the line breaks".into() },
        ],
    }
}

pub fn graph() -> Graph {
    let node = |number: usize, x: f64, y: f64, name: &str, signs: [u8; 4]| Node {
        number,
        x: x - 0.4,
        y: y - 0.5,
        name: name.into(),
        signs: signs.map(|one| one == 1).to_vec(),
    };
    let signer = |name: &str, mark: usize| Signer { name: name.into(), mark };
    Graph {
        frame: sample_frame(
            "graph",
            "Two drafts are acceptable to all; the last one on the table is not",
            "Drafts by what they ask of each side; lines join drafts that differ by one clause",
        ),
        actors: vec![
            signer("the invader", 0),
            signer("the defender", 1),
            signer("the coalition", 3),
            signer("the great power", 2),
        ],
        across: "more land changes hands".into(),
        upward: "stronger guarantees".into(),
        nodes: vec![
            node(1, 0.05, 0.85, "first proposal", [0, 1, 1, 0]),
            node(2, 0.85, 0.1, "28 points", [1, 0, 0, 1]),
            node(3, 0.65, 0.3, "19 points", [0, 0, 1, 1]),
            node(4, 0.45, 0.55, "with a buffer zone", [1, 1, 1, 1]),
            node(5, 0.52, 0.68, "with monitors from outside", [1, 1, 1, 1]),
            node(6, 0.25, 0.4, "freeze", [0, 1, 0, 1]),
            node(7, 0.3, 0.75, "freeze, with a force", [0, 1, 1, 1]),
            node(8, 0.9, 0.6, "exchange of land", [1, 0, 0, 0]),
        ],
        edges: vec![(0, 6), (5, 6), (6, 3), (3, 4), (2, 3), (1, 2), (5, 2), (4, 7)],
        path: vec![1, 2, 5],
    }
}

pub fn waterfall() -> Waterfall {
    let step = |name: &str, at: f64| Step {
        name: name.into(),
        change: Estimate { at, low: at - 0.02, high: at + 0.02 },
        step: 0.01,
    };
    Waterfall {
        frame: sample_frame(
            "waterfall",
            "A week of cuts takes the line from 0.71 to 0.62",
            "Share of futures in which the line holds for two years",
        )
        .in_percent(),
        axis: "share of futures".into(),
        start: Total { name: "last week".into(), at: 0.71, step: 0.01 },
        steps: vec![
            step("a large member halves its aid", -0.08),
            step("front moves less than expected", 0.03),
            step("talks fail on the first day", -0.06),
            step("loan of 90 bn is agreed, to be paid out over two years", 0.04),
            step("what is not explained", -0.02),
        ],
        end: Total { name: "this week".into(), at: 0.62, step: 0.01 },
    }
}

pub fn tornado() -> Tornado {
    let swing = |name: &str, values: [&str; 2], low: f64, high: f64| Swing {
        clear: (high - low).abs() > 0.08,
        name: name.into(),
        low_value: values[0].into(),
        high_value: values[1].into(),
        low: Estimate { at: low, low: low - 0.02, high: low + 0.02 },
        high: Estimate { at: high, low: high - 0.03, high: high + 0.03 },
    };
    Tornado {
        frame: sample_frame(
            "tornado",
            "What members are willing to bear matters most",
            "Share of futures in which the line holds for two years",
        ),
        axis: "share of futures".into(),
        base: 0.62,
        base_told: "0.62".into(),
        swings: vec![
            swing("odds at the front", ["0.4", "0.7"], 0.66, 0.55),
            swing("willingness of the median member", ["0.1 %", "0.4 %"], 0.41, 0.78),
            swing("pace of recruits", ["15,000 a month", "30,000 a month"], 0.54, 0.67),
            swing("patience of the great power", ["3 months", "18 months"], 0.60, 0.65),
            swing("discount of the future", ["2 %", "9 %"], 0.61, 0.63),
        ],
    }
}

pub fn frontier() -> Frontier {
    let point = |number: usize, name: &str, x: f64, y: f64, series: usize, dominated: bool| Point {
        number,
        name: name.into(),
        across: Estimate { at: x, low: x - 0.04, high: x + 0.05 },
        upward: Estimate { at: y, low: y - 0.06, high: y + 0.05 },
        series,
        dominated,
        minor: number == 5,
    };
    let panel = |title: &str, shift: f64| Panel {
        title: title.into(),
        points: vec![
            point(1, "freeze", 0.2, 0.72 + shift, 0, false),
            point(2, "freeze with a force", 0.35, 0.83 + shift, 0, false),
            point(3, "28 points", 0.72, 0.4 + shift, 1, true),
            point(4, "exchange", 0.55, 0.5 + shift, 1, true),
            point(5, "monitors", 0.3, 0.55 + shift, 2, true),
            point(6, "guarantee", 0.5, 0.9 + shift, 2, false),
        ],
    };
    Frontier {
        frame: sample_frame(
            "frontier",
            "Terms that last cost no more land than those that do not",
            "Share of land that changes hands against the share of settlements that last ten years",
        ),
        across: "share of land that changes hands".into(),
        upward: "share of settlements that last".into(),
        series: vec!["great power in".into(), "pressing".into(), "out".into()],
        minor: "small: variants".into(),
        panels: vec![panel("Today", 0.0), panel("After a year", -0.12)],
    }
}

pub fn timeline() -> Timeline {
    let month = |at: i32| Date::new(2028 + at / 12, (at % 12 + 1) as u8, 15);
    let event =
        |at: i32, lane: usize, outcome: usize, name: &str| Event { date: month(at), lane, outcome, name: name.into() };
    let forecast = |at: i32| {
        let wide = f64::from(at - 34);
        let value = 363.0 + 6.0 * wide;
        (month(at), Estimate { at: value, low: value - 25.0 * wide, high: value + 30.0 * wide })
    };
    let outcome = |name: &str, mark: usize, filled: bool| Outcome { name: name.into(), mark, filled };
    Timeline {
        frame: sample_frame(
            "timeline",
            "The front moves on through every round of talks",
            "Area taken, km² a month; talks and votes below",
        ),
        axis: "km² a month".into(),
        record: (0..35)
            .map(|at| (month(at), 180.0 + 7.0 * f64::from(at) + 60.0 * (f64::from(at) / 3.0).sin()))
            .collect(),
        forecast: (34..47).map(forecast).collect(),
        lanes: vec!["talks".into(), "votes of the coalition".into()],
        outcomes: vec![outcome("agreed", 2, true), outcome("failed", 1, true), outcome("open", 5, false)],
        events: vec![
            event(3, 0, 1, "first round"),
            event(5, 0, 1, "second round"),
            event(6, 0, 1, "third round"),
            event(17, 0, 0, "exchange of prisoners"),
            event(33, 0, 2, "28 points"),
            event(35, 0, 2, "19 points"),
            event(8, 1, 0, "loan of 50 bn"),
            event(21, 1, 0, "sanctions extended"),
            event(22, 1, 1, "frozen assets"),
            event(33, 1, 0, "loan of 90 bn"),
        ],
    }
}

pub fn course() -> Course {
    let month = |at: i32| Date::new(2028 + at / 12, (at % 12 + 1) as u8, 28);
    let line = |name: &str, mark: usize, from: f64, pace: f64| {
        let at = |at: i32| from + pace * f64::from(at) + 0.04 * (f64::from(at) / 4.0).sin();
        let points =
            (0..36).map(|one| (month(one), Estimate { at: at(one), low: at(one) - 0.03, high: at(one) + 0.03 }));
        DatedLine { name: name.into(), mark, points: points.collect(), told: "70 %".into() }
    };
    let mark = |date: Date, name: &str| DatedMark { date, name: name.into() };
    Course {
        frame: sample_frame(
            "course",
            "The chance that the line holds a year has fallen by a third",
            "Chance within 12 months of each date",
        )
        .in_percent(),
        axis: "chance".into(),
        lines: vec![
            line("the line holds for 12 months", 0, 0.85, -0.008),
            line("settlement or lasting quiet", 1, 0.12, 0.006),
            line("a military end", 2, 0.06, 0.004),
        ],
        last: "forecast on the last date".into(),
        marks: vec![
            mark(Date::new(2028, 3, 14), "the river crossed, 1,200 km²; the line holds −0.06"),
            mark(Date::new(2028, 3, 20), "first round of talks; settlement or lasting quiet +0.03"),
            mark(
                Date::new(2029, 10, 2),
                "posture changed to mediating, and what is said of it goes on for longer than a line has room; the line holds −0.04",
            ),
            mark(Date::new(2030, 12, 20), "loan of 90 bn; the line holds +0.05"),
        ],
    }
}

pub fn strip() -> Strip {
    let region =
        |name: &str, held: f64, change: f64, remaining: f64| Region { name: name.into(), held, change, remaining };
    Strip {
        frame: sample_frame(
            "strip",
            "At this pace the eastern province takes two more years",
            "km² held by the invader, at the start, since, and what remains",
        ),
        axis: "km²".into(),
        words: ["held at the start".into(), "taken since".into(), "not held".into()],
        regions: vec![
            region("Eastern province", 18_400.0, 2_800.0, 5_300.0),
            region("Southern province", 20_100.0, 700.0, 6_400.0),
            region("River province", 20_300.0, -100.0, 8_100.0),
            region("Northern province", 700.0, 650.0, 30_000.0),
        ],
        total: Some(region("All four", 59_500.0, 4_050.0, 49_800.0)),
        forecast: Some(("in 24 months".into(), Estimate { at: 71_000.0, low: 65_000.0, high: 80_500.0 })),
        step: 50.0,
    }
}

pub fn tiles() -> Tiles {
    let tile = |name: &str, column: usize, row: usize, held: f64, whole: f64| Tile {
        name: name.into(),
        column,
        row,
        held,
        whole,
    };
    Tiles {
        frame: sample_frame(
            "tiles",
            "The invader holds most of the east",
            "Share of each region that the invader holds: a record, no forecast",
        ),
        words: ["held".into(), "not held".into()],
        tiles: vec![
            tile("Northern province", 1, 0, 120.0, 30_000.0),
            tile("Eastern province", 2, 1, 18_400.0, 23_700.0),
            tile("River province", 1, 1, 9_000.0, 28_000.0),
            tile("Southern province", 1, 2, 26_480.0, 26_500.0),
            tile("Cape", 0, 3, 10_000.0, 10_000.0),
        ],
    }
}

pub fn bars() -> Bars {
    let group = |name: &str, hue: Hue, hatch: Hatch| BarGroup { name: name.into(), swatch: Swatch::new(hue, hatch) };
    let bar = |name: &str, at: f64, group: usize| Bar {
        name: name.into(),
        value: Estimate { at, low: at - 0.04, high: at + 0.05 },
        group,
        marked: at * 0.8,
        step: 0.01,
    };
    Bars {
        frame: sample_frame(
            "bars",
            "The defender and large members do worse than they hope in most futures",
            "Value of the outcome against what each could have had, by actor",
        ),
        axis: "share of what could be had".into(),
        groups: vec![group("at war", Hue::Blue, Hatch::Solid), group("outside", Hue::Gold, Hatch::Stripes)],
        marked: "a year later".into(),
        bars: vec![
            bar("the invader", 0.34, 0),
            bar("the defender", -0.21, 0),
            bar("the great power", 0.12, 1),
            bar("members that border on the invader", -0.13, 1),
            bar("all other members", 0.05, 1),
        ],
    }
}

pub fn all_charts() -> Vec<(&'static str, Box<dyn Chart>)> {
    vec![
        ("dots", Box::new(dots())),
        ("survival", Box::new(survival())),
        ("incidence", Box::new(incidence())),
        ("fan", Box::new(fan())),
        ("graph", Box::new(graph())),
        ("waterfall", Box::new(waterfall())),
        ("tornado", Box::new(tornado())),
        ("frontier", Box::new(frontier())),
        ("timeline", Box::new(timeline())),
        ("course", Box::new(course())),
        ("strip", Box::new(strip())),
        ("tiles", Box::new(tiles())),
        ("bars", Box::new(bars())),
    ]
}
