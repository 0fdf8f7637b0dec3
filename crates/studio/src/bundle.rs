//! The bundle of an answer as a ZIP archive.

use crate::answer::Answer;
use crate::failure::Failure;
use axum::http::StatusCode;
use standoff_breakdown::bundle::inputs::BundleInputs;
use standoff_breakdown::bundle::write::write_bundle;
use standoff_lab::atomic_write::IfExists;
use std::io::{Cursor, Seek, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;

/// Packs the bundle and the brief of an answer; the same answer gives the same bytes.
///
/// # Errors
///
/// Status 500 where the temporary folder has no room for it.
pub fn pack_bundle(answer: &Answer, inputs: &BundleInputs) -> Result<Vec<u8>, Failure> {
    let failed = |error: &dyn std::fmt::Display| {
        Failure::with_status(StatusCode::INTERNAL_SERVER_ERROR, format!("the bundle could not be made: {error}"))
    };
    let folder = tempfile::tempdir().map_err(|error| failed(&error))?;
    let bundle = folder.path().join("bundle");
    write_bundle((&bundle, IfExists::Keep), &answer.forecast, &answer.request, Some(&answer.breakdown), inputs)?;
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    add_files(&mut archive, &bundle, "").map_err(|error| failed(&error))?;
    for (name, text) in [("brief.html", answer.document.html()), ("brief.md", answer.document.markdown())] {
        add_file(&mut archive, name, text.as_bytes()).map_err(|error| failed(&error))?;
    }
    for one in answer.document.pictures() {
        let files = [("svg", &one.alone), ("csv", &one.csv)];
        for (ending, text) in files {
            let name = format!("charts/{}.{ending}", one.slug);
            add_file(&mut archive, &name, text.as_bytes()).map_err(|error| failed(&error))?;
        }
    }
    archive.finish().map(Cursor::into_inner).map_err(|error| failed(&error))
}

/// Adds the files of a folder and of its folders, in the order of their names: the order of the folder itself differs from
/// system to system. Names in the archive begin with `within`.
fn add_files<W: Write + Seek>(archive: &mut zip::ZipWriter<W>, folder: &Path, within: &str) -> std::io::Result<()> {
    let mut files: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    files.sort_by_key(std::fs::DirEntry::file_name);
    for file in files {
        let name = format!("{within}{}", file.file_name().to_string_lossy());
        if file.file_type()?.is_dir() {
            add_files(archive, &file.path(), &format!("{name}/"))?;
        } else {
            add_file(archive, &name, &std::fs::read(file.path())?)?;
        }
    }
    Ok(())
}

/// Adds a file with a constant time stamp, so that the archive depends on its contents only.
fn add_file<W: Write + Seek>(archive: &mut zip::ZipWriter<W>, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    archive.start_file(name, options)?;
    archive.write_all(bytes)
}
