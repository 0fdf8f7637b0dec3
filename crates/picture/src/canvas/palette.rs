//! Colours, light and dark: those of a palette that colour-blind readers tell apart, made dark or light enough for their
//! ground. Marks stand out from it by 3 to 1 or more, text by 4.5 to 1.

use crate::look::Ground;

/// Purpose of a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// Text and what matters most.
    Text,
    /// Text of second rank.
    Quiet,
    /// The grid; no information.
    Grid,
    /// The ground.
    Paper,
    /// A series, by its place.
    Series(usize),
}

/// Number of series that have a colour of their own.
pub(crate) const SERIES: usize = 6;

/// Name of the custom property, light and dark.
const COLOURS: [(&str, &str, &str); 4 + SERIES] = [
    ("ink", "#1a1a1a", "#ececec"),
    ("ink-quiet", "#5a5a5a", "#b4b4b4"),
    ("grid", "#dcdcdc", "#3a3d42"),
    ("paper", "#ffffff", "#16181c"),
    ("series-1", "#0069a8", "#5ab0e8"),
    ("series-2", "#c85200", "#f0894a"),
    ("series-3", "#00805c", "#3cc79a"),
    ("series-4", "#a04a82", "#dd95c2"),
    ("series-5", "#8a6400", "#dcb43c"),
    ("series-6", "#4a4a4a", "#c4c4c4"),
];

impl Ink {
    fn palette_index(self) -> usize {
        match self {
            Self::Text => 0,
            Self::Quiet => 1,
            Self::Grid => 2,
            Self::Paper => 3,
            Self::Series(at) => 4 + at % SERIES,
        }
    }

    /// The colour as an attribute holds it.
    pub(crate) fn svg_colour(self, ground: Ground) -> String {
        let (name, light, _) = COLOURS[self.palette_index()];
        match ground {
            Ground::Page => format!("var(--{name}, {light})"),
            Ground::Alone => light.to_owned(),
        }
    }
}

/// Style rules that a page needs for its pictures: the colours, light and dark, and the choice between wide and narrow.
///
/// A page that sets `data-theme="light"` or `"dark"` on its root decides itself; else the reader's system does. Paper is
/// always light.
pub fn stylesheet() -> String {
    let list = |dark: bool| -> String {
        let one = |(name, light, night): &(&str, &str, &str)| format!("--{name}:{};", if dark { night } else { light });
        COLOURS.iter().map(one).collect()
    };
    let (light, dark) = (list(false), list(true));
    format!(
        ":root{{{light}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n\
         @media screen{{:root[data-theme=dark]{{{dark}}}}}\n\
         .picture{{margin:0}}.picture svg{{display:block;width:100%;height:auto}}\n\
         .picture-narrow{{display:none}}\n\
         @media screen and (max-width:560px){{.picture-wide{{display:none}}.picture-narrow{{display:block}}}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linear_channel(part: &str) -> f64 {
        let value = f64::from(u8::from_str_radix(part, 16).unwrap()) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    }

    fn relative_luminance(colour: &str) -> f64 {
        0.2126 * linear_channel(&colour[1..3])
            + 0.7152 * linear_channel(&colour[3..5])
            + 0.0722 * linear_channel(&colour[5..7])
    }

    /// As the accessibility guidelines of the web (WCAG 2.2) define it.
    fn contrast_ratio(one: &str, other: &str) -> f64 {
        let (one, other) = (relative_luminance(one), relative_luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn marks_and_text_stand_out_on_both_grounds() {
        let papers = [COLOURS[3].1, COLOURS[3].2];
        for (at, (name, light, dark)) in COLOURS.into_iter().enumerate() {
            let least = match at {
                0 | 1 => 4.5,
                2 | 3 => continue,
                _ => 3.0,
            };
            for (colour, paper) in [light, dark].into_iter().zip(papers) {
                assert!(
                    contrast_ratio(colour, paper) >= least,
                    "{name} {colour} on {paper}: {}",
                    contrast_ratio(colour, paper)
                );
            }
        }
    }
}
