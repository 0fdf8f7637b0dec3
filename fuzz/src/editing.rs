//! Texts made from a shipped one by edits that are drawn from bytes, for formats whose grammar random bytes seldom meet.

use arbitrary::Arbitrary;

/// One edit of the lines of a text.
#[derive(Debug, Arbitrary)]
pub enum Edit<'a> {
    /// Removes a line.
    Remove(u16),
    /// Removes some lines.
    RemoveSome(u16, u8),
    /// Repeats a line at another place.
    Repeat(u16, u16),
    /// Swaps two lines.
    Swap(u16, u16),
    /// Replaces the value of a line by the value of another.
    ValueOf(u16, u16),
    /// Replaces the value of a line by one that is often at an edge.
    Edge(u16, u8),
    /// Replaces a value of a list or table in a line by one that is often at an edge.
    EdgeWithin(u16, u8, u8),
    /// Replaces the value of a line by a number.
    Number(u16, f64),
    /// Replaces the value of a line by a small whole number.
    Whole(u16, i16),
    /// Replaces the value of a line by any text.
    Text(u16, &'a str),
    /// Renames the key of a line to that of another.
    KeyOf(u16, u16),
}

/// Values at which readers tend to go wrong.
const EDGES: [&str; 44] = [
    "0",
    "1",
    "-1",
    "-0.0",
    "0.0",
    "1e-300",
    "1e300",
    "5e-324",
    "inf",
    "-inf",
    "nan",
    "true",
    "false",
    "\"\"",
    "\" \"",
    "[]",
    "{}",
    "[0, 0]",
    "[1, 0]",
    "[0, 1]",
    "[0.2, 0.8]",
    "[1e-12, 1e12]",
    "\"0\"",
    "\"1 per week\"",
    "\"100 %\"",
    "\"50% .. 60%\"",
    "\"0 .. 0\"",
    "\"1 to 2\"",
    "\"never\"",
    "\"week\"",
    "\"month\"",
    "2025-12-05",
    "0001-01-01",
    "9999-12-31",
    "2024-02-29",
    "120",
    "121",
    "240",
    "500",
    "9007199254740993",
    "\"*\"",
    "\"a.b\"",
    "\"\\u0000\"",
    "0.5",
];

/// The text after some edits.
pub fn edit_text(text: &str, edits: &[Edit<'_>]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for edit in edits {
        if lines.is_empty() {
            break;
        }
        apply(&mut lines, edit);
    }
    lines.join("\n") + "\n"
}

fn apply(lines: &mut Vec<String>, edit: &Edit<'_>) {
    let count = lines.len();
    let at = |place: &u16| usize::from(*place) % count;
    match edit {
        Edit::Remove(place) => drop(lines.remove(at(place))),
        Edit::RemoveSome(place, some) => {
            let first = at(place);
            drop(lines.drain(first..(first + usize::from(*some)).min(count)));
        }
        Edit::Repeat(from, to) => lines.insert(at(to), lines[at(from)].clone()),
        Edit::Swap(one, other) => lines.swap(at(one), at(other)),
        Edit::ValueOf(place, other) => {
            let value = lines[at(other)].split_once('=').map(|(_, value)| value.to_owned());
            value.into_iter().for_each(|value| set_value(&mut lines[at(place)], value.trim()));
        }
        Edit::Edge(place, edge) => set_value(&mut lines[at(place)], EDGES[usize::from(*edge) % EDGES.len()]),
        Edit::EdgeWithin(place, nth, edge) => {
            set_part(&mut lines[at(place)], usize::from(*nth), EDGES[usize::from(*edge) % EDGES.len()]);
        }
        Edit::Number(place, value) => set_value(&mut lines[at(place)], &value.to_string().replace("NaN", "nan")),
        Edit::Whole(place, value) => set_value(&mut lines[at(place)], &value.to_string()),
        Edit::Text(place, text) => set_value(&mut lines[at(place)], text),
        Edit::KeyOf(place, other) => {
            let key = lines[at(other)].split_once('=').map(|(key, _)| key.to_owned());
            if let (Some(key), Some((_, value))) = (key, lines[at(place)].split_once('=')) {
                lines[at(place)] = format!("{key}={value}");
            }
        }
    }
}

fn set_value(line: &mut String, value: &str) {
    if let Some((key, _)) = line.split_once('=') {
        *line = format!("{key}= {value}");
    }
}

/// Replaces the value after the `nth` sign that begins one.
fn set_part(line: &mut String, nth: usize, value: &str) {
    let starts: Vec<usize> = line.match_indices(['=', '[', ',']).map(|(at, _)| at + 1).collect();
    let Some(&start) = starts.get(nth % starts.len().max(1)) else { return };
    let end = line[start..].find([',', ']', '}']).map_or(line.len(), |at| start + at);
    line.replace_range(start..end, &format!(" {value}"));
}
