//! Digests of runs, phases and parts.

use sha2::{Digest, Sha256};

/// SHA-256 in hexadecimal.
///
/// ```
/// use standoff_lab::ensemble::division::digest::sha256;
/// assert!(sha256(b"abc").starts_with("ba7816bf8f01cfea") && sha256(b"").len() == 64);
/// ```
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
