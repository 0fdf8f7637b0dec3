//! Files that are written whole or not at all.

use std::fs::{self, File, Permissions};
use std::io::{Error, Write};
use std::path::Path;

/// What to do where a file stands already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfExists {
    /// It is replaced once the new one is safe on disk.
    Replace,
    /// It stays, and writing is an error.
    Keep,
}

/// Writes a file beside its place and renames it, so that whoever looks finds the old file or the new one.
///
/// ```
/// use standoff_lab::atomic_write::Standing;
/// use standoff_lab::atomic_write::write;
/// let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("one");
/// write(&path, b"first", Standing::Keep).unwrap();
/// assert!(write(&path, b"second", Standing::Keep).is_err());
/// assert_eq!(std::fs::read(&path).unwrap(), b"first");
/// ```
///
/// # Errors
///
/// Where the folder cannot be written to, or the file stands and is to be kept.
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
    // The name is safe once the folder is; where a folder cannot be opened there is nothing to do.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// A new file that anyone may read, as other files are, and not only its maker.
fn create_temporary_file(folder: &Path) -> Result<tempfile::NamedTempFile, Error> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".standoff-");
    #[cfg(unix)]
    builder.permissions(<Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666));
    builder.tempfile_in(folder)
}
