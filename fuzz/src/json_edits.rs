//! JSON made from a valid file by edits that are drawn from bytes.

use arbitrary::Arbitrary;
use serde_json::{Map, Value, json};

/// One edit of a tree of JSON; places count its values in the order of the file.
#[derive(Debug, Arbitrary)]
pub enum JsonEdit<'a> {
    /// Replaces a value by one that is often at an edge.
    Edge(u16, u8),
    /// Replaces a value by a number.
    Number(u16, f64),
    /// Replaces a value by a whole number.
    Whole(u16, i64),
    /// Replaces a value by a text.
    Text(u16, &'a str),
    /// Removes a value.
    Remove(u16),
    /// Empties a list or a table.
    Empty(u16),
    /// Repeats the first item of a list.
    Repeat(u16, u8),
    /// Puts a copy of one value in the place of another.
    Copy(u16, u16),
}

/// The tree after some edits.
pub fn edit_json(mut value: Value, edits: &[JsonEdit<'_>]) -> Value {
    edits.iter().for_each(|edit| apply(&mut value, edit));
    value
}

fn apply(root: &mut Value, edit: &JsonEdit<'_>) {
    let at = |root: &mut Value, place: &u16, new: Value| {
        let count = count_values(root);
        set_value(root, &mut (usize::from(*place) % count), &mut |value| *value = new.clone());
    };
    match edit {
        JsonEdit::Edge(place, edge) => at(root, place, edge_value(*edge)),
        JsonEdit::Number(place, number) => at(root, place, json!(number)),
        JsonEdit::Whole(place, number) => at(root, place, json!(number)),
        JsonEdit::Text(place, text) => at(root, place, json!(text)),
        JsonEdit::Remove(place) => at(root, place, Value::Null),
        JsonEdit::Empty(place) => change(root, place, &mut |value| match value {
            Value::Array(items) => items.clear(),
            Value::Object(keys) => keys.clear(),
            other => *other = Value::Null,
        }),
        JsonEdit::Repeat(place, times) => change(root, place, &mut |value| {
            if let Value::Array(items) = value
                && let Some(first) = items.first().cloned()
            {
                items.extend(std::iter::repeat_n(first, usize::from(*times)));
            }
        }),
        JsonEdit::Copy(from, to) => {
            let mut copy = Value::Null;
            change(root, from, &mut |value| copy = value.clone());
            // A tree must not grow without end by copies of itself.
            if count_values(&copy) < 64 {
                at(root, to, copy);
            }
        }
    }
}

fn change(root: &mut Value, place: &u16, change: &mut dyn FnMut(&mut Value)) {
    let count = count_values(root);
    set_value(root, &mut (usize::from(*place) % count), change);
}

fn count_values(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count_values).sum(),
        Value::Object(keys) => keys.values().map(count_values).sum::<usize>(),
        _ => 0,
    }
}

/// Changes the value that is `left` values further on.
fn set_value(value: &mut Value, left: &mut usize, change: &mut dyn FnMut(&mut Value)) -> bool {
    if *left == 0 {
        change(value);
        return true;
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| set_value(item, left, change)),
        Value::Object(keys) => keys.values_mut().any(|item| set_value(item, left, change)),
        _ => false,
    }
}

fn edge_value(edge: u8) -> Value {
    let edges = [
        json!(0),
        json!(1),
        json!(-1),
        json!(-0.0),
        json!(0.5),
        json!(1e300),
        json!(5e-324),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(4_294_967_296_u64),
        json!(1e9),
        json!(true),
        json!(false),
        Value::Null,
        json!(""),
        json!(" "),
        json!("\u{1b}[31m"),
        json!("a\nb"),
        json!("é\u{202e}"),
        json!("2025-12-05"),
        json!("9999-12-31"),
        json!([]),
        json!([0]),
        json!([0, 0, 0]),
        Value::Object(Map::new()),
        json!("<script>"),
        json!("`*_|"),
    ];
    edges[usize::from(edge) % edges.len()].clone()
}
