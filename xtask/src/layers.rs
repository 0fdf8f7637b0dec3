//! The rule that a crate uses only crates of a lower layer.

use crate::check_error::CheckError;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// Layer of every crate. Add a line for a new crate.
const LAYERS: &[(&str, u8)] = &[
    ("standoff-num", 0),
    ("standoff-prose", 0),
    ("standoff-world", 1),
    ("standoff-stats", 1),
    ("standoff-filter", 1),
    ("standoff-picture", 1),
    ("standoff-scenario", 2),
    ("standoff-engine", 2),
    ("standoff-table", 3),
    ("standoff-lab", 3),
    ("standoff-analysis", 4),
    ("standoff-assimilation", 4),
    ("standoff-verify", 4),
    ("standoff-game", 4),
    ("standoff-breakdown", 5),
    ("standoff-wars", 5),
    ("standoff-terminal", 6),
    ("standoff-brief", 7),
    ("standoff-studio", 8),
    ("standoff", 9),
];

/// Crates outside the layers: they may use any crate, and none may use them.
const TOOLS: &[&str] = &["standoff-bench", "xtask"];

/// Reads `cargo metadata` of the workspace and lists every dependency on a crate that is not of a lower layer.
///
/// # Errors
///
/// `cargo metadata` fails or cannot be read.
pub fn check_layers(root: &Path) -> Result<Vec<String>, CheckError> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--locked"])
        .current_dir(root)
        .output()
        .map_err(|error| CheckError::Cargo(format!("cannot run cargo metadata: {error}")))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(CheckError::Cargo(format!("cargo metadata failed: {}", reason.trim())));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| CheckError::Cargo(format!("cannot read cargo metadata: {error}")))?;
    Ok(layer_faults(&metadata))
}

fn layer_faults(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().map_or(&[][..], Vec::as_slice);
    if packages.is_empty() {
        return vec!["cargo metadata names no package".to_owned()];
    }
    packages.iter().flat_map(package_faults).collect()
}

fn package_faults(package: &Value) -> Vec<String> {
    let name = package["name"].as_str().unwrap_or_default();
    if TOOLS.contains(&name) {
        return Vec::new();
    }
    let Some(layer) = layer_of(name) else {
        return vec![format!("crate `{name}` has no layer: give it one in xtask/src/layers.rs")];
    };
    let dependencies = package["dependencies"].as_array().map_or(&[][..], Vec::as_slice);
    dependencies
        .iter()
        .filter(|dependency| is_build_dependency(dependency))
        .filter_map(|used| edge_fault(name, layer, used))
        .collect()
}

/// Tests whether a dependency belongs to the workspace and is part of the build. Tests may use any crate: they do not ship, and
/// cargo rules out cycles anyway.
fn is_build_dependency(dependency: &Value) -> bool {
    dependency["path"].is_string() && dependency["kind"].as_str() != Some("dev")
}

fn edge_fault(name: &str, layer: u8, dependency: &Value) -> Option<String> {
    let used = dependency["name"].as_str().unwrap_or_default();
    match layer_of(used) {
        Some(below) if below < layer => None,
        Some(other) => Some(format!(
            "`{name}` (layer {layer}) uses `{used}` (layer {other}): a crate may use crates of a lower layer only"
        )),
        None => Some(format!("`{name}` uses `{used}`, which has no layer")),
    }
}

fn layer_of(name: &str) -> Option<u8> {
    LAYERS.iter().find(|(known, _)| *known == name).map(|&(_, layer)| layer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn faults_of_edge(name: &str, used: &str, kind: Value) -> Vec<String> {
        let dependency = json!({ "name": used, "path": "/there", "kind": kind });
        layer_faults(&json!({ "packages": [{ "name": name, "dependencies": [dependency] }] }))
    }

    #[test]
    fn an_edge_down_is_fine() {
        assert_eq!(faults_of_edge("standoff-lab", "standoff-num", Value::Null), [""; 0]);
        assert_eq!(faults_of_edge("xtask", "standoff-lab", Value::Null), [""; 0]);
    }

    #[test]
    fn an_edge_up_or_sideways_is_named() {
        let up = faults_of_edge("standoff-world", "standoff-engine", Value::Null);
        assert_eq!(up.len(), 1);
        assert!(up[0].contains("`standoff-world` (layer 1) uses `standoff-engine` (layer 2)"), "{up:?}");
        assert_eq!(faults_of_edge("standoff-world", "standoff-stats", Value::Null).len(), 1);
        assert_eq!(faults_of_edge("standoff-world", "standoff-stats", json!("build")).len(), 1);
        assert_eq!(faults_of_edge("standoff", "xtask", Value::Null).len(), 1);
    }

    #[test]
    fn what_only_tests_use_is_free() {
        assert_eq!(faults_of_edge("standoff-world", "standoff-engine", json!("dev")), [""; 0]);
    }

    #[test]
    fn a_crate_without_a_layer_is_named() {
        let found = layer_faults(&json!({ "packages": [{ "name": "standoff-new", "dependencies": [] }] }));
        assert!(found[0].contains("`standoff-new` has no layer"), "{found:?}");
    }

    #[test]
    fn an_empty_workspace_is_not_a_sound_one() {
        assert_eq!(layer_faults(&json!({})).len(), 1);
    }
}
