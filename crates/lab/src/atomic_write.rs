//! Writing of files that appear whole or not at all (decision 77).

use std::fs::{self, File, Permissions};
use std::io::{Error, Write};
use std::path::Path;

/// Treatment of a file that exists already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfExists {
    /// The file is replaced once the new one is safe on disk.
    Replace,
    /// The file is kept, and writing is an error.
    Keep,
}

/// Writes a temporary file in the same folder and renames it, so that a reader finds the old file or the new one and never
/// a part of it.
///
/// The temporary file is in the same folder because a rename is atomic only within one file system.
///
/// ```
/// use standoff_lab::atomic_write::IfExists;
/// use standoff_lab::atomic_write::atomic_write;
/// let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("one");
/// atomic_write(&path, b"first", IfExists::Keep).unwrap();
/// assert!(atomic_write(&path, b"second", IfExists::Keep).is_err());
/// assert_eq!(std::fs::read(&path).unwrap(), b"first");
/// ```
///
/// # Errors
///
/// An input or output error where the folder cannot be written to, and `AlreadyExists` where the file is to be kept.
pub fn atomic_write(path: &Path, bytes: &[u8], standing: IfExists) -> Result<(), Error> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = create_temporary_file(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let put = match standing {
        IfExists::Replace => file.persist(path),
        IfExists::Keep => file.persist_noclobber(path),
    };
    put.map_err(|error| error.error)?;
    // The new name survives a crash only once the folder itself is on disk. Some systems cannot open a folder as a file;
    // there the rename is as safe as it can be made.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Creates a temporary file with the permissions of an ordinary file: `tempfile` alone would make it readable by its owner
/// only, and the rename would keep that.
fn create_temporary_file(folder: &Path) -> Result<tempfile::NamedTempFile, Error> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".standoff-");
    #[cfg(unix)]
    builder.permissions(<Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666));
    builder.tempfile_in(folder)
}
