//! A look at the headers of the pages of a column before they are decoded.
//!
//! A header says how large its page is once it is decompressed, and the decoder makes room for that before it has read a byte:
//! a few kilobytes could ask for gigabytes, page after page. And like a footer, a header may have lists that never end.

use super::thrift::page_sizes;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::ChunkReader;

/// Most bytes of a page, once it is decompressed.
const LARGEST_PAGE_BYTES: u64 = 512 * 1024 * 1024;

/// Bytes in which most headers end, and those in which every honest one does: one may quote the smallest and the largest value of
/// its page.
const HEADER_BYTES: [usize; 3] = [256, 1 << 14, 1 << 20];

/// Least bytes that a page counts for: each takes its time, also one that holds nothing.
const LEAST_PAGE_BYTES: u64 = 4096;

/// Bytes that all pages of a part of a column hold once they are decompressed, as their headers say, and what they count for in the
/// sum over the file, of which `room` is left.
///
/// # Errors
///
/// Why its pages cannot be what they are said to be.
pub fn check_pages<R: ChunkReader>(file: &R, chunk: &ColumnChunkMetaData, room: u64) -> Result<[u64; 2], String> {
    let (begin, length) = chunk.byte_range();
    let end = begin.saturating_add(length).min(file.len());
    let (mut at, mut plain, mut counted) = (begin, 0, 0);
    while at < end {
        if counted > room {
            return Err("its pages hold more than 2 GB".to_owned());
        }
        let left = file.len() - at;
        let read = |most: &usize| -> Option<_> {
            let bytes = file.get_bytes(at, left.min(*most as u64) as usize).ok()?;
            page_sizes(&bytes, left - bytes.len() as u64)
        };
        let sizes = HEADER_BYTES.iter().find_map(read).ok_or("a page header is cut off")?;
        let sizes = sizes.map_err(|reason| format!("a page header: {reason}"))?;
        if sizes.plain > LARGEST_PAGE_BYTES {
            return Err("a page is larger than 512 MB".to_owned());
        }
        plain += sizes.plain;
        counted += sizes.plain.max(LEAST_PAGE_BYTES);
        at = at.saturating_add(sizes.header as u64).saturating_add(sizes.stored);
    }
    Ok([plain, counted])
}
