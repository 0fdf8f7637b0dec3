//! Text files under a folder, in the same order on every machine.

use crate::check_error::CheckError;
use std::fs;
use std::path::{Path, PathBuf};

/// A text file.
pub struct TextFile {
    /// Path relative to the folder that was asked for, with `/` between its parts.
    pub path: String,
    /// Contents.
    pub text: String,
}

/// Reads all text files under `folder`, sorted by path, except in folders for which `enter` is false.
///
/// Files that are not UTF-8 are left out: they are pictures and archives.
///
/// # Errors
///
/// A file or folder that cannot be read.
pub fn text_files(folder: &Path, enter: &dyn Fn(&str) -> bool) -> Result<Vec<TextFile>, CheckError> {
    let mut paths = Vec::new();
    collect_paths(folder, enter, &mut paths)?;
    let mut files = Vec::new();
    for path in paths {
        let bytes = fs::read(&path).map_err(|error| unreadable(&path, error))?;
        if let Ok(text) = String::from_utf8(bytes) {
            files.push(TextFile { path: relative_path(folder, &path), text });
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

/// Names of the folders in `folder`, sorted.
///
/// # Errors
///
/// A folder that cannot be read.
pub fn folder_names(folder: &Path) -> Result<Vec<String>, CheckError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
        let path = entry.map_err(|error| unreadable(folder, error))?.path();
        if path.is_dir() {
            names.push(relative_path(folder, &path));
        }
    }
    names.sort();
    Ok(names)
}

fn collect_paths(folder: &Path, enter: &dyn Fn(&str) -> bool, paths: &mut Vec<PathBuf>) -> Result<(), CheckError> {
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
        let path = entry.map_err(|error| unreadable(folder, error))?.path();
        if !path.is_dir() {
            paths.push(path);
        } else if enter(&path.to_string_lossy().replace('\\', "/")) {
            collect_paths(&path, enter, paths)?;
        }
    }
    Ok(())
}

fn relative_path(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

fn unreadable(path: &Path, error: std::io::Error) -> CheckError {
    CheckError::Unreadable { path: path.to_path_buf(), error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_sorted_and_folders_can_be_left_out() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let all = text_files(here, &|_| true).unwrap();
        assert!(all.iter().any(|file| file.path == "src/files.rs"));
        assert!(all.is_sorted_by(|one, other| one.path < other.path));
        let top = text_files(here, &|folder| !folder.ends_with("src")).unwrap();
        assert!(top.iter().all(|file| !file.path.contains('/')));
    }

    #[test]
    fn an_absent_folder_is_an_error() {
        assert!(text_files(Path::new("no/such/folder"), &|_| true).is_err());
        assert!(folder_names(Path::new("no/such/folder")).is_err());
    }
}
