//! Bands around a line over time, with single futures behind.

use crate::canvas::key::Sample;
use crate::canvas::palette::Ink;
use crate::canvas::sheet::{Paint, Sheet};
use crate::canvas::svg::{area_path, line_path, stepped_corners};
use crate::scale::axis::Horizon;
use crate::scale::number::if_drawable;
use crate::scale::range::Scale;
use crate::table::{Cell, header_row};

/// Distribution of a quantity at one time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Months from the start.
    pub month: f64,
    /// The median; of chances, their mean.
    pub median: f64,
    /// Holds 50 in 100.
    pub half: [f64; 2],
    /// Holds 80 in 100.
    pub four_fifths: [f64; 2],
    /// Holds 90 in 100: the band that texts quote.
    pub nine_tenths: [f64; 2],
}

/// Opacity of the bands, outermost first. Each is painted over those before it, so that the innermost is the darkest.
const OPACITY: [f64; 3] = [0.18, 0.22, 0.3];

impl Band {
    /// Ends of the intervals, from the outermost in.
    fn ends_from_outermost(&self) -> [[f64; 2]; 3] {
        [self.nine_tenths, self.four_fifths, self.half]
    }

    /// All numbers of the band.
    pub(crate) fn all_numbers(&self) -> impl Iterator<Item = f64> {
        self.ends_from_outermost().into_iter().flatten().chain([self.median])
    }

    /// Columns of its ends, after those of the month and of the middle.
    pub(crate) const COLUMNS: [&'static str; 6] = ["50 low", "50 high", "80 low", "80 high", "90 low", "90 high"];

    fn interval_cells(&self) -> Vec<Cell> {
        let [nine_tenths, four_fifths, half] = self.ends_from_outermost();
        [[self.month, self.median].as_slice(), &half, &four_fifths, &nine_tenths]
            .concat()
            .into_iter()
            .map(Cell::from)
            .collect()
    }
}

/// The bands as a table; `middle` names the column of their middle.
pub(crate) fn band_rows(bands: &[Band], middle: &str) -> Vec<Vec<Cell>> {
    let mut names = vec!["months", middle];
    names.extend(Band::COLUMNS);
    std::iter::once(header_row(&names)).chain(bands.iter().map(Band::interval_cells)).collect()
}

/// Scales on which bands are drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BandScales {
    pub(crate) horizon: Horizon,
    pub(crate) x: Scale,
    pub(crate) y: Scale,
    /// Values stay level until the next one.
    pub(crate) stepped: bool,
}

impl BandScales {
    /// The line through the points that can be drawn.
    pub(crate) fn line_points(&self, points: impl IntoIterator<Item = (f64, f64)>) -> Vec<(f64, f64)> {
        let kept =
            points.into_iter().filter(|(month, value)| self.horizon.contains(*month) && if_drawable(*value).is_some());
        let mut kept: Vec<(f64, f64)> = kept.collect();
        kept.sort_by(|one, other| one.0.total_cmp(&other.0));
        let placed: Vec<(f64, f64)> = kept.into_iter().map(|(x, y)| (self.x.position(x), self.y.position(y))).collect();
        if self.stepped { stepped_corners(&placed) } else { placed }
    }

    /// Draws single futures, faint; then the bands; then the median.
    pub(crate) fn draw_bands(&self, sheet: &mut Sheet<'_>, bands: &[Band], singles: &[Vec<(f64, f64)>]) {
        for (level, opacity) in OPACITY.into_iter().enumerate() {
            let can_be_drawn =
                |band: &&Band| band.ends_from_outermost()[level].into_iter().all(|end| if_drawable(end).is_some());
            let end = |side: usize| {
                self.line_points(
                    bands.iter().filter(can_be_drawn).map(|band| (band.month, band.ends_from_outermost()[level][side])),
                )
            };
            let (low, high) = (end(0), end(1));
            if low.len() > 1 {
                sheet.draw_path(&area_path(&high, &low), Paint::fill(Ink::Series(0)).with_opacity(opacity));
            }
        }
        let straight = Self { stepped: false, ..*self };
        for single in singles {
            let points = straight.line_points(single.iter().copied());
            if points.len() > 1 {
                sheet.draw_path(&line_path(&points), Paint::stroke(Ink::Text, 0.7).with_opacity(0.3));
            }
        }
        let median = self.line_points(bands.iter().map(|band| (band.month, band.median)));
        match median.as_slice() {
            [] => {}
            [(x, y)] => sheet.draw_mark(crate::canvas::mark::Shape(0), *x, *y, 3.5, Paint::fill(Ink::Series(0))),
            points => sheet.draw_path(&line_path(points), Paint::stroke(Ink::Series(0), 2.6)),
        }
    }
}

/// Entries of the key for the middle and, if there are any, the shades; `of` says what the outermost holds.
pub(crate) fn band_key(bands: &[Band], [middle, of]: [&'static str; 2]) -> Vec<(Sample, &'static str)> {
    let shade = |opacity| Sample::Area(Paint::fill(Ink::Series(0)).with_opacity(opacity));
    let mut entries = vec![(Sample::Line(Paint::stroke(Ink::Series(0), 2.6)), middle)];
    let has_shade = |band: &Band| band.nine_tenths.into_iter().all(|end| if_drawable(end).is_some());
    if bands.iter().any(has_shade) {
        entries.extend([(shade(0.55), "50"), (shade(0.36), "80"), (shade(0.18), of)]);
    }
    entries
}

/// Entry of the key for single futures or draws, if there are any.
pub(crate) fn singles_key(singles: &[Vec<(f64, f64)>], words: &'static str) -> Option<(Sample, &'static str)> {
    let single = Sample::Line(Paint::stroke(Ink::Text, 0.9).with_opacity(0.5));
    (!singles.is_empty()).then_some((single, words))
}
