//! The front and the land.

use super::block::{forecast_horizon, frame_of_forecast, frame_of_record, parse_date, picture_block, single_courses};
use super::few::{bands_of_futures, middle_with_error, too_few};
use crate::document::Block;
use crate::wording::name_of;
use standoff_breakdown::week::{Breakdown, DisputedRegion};
use standoff_lab::report_months::near_months;
use standoff_picture::{Fan, Region, Strip, Tile, Tiles};
use standoff_prose::numbers::{format_rounded, format_two_digits, step_for_error};
use standoff_prose::words::{self, join_list};
use standoff_terminal::vocabulary;

/// Days of the record that are shown before the forecast.
pub(super) const WINDOW: f64 = 548.0;
/// Days of a month: a twelfth of a year.
const MONTH_DAYS: f64 = 365.25 / 12.0;

/// Area gained: the record, and a fan; none where no future goes on.
pub fn draw_area(week: &Breakdown) -> Option<Block> {
    let ribbon = &week.futures.area;
    ribbon.middle.first()?;
    let alt =
        "Area gained by month: what is on record before today, and after it a fan with bands of 50, 80 and 90 % of \
               futures, single futures behind."
            .to_owned();
    let units = "km² from the day of the forecast; areas, not borders; futures still contested";
    let frame = frame_of_forecast(week, "area", area_title(week), units, alt);
    let (bands, thins) = bands_of_futures(ribbon, week.forecast.horizon_months);
    let chart = Fan {
        frame: frame.clone(),
        axis: "km²".to_owned(),
        horizon: forecast_horizon(week),
        record: area_on_record(week),
        bands,
        thins,
        singles: single_courses(&week.futures.area_of_futures),
        marked: Vec::new(),
        references: Vec::new(),
    };
    Some(picture_block(&chart, &frame))
}

/// The gain over the months that are told first, if it is told from chance.
fn area_title(week: &Breakdown) -> String {
    let months = near_months(week.forecast.horizon_months);
    let invader = name_of(&week.forecast, "invader");
    let effect = vocabulary::design_effect(&week.forecast);
    let near = words::count_months(months);
    let Some((middle, error)) = middle_with_error(&week.futures.area, months, effect) else {
        return format!("Area gained in single futures: {} go on {near} from now", too_few());
    };
    if middle.abs() <= 2.0 * error {
        return format!("No clear gain of land in {near}, in the middle of the futures where the war goes on");
    }
    let verb = if middle > 0.0 { "gains" } else { "loses" };
    let told = match step_for_error(error) {
        Some(step) => format_rounded(middle.abs(), step),
        None => format_two_digits(middle.abs()),
    };
    let gains = words::capitalize(&invader.with_verb(verb));
    format!("{gains} about {told} km² in {near}, in the middle of the futures where the war goes on")
}

/// Readings of the area held over the past months, less the last of them: (months from the forecast, km²).
fn area_on_record(week: &Breakdown) -> Vec<(f64, f64)> {
    let Some(start) = parse_date(&week.forecast.provenance.scenario.start) else { return Vec::new() };
    let days = |day: &str| Some(parse_date(day)?.days_since_1970() - start.days_since_1970());
    let dated = week.pattern.areas.iter().filter_map(|(day, area)| Some((days(day)?, *area)));
    let mut known: Vec<(f64, f64)> = dated.filter(|(days, _)| (-WINDOW..=0.0).contains(days)).collect();
    known.sort_by(|one, other| one.0.total_cmp(&other.0));
    let Some((_, last)) = known.last().copied() else { return Vec::new() };
    known.into_iter().map(|(days, area)| (days / MONTH_DAYS, area - last)).collect()
}

/// Draws the disputed land by region, as it is on record.
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
    let invader = name_of(&week.forecast, "invader");
    let holds = words::capitalize(&invader.with_verb("holds"));
    let title = format!("{holds} {} of {} km² in these regions", format_two_digits(held), format_two_digits(area));
    let told: Vec<String> = largest_first
        .iter()
        .map(|land| format!("{} {} of {} km²", land.title, format_two_digits(land.held), format_two_digits(land.area)))
        .collect();
    let alt = format!("A bar for each region, the part held by {invader} and the rest: {}.", join_list(&told));
    let units = "km² held, as the scenario states it: a record, no forecast. The model has one front and does not say in \
                 which region it moves";
    let days: Vec<&str> = week.regions.iter().filter_map(|region| region.date.as_deref()).collect();
    let day = days.iter().max().copied().unwrap_or(&week.as_of);
    let sources: Vec<String> =
        largest_first.iter().map(|region| region.source.clone()).filter(|name| !name.is_empty()).collect();
    let frame = frame_of_record("land", (&sources, day), title, units, alt);
    if let Some(tiles) = land_tiles(&largest_first) {
        let words = ["held".to_owned(), "not held".to_owned()];
        return Some(picture_block(&Tiles { frame: frame.clone(), words, tiles }, &frame));
    }
    let chart = Strip {
        frame: frame.clone(),
        axis: "km²".to_owned(),
        words: ["held".to_owned(), "taken since".to_owned(), "not held".to_owned()],
        regions,
        total: Some(land_region("All of them", held, area)),
        forecast: None,
        step: 0.0,
    };
    Some(picture_block(&chart, &frame))
}

/// The regions as tiles; none where the scenario does not say where one of them lies.
fn land_tiles(regions: &[&DisputedRegion]) -> Option<Vec<Tile>> {
    let tile = |region: &&DisputedRegion| {
        let [column, row] = region.tile?;
        Some(Tile { name: region.title.clone(), column, row, held: region.held, whole: region.area })
    };
    regions.iter().map(tile).collect()
}

fn land_region(name: &str, held: f64, area: f64) -> Region {
    Region { name: name.to_owned(), held, change: 0.0, remaining: area - held }
}
