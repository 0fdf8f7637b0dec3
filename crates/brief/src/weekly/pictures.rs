//! The pictures of the brief: each with a title that says what was found.

mod line;
mod talks;
mod war;

pub use line::{breaks, causes, changes, survival, swings};
pub use talks::{delay, drafts, frontier, timeline};
pub use war::{area, coverage, land};

use crate::document::{Block, Drawn};
use crate::numbers::count;
use crate::picture::{Band, Chart, Date, Frame, Horizon, Look, Size, csv};
use crate::weekly::Breakdown;
use standoff_lab::forecast::ribbon::Ribbon;

/// Answers that are not finer than this.
const HUNDREDTH: f64 = 0.01;

/// A chart as a block of a document.
pub(super) fn block(chart: &dyn Chart, frame: &Frame) -> Block {
    Block::Picture(Drawn {
        slug: frame.slug.clone(),
        title: frame.title.clone(),
        alt: frame.alt.clone(),
        wide: chart.draw(Look::PAGE, Size::Wide),
        narrow: chart.draw(Look::PAGE, Size::Narrow),
        alone: chart.draw(Look::ALONE, Size::Wide),
        printed: chart.draw(Look::PRINTED, Size::Wide),
        csv: csv(&chart.rows()),
    })
}

/// What stands around a picture; its source is the scenario, the day and the futures of the forecast.
fn frame(week: &Breakdown, slug: &str, title: String, units: &str, alt: String) -> Frame {
    let findings = &week.forecast;
    let counts = format!("{} futures from {} draws", count(findings.runs), count(findings.draws));
    frame_of(week, [slug, &counts], title, units, alt)
}

/// The same for a picture of games of its own, whose `counts` are said.
fn frame_of(week: &Breakdown, [slug, counts]: [&str; 2], title: String, units: &str, alt: String) -> Frame {
    let source = format!("Standoff, {} as of {}, {counts}", week.forecast.scenario.name, week.as_of);
    Frame { slug: slug.to_owned(), title, units: units.to_owned(), source, alt }
}

fn horizon(week: &Breakdown) -> Horizon {
    Horizon { months: week.forecast.horizon_months as f64, start: date(&week.forecast.scenario.start) }
}

fn date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    Some(Date::new(year, month, parts.next()?.parse().ok()?))
}

pub(super) fn bands(ribbon: &Ribbon) -> Vec<Band> {
    let months = ribbon.middle.iter().enumerate();
    let band = |(month, &median): (usize, &f64)| Band {
        month: month as f64,
        median,
        half: ribbon.half[month],
        most: ribbon.four_fifths[month],
        nearly_all: ribbon.most[month],
    };
    months.map(band).collect()
}

fn singles(all: &[Vec<f64>]) -> Vec<Vec<(f64, f64)>> {
    let one = |course: &Vec<f64>| course.iter().enumerate().map(|(month, &value)| (month as f64, value)).collect();
    all.iter().map(one).collect()
}

/// The name of a draft with its number, the same in all pictures and tables.
pub(super) fn numbered(at: usize, title: &str) -> String {
    format!("{}. {title}", at + 1)
}
