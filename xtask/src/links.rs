//! Every relative link in the book and in the Markdown files at the root leads to a file and, with an anchor, to a
//! heading of it.
//!
//! mdBook builds a page with a broken link in silence, so this reads the sources instead. A page of the book may link
//! only to what the book publishes: its own pages, as listed in `SUMMARY.md`, and the other files beside them. A link to
//! another file of the repository works on a forge and breaks on the published page.

use crate::check_error::CheckError;
use crate::files::{TextFile, text_files};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeSet;
use std::path::Path;

/// Folder of the book's pages.
const BOOK: &str = "docs/src/";

/// Page that lists all others of the book.
const CONTENTS: &str = "docs/src/SUMMARY.md";

/// The thing that a path leads to.
enum LinkTarget {
    Missing,
    /// Markdown, with its text.
    Page(String),
    /// A folder, or a file without headings.
    Other,
}

/// Names every relative link that leads nowhere.
///
/// # Errors
///
/// A page that cannot be read, or a book without a list of its pages.
pub fn check_links(root: &Path) -> Result<Vec<String>, CheckError> {
    let top = text_files(root, &|_| false)?;
    let book = text_files(&root.join(BOOK), &|_| true)?;
    let book = book.into_iter().map(|file| TextFile { path: format!("{BOOK}{}", file.path), ..file });
    let pages: Vec<TextFile> = top.into_iter().chain(book).filter(|file| is_page(&file.path)).collect();
    if pages.iter().all(|page| page.path != CONTENTS) {
        return Err(CheckError::NothingToCheck(format!("{CONTENTS} is missing")));
    }
    Ok(link_faults(&pages, &|path| target_on_disk(&root.join(path))))
}

fn is_page(path: &str) -> bool {
    path.ends_with(".md")
}

fn target_on_disk(path: &Path) -> LinkTarget {
    match std::fs::read_to_string(path) {
        Ok(text) if is_page(&path.to_string_lossy()) => LinkTarget::Page(text),
        _ if path.exists() => LinkTarget::Other,
        _ => LinkTarget::Missing,
    }
}

fn link_faults(pages: &[TextFile], find: &dyn Fn(&str) -> LinkTarget) -> Vec<String> {
    let published = published_pages(pages);
    let broken = |page: &TextFile| {
        let links = find_links(&page.text).into_iter();
        links.filter_map(|link| link_fault(&page.path, &link, &published, find)).collect::<Vec<_>>()
    };
    pages.iter().flat_map(broken).collect()
}

/// Paths of the pages that the book publishes.
fn published_pages(pages: &[TextFile]) -> BTreeSet<String> {
    let contents = pages.iter().filter(|page| page.path == CONTENTS);
    let links = contents.flat_map(|page| find_links(&page.text));
    links.filter_map(|link| resolve_link(CONTENTS, &link.target)).collect()
}

fn link_fault(
    from: &str,
    link: &Link,
    published: &BTreeSet<String>,
    find: &dyn Fn(&str) -> LinkTarget,
) -> Option<String> {
    let (path, anchor) = link.target.split_once('#').unwrap_or((&link.target, ""));
    let reason = match resolve_link(from, path) {
        Some(to) => broken_reason(from, &to, anchor, published, find)?,
        None => "leads out of the repository",
    };
    Some(format!("{from}:{}: `{}` {reason}", link.line, link.target))
}

/// Reason why a link is broken; none if it is sound.
fn broken_reason(
    from: &str,
    to: &str,
    anchor: &str,
    published: &BTreeSet<String>,
    find: &dyn Fn(&str) -> LinkTarget,
) -> Option<&'static str> {
    let target = find(to);
    let from_book = published.contains(from);
    match target {
        LinkTarget::Missing => Some("does not exist"),
        _ if from_book && !to.starts_with(BOOK) => Some("is not in the folder of the book"),
        LinkTarget::Page(_) if from_book && !published.contains(to) => Some("is not listed in SUMMARY.md"),
        LinkTarget::Page(text) if !anchor.is_empty() && !heading_anchors(&text).contains(anchor) => {
            Some("has no such heading")
        }
        _ => None,
    }
}

/// Path that a link leads to from a page, both from the root; none if it leaves the root.
fn resolve_link(from: &str, link: &str) -> Option<String> {
    if link.is_empty() {
        return Some(from.to_owned());
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => (),
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// A link to a file or a heading of this repository.
struct Link {
    line: usize,
    target: String,
}

fn find_links(text: &str) -> Vec<Link> {
    let events = Parser::new_ext(text, markdown_options()).into_offset_iter();
    let links = events.filter_map(|(event, place)| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) if is_relative(&dest_url) => {
            let line = 1 + text[..place.start].matches('\n').count();
            Some(Link { line, target: dest_url.into_string() })
        }
        _ => None,
    });
    links.collect()
}

fn markdown_options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES
}

fn is_relative(target: &str) -> bool {
    !target.contains("://") && !target.starts_with("mailto:")
}

/// Anchors of a page: one for each heading, numbered from the second of the same words on.
fn heading_anchors(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    let mut title: Option<String> = None;
    for event in Parser::new_ext(text, markdown_options()) {
        match (event, &mut title) {
            (Event::Start(Tag::Heading { .. }), _) => title = Some(String::new()),
            (Event::Text(words) | Event::Code(words), Some(title)) => title.push_str(&words),
            (Event::End(TagEnd::Heading(_)), Some(words)) => {
                let anchor = unused_anchor(&anchors, heading_anchor(words));
                anchors.insert(anchor);
                title = None;
            }
            _ => (),
        }
    }
    anchors
}

fn unused_anchor(anchors: &BTreeSet<String>, anchor: String) -> String {
    let numbered = (1..).map(|number| format!("{anchor}-{number}"));
    let mut names = std::iter::once(anchor.clone()).chain(numbered);
    names.find(|name| !anchors.contains(name)).unwrap_or(anchor)
}

/// Anchor of a heading, by the rule that mdBook shares with the forges.
fn heading_anchor(title: &str) -> String {
    let letter = |letter: char| match letter {
        '-' | '_' => Some(letter),
        _ if letter.is_alphanumeric() => Some(letter),
        _ if letter.is_whitespace() => Some('-'),
        _ => None,
    };
    title.trim().to_lowercase().chars().filter_map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A repository of a few pages; `docs/src/table.csv` and the folder `crates` are there too.
    fn broken_links(pages: &[(&str, &str)]) -> Vec<String> {
        let file = |(path, text): &(&str, &str)| TextFile { path: (*path).to_owned(), text: (*text).to_owned() };
        let pages: Vec<TextFile> = pages.iter().map(file).collect();
        let find = |path: &str| match pages.iter().find(|page| page.path == path) {
            Some(page) => LinkTarget::Page(page.text.clone()),
            None if ["docs/src/table.csv", "crates"].contains(&path) => LinkTarget::Other,
            None => LinkTarget::Missing,
        };
        link_faults(&pages, &find)
    }

    #[test]
    fn sound_links_pass() {
        let contents = "[A](a.md)\n[B](model/b.md)\n";
        let a =
            "# A page\n[up](#a-page), [b](model/b.md#the-line---json), [table](table.csv), [x](https://x.org/y.md)\n";
        let b = "## The line `--json`\n| c |\n|---|\n| [a](../a.md) |\n\n```text\n[not a link](nowhere.md)\n```\n";
        let readme = "[book](docs/src/a.md#a-page) [code](crates/) ![b](docs/src/table.csv)\n";
        let pages = [(CONTENTS, contents), ("docs/src/a.md", a), ("docs/src/model/b.md", b), ("README.md", readme)];
        assert_eq!(broken_links(&pages), [""; 0]);
    }

    #[test]
    fn a_missing_file_is_found_with_its_line() {
        let found = broken_links(&[(CONTENTS, "[A](a.md)\n"), ("README.md", "One.\n\n[two](two.md)\n")]);
        assert_eq!(found, ["docs/src/SUMMARY.md:1: `a.md` does not exist", "README.md:3: `two.md` does not exist"]);
    }

    #[test]
    fn a_missing_heading_is_found() {
        let found = broken_links(&[("A.md", "# One\n[x](#two) [y](B.md#one)\n"), ("B.md", "# Other\n")]);
        assert_eq!(found, ["A.md:2: `#two` has no such heading", "A.md:2: `B.md#one` has no such heading"]);
    }

    #[test]
    fn a_page_of_the_book_links_only_to_what_is_published() {
        let a = "[r](../../README.md) [c](../../crates) [d](draft.md) [o](../../../x.md)\n";
        let found = broken_links(&[
            (CONTENTS, "[A](a.md)\n"),
            ("README.md", ""),
            ("docs/src/a.md", a),
            ("docs/src/draft.md", ""),
        ]);
        let reasons: Vec<&str> = found.iter().map(|fault| fault.split("` ").nth(1).unwrap()).collect();
        let outside = "is not in the folder of the book";
        assert_eq!(reasons, [outside, outside, "is not listed in SUMMARY.md", "leads out of the repository"]);
    }

    #[test]
    fn headings_of_the_same_words_are_numbered() {
        let found =
            heading_anchors("# Two words\n## Two words\n## `standoff score --json`\n### Überblick (1823–2003)\n");
        let expected = ["standoff-score---json", "two-words", "two-words-1", "überblick-18232003"];
        assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_link_that_is_spread_over_two_lines_is_read() {
        assert_eq!(broken_links(&[("A.md", "[two\nwords](no.md)\n")]), ["A.md:1: `no.md` does not exist"]);
    }
}
