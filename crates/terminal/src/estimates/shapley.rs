//! Shapley shares of causes.

use super::format::{begin_page, format_optional_share, format_share};
use crate::drawing::bars::plain_bar;
use standoff_prose::style::Style;
use standoff_prose::table::{Align, Cell, Table};
use standoff_table::estimates::Shapley;

/// Renders the shares, the largest first.
pub fn render_shapley(found: &Shapley, style: Style) -> String {
    let mut page = begin_page(&format!("What each cause adds · {}", found.output), &found.origin, style);
    let (none, all) = (format_share(found.none), format_share(found.all));
    page.note(&format!("Without any cause {none}, with all of them {all}; the shares sum to the difference."));
    page.blank();
    page.table(&share_table(found));
    page.note(
        "Share: what the cause adds to those that came before it, averaged over every order. Error: standard error, \
         with rows taken as independent; a dash unless each combination has two rows or more.",
    );
    page.finish()
}

fn share_table(found: &Shapley) -> Table {
    let (left, right) = (Align::Left, Align::Right);
    let mut table = Table::new(&[("cause", left), ("share", right), ("error", right), ("", left)]);
    let mut causes: Vec<_> = found.causes.iter().collect();
    causes.sort_by(|one, other| other.share.total_cmp(&one.share));
    let most = causes.iter().map(|cause| cause.share.abs()).fold(0.0, f64::max);
    for cause in causes {
        table.add_cells([
            Cell::from(&cause.cause),
            Cell::from(format_share(cause.share)),
            Cell::faint(format_optional_share(cause.error)),
            Cell::ink(plain_bar(if most > 0.0 { cause.share.max(0.0) / most } else { 0.0 })),
        ]);
    }
    table
}
