//! The war: coverage against need, the front, and the land.

use super::block::{
    forecast_horizon, frame_of_forecast, frame_with_counts, picture_block, ribbon_bands, single_courses,
};
use crate::document::Block;
use standoff_breakdown::week::{Breakdown, DisputedRegion};
use standoff_lab::forecast::ribbon::Ribbon;
use standoff_lab::report_months::near_months;
use standoff_picture::{Estimate, Fan, Layer, Reference, Region, Strip};
use standoff_prose::numbers::{UNKNOWN, format_count, format_rounded, format_two_digits};
use standoff_prose::words::{self, join_list};
use standoff_terminal::vocabulary;

/// Coverage against need, and who pays.
pub fn draw_coverage(week: &Breakdown) -> Option<Block> {
    let ribbon = &week.futures.coverage;
    let title = format!(
        "Coverage of the need {}, in the middle of the futures where the war goes on",
        course_words(&ribbon.middle)?
    );
    let alt = "Coverage of the need by month as a fan with bands of 50, 80 and 95 % of futures, single futures behind, and below \
               it the means by source."
        .to_owned();
    let units = "share of the defender's need that is met, in futures that are still contested";
    let findings = &week.forecast;
    let below = week
        .means
        .as_ref()
        .map_or(String::new(), |means| format!("; below, {} futures from {}", format_count(means.runs), means.draws));
    let counts = format!("{} futures from {} draws{below}", format_count(findings.runs), format_count(findings.draws));
    let frame = frame_with_counts(week, ["coverage", &counts], title, units, alt);
    let parts = week.means.as_ref().map_or(Vec::new(), |means| {
        let layer = |course: &standoff_breakdown::week::futures::MonthlyCurve| Layer {
            name: course.title.clone(),
            values: course.by.clone(),
        };
        means.sources.iter().map(layer).collect()
    });
    let threshold = week.means.as_ref().map(|means| Reference { value: means.threshold, name: "threshold".to_owned() });
    let chart = Fan {
        frame: frame.clone(),
        axis: "coverage".to_owned(),
        horizon: forecast_horizon(week),
        bands: ribbon_bands(ribbon),
        singles: single_courses(&week.futures.coverage_of_futures),
        marked: Vec::new(),
        references: threshold.into_iter().collect(),
        parts,
        parts_axis: "means, share of need".to_owned(),
    };
    Some(picture_block(&chart, &frame))
}

/// The way of a curve in words: from where to where, and by which turn.
fn course_words(curve: &[f64]) -> Option<String> {
    // A turn of less than a tenth of the need is not mentioned.
    const CLEAR: f64 = 0.1;
    let (now, end) = (*curve.first()?, *curve.last()?);
    let told = |value: f64| format_rounded(value, 0.05);
    let (mut high, mut low) = ((0, now), (0, now));
    for (month, &value) in curve.iter().enumerate() {
        high = if value > high.1 { (month, value) } else { high };
        low = if value < low.1 { (month, value) } else { low };
    }
    Some(match (high.1 - now.max(end) > CLEAR, now.min(end) - low.1 > CLEAR) {
        (true, _) => {
            format!("rises from {} to {} by month {} and ends at {}", told(now), told(high.1), high.0, told(end))
        }
        (_, true) => {
            format!("falls from {} to {} by month {} and ends at {}", told(now), told(low.1), low.0, told(end))
        }
        _ => format!("goes from {} to {}", told(now), told(end)),
    })
}

/// Area gained: a fan.
pub fn draw_area(week: &Breakdown) -> Option<Block> {
    let ribbon = &week.futures.area;
    let months = near_months(week.forecast.horizon_months);
    let at = ribbon.middle.get(months)?;
    let invader = vocabulary::actor_name(&week.forecast, "invader");
    let title = format!(
        "{invader} gains about {} km² in {}, in the middle of the futures where the war goes on",
        format_two_digits(*at),
        words::count_months(months)
    );
    let title = if at.is_finite() { title } else { UNKNOWN.to_owned() };
    let alt =
        "Area gained by month as a fan with bands of 50, 80 and 95 % of futures, single futures behind.".to_owned();
    let frame = frame_of_forecast(
        week,
        "area",
        title,
        "km² from the day of the forecast; areas, not borders; futures still contested",
        alt,
    );
    let chart = Fan {
        frame: frame.clone(),
        axis: "km²".to_owned(),
        horizon: forecast_horizon(week),
        bands: ribbon_bands(ribbon),
        singles: single_courses(&week.futures.area_of_futures),
        marked: Vec::new(),
        references: Vec::new(),
        parts: Vec::new(),
        parts_axis: String::new(),
    };
    Some(picture_block(&chart, &frame))
}

/// Draws the disputed land by region, and all of it some months on.
pub fn draw_land(week: &Breakdown) -> Option<Block> {
    let largest_first = {
        let mut regions: Vec<_> = week.regions.iter().collect();
        regions.sort_by(|one, other| other.held.total_cmp(&one.held).then_with(|| one.title.cmp(&other.title)));
        regions
    };
    let sum = |part: fn(&DisputedRegion) -> f64| week.regions.iter().map(part).sum::<f64>();
    let (held, area) = (sum(|region| region.held), sum(|region| region.area));
    let region = |land: &&DisputedRegion| land_region(&land.title, land.held, land.area);
    let regions: Vec<Region> = largest_first.iter().map(region).collect();
    if regions.is_empty() {
        return None;
    }
    let invader = vocabulary::actor_name(&week.forecast, "invader");
    let title =
        format!("{invader} holds {} of {} km² in these regions", format_two_digits(held), format_two_digits(area));
    let told: Vec<String> = largest_first
        .iter()
        .map(|land| format!("{} {} of {} km²", land.title, format_two_digits(land.held), format_two_digits(land.area)))
        .collect();
    let alt = format!("A bar for each region, the part held by {invader} and the rest: {}.", join_list(&told));
    let units = format!(
        "km² held at the scenario's start; {} on: the middle and 80 % of the futures where the war goes on. The model has one front \
         and does not say in which region it moves",
        vocabulary::near_words(&week.forecast)
    );
    let frame = frame_of_forecast(week, "land", title, &units, alt);
    let forecast = held_after(near_months(week.forecast.horizon_months), &week.futures.area, held);
    let chart = Strip {
        frame: frame.clone(),
        axis: "km²".to_owned(),
        words: ["held".to_owned(), "taken since".to_owned(), "not held".to_owned()],
        regions,
        total: Some(land_region("All of them", held, area)),
        forecast,
        step: 0.0,
    };
    Some(picture_block(&chart, &frame))
}

fn land_region(name: &str, held: f64, area: f64) -> Region {
    Region { name: name.to_owned(), held, change: 0.0, remaining: area - held }
}

/// Area held after some months where the war goes on: the median of the futures and their 80 % band.
fn held_after(months: usize, ribbon: &Ribbon, held: f64) -> Option<(String, Estimate)> {
    let (middle, [low, high]) = (ribbon.middle.get(months)?, ribbon.four_fifths.get(months)?);
    Some((
        format!("in {}", words::count_months(months)),
        Estimate { at: held + middle, low: held + low, high: held + high },
    ))
}
