//! `--sweep WHAT=LOW..HIGH[:N]`: a lever in several strengths, or a quantity at several values.

use crate::program::output::Failure;
use standoff::analysis::options::compare::Sweep;
use standoff::lab::ensemble::lever_setting::LeverSetting;
use standoff::scenario::{Diagnostic, Diagnostics, Lever, Override, Scenario, Source};
use std::ops::{Range, RangeInclusive};

/// Default number of points.
const POINTS: usize = 5;
/// Allowed numbers of points.
const COUNTS: RangeInclusive<usize> = 2..=41;
/// Allowed strengths of a lever: 1 is as the scenario states it.
const STRENGTHS: RangeInclusive<f64> = 0.0..=10.0;
/// Form of a sweep, for messages.
const FORM: &str = "WHAT=LOW..HIGH or WHAT=LOW..HIGH:N, such as 'front.moves=0.3..0.8 per month:7'";

/// Reads a sweep, and a warning about it if there is one. `placed` moves a lever to the day that was asked for.
pub fn read_sweep(
    text: &str,
    scenario: &Scenario,
    placed: impl Fn(Lever) -> Result<Lever, Failure>,
) -> Result<(Sweep, Option<Diagnostics>), Failure> {
    let written = WrittenSweep::parse(text)?;
    let is_lever = |lever: &&Lever| lever.name == written.what;
    if written.what == Lever::NONE || scenario.levers.iter().any(|lever| is_lever(&lever)) {
        let lever = Lever::find(written.what, scenario).map_err(|found| Failure::input(&found))?;
        return written.strength_sweep(lever, placed).map(|sweep| (sweep, None));
    }
    written.quantity_sweep(scenario, placed)
}

/// A sweep as it was written.
#[derive(Debug)]
struct WrittenSweep<'a> {
    text: &'a str,
    what: &'a str,
    low: WrittenNumber<'a>,
    high: WrittenNumber<'a>,
    unit: &'a str,
    count: usize,
}

/// A number with a unit, which may be empty.
#[derive(Debug, Clone, Copy)]
struct WrittenNumber<'a> {
    written: &'a str,
    value: f64,
    unit: &'a str,
}

impl<'a> WrittenSweep<'a> {
    fn parse(text: &'a str) -> Result<Self, Failure> {
        let whole = || sweep_fault(text, text, Diagnostic::error("bad-sweep", "this is not a sweep").allowed(FORM));
        let (what, rest) = text.split_once('=').ok_or_else(whole)?;
        let (ends, count) = rest.rsplit_once(':').map_or((rest, None), |(ends, count)| (ends, Some(count)));
        let (low, high) = ends.split_once("..").ok_or_else(whole)?;
        let (low, high) = (parse_number(text, low)?, parse_number(text, high)?);
        let unit = if high.unit.is_empty() { low.unit } else { high.unit };
        if !low.unit.is_empty() && low.unit != unit {
            let diagnostic = Diagnostic::error("wrong-unit", "the two ends have different units");
            return Err(sweep_fault(text, ends, diagnostic.allowed("one unit for both, after the higher end")));
        }
        if low.value >= high.value {
            let diagnostic = Diagnostic::error("reversed-range", "the low end is not below the high end");
            return Err(sweep_fault(text, ends, diagnostic.allowed("LOW..HIGH, LOW below HIGH")));
        }
        let count = count.map_or(Ok(POINTS), |written| parse_count(text, written))?;
        Ok(Self { text, what: what.trim(), low, high, unit, count })
    }

    /// Values of the points, evenly apart. They are rounded to twelve digits, so that 0.1 to 0.7 in steps gives 0.3 and
    /// not 0.30000000000000004; the ends are kept as they were written.
    fn point_values(&self) -> impl Iterator<Item = f64> {
        let (low, high, last) = (self.low.value, self.high.value, self.count - 1);
        let between = move |at: usize| round_to_digits(low + (high - low) * at as f64 / last as f64, 12);
        (0..=last).map(move |at| if at == last { high } else { between(at) })
    }

    fn strength_sweep(&self, lever: Lever, placed: impl Fn(Lever) -> Result<Lever, Failure>) -> Result<Sweep, Failure> {
        if !lever.is_divisible() {
            let message = format!("the lever `{}` is pulled or not: it does more than change numbers", lever.name);
            let diagnostic = Diagnostic::error("indivisible-lever", message);
            let diagnostic = diagnostic.allowed("a lever that changes numbers only, or the path of a quantity");
            let hint = format!("compare with and without it: --lever {}", lever.name);
            return Err(sweep_fault(self.text, self.what, diagnostic.hint(hint)));
        }
        if let Some(end) = [self.low, self.high].into_iter().find(|end| !STRENGTHS.contains(&end.value)) {
            let message = format!("a lever cannot be pulled {} times as far as stated", end.value);
            let diagnostic = Diagnostic::error("out-of-bounds", message).allowed("0 to 10; 1 is as stated");
            return Err(sweep_fault(self.text, end.written, diagnostic));
        }
        if !self.unit.is_empty() {
            let diagnostic = Diagnostic::error("wrong-unit", "the strength of a lever has no unit");
            return Err(sweep_fault(self.text, self.unit, diagnostic.allowed("two plain numbers; 1 is as stated")));
        }
        let lever = placed(lever)?;
        let point = |strength: f64| (strength, LeverSetting { lever: lever.clone(), strength });
        let (of, title) = (lever.name.clone(), lever.title.clone());
        Ok(Sweep { subject: of, title, unit: "strength".to_owned(), points: self.point_values().map(point).collect() })
    }

    fn quantity_sweep(
        &self,
        scenario: &Scenario,
        placed: impl Fn(Lever) -> Result<Lever, Failure>,
    ) -> Result<(Sweep, Option<Diagnostics>), Failure> {
        let first = self.override_at_end(self.low, scenario)?;
        let last = self.override_at_end(self.high, scenario)?;
        let place = first.values.first().map_or(0, |(place, _)| *place);
        let definition = scenario.parameters[place].definition;
        let unit = if self.unit.is_empty() { definition.unit.base() } else { self.unit };
        let point = |value: f64| {
            let set = self.override_at(value, scenario).map_err(|found| Failure::input(&found))?;
            let title = format!("{} = {value} {unit}", self.what);
            placed(Lever::setting_values(scenario, self.what, &title, set.values))
                .map(|lever| (value, LeverSetting::as_stated(lever)))
        };
        let points = self.point_values().map(point).collect::<Result<_, Failure>>()?;
        let (of, title) = (self.what.to_owned(), definition.meaning.to_owned());
        let warning = self.range_warning(scenario, &first, &last);
        Ok((Sweep { subject: of, title, unit: unit.to_owned(), points }, warning))
    }

    fn override_at(&self, value: f64, scenario: &Scenario) -> Result<Override, Diagnostics> {
        let set = Override::parse(format!("{}={value} {}", self.what, self.unit).trim_end(), scenario)?;
        scenario.with_overrides(std::slice::from_ref(&set)).map(|_| set)
    }

    /// The quantity at one end; its diagnostics are moved so that they point into the sweep.
    fn override_at_end(&self, end: WrittenNumber<'a>, scenario: &Scenario) -> Result<Override, Failure> {
        let moved = |found: &Diagnostics| {
            let mut told = Diagnostics::new(Source::new("--sweep", self.text));
            for one in found.iter() {
                let of_path = one.span.as_ref().is_some_and(|span| span.end <= self.what.len());
                let place = match one.code {
                    _ if of_path => self.what,
                    "wrong-unit" if !self.unit.is_empty() => self.unit,
                    _ => end.written,
                };
                told.push(one.clone().at(&range_within(self.text, place)));
            }
            told
        };
        self.override_at(end.value, scenario).map_err(|found| {
            match found.iter().any(|one| one.code == "unknown-path") {
                true => self.unknown_name(scenario),
                false => Failure::input(&moved(&found)),
            }
        })
    }

    fn unknown_name(&self, scenario: &Scenario) -> Failure {
        let message = format!("no lever and no quantity is called `{}`", self.what.escape_debug());
        let levers = scenario.levers.iter().map(|lever| lever.name.as_str());
        let names = levers.chain(scenario.parameters.iter().map(|parameter| parameter.path.as_str()));
        let diagnostic = Diagnostic::error("unknown-path", message);
        let diagnostic = diagnostic.allowed("a lever, or a path, both as `standoff scenario show` lists them");
        sweep_fault(self.text, self.what, diagnostic.nearest(self.what, names))
    }

    /// The warning about values that the scenario takes to be implausible, which are allowed.
    fn range_warning(&self, scenario: &Scenario, first: &Override, last: &Override) -> Option<Diagnostics> {
        let outside = |(place, value): &(usize, f64)| {
            let parameter = &scenario.parameters[*place];
            let (low, high) = parameter.range();
            (parameter.varies() && !(low..=high).contains(value)).then_some(parameter)
        };
        let parameter = first.values.iter().chain(&last.values).find_map(outside)?;
        let (low, high) = parameter.range();
        let unit = match parameter.definition.unit.base() {
            "number" | "share" => String::new(),
            unit => format!(" {unit}"),
        };
        let range = format!("{} to {}{unit}", round_to_digits(low, 5), round_to_digits(high, 5));
        let message = format!("the sweep goes beyond the plausible range of `{}`: {range}", parameter.path);
        let diagnostic = Diagnostic::warning("beyond-range", message).at(&range_within(self.text, self.text));
        Some(Diagnostics::one(Source::new("--sweep", self.text), diagnostic))
    }
}

/// Parses a number with or without its unit: "0.8 per month".
fn parse_number<'a>(text: &'a str, written: &'a str) -> Result<WrittenNumber<'a>, Failure> {
    let written = written.trim();
    let (value, unit) = written.split_once(char::is_whitespace).unwrap_or((written, ""));
    match value.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(WrittenNumber { written: value, value: number, unit: unit.trim() }),
        _ => {
            let message = format!("`{}` does not begin with a finite number", written.escape_debug());
            let place = if written.is_empty() { text } else { written };
            Err(sweep_fault(text, place, Diagnostic::error("not-a-number", message).allowed(FORM)))
        }
    }
}

fn parse_count(text: &str, written: &str) -> Result<usize, Failure> {
    written.trim().parse().ok().filter(|count| COUNTS.contains(count)).ok_or_else(|| {
        let message = format!("`{}` is no number of points", written.trim().escape_debug());
        let allowed = format!("{} to {}, or nothing for {POINTS}", COUNTS.start(), COUNTS.end());
        let place = if written.trim().is_empty() { text } else { written };
        sweep_fault(text, place, Diagnostic::error("bad-count", message).allowed(allowed))
    })
}

fn sweep_fault(text: &str, part: &str, diagnostic: Diagnostic) -> Failure {
    Failure::input(&Diagnostics::one(Source::new("--sweep", text), diagnostic.at(&range_within(text, part))))
}

/// Bytes of a text that one of its parts takes.
fn range_within(text: &str, part: &str) -> Range<usize> {
    let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len());
    start..(start + part.len()).min(text.len())
}

/// Rounds a number to so many significant digits.
fn round_to_digits(value: f64, digits: usize) -> f64 {
    format!("{value:.*e}", digits.saturating_sub(1)).parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff::scenario::builtin;

    fn parsed_sweep(text: &str) -> Result<(Sweep, Option<Diagnostics>), Failure> {
        read_sweep(text, &builtin::load("two-sided").expect("a built-in scenario"), Ok)
    }

    #[test]
    fn points_are_evenly_apart_and_neat() {
        let (sweep, _) = parsed_sweep("front.moves=0.1..0.7:4").unwrap();
        let values: Vec<f64> = sweep.points.iter().map(|(value, _)| *value).collect();
        assert_eq!(values, [0.1, 0.3, 0.5, 0.7]);
        assert_eq!((sweep.subject.as_str(), sweep.unit.as_str()), ("front.moves", "per month"));
    }

    #[test]
    fn a_unit_holds_for_both_ends() {
        let bare = parsed_sweep("front.moves=0.1..0.7:4").unwrap().0.points;
        for text in ["front.moves=0.1..0.7 per month:4", "front.moves = 0.1 per month .. 0.7 per month : 4"] {
            assert_eq!(parsed_sweep(text).unwrap().0.points[3].1.lever.changes, bare[3].1.lever.changes, "{text}");
        }
        assert!(parsed_sweep("front.moves=0.1 per week..0.7 per month").is_err());
    }

    #[test]
    fn a_sweep_beyond_the_plausible_range_is_told() {
        let beyond = |text: &str| parsed_sweep(text).unwrap().1.map(|found| found.render(false)).unwrap_or_default();
        assert!(beyond("front.moves=0.1..0.7").contains("0.3 to 0.8 per month"));
        assert_eq!(beyond("front.moves=0.4..0.7"), "");
    }

    #[test]
    fn faults_point_into_the_sweep() {
        let refusal = |text: &str| match parsed_sweep(text) {
            Err(Failure::Input(message)) => message,
            other => panic!("{text}: {other:?}"),
        };
        for (text, code, marks) in [
            ("front.moves", "bad-sweep", 11),
            ("front.moves=1", "bad-sweep", 13),
            ("front.moves=a..1", "not-a-number", 1),
            ("front.moves=0..NaN", "not-a-number", 3),
            ("front.moves=1..1", "reversed-range", 4),
            ("front.moves=0.2..0.5:1", "bad-count", 1),
            ("front.moves=0.2..0.5:42", "bad-count", 2),
            ("front.moves=0.2..0.5:", "bad-count", 21),
            ("front.moves=-1..0.5", "out-of-bounds", 2),
            ("front.movs=0..1", "unknown-path", 10),
            ("none=0..11", "out-of-bounds", 2),
            ("none=0..1 per week", "wrong-unit", 8),
            ("=..", "not-a-number", 3),
            ("é=0..1", "unknown-path", 1),
        ] {
            let message = refusal(text);
            assert!(message.contains(code) && message.contains("--sweep"), "{text}: {message}");
            assert_eq!(message.matches('^').count(), marks, "{message}");
        }
    }
}
