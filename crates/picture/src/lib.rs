//! Plain numbers to SVG: small charts for pages and paper.
//!
//! ```
//! use standoff_picture::{Bar, Bars, Chart, Estimate, Frame, Look, Size, Unit, to_csv};
//!
//! let chart = Bars {
//!     frame: Frame {
//!         slug: "burden".into(),
//!         title: "Two members bear most of the cost".into(),
//!         units: "share of all aid".into(),
//!         source: "Simulated futures".into(),
//!         alt: "Bars of the share that each member bears, with intervals.".into(),
//!         unit: Unit::Percent,
//!     },
//!     axis: "share".into(),
//!     groups: Vec::new(),
//!     marked: String::new(),
//!     bars: vec![
//!         Bar { name: "North & West".into(), value: Estimate { at: 0.41, low: 0.33, high: 0.5 }, group: 0, marked: f64::NAN, step: 0.01 },
//!         Bar { name: "=South".into(), value: Estimate::exact(0.3), group: 0, marked: f64::NAN, step: 0.01 },
//!     ],
//! };
//! let svg = chart.draw(Look::PAGE, Size::Wide);
//! assert!(svg.starts_with("<svg") && svg.contains("North &amp; West") && svg.contains("41 %"));
//! assert_eq!(to_csv(&chart.rows()), "name,share,low,high\r\nNorth & West,0.41,0.33,0.5\r\n'=South,0.3,,\r\n");
//! ```
//!
//! Each chart is a structure of plain numbers and words with a [`Frame`], and implements [`Chart`]: [`Chart::draw`] gives
//! one whole `<svg>`, the same bytes every time, and [`Chart::rows`] the same data as a table, which [`to_csv`] writes.
//! A chart takes any input: numbers that are not finite (or beyond 10¹⁵) are left out, names are escaped and wrapped or
//! shortened, and a chart without data says so.
//!
//! A [`Look`] says where the chart will stand: on a page, whose custom properties ([`stylesheet`]) set light and dark
//! colours, or on its own, in light colours. A [`Size`] gives the width: scaled down to 390 pixels, a wide picture would have text of half
//! its size, so a page holds both sizes, and [`Chart::figure`] shows the one that fits.
//!
//! Colour is never the only sign: series differ by hatch, dash or shape too, and are named where they are drawn.
//!
//! Each file in `charts` holds one chart, drawn on a `canvas` (elements, text, colours, marks) along a `scale` (ranges, axes, rows).

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
mod unit;

pub use canvas::palette::stylesheet;
pub use canvas::swatch::{Hatch, Hue, Swatch};
pub use canvas::text::text_width;
pub use chart::Chart;
pub use charts::band::Band;
pub use charts::bars::{Bar, BarGroup, Bars};
pub use charts::course::{Course, DatedLine, DatedMark};
pub use charts::dots::{Dots, quantile_times};
pub use charts::fan::{Fan, Reference, Thinning};
pub use charts::frontier::{Frontier, Panel, Point};
pub use charts::graph::{Graph, Node, Signer};
pub use charts::incidence::Incidence;
pub use charts::layers::Layer;
pub use charts::strip::{Region, Strip};
pub use charts::survival::Survival;
pub use charts::tiles::{Tile, Tiles};
pub use charts::timeline::{Event, Outcome, Timeline};
pub use charts::tornado::{Swing, Tornado};
pub use charts::waterfall::{Step, Total, Waterfall};
pub use date::Date;
pub use estimate::Estimate;
pub use frame::Frame;
pub use look::{Ground, Look};
pub use scale::axis::Horizon;
pub use size::Size;
pub use table::{Cell, to_csv};
pub use unit::Unit;
