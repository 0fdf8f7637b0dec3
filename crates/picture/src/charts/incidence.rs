//! Cumulative incidence: the share of futures that have ended, by cause.

use crate::canvas::palette::Ink;
use crate::canvas::patch::Patch;
use crate::canvas::sheet::{Paint, Sheet};
use crate::chart::Chart;
use crate::charts::band::BandScales;
use crate::charts::layers::{Layer, LayerNames, draw_layers, stack_layers};
use crate::frame::Frame;
use crate::look::Look;
use crate::scale::axis::{Horizon, draw_axis_title, draw_level_axis, draw_month_axis, plot_beside};
use crate::scale::number::if_drawable;
use crate::scale::range::Range;
use crate::size::Size;
use crate::table::{Cell, header_row};
use crate::unit::Unit;

/// Cumulative incidence by cause, stacked from below; what is left has no ending. All together are 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Incidence {
    /// Title, units, source and description.
    pub frame: Frame,
    /// Title of the vertical axis.
    pub axis: String,
    /// Months that are shown.
    pub horizon: Horizon,
    /// Months of the values.
    pub months: Vec<f64>,
    /// Causes, each with its share of all futures by month.
    pub causes: Vec<Layer>,
    /// Name of the rest, e.g. "holds".
    pub rest: String,
    /// The share of the rest as it is told elsewhere; empty where it is written as it is drawn.
    pub rest_told: String,
    /// Shares are written in steps of this, which is not below their error.
    pub step: f64,
}

impl Chart for Incidence {
    fn draw(&self, look: Look<'_>, size: Size) -> String {
        let mut sheet = Sheet::new(&self.frame, look, size);
        if self.months.iter().filter(|month| self.horizon.contains(**month)).count() < 2 {
            return sheet.finish_without_chart();
        }
        let top = sheet.chart_top();
        let top = draw_axis_title(&mut sheet, &self.axis, top);
        let mut tops = stack_layers(&self.causes, self.months.len(), 1.0);
        tops.push(vec![1.0; self.months.len()]);
        let names = self.names_with_shares(&tops);
        let column = LayerNames::new(&sheet, &names);
        let height = size.choose_by_width(290.0, 260.0).max(column.total_height());
        let right = sheet.right() - column.width;
        let plot = plot_beside(&sheet, Range::of_shares(), top, height, right);
        let scale = Range::of_shares().scale_between(plot.bottom, plot.top);
        draw_level_axis(&mut sheet, plot, Range::of_shares(), scale);
        let field = BandScales { horizon: self.horizon, x: self.horizon.scale_across(plot), y: scale, stepped: false };
        let mut paints: Vec<Paint> = self.causes.iter().map(|cause| Paint::hatch(cause.swatch)).collect();
        paints.push(Paint::fill(Ink::Series(0)).with_opacity(0.25));
        let middles = draw_layers(&mut sheet, &field, &self.months, &tops, &paints);
        let end = field.line_points(self.months.iter().map(|month| (*month, 0.0))).last().map_or(right, |(x, _)| *x);
        let edge = Patch { right: end, ..plot };
        column.draw_names(&mut sheet, edge, &middles, &paints, &names);
        let bottom = draw_month_axis(&mut sheet, plot, self.horizon);
        sheet.finish_at(bottom)
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let mut names = vec!["months"];
        names.extend(self.causes.iter().map(|cause| cause.name.as_str()));
        names.push(&self.rest);
        let row = |(at, month): (usize, &f64)| {
            let values: Vec<f64> = self.causes.iter().map(|cause| cause.height_at(at)).collect();
            let rest = 1.0 - values.iter().sum::<f64>();
            [*month].into_iter().chain(values).chain([rest]).map(Cell::from).collect()
        };
        std::iter::once(header_row(&names)).chain(self.months.iter().enumerate().map(row)).collect()
    }
}

impl Incidence {
    /// Names with the shares at the end, from the lowest up.
    fn names_with_shares(&self, tops: &[Vec<f64>]) -> Vec<String> {
        let last = self.months.iter().enumerate().filter(|(_, month)| self.horizon.contains(**month));
        let last = last.max_by(|one, other| one.1.total_cmp(other.1)).map_or(0, |(at, _)| at);
        let causes = self.causes.iter().map(|cause| (cause.told.as_str(), cause.name.as_str()));
        let words = causes.chain([(self.rest_told.as_str(), self.rest.as_str())]);
        let mut below = 0.0;
        let name = |((told, word), top): ((&str, &str), &Vec<f64>)| {
            let share = top.get(last).copied().and_then(if_drawable).unwrap_or(0.0) - below;
            below += share;
            let drawn = Unit::Percent.format(share, self.step.max(0.01));
            format!("{} {word}", if told.is_empty() { &drawn } else { told })
        };
        words.zip(tops).map(name).collect()
    }
}
