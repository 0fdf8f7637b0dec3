//! Charts as blocks of a document, and what all of them share.

use crate::document::{Block, Drawn};
use crate::wording::edit_text;
use standoff_breakdown::week::Breakdown;
use standoff_lab::forecast::ribbon::Ribbon;
use standoff_picture::{Band, Chart, Date, Frame, Horizon, Look, Size, to_csv};
use standoff_prose::words::count_things;

/// Answers that are not finer than this.
pub(crate) const HUNDREDTH: f64 = 0.01;

/// A chart as a block of a document.
pub(crate) fn picture_block(chart: &dyn Chart, frame: &Frame) -> Block {
    Block::Picture(Drawn {
        slug: frame.slug.clone(),
        title: frame.title.clone(),
        alt: frame.alt.clone(),
        wide: chart.draw(Look::PAGE, Size::Wide),
        narrow: chart.draw(Look::PAGE, Size::Narrow),
        alone: chart.draw(Look::ALONE, Size::Wide),
        printed: chart.draw(Look::PRINTED, Size::Wide),
        printed_narrow: chart.draw(Look::PRINTED, Size::Narrow),
        folded: false,
        csv: to_csv(&chart.rows()),
    })
}

/// Frame of a picture whose source is the scenario, the day and the futures of the forecast.
pub(crate) fn frame_of_forecast(week: &Breakdown, slug: &str, title: String, units: &str, alt: String) -> Frame {
    let findings = &week.forecast;
    let counts = format!("{} from {}", count_things(findings.runs, "future"), count_things(findings.draws, "draw"));
    frame_with_counts(week, [slug, &counts], title, units, alt)
}

/// The same for a picture of games of its own, whose `counts` are said.
pub(crate) fn frame_with_counts(
    week: &Breakdown,
    [slug, counts]: [&str; 2],
    title: String,
    units: &str,
    alt: String,
) -> Frame {
    // What is drawn is read beside the text, in the same names and dates.
    let scenario = &week.forecast.provenance.scenario;
    let [title, units, alt] = [title.as_str(), units, alt.as_str()].map(|text| edit_text(scenario, text));
    let source = format!("Standoff, {} as of {}, {counts}", scenario.name, week.as_of);
    Frame { slug: slug.to_owned(), title, units, source, alt, ..Frame::default() }
}

/// Frame of a picture of what is on record, whose sources and last day are named.
pub(crate) fn frame_of_record(
    slug: &str,
    (sources, day): (&[String], &str),
    title: String,
    units: &str,
    alt: String,
) -> Frame {
    const MOST: usize = 3;
    let mut named: Vec<String> = Vec::new();
    for source in sources.iter().map(|source| short_source(source)) {
        if !named.contains(&source) {
            named.push(source);
        }
    }
    let more = named.len().saturating_sub(MOST);
    named.truncate(MOST);
    named.extend((more > 0).then(|| format!("{more} more")));
    let source = match named.is_empty() {
        true => format!("Record as known on {day}, no forecast"),
        false => format!("Record as known on {day}, no forecast. Sources: {}", named.join("; ")),
    };
    Frame { slug: slug.to_owned(), title, units: units.to_owned(), source, alt, ..Frame::default() }
}

/// The title of a source without its remarks in brackets and after a semicolon.
fn short_source(title: &str) -> String {
    title.split([';', '(']).next().unwrap_or(title).trim().trim_end_matches(',').to_owned()
}

pub(crate) fn forecast_horizon(week: &Breakdown) -> Horizon {
    Horizon { months: week.forecast.horizon_months as f64, start: parse_date(&week.forecast.provenance.scenario.start) }
}

pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    Some(Date::new(year, month, parts.next()?.parse().ok()?))
}

pub(crate) fn ribbon_bands(ribbon: &Ribbon) -> Vec<Band> {
    let months = ribbon.middle.iter().enumerate();
    let band = |(month, &median): (usize, &f64)| Band {
        month: month as f64,
        median,
        half: ribbon.half[month],
        four_fifths: ribbon.four_fifths[month],
        nine_tenths: ribbon.nine_tenths[month],
    };
    months.map(band).collect()
}

pub(crate) fn single_courses(all: &[Vec<f64>]) -> Vec<Vec<(f64, f64)>> {
    let one = |course: &Vec<f64>| course.iter().enumerate().map(|(month, &value)| (month as f64, value)).collect();
    all.iter().map(one).collect()
}

/// The name of a draft with its number, the same in all pictures and tables.
pub(crate) fn numbered_title(at: usize, title: &str) -> String {
    format!("{}. {title}", at + 1)
}
