//! The share of futures in which something has not yet happened.

use crate::canvas::key::draw_key;
use crate::canvas::mark::Shape;
use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{Anchor, LABEL, Paint, Sheet, Text};
use crate::canvas::text::{clean_text, shorten_text};
use crate::chart::Chart;
use crate::charts::band::{self, Band, BandScales};
use crate::frame::Frame;
use crate::look::Look;
use crate::scale::axis::{Horizon, draw_axis_title, draw_level_axis, draw_month_axis, plot_beside};
use crate::scale::number::if_drawable;
use crate::scale::range::Range;
use crate::size::Size;
use crate::table::Cell;

/// A survival curve with bands over draws, and curves of single draws behind.
#[derive(Debug, Clone, PartialEq)]
pub struct Survival {
    /// Title, units, source and description.
    pub frame: Frame,
    /// Title of the vertical axis, e.g. "share of futures in which the line holds".
    pub axis: String,
    /// Months that are shown.
    pub horizon: Horizon,
    /// Share of futures, by month, with its bands over draws.
    pub curve: Vec<Band>,
    /// Curves of single draws: (months, share).
    pub singles: Vec<Vec<(f64, f64)>>,
    /// Months at which the share is written on the curve, as it is told elsewhere.
    pub marks: Vec<(f64, String)>,
}

/// Widest text of a share on the curve.
const WIDEST_MARK: f64 = 80.0;

impl Chart for Survival {
    fn draw(&self, look: Look<'_>, size: Size) -> String {
        let mut sheet = Sheet::new(&self.frame, look, size);
        if !self.curve.iter().any(|band| self.horizon.contains(band.month) && if_drawable(band.median).is_some()) {
            return sheet.finish_without_chart();
        }
        let top = sheet.chart_top();
        let mut entries = band::band_key(&self.curve, ["mean", "90 in 100 draws"]);
        entries.extend(band::singles_key(&self.singles, "single draws"));
        let top = draw_key(&mut sheet, top, &entries);
        let top = draw_axis_title(&mut sheet, &self.axis, top);
        let right = sheet.right();
        let plot = plot_beside(&sheet, Range::of_shares(), top, size.choose_by_width(280.0, 230.0), right);
        let y = Range::of_shares().scale_between(plot.bottom, plot.top);
        draw_level_axis(&mut sheet, plot, Range::of_shares(), y);
        let field = BandScales { horizon: self.horizon, x: self.horizon.scale_across(plot), y, stepped: true };
        field.draw_bands(&mut sheet, &self.curve, &self.singles);
        self.draw_marks(&mut sheet, &field, plot);
        let bottom = draw_month_axis(&mut sheet, plot, self.horizon);
        sheet.finish_at(bottom)
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        band::band_rows(&self.curve, "mean")
    }
}

impl Survival {
    /// The share at a month: that of the last time before it.
    fn share_at(&self, month: f64) -> Option<f64> {
        let known = self.curve.iter().filter(|band| band.month <= month && if_drawable(band.median).is_some());
        known.max_by(|one, other| one.month.total_cmp(&other.month)).map(|band| band.median)
    }

    fn draw_marks(&self, sheet: &mut Sheet<'_>, field: &BandScales, plot: Patch) {
        for (month, told) in self.marks.iter().filter(|(month, _)| self.horizon.contains(*month)) {
            let Some(share) = self.share_at(*month) else { continue };
            let (x, y) = (field.x.position(*month), field.y.position(share));
            sheet.draw_mark(Shape(0), x, y, 4.0, Paint::fill(Ink::Series(0)).with_edge(Ink::Paper, 1.5));
            sheet.reserve_patch(Patch::around_point(x, y, 4.0));
            let told = shorten_text(&clean_text(told), LABEL, true, WIDEST_MARK);
            let text = Text::label(x, y, &told).in_bold();
            let above = Text { x: (x + 7.0).min(plot.right), y: (y - 8.0).max(plot.top + 12.0), ..text };
            let end = Text { x, ..above }.with_anchor(Anchor::End);
            let _ =
                sheet.write_label(above) || sheet.write_label(end) || sheet.write_label_beside(x, y, 7.0, text, plot);
        }
    }
}
