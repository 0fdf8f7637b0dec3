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
    let keys = document.source_keys();
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
         <title>{title}</title>\n<style>\n{pictures}{STYLE}</style>\n</head>\n<body{}>\n\
         <a class=\"skip\" href=\"#{}\">Skip to the answer</a>\n<header>\n<h1>{title}</h1>\n<p class=\"subtitle\">{}</p>\n",
        if document.one_page { " class=\"one-page\"" } else { "" },
        document.sections.first().map_or("sources", |section| section.slug),
        escape_html(&document.subtitle),
    );
    if !document.one_page {
        write_contents(&mut page, document);
    }
    page.push_str("</header>\n<main>\n");
    if document.one_page {
        write_one_page(&mut page, document, &keys);
    } else {
        document.sections.iter().for_each(|section| write_section(&mut page, section, &keys));
    }
    write_sources(&mut page, &keys);
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// Writes the text with the pictures of its first section, and beside it the other pictures.
fn write_one_page(page: &mut String, document: &Document, keys: &[&str]) {
    page.push_str("<div class=\"beside\">\n<div>\n");
    for (place, section) in document.sections.iter().enumerate() {
        let stays = |block: &&Block| place == 0 || !matches!(block, Block::Picture(_));
        let blocks = section.blocks.iter().filter(stays).cloned().collect();
        write_section(page, &Section { blocks, ..section.clone() }, keys);
    }
    page.push_str("</div>\n<div class=\"pictures\">\n");
    for block in document.sections.iter().skip(1).flat_map(|section| &section.blocks) {
        if let Block::Picture(drawn) = block {
            write_picture(page, drawn);
        }
    }
    page.push_str("</div>\n</div>\n");
}

fn write_contents(page: &mut String, document: &Document) {
    page.push_str("<nav aria-label=\"Contents\">\n<ul>\n");
    for section in &document.sections {
        let _ = writeln!(page, "<li><a href=\"#{}\">{}</a></li>", section.slug, escape_html(&section.heading));
    }
    page.push_str("</ul>\n</nav>\n");
}

fn write_section(page: &mut String, section: &Section, keys: &[&str]) {
    let Section { slug, heading, blocks } = section;
    let _ = writeln!(page, "<section id=\"{slug}\" aria-labelledby=\"{slug}-heading\">");
    let _ = writeln!(page, "<h2 id=\"{slug}-heading\">{}</h2>", escape_html(heading));
    blocks.iter().for_each(|block| write_block(page, block, keys));
    page.push_str("</section>\n");
}

fn write_block(page: &mut String, block: &Block, keys: &[&str]) {
    let sentence = |one: &Sentence| sentence_html(one, keys);
    let _ = match block {
        Block::Headline(one) => writeln!(page, "<p class=\"headline\">{}</p>", sentence(one)),
        Block::Text(all) => writeln!(page, "<p>{}</p>", all.iter().map(sentence).collect::<Vec<_>>().join(" ")),
        Block::List(all) => {
            let items: String = all.iter().map(|one| format!("<li>{}</li>\n", sentence(one))).collect();
            writeln!(page, "<ul>\n{items}</ul>")
        }
        Block::Command(command) => {
            writeln!(page, "<pre tabindex=\"0\"><code>{}</code></pre>", escape_html(command))
        }
        Block::Table(figures) => {
            write_fold(page, figures.folded, &figures.caption, |page| write_table(page, figures, keys));
            Ok(())
        }
        Block::Picture(drawn) => {
            write_fold(page, drawn.folded, &drawn.title, |page| write_picture(page, drawn));
            Ok(())
        }
    };
}

/// Writes a part behind its title if it is folded: a reader opens it, and a printer prints it open.
fn write_fold(page: &mut String, folded: bool, title: &str, write: impl Fn(&mut String)) {
    if folded {
        let _ = writeln!(page, "<details class=\"fold\">\n<summary>{}</summary>", keep_units(&escape_html(title)));
    }
    write(page);
    if folded {
        page.push_str("</details>\n");
    }
}

/// The text with no line that ends between a number and its unit.
fn keep_units(text: &str) -> String {
    [" %", " km²"].iter().fold(text.to_owned(), |text, unit| text.replace(unit, &unit.replace(' ', "\u{a0}")))
}

/// The words, with a link to where their numbers come from.
fn sentence_html(sentence: &Sentence, keys: &[&str]) -> String {
    let words = keep_units(&escape_html(&sentence.words));
    let from = sentence.from.as_ref().map(|from| format!("&#8288;{}", source_link(from, keys)));
    words + &from.unwrap_or_default()
}

/// A link to a source: a mark on a screen, and on paper, where no link can be followed, its number in the list of sources.
fn source_link(from: &str, keys: &[&str]) -> String {
    let number = keys.iter().position(|key| *key == from).map_or(0, |place| place + 1);
    let from = escape_html(from);
    format!("<a class=\"from\" href=\"#from.{from}\" aria-label=\"Source: {from}\" data-number=\"{number}\">°</a>")
}

fn write_table(page: &mut String, figures: &Figures, keys: &[&str]) {
    let class = |figures: bool| if figures { " class=\"figure\"" } else { "" };
    let _ = writeln!(
        page,
        "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\">\n<table>\n<caption><span><span \
         class=\"words\">{0}</span>{1}</span></caption>",
        escape_html(&figures.caption),
        source_link(&figures.from, keys)
    );
    let heads = figures.heads.iter();
    let heads: String =
        heads.map(|(head, right)| format!("<th scope=\"col\"{}>{}</th>", class(*right), escape_html(head))).collect();
    let _ = writeln!(page, "<thead><tr>{heads}</tr></thead>\n<tbody>");
    for row in &figures.rows {
        let cell = |(at, cell): (usize, &String)| {
            let right = figures.heads.get(at).is_some_and(|(_, right)| *right);
            match at {
                0 => format!("<th scope=\"row\"{}>{}</th>", class(right), escape_html(cell)),
                _ => format!("<td{}>{}</td>", class(right), escape_html(cell)),
            }
        };
        let _ = writeln!(page, "<tr>{}</tr>", row.iter().enumerate().map(cell).collect::<String>());
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
}

/// The picture for wide and for narrow screens, and its data.
fn write_picture(page: &mut String, drawn: &Drawn) {
    let Drawn { slug, wide, narrow, csv, .. } = drawn;
    let _ = writeln!(
        page,
        "<figure class=\"picture\" id=\"chart-{slug}\">\n<div class=\"picture-wide\">{wide}</div>\n\
         <div class=\"picture-narrow\">{narrow}</div>\n\
         <details class=\"data\"><summary>Data</summary><pre tabindex=\"0\">{}</pre></details>\n</figure>",
        escape_html(csv)
    );
}

/// Writes the list of keys from which numbers are taken, each once, with the number that it has on paper.
fn write_sources(page: &mut String, keys: &[&str]) {
    page.push_str("<section id=\"sources\" aria-labelledby=\"sources-heading\">\n");
    page.push_str("<h2 id=\"sources-heading\">Where the numbers come from</h2>\n");
    page.push_str(
        "<details class=\"fold\">\n<summary>Keys of breakdown.json behind each ° and, on paper, each raised number</summary>\n\
         <ol class=\"keys\">\n",
    );
    for key in keys {
        let key = escape_html(key);
        let _ = writeln!(page, "<li id=\"from.{key}\"><code>{key}</code></li>");
    }
    page.push_str("</ol>\n</details>\n</section>\n");
}

/// Text in which nothing is markup, for elements and attributes in double quotes.
pub(super) fn escape_html(text: &str) -> String {
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
        let page =
            write_html(&Document { title: "T".into(), subtitle: "S".into(), sections: vec![section], one_page: false });
        assert!(page.contains("href=\"#from.forecast.hold\"") && page.contains("id=\"from.forecast.hold\""));
    }
}
