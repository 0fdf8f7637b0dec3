//! The JSON Schema of scenarios, made from the declarations that the reader uses.

use serde_json::{Map, Value, json};
use standoff_world::quantity::{Definition, Unit};
use standoff_world::war::SECTIONS;

use super::lookup::{child_names, table_at};
use super::shape::Shape;
use super::table::Key;
use crate::path::join_path;
use crate::quantities::declarations::section_at;
use crate::quantities::distribution::DISTRIBUTIONS;
use crate::quantities::grade::Grade;
use crate::quantities::quantity::KEYS;
use crate::words::format_number;

const NAME_PATTERN: &str = "^[a-z0-9_-]{1,64}$";
const DATE: &str = "A date without quotes, such as 2026-12-31";

/// The schema, draft 2020-12. Dates, which TOML has and JSON has not, appear as text, as editors show them.
///
/// ```
/// let schema = standoff_scenario::keys::json_schema();
/// assert_eq!(schema["properties"]["front"]["additionalProperties"], false);
/// ```
pub fn json_schema() -> Value {
    let mut schema = table_schema("");
    if let Some(object) = schema.as_object_mut() {
        object.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        object.insert("title".to_owned(), json!("Standoff scenario, format 1"));
        object.insert("$defs".to_owned(), shared_definitions());
    }
    schema
}

/// Names, and the two longer forms of a quantity for each kind of unit.
fn shared_definitions() -> Value {
    let mut all = json!({ "name": { "type": "string", "pattern": NAME_PATTERN } });
    for definition in SECTIONS.iter().flat_map(|section| section.definitions) {
        let worded = json!({ "type": "string", "pattern": number_pattern(definition.unit) });
        all[unit_name(definition.unit)] = json!({ "anyOf": [worded, table_form_schema(definition.unit)] });
    }
    all
}

/// Name of a kind of unit among the definitions.
fn unit_name(unit: Unit) -> String {
    format!("{unit:?}")
}

fn table_schema(pattern: &str) -> Value {
    let declared = table_at(pattern);
    let keys = declared.map_or(&[][..], |table| table.keys);
    let mut properties: Map<String, Value> = keys.iter().map(|key| (key.name.to_owned(), key_schema(key))).collect();
    let mut any = json!(false);
    for definition in section_at(pattern).into_iter().flat_map(|section| section.definitions) {
        match definition.name {
            "*" => any = quantity_schema(definition),
            name => drop(properties.insert(name.to_owned(), quantity_schema(definition))),
        }
    }
    for child in child_names(pattern) {
        match child {
            "*" => any = nested_schema(&join_path(pattern, child)),
            name => drop(properties.insert(name.to_owned(), nested_schema(&join_path(pattern, child)))),
        }
    }
    object_schema(pattern, declared.map_or("", |table| table.meaning), properties, any)
}

fn object_schema(pattern: &str, meaning: &str, properties: Map<String, Value>, any: Value) -> Value {
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": any });
    if let Some(object) = schema.as_object_mut() {
        let needed = required_keys(pattern);
        if !needed.is_empty() {
            object.insert("required".to_owned(), json!(needed));
        }
        if !meaning.is_empty() {
            object.insert("description".to_owned(), json!(meaning));
        }
        if object["additionalProperties"] != json!(false) {
            object.insert("propertyNames".to_owned(), json!({ "$ref": "#/$defs/name" }));
        }
    }
    schema
}

/// Keys and quantities that must be there. The coalition's need is left to the reader: a war may have no coalition.
fn required_keys(pattern: &str) -> Vec<&'static str> {
    let keys = table_at(pattern).into_iter().flat_map(|table| table.keys).filter(|key| key.required);
    let quantities = section_at(pattern).into_iter().flat_map(|section| section.definitions);
    let quantities = quantities.filter(|one| one.default.is_none() && one.name != "*" && pattern.contains('*'));
    let tables = ["roles", "at_start", "posture", "track", "package"];
    let tables = tables.into_iter().filter(|_| pattern.is_empty());
    keys.map(|key| key.name).chain(quantities.map(|one| one.name)).chain(tables).collect()
}

fn nested_schema(pattern: &str) -> Value {
    let schema = table_schema(pattern);
    if table_at(pattern).is_some_and(|table| table.repeated) {
        json!({ "type": "array", "items": schema })
    } else {
        schema
    }
}

fn key_schema(key: &Key) -> Value {
    let mut schema = shape_schema(key.shape);
    if let Some(object) = schema.as_object_mut() {
        object.insert("description".to_owned(), json!(key.meaning));
    }
    schema
}

fn shape_schema(shape: Shape) -> Value {
    let name = json!({ "$ref": "#/$defs/name" });
    match shape {
        Shape::Text => json!({ "type": "string" }),
        Shape::Name => name,
        Shape::Names => json!({ "type": "array", "items": name }),
        Shape::Texts | Shape::Paths => json!({ "type": "array", "items": { "type": "string" } }),
        Shape::Choice(words) => json!({ "enum": words }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Date => json!({ "type": "string", "format": "date" }),
        Shape::Whole(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
        Shape::Number(low, high) => json!({ "type": "number", "minimum": low, "maximum": high }),
        Shape::Amount => json!({ "type": ["number", "string"] }),
        Shape::Rule => rule_schema(),
        Shape::Voters => json!({ "anyOf": [name, { "type": "array", "items": name, "minItems": 1 }] }),
    }
}

fn rule_schema() -> Value {
    let share = json!({ "type": "number", "minimum": 0, "maximum": 1 });
    let whole = json!({ "type": "integer", "minimum": 1 });
    let table = |properties: Value, required: &[&str]| json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
    json!({ "anyOf": [
        { "enum": ["one-holder", "unanimity"] },
        table(json!({ "at_least": whole }), &["at_least"]),
        table(json!({ "members": share, "weight": share }), &["members", "weight"]),
    ] })
}

/// A number, a number and a unit, or a table.
fn quantity_schema(definition: &Definition) -> Value {
    let (low, high) = definition.bounds;
    let number = json!({ "type": "number", "minimum": low, "maximum": high });
    let longer = json!({ "$ref": format!("#/$defs/{}", unit_name(definition.unit)) });
    let mut schema = json!({ "anyOf": [number, longer], "description": describe_quantity(definition) });
    if let (Some(object), Some(default)) = (schema.as_object_mut(), definition.default) {
        object.insert("default".to_owned(), json!(default));
    }
    schema
}

fn describe_quantity(definition: &Definition) -> String {
    let unit = definition.unit.base();
    let (low, high) = definition.bounds;
    let mut text = format!(
        "{} [{}], in {unit}, {} to {}.",
        definition.meaning,
        definition.symbol,
        format_number(low),
        format_number(high)
    );
    match (definition.default, definition.range) {
        (None, _) => text.push_str(" No default."),
        (Some(value), None) => text.push_str(&format!(" Default {}.", format_number(value))),
        (Some(value), Some((low, high))) => {
            text.push_str(&format!(
                " Default {}, range {} to {}.",
                format_number(value),
                format_number(low),
                format_number(high)
            ));
        }
    }
    text
}

fn number_pattern(unit: Unit) -> String {
    let units: Vec<&str> = unit.spellings().iter().map(|spelling| spelling.0).collect();
    format!("^\\s*[-+]?[0-9.]+([eE][-+]?[0-9]+)?(\\s+({}))?\\s*$", units.join("|"))
}

/// The table form. Value and range are in the unit that it names, so their bounds are left to the reader.
fn table_form_schema(unit: Unit) -> Value {
    let units: Vec<&str> = unit.spellings().iter().map(|spelling| spelling.0).collect();
    let grades = Grade::WORDS;
    let mut properties = json!({
        "value": { "type": ["number", "string"] },
        "unit": { "enum": units, "default": unit.base() },
        "range": { "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 },
        "distribution": { "enum": DISTRIBUTIONS, "default": "triangular" },
        "source": { "type": "string" },
        "date": { "type": "string", "format": "date", "description": DATE },
        "grade": { "enum": grades },
        "note": { "type": "string" },
    });
    for &(key, meaning) in KEYS {
        if let Some(object) = properties[key].as_object_mut() {
            object.insert("description".to_owned(), json!(meaning));
        }
    }
    json!({ "type": "object", "properties": properties, "required": ["value"], "additionalProperties": false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::tables::TABLES;

    #[test]
    fn the_schema_has_every_declared_key() {
        let schema = json_schema();
        for table in TABLES {
            let place = table.path.split('.').filter(|name| !name.is_empty()).fold(&schema, |at, name| {
                let next = if name == "*" { &at["additionalProperties"] } else { &at["properties"][name] };
                if next["type"] == "array" { &next["items"] } else { next }
            });
            for key in table.keys {
                assert!(place["properties"][key.name].is_object(), "{}.{}", table.path, key.name);
            }
        }
        assert!(
            schema["properties"]["posture"]["additionalProperties"]["properties"]["rate"]["additionalProperties"]
                .is_object()
        );
    }
}
