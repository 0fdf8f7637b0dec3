//! A document as Markdown (CommonMark with tables). Whatever could be read as markup is escaped.

use super::content::{Block, Document, Drawn, Figures, Section, Sentence};
use super::html::escape_html;
use standoff_prose::layout::strip_controls;
use std::fmt::Write;

impl Document {
    /// Markdown; pictures are separate files, `charts/NAME.svg`.
    pub fn markdown(&self) -> String {
        write_markdown(self)
    }
}

fn write_markdown(document: &Document) -> String {
    let mut text = format!("# {}\n\n{}\n", escape_markdown(&document.title), escape_markdown(&document.subtitle));
    document.sections.iter().for_each(|section| write_section(&mut text, section));
    text
}

fn write_section(text: &mut String, section: &Section) {
    let _ = write!(text, "\n## {}\n", escape_markdown(&section.heading));
    for block in &section.blocks {
        text.push('\n');
        match block {
            Block::Headline(sentence) => text.push_str(&format!("**{}**\n", escape_markdown(&sentence.words))),
            Block::Text(sentences) => text.push_str(&format!("{}\n", paragraph_text(sentences))),
            Block::List(sentences) => {
                sentences
                    .iter()
                    .for_each(|sentence| text.push_str(&format!("- {}\n", escape_markdown(&sentence.words))));
            }
            Block::Table(figures) => {
                write_fold(text, figures.folded, &figures.caption, |text| write_table(text, figures))
            }
            Block::Picture(drawn) => write_fold(text, drawn.folded, &drawn.title, |text| write_picture(text, drawn)),
            Block::Command(command) => text.push_str(&fence_code(command)),
        }
    }
}

/// Writes a part behind its title if it is folded. Readers of Markdown know these two elements of HTML; the title is text.
fn write_fold(text: &mut String, folded: bool, title: &str, write: impl Fn(&mut String)) {
    if folded {
        let _ = write!(text, "<details>\n<summary>{}</summary>\n\n", escape_html(title));
    }
    write(text);
    if folded {
        text.push_str("\n</details>\n");
    }
}

fn paragraph_text(sentences: &[Sentence]) -> String {
    sentences.iter().map(|sentence| escape_markdown(&sentence.words)).collect::<Vec<_>>().join(" ")
}

fn write_table(text: &mut String, figures: &Figures) {
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let heads: Vec<String> = figures.heads.iter().map(|(head, _)| escape_markdown(head)).collect();
    let rule: Vec<String> =
        figures.heads.iter().map(|(_, figures)| if *figures { "---:" } else { "---" }.to_owned()).collect();
    // What is folded has its caption above it already.
    let caption = if figures.folded { String::new() } else { format!("{}\n\n", escape_markdown(&figures.caption)) };
    let _ = write!(text, "{caption}{}{}", row(&heads), row(&rule));
    for cells in &figures.rows {
        text.push_str(&row(&cells.iter().map(|cell| escape_markdown(cell)).collect::<Vec<String>>()));
    }
}

fn write_picture(text: &mut String, drawn: &Drawn) {
    let Drawn { slug, title, alt, .. } = drawn;
    // What is folded has its title above it already.
    let title = if drawn.folded { String::new() } else { format!("{} ", escape_markdown(title)) };
    let _ = writeln!(text, "![{}](charts/{slug}.svg)\n\n{title}([data](charts/{slug}.csv))", escape_markdown(alt));
}

fn fence_code(command: &str) -> String {
    let command = strip_controls(command);
    // A fence longer than any run of ticks in it.
    let longest = command.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}sh\n{command}\n{fence}\n")
}

/// Text in which nothing is markup.
fn escape_markdown(text: &str) -> String {
    let mut safe = String::new();
    for letter in strip_controls(text).chars() {
        match letter {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => {
                safe.push('\\');
                safe.push(letter);
            }
            _ => safe.push(letter),
        }
    }
    // At the beginning of a line these would make it a list.
    let marks = safe.chars().take_while(char::is_ascii_digit).count();
    let (number, rest) = safe.split_at(marks);
    let mut rest_letters = rest.chars();
    let (mark, then) = (rest_letters.next(), rest_letters.next());
    let begins = match mark {
        Some('-' | '+') => number.is_empty(),
        Some('.' | ')') => !number.is_empty(),
        _ => false,
    };
    if begins && matches!(then, None | Some(' ')) { format!("{number}\\{rest}") } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_is_markup() {
        assert_eq!(escape_markdown("<script>*x*</script>"), "&lt;script&gt;\\*x\\*&lt;/script&gt;");
        assert_eq!(escape_markdown("[a](javascript:b) | `c`"), "\\[a\\](javascript:b) \\| \\`c\\`");
        assert_eq!(escape_markdown("- a"), "\\- a");
        assert_eq!(escape_markdown("1. a"), "1\\. a");
        assert_eq!(["2025 was", "0.84", "+0.08", "-"].map(escape_markdown), ["2025 was", "0.84", "+0.08", "\\-"]);
    }

    #[test]
    fn a_command_keeps_its_ticks() {
        assert_eq!(fence_code("a ```` b"), "`````sh\na ```` b\n`````\n");
        assert_eq!(fence_code("a"), "```sh\na\n```\n");
    }
}
