//! The digest of the sources from which the program is built: its code, the scenarios and wars that come with it, and the versions of
//! its dependencies. Shards of one run must come from the same sources, wherever they are built: what one build has made, another must
//! not put together with its own.

use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = vec![root.join("Cargo.lock")];
    let crates = fs::read_dir(root.join("crates")).into_iter().flatten().flatten();
    let places = crates.map(|entry| entry.path().join("src")).chain([root.join("scenarios")]);
    for place in places {
        println!("cargo::rerun-if-changed={}", place.display());
        find_files(&place, &mut files);
    }
    println!("cargo::rerun-if-changed={}", root.join("Cargo.lock").display());
    files.sort();
    let mut digest = Sha256::new();
    for file in files {
        let name = file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        digest.update(name.as_bytes());
        // The ends of lines differ between systems, and mean nothing.
        let bytes: Vec<u8> = fs::read(&file).unwrap_or_default().into_iter().filter(|&byte| byte != b'\r').collect();
        digest.update(bytes);
    }
    let digits: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    println!("cargo::rustc-env=STANDOFF_SOURCES={digits}");
}

/// Sources and data below a folder.
fn find_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let ending = path.extension().unwrap_or_default();
        if path.is_dir() {
            find_files(&path, files);
        } else if ["rs", "toml", "csv", "json"].iter().any(|known| ending == *known) {
            files.push(path);
        }
    }
}
