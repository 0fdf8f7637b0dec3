//! Appearance of a page: its width, colours and letters.

/// Capabilities of the reader's terminal. The caller decides on them, for instance from `NO_COLOR` and the locale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns to fill; kept within 80 to 120.
    pub width: usize,
    /// Use of colour and weight. No meaning depends on them.
    pub colour: bool,
    /// Use of letters and signs beyond ASCII.
    pub unicode: bool,
}

impl Style {
    /// Narrowest page.
    pub const NARROWEST: usize = 80;
    /// Widest page.
    pub const WIDEST: usize = 120;
    /// Page of a file, which nobody's terminal bounds.
    pub const OF_A_FILE: usize = 100;

    /// Plain text of the width of a file, with all signs.
    pub fn plain() -> Self {
        Self { width: Self::OF_A_FILE, colour: false, unicode: true }
    }

    /// The width within its bounds.
    pub fn columns(self) -> usize {
        self.width.clamp(Self::NARROWEST, Self::WIDEST)
    }

    /// `text` in a tone.
    pub fn paint(self, tone: Tone, text: &str) -> String {
        match tone.code().filter(|_| self.colour && !text.trim().is_empty()) {
            Some(code) => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            None => text.to_owned(),
        }
    }

    /// `text` with only the signs that may be shown.
    pub fn spell(self, text: &str) -> String {
        if self.unicode { text.to_owned() } else { text.chars().map(nearest_ascii).collect() }
    }
}

/// The weight of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// As everything else.
    #[default]
    Plain,
    /// Text to read first.
    Strong,
    /// Text to read last.
    Faint,
    /// Pictures.
    Ink,
}

impl Tone {
    fn code(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Strong => Some("1"),
            Self::Faint => Some("2"),
            Self::Ink => Some("36"),
        }
    }
}

/// The nearest ASCII sign, of the same width.
fn nearest_ascii(letter: char) -> char {
    match letter {
        '█' => '#',
        '▓' => '=',
        '░' | '–' | '−' | '—' | '─' | '╌' => '-',
        '●' => 'o',
        '○' => '.',
        '◆' => 'x',
        '│' | '┤' => '|',
        '┴' => '+',
        '·' | '×' => '*',
        '²' => '2',
        '³' => '3',
        '…' => '.',
        '±' => '~',
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        '\u{1b}' | '\n' => letter,
        letter if letter.is_ascii() => letter,
        _ => '?',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_only_added_where_it_is_wanted() {
        let plain = Style::plain();
        assert_eq!(plain.paint(Tone::Strong, "a"), "a");
        let colour = Style { colour: true, ..plain };
        assert_eq!(colour.paint(Tone::Strong, "a"), "\u{1b}[1ma\u{1b}[0m");
        assert_eq!(colour.paint(Tone::Plain, "a"), "a");
        assert_eq!(colour.paint(Tone::Strong, "  "), "  ");
    }

    #[test]
    fn ascii_keeps_the_width() {
        let style = Style { unicode: false, ..Style::plain() };
        assert_eq!(style.spell("█▓░ 1–2 km² ● −3 é"), "#=- 1-2 km2 o -3 ?");
    }
}
