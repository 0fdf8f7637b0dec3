//! Files and bytes as text: how large they may be, and what is no text.

use std::io::Read;
use std::path::Path;

use super::diagnostic::Diagnostic;
use super::diagnostics::Diagnostics;
use super::source::Source;

/// Largest file read, in bytes: far above any scenario that a person writes, so that a wrong file does not fill memory.
pub const LARGEST: usize = 10 * 1024 * 1024;

impl Source {
    /// Bytes under a name.
    ///
    /// # Errors
    ///
    /// `file-too-large` above [`LARGEST`]; `not-utf8` with the place of the first wrong byte.
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Self, Diagnostics> {
        let fault = |diagnostic| Err(Diagnostics::one(Self::new(name, ""), diagnostic));
        if bytes.len() > LARGEST {
            return fault(too_large_fault());
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(name, text)),
            Err(error) => fault(not_text_fault(error.as_bytes(), error.utf8_error().valid_up_to())),
        }
    }

    /// The file at `path`, under the path as given.
    ///
    /// # Errors
    ///
    /// `unreadable` when the file cannot be read, and as [`Source::from_bytes`].
    pub fn read(path: &Path) -> Result<Self, Diagnostics> {
        let name = path.display().to_string();
        let mut bytes = Vec::new();
        // One byte more than allowed tells that a file is too large without reading all of it.
        let limit = LARGEST as u64 + 1;
        match std::fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes)) {
            Ok(_) => Self::from_bytes(&name, bytes),
            Err(error) => Err(Diagnostics::one(Self::new(name, ""), unreadable_fault(&error))),
        }
    }
}

pub(crate) fn too_large_fault() -> Diagnostic {
    Diagnostic::error("file-too-large", "the file is larger than a scenario may be").allowed("at most 10 MB")
}

fn not_text_fault(bytes: &[u8], valid: usize) -> Diagnostic {
    let line = bytes[..valid].iter().filter(|&&byte| byte == b'\n').count() + 1;
    Diagnostic::error("not-utf8", format!("byte {valid}, on line {line}, is not text in UTF-8"))
        .allowed("TOML in UTF-8")
        .hint("save the file as UTF-8")
}

fn unreadable_fault(error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("unreadable", format!("the file cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_have_stable_codes() {
        let code = |result: Result<Source, Diagnostics>| result.unwrap_err().iter().next().unwrap().code;
        assert_eq!(code(Source::from_bytes("x", vec![b'a'; LARGEST + 1])), "file-too-large");
        assert_eq!(code(Source::from_bytes("x", vec![b'a', 0xff])), "not-utf8");
        assert_eq!(code(Source::read(Path::new("no/such/file.toml"))), "unreadable");
    }
}
