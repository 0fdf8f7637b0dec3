//! The words of a file that people read: comments of sources, all of a page.

use crate::files::TextFile;

/// A word with its line, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word, with the punctuation around it.
    pub text: &'a str,
    /// Its line.
    pub line: usize,
}

/// Words of a file that people read, in order. Marks of comments are no words, so that a citation may be broken over two lines.
pub fn prose_words(file: &TextFile) -> Vec<Word<'_>> {
    let marks: &[&str] = match file.path.rsplit('.').next() {
        Some("rs" | "ts" | "tsx" | "js" | "typ") => &["///", "//!", "//"],
        Some("py") => &["#"],
        _ => &[],
    };
    let lines = file.text.lines().enumerate();
    let prose = lines.map(|(at, line)| (at + 1, if marks.is_empty() { line } else { comment_text(line, marks) }));
    prose.flat_map(|(line, prose)| prose.split_whitespace().map(move |text| Word { text, line })).collect()
}

/// Comment of a line, empty where it has none. A mark inside a string is not one.
fn comment_text<'a>(line: &'a str, marks: &[&str]) -> &'a str {
    let begun = line.trim_start();
    if let Some(comment) = marks.iter().find_map(|mark| begun.strip_prefix(mark)) {
        return comment;
    }
    let Some(mark) = marks.last() else { return "" };
    let after =
        line.match_indices(&format!(" {mark} ")).find(|(at, _)| line[..*at].matches('"').count().is_multiple_of(2));
    after.map_or("", |(at, found)| &line[at + found.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_in(path: &str, text: &str) -> Vec<String> {
        let file = TextFile { path: path.to_owned(), text: text.to_owned() };
        prose_words(&file).iter().map(|word| format!("{}:{}", word.line, word.text)).collect()
    }

    #[test]
    fn of_a_source_only_comments_are_read() {
        let source = "//! One\nlet a = \"two // three\"; // four\n    /// five\nlet six = 6;";
        assert_eq!(words_in("a.rs", source), ["1:One", "2:four", "3:five"]);
        assert_eq!(words_in("a.py", "x = 1 # one\n# two"), ["1:one", "2:two"]);
    }

    #[test]
    fn of_a_page_all_is_read() {
        assert_eq!(words_in("a.md", "one\n// two"), ["1:one", "2://", "2:two"]);
    }
}
