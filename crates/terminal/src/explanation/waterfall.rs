//! A waterfall in letters: from one total to another, one cause after the other.

use crate::interval::IntervalFigure;
use standoff_analysis::explanation::attribution::CauseShare;
use standoff_lab::ensemble::estimate::Estimate;
use standoff_prose::numbers::format_rounded;
use standoff_prose::page::Page;
use standoff_prose::style::Tone;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::together::Way;
use standoff_prose::words::{capitalize, format_signed};

/// Letters of a bar.
const CELLS: usize = 24;
/// Least room for the words.
const WORDS: usize = 22;
/// A residual below this part of the largest total is rounding.
const ROUNDING: f64 = 1e-6;
/// An axis begins at zero unless all totals lie within this part of its length from each other.
const ZOOM: f64 = 0.25;

/// Data of a waterfall.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Waterfall<'a> {
    pub unit: &'a str,
    /// The first total with its words.
    pub from: (&'a str, &'a Estimate),
    /// The last total with its words.
    pub to: (&'a str, &'a Estimate),
    pub shares: &'a [CauseShare],
    pub residual: f64,
}

/// One line of it.
struct Line<'a> {
    title: String,
    kind: Kind<'a>,
    before: f64,
    after: f64,
}

/// Kind of a line.
#[derive(Clone, Copy)]
enum Kind<'a> {
    /// The first or the last total.
    End(&'a Estimate),
    /// Amount that a cause adds.
    Share(&'a Estimate),
    /// Amount that no cause adds.
    Residual,
}

impl Waterfall<'_> {
    /// Adds it to a page: the largest cause first.
    pub fn write(self, page: &mut Page) {
        let right = |head: &'static str| (head, Align::Right);
        let mut table =
            Table::new(&[("", Align::Left), right("adds"), right("95 % interval"), right("total"), ("", Align::Left)])
                .with_least_words(WORDS);
        let lines = self.lines();
        let axis = Axis::new(&lines);
        lines.iter().for_each(|line| table.add_cells(self.row(line, &axis)));
        table.add_cells([
            Cell::from(""),
            Cell::from(""),
            Cell::from(""),
            Cell::from(""),
            Cell::faint(self.labels(&axis)),
        ]);
        page.table(&table);
    }

    /// "What adds most: the figures of the front, +0.10." Only causes that are told from chance; none where none is.
    pub fn largest_sentence(&self) -> Option<String> {
        let clear = |line: &&Line<'_>| matches!(line.kind, Kind::Share(adds) if IntervalFigure::new(self.unit, adds).is_clear());
        let lines = self.lines();
        let Some(largest) = lines.iter().find(clear) else { return Some("No cause is told from chance.".to_owned()) };
        let adds = format_signed(largest.after - largest.before, self.step());
        Some(format!("What adds most: {} ({adds}).", largest.title))
    }

    /// The lines, the largest cause first. What they show adds up: totals and causes are rounded together.
    fn lines(&self) -> Vec<Line<'_>> {
        let mut shares: Vec<&CauseShare> = self.shares.iter().collect();
        shares.sort_by(|one, other| other.adds.value.abs().total_cmp(&one.adds.value.abs()));
        let (from, to) = (self.from.1.value, self.to.1.value);
        let adds = shares.iter().map(|share| share.adds.value).chain([self.residual]);
        let way = Way::new(from, &adds.collect::<Vec<f64>>(), to, self.step());
        let first = self.from.0.to_owned();
        let mut lines = vec![Line { title: first, kind: Kind::End(self.from.1), before: way.from, after: way.from }];
        let mut total = way.from;
        for (share, adds) in shares.into_iter().zip(&way.parts) {
            let (before, after) = (total, total + adds);
            lines.push(Line { title: capitalize(&share.title), kind: Kind::Share(&share.adds), before, after });
            total = after;
        }
        if self.residual.abs() > ROUNDING * from.abs().max(to.abs()) {
            lines.push(Line { title: "Not shared out".to_owned(), kind: Kind::Residual, before: total, after: way.to });
        }
        lines.push(Line { title: self.to.0.to_owned(), kind: Kind::End(self.to.1), before: way.to, after: way.to });
        lines
    }

    /// Cells of a line: title, what it adds, the interval, the running total and its bar.
    fn row(&self, line: &Line<'_>, axis: &Axis) -> [Cell; 5] {
        match line.kind {
            Kind::End(estimate) => self.end_row(line, estimate, axis),
            Kind::Residual => {
                let adds = format_signed(line.after - line.before, self.step());
                let bar = Cell::ink(axis.part(line.before, line.after, '░'));
                [Cell::from(&line.title), Cell::from(adds), Cell::from(""), self.running_total(line), bar]
            }
            Kind::Share(adds) => self.share_row(line, adds, axis),
        }
    }

    fn end_row(&self, line: &Line<'_>, estimate: &Estimate, axis: &Axis) -> [Cell; 5] {
        let known = IntervalFigure::new(self.unit, estimate);
        let known = if self.unit == "chance" { known.as_chance() } else { known };
        let ends = if known.value() == known.ends() { String::new() } else { known.ends() };
        let title = Cell::toned(Tone::Strong, &line.title);
        [title, Cell::from(""), Cell::from(ends), self.running_total(line), Cell::ink(axis.whole(line.after))]
    }

    /// The share of one cause. A full bar is one that is clear of chance, a star marks one that is not, and a line stands
    /// for one that adds nothing.
    fn share_row(&self, line: &Line<'_>, adds: &Estimate, axis: &Axis) -> [Cell; 5] {
        let adds = IntervalFigure::new(self.unit, adds);
        let (tone, sign, mark) = match (adds.is_clear(), adds.is_nothing()) {
            (true, _) => (Tone::Plain, '█', ""),
            (_, true) => (Tone::Faint, '│', ""),
            _ => (Tone::Faint, '░', " *"),
        };
        let cell = |text: String| Cell::toned(tone, text);
        let title = cell(format!("{}{mark}", line.title));
        let bar = Cell::ink(axis.part(line.before, line.after, sign));
        let added =
            if adds.is_nothing() { "0".to_owned() } else { format_signed(line.after - line.before, self.step()) };
        [title, cell(added), cell(adds.ends()), self.running_total(line), bar]
    }

    fn running_total(&self, line: &Line<'_>) -> Cell {
        Cell::from(format_rounded(line.after, self.step()))
    }

    /// Step of totals and causes.
    pub fn step(&self) -> f64 {
        let known = |estimate: &Estimate| IntervalFigure::new(self.unit, estimate);
        let errors = self.shares.iter().filter_map(|share| known(&share.adds).error());
        let finest = known(&Estimate::exact(self.to.1.value)).step();
        Way::step_for_errors(errors).map_or(finest, |step| step.max(finest))
    }

    fn labels(&self, axis: &Axis) -> String {
        let step = self.step().min((axis.high - axis.low) / 10.0);
        let step = standoff_prose::numbers::step_for_error(step).unwrap_or(1.0);
        let (low, high) = (format_rounded(axis.low, step), format_rounded(axis.high, step));
        let gap = (CELLS + 1).saturating_sub(standoff_prose::column_width(&low) + standoff_prose::column_width(&high));
        format!("{low}{}{high}", " ".repeat(gap))
    }
}

/// Values to letters.
struct Axis {
    low: f64,
    high: f64,
}

impl Axis {
    fn new(lines: &[Line<'_>]) -> Self {
        let ends = || lines.iter().flat_map(|line| [line.before, line.after]).filter(|end| end.is_finite());
        let (low, high) = (ends().fold(f64::INFINITY, f64::min), ends().fold(f64::NEG_INFINITY, f64::max));
        if low > high {
            return Self { low: 0.0, high: 1.0 };
        }
        let near = high - low < ZOOM * low.abs().max(high.abs());
        if near && high > low {
            let more = (high - low) / 4.0;
            return Self { low: low - more, high: high + more };
        }
        let (low, high) = (low.min(0.0), high.max(0.0));
        Self { low, high: if high > low { high } else { low + 1.0 } }
    }

    /// The letter at which a value lies, 0 to [`CELLS`].
    fn place(&self, value: f64) -> usize {
        let share = (value - self.low) / (self.high - self.low);
        (share.clamp(0.0, 1.0) * CELLS as f64).round() as usize
    }

    /// From zero to a total where zero is on the axis, else a mark.
    fn whole(&self, total: f64) -> String {
        if self.low <= 0.0 && self.high >= 0.0 {
            return self.part(0.0, total, '▓');
        }
        format!("{}│", " ".repeat(self.place(total)))
    }

    /// From the total before to the total after.
    fn part(&self, before: f64, after: f64, sign: char) -> String {
        let (before, after) = (self.place(before), self.place(after));
        let (low, high) = (before.min(after), before.max(after));
        if low == high {
            return format!("{}│", " ".repeat(low));
        }
        format!("{}{}", " ".repeat(low), sign.to_string().repeat(high - low))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_prose::style::Style;

    fn share(title: &str, value: f64, half: f64) -> CauseShare {
        let adds = Estimate { value, low: Some(value - half), high: Some(value + half) };
        CauseShare { cause: title.into(), title: title.into(), adds }
    }

    fn page(from: f64, to: f64, shares: &[CauseShare], residual: f64) -> String {
        let (from, to) = (Estimate::exact(from), Estimate::exact(to));
        let mut page = Page::new(Style::plain());
        Waterfall { unit: "months", from: ("Off", &from), to: ("On", &to), shares, residual }.write(&mut page);
        page.finish()
    }

    #[test]
    fn bars_follow_each_other_from_the_largest_on() {
        let page = page(4.0, 14.0, &[share("small", -2.0, 3.0), share("large", 12.0, 1.0)], 0.0);
        let [off, large, small] =
            ["Off", "Large", "Small *"].map(|title| page.lines().find(|line| line.contains(title)).expect("a row"));
        assert!(page.find("Large") < page.find("Small"), "{page}");
        let column = |line: &str, sign: char| line.chars().position(|letter| letter == sign).expect("a bar");
        assert_eq!(column(large, '█') - column(off, '▓'), 6, "{page}");
        assert!(small.contains('░') && !small.contains('█'), "{page}");
        assert!(!page.contains("Not shared out"), "{page}");
    }

    #[test]
    fn what_is_left_is_shown() {
        assert!(page(4.0, 14.0, &[share("one", 8.0, 1.0)], 2.0).contains("Not shared out"));
    }

    #[test]
    fn near_totals_are_looked_at_closely_and_bad_ones_do_no_harm() {
        assert!(page(50.0, 51.0, &[share("one", 1.0, 0.1)], 0.0).contains('│'));
        for bad in [f64::NAN, f64::INFINITY, -1e300, 0.0] {
            assert!(!page(bad, bad, &[share("one", bad, bad)], bad).is_empty());
        }
    }
}
