//! Interface of every chart.

use crate::look::Look;
use crate::size::Size;
use crate::table::Cell;

/// Plain data that can be drawn.
pub trait Chart: std::fmt::Debug {
    /// A whole `<svg>`: the same bytes for the same data.
    fn draw(&self, look: Look<'_>, size: Size) -> String;

    /// The same data as a table; its first row names the columns.
    fn rows(&self) -> Vec<Vec<Cell>>;

    /// The chart on a page, wide and narrow; [`crate::stylesheet`] shows the one that fits.
    fn figure(&self) -> String {
        let part = |size: Size| format!("<div class=\"picture-{}\">{}</div>", size.name(), self.draw(Look::PAGE, size));
        format!("<figure class=\"picture\">{}{}</figure>", part(Size::Wide), part(Size::Narrow))
    }
}
