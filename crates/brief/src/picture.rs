//! Pictures on a page: small charts as SVG, from plain data.
//!
//! Each chart is a structure of plain numbers and words with a [`Frame`], and implements [`Chart`]: [`Chart::draw`] gives
//! one whole `<svg>`, the same bytes every time, and [`Chart::rows`] the same data as a table, which [`csv`] writes.
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
//! use standoff_brief::picture::{Bar, Bars, Chart, Estimate, Frame, Look, Size, csv};
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
//! assert_eq!(csv(&chart.rows()), "name,share,low,high\r\nNorth & West,0.41,0.33,0.5\r\n'=South,0.3,,\r\n");
//! ```

mod axis;
mod band;
mod bars;
mod date;
mod dots;
mod fan;
mod frontier;
mod graph;
mod hatch;
mod hull;
mod incidence;
mod key;
mod layers;
mod ledger;
mod mark;
mod palette;
mod patch;
mod range;
mod sheet;
mod strip;
mod survival;
mod svg;
mod table;
mod text;
mod timeline;
mod tornado;
mod waterfall;

pub use axis::Horizon;
pub use band::Band;
pub use bars::{Bar, Bars};
pub use date::Date;
pub use dots::{Dots, quantiles};
pub use fan::{Fan, Reference};
pub use frontier::{Frontier, Panel, Point};
pub use graph::{Graph, Node};
pub use incidence::Incidence;
pub use layers::Layer;
pub use palette::stylesheet;
pub use strip::{Region, Strip};
pub use survival::Survival;
pub use table::{Cell, csv};
pub use text::text_width;
pub use timeline::{Event, Timeline};
pub use tornado::{Swing, Tornado};
pub use waterfall::{Step, Total, Waterfall};

/// What stands around a chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frame {
    /// Makes the identifiers inside the SVG unique on its page; letters, digits and hyphens are kept.
    pub slug: String,
    /// A sentence that says the finding.
    pub title: String,
    /// What is shown and in which units, below the title.
    pub units: String,
    /// Where it comes from, at the foot.
    pub source: String,
    /// What there is to see, for those who do not see it.
    pub alt: String,
}

/// A number with its interval; ends that are not finite mean that there is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The number.
    pub at: f64,
    /// Low end of its interval.
    pub low: f64,
    /// High end of its interval.
    pub high: f64,
}

impl Estimate {
    /// A number without an interval.
    pub const fn exact(at: f64) -> Self {
        Self { at, low: f64::NAN, high: f64::NAN }
    }

    /// Its ends in order, if both are numbers that can be drawn.
    fn ends(self) -> Option<(f64, f64)> {
        let (low, high) = (range::sound(self.low)?, range::sound(self.high)?);
        Some((low.min(high), low.max(high)))
    }

    /// All numbers in it that can be drawn.
    fn numbers(self) -> impl Iterator<Item = f64> {
        [self.at, self.low, self.high].into_iter().filter_map(range::sound)
    }
}

/// On what a picture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// A page: colours are its custom properties, with light ones where it has none.
    Page,
    /// Nothing: own light colours, on its own paper.
    Alone,
}

/// How a picture looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look<'a> {
    /// On what it stands.
    pub ground: Ground,
    /// Families of letters, as CSS names them.
    pub font: &'a str,
}

/// The families that a reader's system has, least surprising first.
const FONT: &str =
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif";

impl Look<'_> {
    /// On a page, in the letters of the reader's system.
    pub const PAGE: Look<'static> = Look { ground: Ground::Page, font: FONT };
    /// Alone, in the letters of the reader's system.
    pub const ALONE: Look<'static> = Look { ground: Ground::Alone, font: FONT };
    /// In a document to print, in its letters.
    pub const PRINTED: Look<'static> = Look { ground: Ground::Alone, font: "Libertinus Serif" };
}

/// How wide a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// 720 units: pages and paper.
    Wide,
    /// 360 units: telephones.
    Narrow,
}

impl Size {
    /// Its width in units.
    pub const fn width(self) -> f64 {
        match self {
            Self::Wide => 720.0,
            Self::Narrow => 360.0,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }

    /// The first where there is room, else the second.
    const fn choose(self, wide: f64, narrow: f64) -> f64 {
        match self {
            Self::Wide => wide,
            Self::Narrow => narrow,
        }
    }
}

/// Plain data that can be drawn.
pub trait Chart: std::fmt::Debug {
    /// A whole `<svg>`: the same bytes for the same data.
    fn draw(&self, look: Look<'_>, size: Size) -> String;

    /// The same data as a table; its first row names the columns.
    fn rows(&self) -> Vec<Vec<Cell>>;

    /// The chart on a page, wide and narrow; [`stylesheet`] shows the one that fits.
    fn figure(&self) -> String {
        let part = |size: Size| format!("<div class=\"picture-{}\">{}</div>", size.name(), self.draw(Look::PAGE, size));
        format!("<figure class=\"picture\">{}{}</figure>", part(Size::Wide), part(Size::Narrow))
    }
}
