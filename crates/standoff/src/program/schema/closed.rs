//! Schemas as they are derived, made strict: objects get no keys that are not named, and descriptions are made for readers
//! of JSON, who have no use for links between items of Rust.

use schemars::Schema;
use schemars::transform::transform_subschemas;
use serde_json::Value;

/// Closes every object of a schema whose keys are named, and takes the links of Rust out of its descriptions.
pub fn close_objects(schema: &mut Schema) {
    close_object(schema);
    tidy_description(schema);
    transform_subschemas(&mut close_objects, schema);
}

/// An object of an enum with tags can have keys from several places, so all of them are taken into account.
fn close_object(schema: &mut Schema) {
    let key = if ["$ref", "oneOf", "anyOf", "allOf"].iter().any(|&key| schema.get(key).is_some()) {
        "unevaluatedProperties"
    } else {
        "additionalProperties"
    };
    let is_open = schema.get("additionalProperties").is_none() && schema.get("patternProperties").is_none();
    if schema.get("properties").is_some() && is_open {
        schema.insert(key.to_owned(), Value::Bool(false));
    }
}

fn tidy_description(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = without_links(text);
    }
}

/// Text without the brackets of a link to an item: "[`World`]" becomes "`World`". Lines that were broken to fit a file are
/// joined.
fn without_links(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| paragraph.replace('\n', " "));
    paragraphs.collect::<Vec<String>>().join("\n\n").replace("[`", "`").replace("`]", "`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use schemars::JsonSchema;
    use schemars::generate::SchemaSettings;
    use serde::Serialize;

    /// A pair, as in [`Pair`].
    #[derive(Serialize, JsonSchema)]
    #[allow(dead_code, reason = "only its schema is looked at")]
    struct Pair {
        named: std::collections::BTreeMap<String, f64>,
        inner: Inner,
    }

    #[derive(Serialize, JsonSchema)]
    #[allow(dead_code, reason = "only its schema is looked at")]
    struct Inner {
        number: f64,
    }

    #[test]
    fn objects_are_closed_and_maps_are_not() {
        let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Pair>();
        close_objects(&mut schema);
        assert_eq!(schema.get("additionalProperties"), Some(&Value::Bool(false)));
        assert_eq!(schema.pointer("/$defs/Inner/additionalProperties"), Some(&Value::Bool(false)));
        assert_eq!(
            schema.pointer("/properties/named/additionalProperties/type"),
            Some(&Value::String("number".to_owned()))
        );
        assert_eq!(schema.get("description"), Some(&Value::String("A pair, as in `Pair`.".to_owned())));
    }
}
