//! Writing SVG: elements, numbers and text that cannot break out of them.

use crate::canvas::text::clean_text;

/// A coordinate with at most two decimals; what is not finite becomes 0.
pub(crate) fn format_coordinate(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// `text` as XML may hold it: markup escaped, and without letters that steer the reader or that XML forbids.
pub(crate) fn escape_xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in clean_text(text).chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// An element under construction.
pub(crate) struct Tag {
    name: &'static str,
    text: String,
}

impl Tag {
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, text: format!("<{name}") }
    }

    /// Adds an attribute of text.
    pub(crate) fn with_attribute(mut self, key: &str, value: &str) -> Self {
        self.text += &format!(" {key}=\"{}\"", escape_xml(value));
        self
    }

    /// Adds an attribute of a number.
    pub(crate) fn with_number(self, key: &str, value: f64) -> Self {
        let value = format_coordinate(value);
        self.with_attribute(key, &value)
    }

    /// Without content.
    pub(crate) fn close_empty(self) -> String {
        self.text + "/>\n"
    }

    /// Closes the element around others that are written already.
    pub(crate) fn close_around(self, inner: &str) -> String {
        format!("{}>{inner}</{}>\n", self.text, self.name)
    }
}

/// A line through points.
pub(crate) fn line_path(points: &[(f64, f64)]) -> String {
    let part = |(at, (x, y)): (usize, &(f64, f64))| {
        format!("{}{} {}", if at == 0 { "M" } else { "L" }, format_coordinate(*x), format_coordinate(*y))
    };
    points.iter().enumerate().map(part).collect()
}

/// The corners of a line that stays level from each point to the next.
pub(crate) fn stepped_corners(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut corners: Vec<(f64, f64)> = Vec::with_capacity(2 * points.len());
    for &(x, y) in points {
        if let Some(&(_, level)) = corners.last() {
            corners.push((x, level));
        }
        corners.push((x, y));
    }
    corners
}

/// The area between two lines, both from left to right.
pub(crate) fn area_path(upper: &[(f64, f64)], lower: &[(f64, f64)]) -> String {
    let around: Vec<(f64, f64)> = upper.iter().chain(lower.iter().rev()).copied().collect();
    line_path(&around) + "Z"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!([1.0, 0.125, -0.001, f64::NAN, 1.5].map(format_coordinate), ["1", "0.12", "0", "0", "1.5"]);
    }

    #[test]
    fn text_cannot_break_out() {
        assert_eq!(escape_xml("<a b='\"&\u{1}\u{ffff}"), "&lt;a b=&#39;&quot;&amp; ");
    }

    #[test]
    fn steps_stay_level() {
        assert_eq!(stepped_corners(&[(0.0, 1.0), (2.0, 3.0)]), [(0.0, 1.0), (2.0, 1.0), (2.0, 3.0)]);
        assert_eq!(line_path(&stepped_corners(&[])), "");
    }
}
