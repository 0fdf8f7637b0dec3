//! Morris screening: the inputs that matter.

use super::format::{begin_page, format_percent, note_incomplete};
use crate::drawing::bars::plain_bar;
use standoff_prose::numbers::{format_count, format_figure};
use standoff_prose::style::Style;
use standoff_prose::table::{Align, Cell, Table};
use standoff_table::estimates::morris::Morris;

/// Renders elementary effects, the strongest input first.
pub fn render_morris(found: &Morris, style: Style) -> String {
    let mut page = begin_page(&format!("Which inputs matter · {}", found.output), &found.origin, style);
    let per = if found.per == "range" { "per whole range of an input" } else { "per unit of an input" };
    page.note(&format!("{} trajectories; effects are {per}.", format_count(found.trajectories)));
    note_incomplete(&mut page, &found.left_out, ["trajectory", "trajectories"]);
    page.blank();
    page.table(&effect_table(found));
    page.note(
        "mu*: mean size of the effect. mu: mean with its sign; near mu* where the effect always goes one way. sigma: how \
         much the effect differs; large where the input works through others or bends.",
    );
    page.finish()
}

fn effect_table(found: &Morris) -> Table {
    let level = format_percent(found.resampling.level);
    let (left, right) = (Align::Left, Align::Right);
    let heads = [("input", left), ("mu*", right), (&level, right), ("mu", right), ("sigma", right), ("", left)];
    let mut table = Table::new(&heads);
    let mut inputs: Vec<_> = found.inputs.iter().collect();
    inputs.sort_by(|one, other| other.mu_star.value.total_cmp(&one.mu_star.value));
    let most = inputs.first().map_or(0.0, |strongest| strongest.mu_star.value);
    for effect in inputs {
        let size = effect.mu_star;
        table.add_cells([
            Cell::from(&effect.input),
            Cell::from(format_effect(size.value, most)),
            Cell::faint(format!("{} to {}", format_effect(size.low, most), format_effect(size.high, most))),
            Cell::from(format_effect(effect.mu, most)),
            Cell::from(format_effect(effect.sigma, most)),
            Cell::ink(plain_bar(if most > 0.0 { size.value / most } else { 0.0 })),
        ]);
    }
    table
}

/// A figure with as many decimals as the strongest effect needs for four digits; nothing where it is no more than the
/// rounding of the computation.
fn format_effect(value: f64, most: f64) -> String {
    if most <= 0.0 || value.abs() < most * 1e-9 {
        return "0".to_owned();
    }
    let step = 10f64.powi(most.log10().floor() as i32 - 3);
    format_figure((value / step).round() * step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_have_four_digits_of_the_strongest() {
        assert_eq!([1234.567, 0.4, 1e-12].map(|value| format_effect(value, 1234.567)), ["1235", "0", "0"]);
        assert_eq!([0.123_456, -0.01].map(|value| format_effect(value, 0.2)), ["0.1235", "−0.01"]);
    }
}
