//! No circle between files: who reads a file can read what it uses first.
//!
//! The imports and paths of every source file of a crate are resolved to the file that holds the module they name. Files
//! that reach each other both ways form a circle. The declaration of a module is no use of it; a re-export is. What is
//! compiled for tests only is free.

use crate::check_error::CheckError;
use crate::files::{folder_names, text_files};
use crate::imports;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Files that each file of a crate uses; both are named by their module paths.
type Uses = BTreeMap<Vec<String>, BTreeSet<Vec<String>>>;

/// Names every circle of files in a crate of the workspace.
///
/// # Errors
///
/// A file that cannot be read or is not Rust.
pub fn check_circles(root: &Path) -> Result<Vec<String>, CheckError> {
    let crates = root.join("crates");
    let mut folders: Vec<_> = folder_names(&crates)?.into_iter().map(|name| format!("crates/{name}/src")).collect();
    folders.extend(["bench/src".to_owned(), "xtask/src".to_owned()]);
    let mut faults = Vec::new();
    for folder in folders {
        let files = text_files(&root.join(&folder), &|_| true)?;
        let sources = files.iter().filter(|file| file.path.ends_with(".rs"));
        let sources: Vec<(&str, &str)> = sources.map(|file| (file.path.as_str(), file.text.as_str())).collect();
        let uses = file_uses(&folder, &sources)?;
        faults.extend(find_circles(&uses).iter().map(|circle| describe_circle(&folder, circle, &uses)));
    }
    Ok(faults)
}

/// Finds out which other files of its crate each file uses.
fn file_uses(folder: &str, sources: &[(&str, &str)]) -> Result<Uses, CheckError> {
    let modules: BTreeSet<Vec<String>> = sources.iter().map(|(path, _)| module_path(path)).collect();
    let mut parsed = Vec::new();
    let mut tests: Vec<Vec<String>> = Vec::new();
    for (path, text) in sources {
        let module = module_path(path);
        let read = imports::read_imports(text, &module)
            .map_err(|error| CheckError::NotRust { file: format!("{folder}: {path}"), error })?;
        tests.extend(read.test_modules);
        parsed.push((module, read.paths));
    }
    let free = |module: &[String]| tests.iter().any(|test| module.starts_with(test));
    let mut uses = Uses::new();
    for (module, paths) in parsed.into_iter().filter(|(module, _)| !free(module)) {
        let targets = paths.iter().filter_map(|path| file_of_path(path, &modules)).filter(|target| *target != module);
        uses.entry(module.clone()).or_default().extend(targets);
    }
    Ok(uses)
}

/// Module that a file holds: `a/b.rs` holds `a::b`, `lib.rs` the root.
fn module_path(path: &str) -> Vec<String> {
    let stem = path.trim_end_matches(".rs");
    let parts: Vec<String> = stem.split('/').map(str::to_owned).collect();
    match parts.last().map(String::as_str) {
        Some("lib" | "main") if parts.len() == 1 => Vec::new(),
        Some("mod") => parts[..parts.len() - 1].to_vec(),
        _ => parts,
    }
}

/// File that holds a path: the longest beginning of it that is a module with a file of its own.
fn file_of_path(path: &[String], modules: &BTreeSet<Vec<String>>) -> Option<Vec<String>> {
    (0..=path.len()).rev().map(|length| &path[..length]).find(|part| modules.contains(*part)).map(<[String]>::to_vec)
}

/// Sets of more than one file that all reach each other.
fn find_circles(uses: &Uses) -> Vec<Vec<Vec<String>>> {
    let reach: BTreeMap<&Vec<String>, BTreeSet<Vec<String>>> =
        uses.keys().map(|module| (module, reachable_files(module, uses))).collect();
    let mut told: BTreeSet<&Vec<String>> = BTreeSet::new();
    let mut circles = Vec::new();
    for (module, all) in &reach {
        let both = |other: &&Vec<String>| reach.get(*other).is_some_and(|back| back.contains(*module));
        let circle: Vec<Vec<String>> = all.iter().filter(both).cloned().collect();
        if all.contains(*module) && !told.contains(module) {
            told.extend(uses.keys().filter(|other| circle.contains(other)));
            circles.push(circle);
        }
    }
    circles
}

/// Files that a file reaches over any number of steps; itself only where a circle leads back to it.
fn reachable_files(from: &[String], uses: &Uses) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    let mut open = vec![from.to_vec()];
    while let Some(next) = open.pop() {
        for target in uses.get(&next).into_iter().flatten() {
            if found.insert(target.clone()) {
                open.push(target.clone());
            }
        }
    }
    found
}

/// The line that reports a circle: each of its files, and which others of the circle it uses.
fn describe_circle(folder: &str, circle: &[Vec<String>], uses: &Uses) -> String {
    let name = |module: &Vec<String>| if module.is_empty() { "the root".to_owned() } else { module.join("::") };
    let edges = |module: &Vec<String>| {
        let inside = uses[module].iter().filter(|target| circle.contains(target)).map(name);
        format!("{} uses {}", name(module), inside.collect::<Vec<_>>().join(", "))
    };
    format!("{folder}: a circle of {} files: {}", circle.len(), circle.iter().map(edges).collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circles_in(sources: &[(&str, &str)]) -> Vec<Vec<Vec<String>>> {
        find_circles(&file_uses("src", sources).unwrap())
    }

    #[test]
    fn a_parent_that_only_declares_is_no_circle() {
        let sources = [("lib.rs", "pub mod a;"), ("a.rs", "pub mod b;\npub struct A;"), ("a/b.rs", "use super::A;")];
        assert!(circles_in(&sources).is_empty());
    }

    #[test]
    fn a_parent_that_uses_its_child_and_is_used_by_it_is_one() {
        let parent = "mod b;\npub struct A;\npub fn go() { b::go() }";
        let circle =
            circles_in(&[("lib.rs", "pub mod a;"), ("a.rs", parent), ("a/b.rs", "use crate::a::A;\npub fn go() {}")]);
        assert_eq!(circle, [[vec!["a".to_owned()], vec!["a".to_owned(), "b".to_owned()]]]);
    }

    #[test]
    fn imports_paths_macros_and_re_exports_all_count() {
        let back = "pub fn x() {}";
        for text in [
            "use crate::b::x;",
            "fn y() { crate::b::x() }",
            "fn y() { println!(\"{}\", crate::b::x()) }",
            "pub use super::b::*;",
        ] {
            let other = format!("use crate::a::y;\n{back}");
            assert_eq!(circles_in(&[("lib.rs", ""), ("a.rs", text), ("b.rs", &other)]).len(), 1, "{text}");
        }
    }

    #[test]
    fn what_only_tests_use_is_free() {
        let one = "pub fn y() {}\n#[cfg(test)]\nmod tests { use crate::b::x; }";
        assert!(circles_in(&[("lib.rs", ""), ("a.rs", one), ("b.rs", "use crate::a::y;")]).is_empty());
        let parent = "#[cfg(test)]\nmod tests;\npub fn y() {}\nuse crate::b::x;";
        assert!(
            circles_in(&[("lib.rs", ""), ("a.rs", parent), ("a/tests.rs", "use super::y;"), ("b.rs", "")]).is_empty()
        );
    }

    #[test]
    fn a_circle_over_three_files_is_told_once() {
        let sources =
            [("lib.rs", ""), ("a.rs", "use crate::b::x;"), ("b.rs", "use crate::c::x;"), ("c.rs", "use crate::a::x;")];
        assert_eq!(circles_in(&sources).len(), 1);
        assert_eq!(circles_in(&sources)[0].len(), 3);
    }
}
