//! Odd input: nothing, one point, equal values, huge ones, none at all, and hostile names.

use crate::checks;
use proptest::prelude::*;
use standoff_picture::*;

fn odd_number() -> impl Strategy<Value = f64> {
    let odd = [0.0, -0.0, 0.5, 1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e15, 1e15, 1e-300, 60.0];
    prop_oneof![3 => prop::sample::select(odd.to_vec()), 2 => -2.0..2.0, 2 => -100.0..5000.0]
}

fn odd_name() -> impl Strategy<Value = String> {
    let odd = [
        String::new(),
        "<script>alert(1)</script>".to_owned(),
        "\"' onload='x' & ]]> --> \u{0}\u{1b}[2J\u{202e}\u{ffff}".to_owned(),
        "שלום עולם مرحبا بالعالم".to_owned(),
        "x".repeat(200),
        "a long name of many words that goes on and on ".repeat(6),
        "長い名前".repeat(20),
        "=1+1".to_owned(),
        "🕊️ peace e\u{301}".to_owned(),
    ];
    prop_oneof![2 => prop::sample::select(odd.to_vec()), 2 => "[a-z]{1,9}( [a-z]{1,9}){0,3}", 1 => any::<String>()]
}

fn list_of<T: Strategy>(of: T) -> impl Strategy<Value = Vec<T::Value>> {
    prop::collection::vec(of, 0..7)
}

fn odd_frame() -> impl Strategy<Value = Frame> {
    let unit = prop_oneof![Just(Unit::Number), Just(Unit::Percent)];
    (odd_name(), odd_name(), odd_name(), odd_name(), odd_name(), unit)
        .prop_map(|(slug, title, units, source, alt, unit)| Frame { slug, title, units, source, alt, unit })
}

fn odd_estimate() -> impl Strategy<Value = Estimate> {
    (odd_number(), odd_number(), odd_number()).prop_map(|(at, low, high)| Estimate { at, low, high })
}

fn odd_date() -> impl Strategy<Value = Date> {
    let days = (2000..2060, 0..14u8, 0..33u8).prop_map(|(year, month, day)| Date { year, month, day });
    prop_oneof![4 => days, 1 => Just(Date::new(i32::MAX, 255, 255)), 1 => Just(Date::new(i32::MIN, 0, 0))]
}

fn odd_horizon() -> impl Strategy<Value = Horizon> {
    (odd_number(), prop::option::of(odd_date())).prop_map(|(months, start)| Horizon { months, start })
}

fn odd_pairs() -> impl Strategy<Value = Vec<(f64, f64)>> {
    list_of((odd_number(), odd_number()))
}

fn odd_band() -> impl Strategy<Value = Band> {
    let pair = || (odd_number(), odd_number()).prop_map(|(low, high)| [low, high]);
    let parts = (odd_number(), odd_number(), pair(), pair(), pair());
    parts.prop_map(|(month, median, half, four_fifths, nine_tenths)| Band {
        month,
        median,
        half,
        four_fifths,
        nine_tenths,
    })
}

fn odd_swatch() -> impl Strategy<Value = Swatch> {
    let hues = [Hue::Blue, Hue::Vermilion, Hue::Green, Hue::Purple, Hue::Gold, Hue::Grey];
    let hatches = [Hatch::Solid, Hatch::Stripes, Hatch::Dots, Hatch::Rings, Hatch::Uprights, Hatch::Squares];
    let hatch = prop::sample::select(hatches.to_vec());
    (prop::sample::select(hues.to_vec()), hatch).prop_map(|(hue, hatch)| Swatch::new(hue, hatch))
}

fn odd_layer() -> impl Strategy<Value = Layer> {
    (odd_name(), list_of(odd_number()), odd_name(), odd_swatch()).prop_map(|(name, values, told, swatch)| Layer {
        name,
        values,
        told,
        swatch,
    })
}

type AnyChart = Box<dyn Chart>;

fn over_time() -> impl Strategy<Value = AnyChart> {
    let dots = (odd_frame(), odd_horizon(), prop::collection::vec(prop::option::of(odd_number()), 0..60));
    let dots = dots.prop_map(|(frame, horizon, times)| Box::new(Dots { frame, horizon, times }) as AnyChart);
    let survival = (
        odd_frame(),
        odd_name(),
        odd_horizon(),
        list_of(odd_band()),
        list_of(odd_pairs()),
        list_of((odd_number(), odd_name())),
    );
    let survival = survival.prop_map(|(frame, axis, horizon, curve, singles, marks)| {
        Box::new(Survival { frame, axis, horizon, curve, singles, marks }) as AnyChart
    });
    let incidence =
        (odd_frame(), odd_name(), odd_horizon(), list_of(odd_number()), list_of(odd_layer()), odd_name(), odd_number());
    let incidence = incidence.prop_map(|(frame, axis, horizon, months, causes, rest, step)| {
        let rest_told = frame.units.clone();
        Box::new(Incidence { frame, axis, horizon, months, causes, rest, rest_told, step }) as AnyChart
    });
    let reference = (odd_number(), odd_name()).prop_map(|(value, name)| Reference { value, name });
    let fan = (
        odd_frame(),
        odd_name(),
        odd_horizon(),
        (list_of(odd_band()), odd_pairs()),
        list_of(odd_pairs()),
        list_of(reference),
        prop::option::of((odd_number(), odd_name())),
    );
    let fan = fan.prop_map(|(frame, axis, horizon, (bands, before), singles, references, thins)| {
        let record = before.into_iter().map(|(month, value)| (-month, value)).collect();
        let thins = thins.map(|(month, words)| Thinning { month, words });
        Box::new(Fan { frame, axis, horizon, record, bands, thins, marked: singles.concat(), singles, references })
            as AnyChart
    });
    let event = (odd_date(), 0..4usize, 0..9usize, odd_name());
    let event = event.prop_map(|(date, lane, outcome, name)| Event { date, lane, outcome, name });
    let outcome = (odd_name(), 0..9usize, any::<bool>());
    let outcome = outcome.prop_map(|(name, mark, filled)| Outcome { name, mark, filled });
    let lines = (list_of((odd_date(), odd_number())), list_of((odd_date(), odd_estimate())));
    let timeline = (odd_frame(), odd_name(), lines, list_of(odd_name()), list_of(outcome), list_of(event));
    let timeline = timeline.prop_map(|(frame, axis, (record, forecast), lanes, outcomes, events)| {
        Box::new(Timeline { frame, axis, record, forecast, lanes, outcomes, events }) as AnyChart
    });
    let line = (odd_name(), 0..9usize, list_of((odd_date(), odd_estimate())), odd_name());
    let line = line.prop_map(|(name, mark, points, told)| DatedLine { name, mark, points, told });
    let mark = (odd_date(), odd_name()).prop_map(|(date, name)| DatedMark { date, name });
    let course = (odd_frame(), odd_name(), list_of(line), odd_name(), list_of(mark));
    let course = course
        .prop_map(|(frame, axis, lines, last, marks)| Box::new(Course { frame, axis, lines, last, marks }) as AnyChart);
    prop_oneof![dots, survival, incidence, fan, timeline, course]
}

fn in_rows() -> impl Strategy<Value = AnyChart> {
    let step = (odd_name(), odd_estimate(), odd_number()).prop_map(|(name, change, step)| Step { name, change, step });
    let total = || (odd_name(), odd_number(), odd_number()).prop_map(|(name, at, step)| Total { name, at, step });
    let waterfall = (odd_frame(), odd_name(), total(), list_of(step), total());
    let waterfall = waterfall.prop_map(|(frame, axis, start, steps, end)| {
        Box::new(Waterfall { frame, axis, start, steps, end }) as AnyChart
    });
    let swing = (odd_name(), odd_name(), odd_name(), odd_estimate(), odd_estimate(), any::<bool>());
    let swing = swing.prop_map(|(name, low_value, high_value, low, high, clear)| Swing {
        name,
        low_value,
        high_value,
        low,
        high,
        clear,
    });
    let tornado = (odd_frame(), odd_name(), odd_number(), odd_name(), list_of(swing));
    let tornado = tornado.prop_map(|(frame, axis, base, base_told, swings)| {
        Box::new(Tornado { frame, axis, base, base_told, swings }) as AnyChart
    });
    let region = || {
        let parts = (odd_name(), odd_number(), odd_number(), odd_number());
        parts.prop_map(|(name, held, change, remaining)| Region { name, held, change, remaining })
    };
    let strip = (
        (odd_frame(), odd_name(), odd_name(), odd_name(), odd_name()),
        list_of(region()),
        prop::option::of(region()),
        prop::option::of((odd_name(), odd_estimate())),
        odd_number(),
    );
    let strip = strip.prop_map(|((frame, axis, one, two, three), regions, total, forecast, step)| {
        Box::new(Strip { frame, axis, words: [one, two, three], regions, total, forecast, step }) as AnyChart
    });
    let tile = (odd_name(), 0..6usize, 0..30usize, odd_number(), odd_number());
    let tile = tile.prop_map(|(name, column, row, held, whole)| Tile { name, column, row, held, whole });
    let tiles = (odd_frame(), odd_name(), odd_name(), list_of(tile));
    let tiles =
        tiles.prop_map(|(frame, held, rest, tiles)| Box::new(Tiles { frame, words: [held, rest], tiles }) as AnyChart);
    let bar = (odd_name(), odd_estimate(), 0..4usize, odd_number(), odd_number());
    let bar = bar.prop_map(|(name, value, group, marked, step)| Bar { name, value, group, marked, step });
    let group = (odd_name(), odd_swatch()).prop_map(|(name, swatch)| BarGroup { name, swatch });
    let bars = (odd_frame(), odd_name(), list_of(group), odd_name(), list_of(bar));
    let bars = bars.prop_map(|(frame, axis, groups, marked, bars)| {
        Box::new(Bars { frame, axis, groups, marked, bars }) as AnyChart
    });
    prop_oneof![waterfall, tornado, strip, tiles, bars]
}

fn in_a_plane() -> impl Strategy<Value = AnyChart> {
    let node = (odd_number(), odd_number(), 0..200usize, odd_name(), prop::collection::vec(any::<bool>(), 0..6));
    let node = node.prop_map(|(x, y, number, name, signs)| Node { x, y, number, name, signs });
    let signer = (odd_name(), 0..9usize).prop_map(|(name, mark)| Signer { name, mark });
    let graph = (
        odd_frame(),
        list_of(signer),
        odd_name(),
        odd_name(),
        list_of(node),
        list_of((0..8usize, 0..8usize)),
        list_of(0..8usize),
    );
    let graph = graph.prop_map(|(frame, actors, across, upward, nodes, edges, path)| {
        Box::new(Graph { frame, actors, across, upward, nodes, edges, path }) as AnyChart
    });
    let point = (0..200usize, odd_name(), odd_estimate(), odd_estimate(), 0..9usize, any::<(bool, bool)>());
    let point = point.prop_map(|(number, name, across, upward, series, (dominated, minor))| Point {
        minor,
        number,
        name,
        across,
        upward,
        series,
        dominated,
    });
    let panel = (odd_name(), list_of(point)).prop_map(|(title, points)| Panel { title, points });
    let frontier = (odd_frame(), odd_name(), odd_name(), list_of(odd_name()), list_of(panel));
    let frontier = frontier.prop_map(|(frame, across, upward, series, panels)| {
        let minor = frame.units.clone();
        Box::new(Frontier { frame, across, upward, series, minor, panels }) as AnyChart
    });
    prop_oneof![graph, frontier]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default()
    })]

    #[test]
    fn charts_over_time_take_anything(chart in over_time()) {
        checks::check_picture(chart.as_ref());
    }

    #[test]
    fn charts_in_rows_take_anything(chart in in_rows()) {
        checks::check_picture(chart.as_ref());
    }

    #[test]
    fn charts_in_a_plane_take_anything(chart in in_a_plane()) {
        checks::check_picture(chart.as_ref());
    }
}
