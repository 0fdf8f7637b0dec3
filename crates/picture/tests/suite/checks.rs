//! Rules that hold for every picture.

use standoff_picture::{Chart, Look, Size, text_width, to_csv};

/// Checks a chart in both sizes and on both grounds.
pub fn check_picture(chart: &dyn Chart) {
    for size in [Size::Wide, Size::Narrow] {
        for look in [Look::PAGE, Look::ALONE] {
            let svg = chart.draw(look, size);
            assert_eq!(svg, chart.draw(look, size), "the same bytes twice");
            check_svg(&svg);
        }
    }
    check_table(chart);
}

fn check_svg(svg: &str) {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{error}\n{svg}"));
    let root = document.root_element();
    assert_eq!((root.tag_name().name(), root.attribute("role")), ("svg", Some("img")));
    assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{svg}");
    let named = root.attribute("aria-labelledby").unwrap();
    let has = |id: &str| document.descendants().any(|node| node.attribute("id") == Some(id));
    assert!(named.split(' ').all(has));
    let known = ["svg", "title", "desc", "defs", "pattern", "rect", "circle", "line", "path", "text"];
    let view: Vec<f64> = root.attribute("viewBox").unwrap().split(' ').map(|part| part.parse().unwrap()).collect();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        assert!(known.contains(&node.tag_name().name()), "{:?}", node.tag_name());
        if node.tag_name().name() == "path" {
            path_inside(node.attribute("d").unwrap(), &view);
        }
    }
    texts_apart(&document, &view);
}

/// No coordinate has more than two decimals or lies far off the sheet.
fn path_inside(path: &str, view: &[f64]) {
    let numbers = path.split(|sign: char| !(sign.is_ascii_digit() || sign == '.' || sign == '-'));
    for number in numbers.filter(|number| !number.is_empty()) {
        let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let value: f64 = number.parse().unwrap();
        assert!(decimals <= 2 && value > -8.0 && value < view[2].max(view[3]) + 8.0, "{number} in {path}");
    }
}

struct TextLine {
    text: String,
    patch: [f64; 4],
}

fn texts_apart(document: &roxmltree::Document<'_>, view: &[f64]) {
    let texts = document.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
    let lines: Vec<TextLine> = texts.map(|node| measure_text(&node)).collect();
    for (at, line) in lines.iter().enumerate() {
        let [left, top, right, bottom] = line.patch;
        assert!(left > -0.1 && top > -0.1 && right < view[2] + 0.1 && bottom < view[3] + 0.1, "cut: {}", line.text);
        for other in &lines[at + 1..] {
            let apart = left + 0.5 > other.patch[2]
                || other.patch[0] + 0.5 > right
                || top + 0.5 > other.patch[3]
                || other.patch[1] + 0.5 > bottom;
            assert!(apart, "`{}` lies on `{}`: {:?} {:?}", line.text, other.text, line.patch, other.patch);
        }
    }
}

fn measure_text(node: &roxmltree::Node<'_, '_>) -> TextLine {
    let number = |key: &str| node.attribute(key).unwrap().parse::<f64>().unwrap();
    let (x, y, size) = (number("x"), number("y"), number("font-size"));
    assert!(size >= 12.0);
    let text = node.children().find(roxmltree::Node::is_text).and_then(|node| node.text()).unwrap().to_owned();
    let width = text_width(&text, size, node.attribute("font-weight").is_some());
    let left = match node.attribute("text-anchor") {
        None => x,
        Some("middle") => x - width / 2.0,
        _ => x - width,
    };
    TextLine { text, patch: [left, y - 0.8 * size, left + width, y + 0.22 * size] }
}

fn check_table(chart: &dyn Chart) {
    let rows = chart.rows();
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "all rows have all columns");
    assert!(to_csv(&rows).ends_with("\r\n"));
}
