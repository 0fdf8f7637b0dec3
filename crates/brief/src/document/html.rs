//! A document as one HTML page. Styles, pictures and data are in it; nothing is loaded from anywhere.

use super::content::{Block, Document, Drawn, Figures, Section, Sentence};
use standoff_prose::layout::strip_controls;
use std::fmt::Write;

/// Colours, sizes and what changes on narrow screens, in the dark and on paper.
const STYLE: &str = include_str!("style.css");

impl Document {
    /// One page without any remote part: styles, pictures and data are in it.
    pub fn html(&self) -> String {
        write_html(self)
    }
}

fn write_html(document: &Document) -> String {
    let (title, pictures) = (escape_html(&document.title), standoff_picture::stylesheet());
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
         <title>{title}</title>\n<style>\n{pictures}{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#{}\">Skip to the answer</a>\n<header>\n<h1>{title}</h1>\n<p class=\"subtitle\">{}</p>\n",
        document.sections.first().map_or("sources", |section| section.slug),
        escape_html(&document.subtitle),
    );
    write_contents(&mut page, document);
    page.push_str("</header>\n<main>\n");
    document.sections.iter().for_each(|section| write_section(&mut page, section));
    write_sources(&mut page, document);
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn write_contents(page: &mut String, document: &Document) {
    page.push_str("<nav aria-label=\"Contents\">\n<ul>\n");
    for section in &document.sections {
        let _ = writeln!(page, "<li><a href=\"#{}\">{}</a></li>", section.slug, escape_html(&section.heading));
    }
    page.push_str("</ul>\n</nav>\n");
}

fn write_section(page: &mut String, section: &Section) {
    let Section { slug, heading, blocks } = section;
    let _ = writeln!(page, "<section id=\"{slug}\" aria-labelledby=\"{slug}-heading\">");
    let _ = writeln!(page, "<h2 id=\"{slug}-heading\">{}</h2>", escape_html(heading));
    for block in blocks {
        match block {
            Block::Headline(one) => {
                let _ = writeln!(page, "<p class=\"headline\">{}</p>", sentence_html(one));
            }
            Block::Text(all) => {
                let all: Vec<String> = all.iter().map(sentence_html).collect();
                let _ = writeln!(page, "<p>{}</p>", all.join(" "));
            }
            Block::List(all) => {
                let items: String = all.iter().map(|one| format!("<li>{}</li>\n", sentence_html(one))).collect();
                let _ = writeln!(page, "<ul>\n{items}</ul>");
            }
            Block::Table(figures) => write_table(page, figures),
            Block::Picture(drawn) => write_picture(page, drawn),
            Block::Command(command) => {
                let _ = writeln!(page, "<pre tabindex=\"0\"><code>{}</code></pre>", escape_html(command));
            }
        }
    }
    page.push_str("</section>\n");
}

/// The words, with a link to where their numbers come from.
fn sentence_html(sentence: &Sentence) -> String {
    let words = escape_html(&sentence.words);
    match &sentence.from {
        None => words,
        Some(from) => {
            let from = escape_html(from);
            format!("{words}&#8288;<a class=\"from\" href=\"#from.{from}\" aria-label=\"Source: {from}\">°</a>")
        }
    }
}

fn write_table(page: &mut String, figures: &Figures) {
    let class = |figures: bool| if figures { " class=\"figure\"" } else { "" };
    let _ = writeln!(
        page,
        "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\">\n<table>\n<caption><span>{0}<a class=\"from\" \
         href=\"#from.{1}\" aria-label=\"Source: {1}\">°</a></span></caption>",
        escape_html(&figures.caption),
        escape_html(&figures.from)
    );
    let heads = figures.heads.iter();
    let heads: String =
        heads.map(|(head, right)| format!("<th scope=\"col\"{}>{}</th>", class(*right), escape_html(head))).collect();
    let _ = writeln!(page, "<thead><tr>{heads}</tr></thead>\n<tbody>");
    for row in &figures.rows {
        let cell = |(at, cell): (usize, &String)| {
            let right = figures.heads.get(at).is_some_and(|(_, right)| *right);
            let class = if is_day(cell) { " class=\"day\"" } else { class(right) };
            match at {
                0 => format!("<th scope=\"row\"{class}>{}</th>", escape_html(cell)),
                _ => format!("<td{class}>{}</td>", escape_html(cell)),
            }
        };
        let _ = writeln!(page, "<tr>{}</tr>", row.iter().enumerate().map(cell).collect::<String>());
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
}

/// Tests whether a cell is a day, such as 2025-12-05, which is not broken over lines.
fn is_day(cell: &str) -> bool {
    cell.len() == 10
        && cell
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
}

/// The picture for wide and for narrow screens, and its data.
fn write_picture(page: &mut String, drawn: &Drawn) {
    let Drawn { slug, wide, narrow, csv, .. } = drawn;
    let _ = writeln!(
        page,
        "<figure class=\"picture\" id=\"chart-{slug}\">\n<div class=\"picture-wide\">{wide}</div>\n\
         <div class=\"picture-narrow\">{narrow}</div>\n\
         <details><summary>Data</summary><pre tabindex=\"0\">{}</pre></details>\n</figure>",
        escape_html(csv)
    );
}

/// Writes the list of keys from which numbers are taken, each once.
fn write_sources(page: &mut String, document: &Document) {
    page.push_str("<section id=\"sources\" aria-labelledby=\"sources-heading\">\n");
    page.push_str("<h2 id=\"sources-heading\">Where the numbers come from</h2>\n");
    page.push_str("<p>Each sentence and table with a ° takes its numbers from this key of breakdown.json; parts of a list go by their names.</p>\n<ul class=\"keys\">\n");
    for key in document.source_keys() {
        let key = escape_html(key);
        let _ = writeln!(page, "<li id=\"from.{key}\"><code>{key}</code></li>");
    }
    page.push_str("</ul>\n</section>\n");
}

/// Text in which nothing is markup, for elements and attributes in double quotes.
fn escape_html(text: &str) -> String {
    let mut safe = String::new();
    for line in text.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        for letter in strip_controls(line).chars() {
            match letter {
                '<' => safe.push_str("&lt;"),
                '>' => safe.push_str("&gt;"),
                '&' => safe.push_str("&amp;"),
                '"' => safe.push_str("&quot;"),
                '\'' => safe.push_str("&#39;"),
                _ => safe.push(letter),
            }
        }
        safe.push_str(end);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_is_markup() {
        assert_eq!(escape_html("<img src=x onerror=\"a\">'&"), "&lt;img src=x onerror=&quot;a&quot;&gt;&#39;&amp;");
    }

    #[test]
    fn what_states_a_number_leads_to_its_key() {
        let one = Sentence::sourced("forecast.hold", "It holds in 7 of 10.");
        let section = Section { slug: "a", heading: "A".into(), blocks: vec![Block::Text(vec![one])] };
        let page = write_html(&Document { title: "T".into(), subtitle: "S".into(), sections: vec![section] });
        assert!(page.contains("href=\"#from.forecast.hold\"") && page.contains("id=\"from.forecast.hold\""));
    }
}
