//! The terms that a forecast prints, with the first sentence of what the book's glossary says of each.

use standoff::prose::wrap_words;

/// The glossary of the book, which defines each term once.
const BOOK: &str = include_str!("../../../../docs/src/glossary.md");

/// Terms that the page of a forecast uses, under their headings in the book.
pub const TERMS: [&str; 24] = [
    "Band",
    "Coverage",
    "Deal",
    "Draw",
    "Driver",
    "End",
    "Error",
    "Frozen conflict",
    "Future",
    "Horizon",
    "Instrument",
    "Line",
    "Mechanism",
    "Outside view",
    "Package",
    "Record",
    "Red lines",
    "Round",
    "Run",
    "Stake",
    "Stall test",
    "Threshold",
    "Track",
    "Truce",
];

/// Width of the column of terms.
const TERM_WIDTH: usize = 19;

/// The terms with their meaning, as the foot of a help page, in lines of at most so many letters.
pub fn short_glossary(width: usize) -> String {
    let lines = TERMS.iter().filter_map(|term| Some(glossary_entry(term, &first_sentence(term)?, width)));
    let entries: Vec<String> = lines.collect();
    format!("Terms:\n{}", entries.join("\n"))
}

fn glossary_entry(term: &str, meaning: &str, width: usize) -> String {
    let lines = wrap_words(meaning, width - TERM_WIDTH);
    let heads = std::iter::once(term.to_lowercase()).chain(std::iter::repeat(String::new()));
    let line = |(head, line): (String, String)| format!("  {head:<width$}{line}", width = TERM_WIDTH - 2);
    heads.zip(lines).map(line).collect::<Vec<String>>().join("\n")
}

/// First sentence of a term's entry in the book, without links and emphasis; none where the book lacks the term.
fn first_sentence(term: &str) -> Option<String> {
    let entry = BOOK.split("\n## ").find_map(|entry| entry.strip_prefix(term)?.strip_prefix("\n\n"))?;
    let text = plain_words(&entry.replace('\n', " "));
    let end = text.find(". ").map_or(text.trim_end().len(), |end| end + 1);
    Some(text[..end].to_owned())
}

/// Markdown as plain words: of a link its words, of emphasis what is emphasised.
fn plain_words(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once('[') {
        plain.push_str(before);
        let (words, after) = link.split_once(']').unwrap_or((link, ""));
        plain.push_str(words);
        rest = after.strip_prefix('(').and_then(|target| target.split_once(')')).map_or(after, |(_, after)| after);
    }
    plain.push_str(rest);
    plain.replace(['*', '`'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_is_in_the_book() {
        for term in TERMS {
            let meaning = first_sentence(term).unwrap_or_else(|| panic!("the book has no `{term}`"));
            assert!(meaning.ends_with('.') && meaning.len() > 20, "{term}: {meaning}");
            assert!(!meaning.contains(['[', ']', '*', '`']), "{term}: {meaning}");
        }
    }

    #[test]
    fn terms_are_in_order_and_lines_are_not_too_long() {
        assert!(TERMS.is_sorted());
        let glossary = short_glossary(98);
        assert!(glossary.lines().all(|line| line.chars().count() <= 98), "{glossary}");
        assert!(glossary.contains("  coverage         The share of the defender's need that is met"), "{glossary}");
    }

    #[test]
    fn links_and_emphasis_become_words() {
        assert_eq!(plain_words("a [deal](#deal) that *holds*, `x`"), "a deal that holds, x");
    }
}
