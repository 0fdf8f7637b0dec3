//! Areas stacked on each other, named at their right edge.

use crate::canvas::palette::Ink;
use crate::canvas::patch::{Patch, spread_boxes};
use crate::canvas::sheet::{LABEL, LEAD, Paint, Sheet, Text};
use crate::canvas::svg::area_path;
use crate::canvas::swatch::Swatch;
use crate::canvas::text::{text_width, wrap_text};
use crate::charts::band::BandScales;
use crate::scale::number::if_drawable;

/// One of several quantities that add up.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// Its name.
    pub name: String,
    /// Its value at each time; what is missing or not a number counts as 0.
    pub values: Vec<f64>,
    /// Its last value as it is told elsewhere; empty where it is written as it is drawn.
    pub told: String,
    /// Its colour and hatch.
    pub swatch: Swatch,
}

impl Layer {
    /// Its height at a time: never below 0.
    pub(crate) fn height_at(&self, at: usize) -> f64 {
        self.values.get(at).copied().and_then(if_drawable).unwrap_or(0.0).max(0.0)
    }
}

/// The tops of layers over each other: `[layer][time]`, none above `most`.
pub(crate) fn stack_layers(layers: &[Layer], times: usize, most: f64) -> Vec<Vec<f64>> {
    let mut top = vec![0.0; times];
    let add = |layer: &Layer| {
        top.iter_mut().enumerate().for_each(|(at, top)| *top = f64::min(*top + layer.height_at(at), most));
        top.clone()
    };
    layers.iter().map(add).collect()
}

/// Names to the right of a plot, in lines.
pub(crate) struct LayerNames {
    lines: Vec<Vec<String>>,
    /// Width of the column with its leaders.
    pub(crate) width: f64,
}

/// Length of the line from an area to its name.
const LEADER: f64 = 14.0;
/// Side of the sample of an area's paint.
const SWATCH: f64 = 12.0;

impl LayerNames {
    pub(crate) fn new(sheet: &Sheet<'_>, names: &[String]) -> Self {
        let most = sheet.size.choose_by_width(170.0, 96.0);
        let lines: Vec<Vec<String>> = names.iter().map(|name| wrap_text(name, LABEL, false, most, 4)).collect();
        let widest = lines.iter().flatten().map(|line| text_width(line, LABEL, false)).fold(0.0, f64::max);
        Self { lines, width: widest + LEADER + SWATCH + 10.0 }
    }

    fn name_heights(&self) -> Vec<f64> {
        self.lines.iter().map(|lines| lines.len() as f64 * LEAD + 4.0).collect()
    }

    /// The height that all names need.
    pub(crate) fn total_height(&self) -> f64 {
        self.name_heights().iter().sum()
    }

    /// Writes the names at the height of `middles`, with a line to each and a sample of its paint.
    pub(crate) fn draw_names(
        &self,
        sheet: &mut Sheet<'_>,
        plot: Patch,
        middles: &[f64],
        paints: &[Paint],
        names: &[String],
    ) {
        let heights = self.name_heights();
        let tops = spread_boxes(middles, &heights, plot.top - 6.0, plot.bottom + 6.0);
        for (at, lines) in self.lines.iter().enumerate() {
            let middle = tops[at] + heights[at] / 2.0;
            let x = plot.right + LEADER;
            sheet.draw_line((plot.right + 2.0, middles[at]), (x - 2.0, middle), Paint::stroke(Ink::Quiet, 0.8));
            sheet.draw_rect(Patch::around_point(x + SWATCH / 2.0, middle, SWATCH / 2.0), paints[at]);
            let text = Text::label(x + SWATCH + 6.0, tops[at] + 14.0, "");
            sheet.write_lines(text, lines, &names[at]);
        }
    }
}

/// Draws layers from the lowest up, and the middles of their right edges.
pub(crate) fn draw_layers(
    sheet: &mut Sheet<'_>,
    field: &BandScales,
    months: &[f64],
    tops: &[Vec<f64>],
    paints: &[Paint],
) -> Vec<f64> {
    let mut below: Vec<f64> = vec![0.0; months.len()];
    let mut middles = Vec::with_capacity(tops.len());
    for (top, paint) in tops.iter().zip(paints) {
        let edge = |values: &[f64]| field.line_points(months.iter().copied().zip(values.iter().copied()));
        let (upper, lower) = (edge(top), edge(&below));
        if upper.len() > 1 {
            sheet.draw_path(&area_path(&upper, &lower), paint.with_edge(Ink::Paper, 1.0));
        }
        let end = |points: &[(f64, f64)]| points.last().map_or(field.y.position(0.0), |(_, y)| *y);
        middles.push(f64::midpoint(end(&upper), end(&lower)));
        below.clone_from(top);
    }
    middles
}
