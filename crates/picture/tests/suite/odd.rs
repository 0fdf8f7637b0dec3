//! Odd input: nothing, one point, equal values, huge ones, none at all, and hostile names.

use crate::checks;
use proptest::prelude::*;
use standoff_picture::*;

fn number() -> impl Strategy<Value = f64> {
    let odd = [0.0, -0.0, 0.5, 1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e15, 1e15, 1e-300, 60.0];
    prop_oneof![3 => prop::sample::select(odd.to_vec()), 2 => -2.0..2.0, 2 => -100.0..5000.0]
}

fn name() -> impl Strategy<Value = String> {
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

fn list<T: Strategy>(of: T) -> impl Strategy<Value = Vec<T::Value>> {
    prop::collection::vec(of, 0..7)
}

fn frame() -> impl Strategy<Value = Frame> {
    (name(), name(), name(), name(), name()).prop_map(|(slug, title, units, source, alt)| Frame {
        slug,
        title,
        units,
        source,
        alt,
    })
}

fn estimate() -> impl Strategy<Value = Estimate> {
    (number(), number(), number()).prop_map(|(at, low, high)| Estimate { at, low, high })
}

fn date() -> impl Strategy<Value = Date> {
    let days = (2000..2060, 0..14u8, 0..33u8).prop_map(|(year, month, day)| Date { year, month, day });
    prop_oneof![4 => days, 1 => Just(Date::new(i32::MAX, 255, 255)), 1 => Just(Date::new(i32::MIN, 0, 0))]
}

fn horizon() -> impl Strategy<Value = Horizon> {
    (number(), prop::option::of(date())).prop_map(|(months, start)| Horizon { months, start })
}

fn pairs() -> impl Strategy<Value = Vec<(f64, f64)>> {
    list((number(), number()))
}

fn band() -> impl Strategy<Value = Band> {
    let pair = || (number(), number()).prop_map(|(low, high)| [low, high]);
    let parts = (number(), number(), pair(), pair(), pair());
    parts.prop_map(|(month, median, half, most, nearly_all)| Band { month, median, half, most, nearly_all })
}

fn layer() -> impl Strategy<Value = Layer> {
    (name(), list(number())).prop_map(|(name, values)| Layer { name, values })
}

type Any = Box<dyn Chart>;

fn over_time() -> impl Strategy<Value = Any> {
    let dots = (frame(), horizon(), prop::collection::vec(prop::option::of(number()), 0..60));
    let dots = dots.prop_map(|(frame, horizon, times)| Box::new(Dots { frame, horizon, times }) as Any);
    let survival = (frame(), name(), horizon(), list(band()), list(pairs()), list(number()), number());
    let survival = survival.prop_map(|(frame, axis, horizon, curve, singles, marks, step)| {
        Box::new(Survival { frame, axis, horizon, curve, singles, marks, step }) as Any
    });
    let incidence = (frame(), name(), horizon(), list(number()), list(layer()), name(), number());
    let incidence = incidence.prop_map(|(frame, axis, horizon, months, causes, rest, step)| {
        Box::new(Incidence { frame, axis, horizon, months, causes, rest, step }) as Any
    });
    let reference = (number(), name()).prop_map(|(value, name)| Reference { value, name });
    let fan = (frame(), (name(), name()), horizon(), list(band()), list(pairs()), list(reference), list(layer()));
    let fan = fan.prop_map(|(frame, (axis, parts_axis), horizon, bands, singles, references, parts)| {
        Box::new(Fan { frame, axis, horizon, bands, marked: singles.concat(), singles, references, parts, parts_axis })
            as Any
    });
    let event = (date(), 0..4usize, 0..9usize, name());
    let event = event.prop_map(|(date, kind, outcome, name)| Event { date, kind, outcome, name });
    let lines = (list((date(), number())), list((date(), estimate())));
    let timeline = (frame(), name(), lines, list(name()), list(name()), list(event));
    let timeline = timeline.prop_map(|(frame, axis, (record, forecast), kinds, outcomes, events)| {
        Box::new(Timeline { frame, axis, record, forecast, kinds, outcomes, events }) as Any
    });
    prop_oneof![dots, survival, incidence, fan, timeline]
}

fn in_rows() -> impl Strategy<Value = Any> {
    let step = (name(), estimate(), number()).prop_map(|(name, change, step)| Step { name, change, step });
    let total = || (name(), number(), number()).prop_map(|(name, at, step)| Total { name, at, step });
    let waterfall = (frame(), name(), total(), list(step), total());
    let waterfall = waterfall
        .prop_map(|(frame, axis, start, steps, end)| Box::new(Waterfall { frame, axis, start, steps, end }) as Any);
    let swing = (name(), name(), name(), estimate(), estimate());
    let swing =
        swing.prop_map(|(name, low_value, high_value, low, high)| Swing { name, low_value, high_value, low, high });
    let tornado = (frame(), name(), number(), number(), list(swing));
    let tornado = tornado
        .prop_map(|(frame, axis, base, step, swings)| Box::new(Tornado { frame, axis, base, step, swings }) as Any);
    let region = || {
        let parts = (name(), number(), number(), number());
        parts.prop_map(|(name, held, change, remaining)| Region { name, held, change, remaining })
    };
    let strip = (
        (frame(), name(), name(), name(), name()),
        list(region()),
        prop::option::of(region()),
        prop::option::of((name(), estimate())),
        number(),
    );
    let strip = strip.prop_map(|((frame, axis, one, two, three), regions, total, forecast, step)| {
        Box::new(Strip { frame, axis, words: [one, two, three], regions, total, forecast, step }) as Any
    });
    let bar = (name(), estimate(), name()).prop_map(|(name, value, group)| Bar { name, value, group });
    let bars = (frame(), name(), number(), list(bar));
    let bars = bars.prop_map(|(frame, axis, step, bars)| Box::new(Bars { frame, axis, step, bars }) as Any);
    prop_oneof![waterfall, tornado, strip, bars]
}

fn in_a_plane() -> impl Strategy<Value = Any> {
    let node = (number(), number(), name(), prop::collection::vec(any::<bool>(), 0..6));
    let node = node.prop_map(|(x, y, name, signs)| Node { x, y, name, signs });
    let graph = (frame(), list(name()), name(), name(), list(node), list((0..8usize, 0..8usize)), list(0..8usize));
    let graph = graph.prop_map(|(frame, actors, across, upward, nodes, edges, path)| {
        Box::new(Graph { frame, actors, across, upward, nodes, edges, path }) as Any
    });
    let point = (name(), estimate(), estimate(), 0..9usize, any::<bool>());
    let point =
        point.prop_map(|(name, across, upward, series, dominated)| Point { name, across, upward, series, dominated });
    let panel = (name(), list(point)).prop_map(|(title, points)| Panel { title, points });
    let frontier = (frame(), name(), name(), list(name()), list(panel));
    let frontier = frontier.prop_map(|(frame, across, upward, series, panels)| {
        Box::new(Frontier { frame, across, upward, series, panels }) as Any
    });
    prop_oneof![graph, frontier]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default()
    })]

    #[test]
    fn charts_over_time_take_anything(chart in over_time()) {
        checks::picture(chart.as_ref());
    }

    #[test]
    fn charts_in_rows_take_anything(chart in in_rows()) {
        checks::picture(chart.as_ref());
    }

    #[test]
    fn charts_in_a_plane_take_anything(chart in in_a_plane()) {
        checks::picture(chart.as_ref());
    }
}
