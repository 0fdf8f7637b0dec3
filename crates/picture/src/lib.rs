//! Pictures on a page: small charts as SVG, from plain data.
//!
//! Each chart is a structure of plain numbers and words with a [`Frame`], and implements [`Chart`]: [`Chart::draw`] gives
//! one whole `<svg>`, the same bytes every time, and [`Chart::rows`] the same data as a table, which [`to_csv`] writes.
//! A chart takes any input: numbers that are not finite (or beyond 10¹⁵) are left out, names are escaped and wrapped or
//! shortened, and a chart with nothing to show says so.
//!
//! A [`Look`] says where the picture stands: on a page, whose light and dark colours it takes from the custom properties
//! of [`stylesheet`], or alone, in its own light colours. A [`Size`] says how wide it is: at 390 pixels a wide picture
//! would shrink its letters to half, so a page holds both, and [`Chart::figure`] shows the one that fits.
//!
//! Nothing is told by colour alone: series differ by hatch, dash or shape too, and are named where they stand.
//!
//! ```
//! use standoff_picture::{Bar, Bars, Chart, Estimate, Frame, Look, Size, to_csv};
//!
//! let chart = Bars {
//!     frame: Frame {
//!         slug: "burden".into(),
//!         title: "Two members bear most of the cost".into(),
//!         units: "share of all aid".into(),
//!         source: "Simulated futures".into(),
//!         alt: "Bars of the share that each member bears, with intervals.".into(),
//!     },
//!     axis: "share".into(),
//!     step: 0.01,
//!     bars: vec![
//!         Bar { name: "North & West".into(), value: Estimate { at: 0.41, low: 0.33, high: 0.5 }, group: String::new() },
//!         Bar { name: "=South".into(), value: Estimate::exact(0.3), group: String::new() },
//!     ],
//! };
//! let svg = chart.draw(Look::PAGE, Size::Wide);
//! assert!(svg.starts_with("<svg") && svg.contains("North &amp; West"));
//! assert_eq!(to_csv(&chart.rows()), "name,share,low,high\r\nNorth & West,0.41,0.33,0.5\r\n'=South,0.3,,\r\n");
//! ```

mod canvas;
mod chart;
mod charts;
mod date;
mod estimate;
mod frame;
mod look;
mod scale;
mod size;
mod table;

pub use canvas::palette::stylesheet;
pub use canvas::text::text_width;
pub use chart::Chart;
pub use charts::band::Band;
pub use charts::bars::{Bar, Bars};
pub use charts::dots::{Dots, quantile_times};
pub use charts::fan::{Fan, Reference};
pub use charts::frontier::{Frontier, Panel, Point};
pub use charts::graph::{Graph, Node};
pub use charts::incidence::Incidence;
pub use charts::layers::Layer;
pub use charts::strip::{Region, Strip};
pub use charts::survival::Survival;
pub use charts::timeline::{Event, Timeline};
pub use charts::tornado::{Swing, Tornado};
pub use charts::waterfall::{Step, Total, Waterfall};
pub use date::Date;
pub use estimate::Estimate;
pub use frame::Frame;
pub use look::{Ground, Look};
pub use scale::axis::Horizon;
pub use size::Size;
pub use table::{Cell, to_csv};
