//! Rooms that one reader can know: few doors at the root of a crate, and not too much behind them.

use crate::check_error::CheckError;
use crate::files::{folder_names, text_files};
use std::path::Path;
use syn::{Item, Visibility};

/// Public modules at the root of a crate: more is a list that nobody reads.
const MOST_MODULES: usize = 12;
/// Lines of code in a crate, without blank lines, comments and tests: about what one person can hold.
const MOST_LINES: usize = 9_000;
/// Lines of a file, with everything in it.
const MOST_LINES_OF_FILE: usize = 500;

/// Names every crate and every file that has outgrown its room.
///
/// # Errors
///
/// A file that cannot be read, or the root of a crate that is not Rust.
pub fn check_rooms(root: &Path) -> Result<Vec<String>, CheckError> {
    let mut faults = Vec::new();
    for name in folder_names(&root.join("crates"))? {
        let files = text_files(&root.join("crates").join(&name).join("src"), &|_| true)?;
        let sources: Vec<_> = files.iter().filter(|file| file.path.ends_with(".rs")).collect();
        let lines: usize = sources.iter().map(|file| code_lines(&file.text)).sum();
        if lines > MOST_LINES {
            faults.push(format!("crates/{name}: {lines} lines of code; at most {MOST_LINES}: split it by noun"));
        }
        for file in &sources {
            let lines = file.text.lines().count();
            if lines > MOST_LINES_OF_FILE {
                faults.push(format!("crates/{name}/src/{}: {lines} lines; at most {MOST_LINES_OF_FILE}", file.path));
            }
        }
        if let Some(root) = sources.iter().find(|file| file.path == "lib.rs") {
            let modules = public_modules(&root.text)
                .map_err(|error| CheckError::NotRust { file: format!("crates/{name}/src/lib.rs"), error })?;
            if modules > MOST_MODULES {
                faults.push(format!(
                    "crates/{name}/src/lib.rs: {modules} public modules; at most {MOST_MODULES}: group them by concept"
                ));
            }
        }
    }
    Ok(faults)
}

/// Lines that are neither blank nor comment, up to the tests at the foot of the file.
fn code_lines(text: &str) -> usize {
    let code = text.lines().map(str::trim).take_while(|line| *line != "#[cfg(test)]");
    code.filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

fn public_modules(text: &str) -> Result<usize, syn::Error> {
    let file = syn::parse_file(text)?;
    let public = |item: &&Item| matches!(item, Item::Mod(module) if matches!(module.vis, Visibility::Public(_)));
    Ok(file.items.iter().filter(public).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_blank_lines_and_tests_are_no_code() {
        assert_eq!(code_lines("//! Page.\n\n/// Doc.\nfn a() {\n    // why\n}\n#[cfg(test)]\nmod tests {}\n"), 2);
    }

    #[test]
    fn only_public_modules_count() {
        assert_eq!(public_modules("pub mod a;\nmod b;\npub(crate) mod c;\npub use a::X;").unwrap(), 1);
        assert!(public_modules("pub mod").is_err());
    }
}
