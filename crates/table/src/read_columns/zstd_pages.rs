//! Pages compressed with Zstandard, decompressed in Rust.
//!
//! The Parquet crate's own decoder is a library in C. This one reads the pages as if they were plain and decompresses
//! them on the way to the column's decoder.

use parquet::basic::Compression;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::ChunkReader;
use parquet::file::serialized_reader::SerializedPageReader;
use ruzstd::decoding::StreamingDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use std::io::Read;
use std::sync::Arc;

/// Most bytes of a page: one beyond is refused, so that a small file cannot fill the memory.
const LARGEST_PAGE_BYTES: u64 = 512 * 1024 * 1024;

/// The pages of one part of a column.
pub struct ZstdPages<R: ChunkReader> {
    pages: SerializedPageReader<R>,
}

impl<R: ChunkReader> ZstdPages<R> {
    /// The pages of a chunk that is compressed with Zstandard.
    pub fn new(reader: Arc<R>, chunk: &ColumnChunkMetaData, rows: usize) -> Result<Self> {
        let plain = chunk.clone().into_builder().set_compression(Compression::UNCOMPRESSED).build()?;
        Ok(Self { pages: SerializedPageReader::new(reader, &plain, rows, None)? })
    }
}

impl<R: ChunkReader> PageReader for ZstdPages<R> {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.pages.get_next_page()?.map(decompress_page).transpose()
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }
}

impl<R: ChunkReader> Iterator for ZstdPages<R> {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

fn decompress_page(mut page: Page) -> Result<Page> {
    match &mut page {
        Page::DataPage { buf, .. } | Page::DictionaryPage { buf, .. } => *buf = decompress(buf, 0)?.into(),
        Page::DataPageV2 { buf, def_levels_byte_len, rep_levels_byte_len, is_compressed, .. } => {
            if *is_compressed {
                // The levels stand before the values and are never compressed.
                let levels = u64::from(*def_levels_byte_len) + u64::from(*rep_levels_byte_len);
                *buf = decompress(buf, usize::try_from(levels).map_err(damaged)?)?.into();
            }
        }
    }
    Ok(page)
}

/// The first `plain` bytes as they are, followed by what the frames after them hold.
fn decompress(bytes: &[u8], plain: usize) -> Result<Vec<u8>> {
    let mut frames = bytes.get(plain..).ok_or_else(|| damaged("a page is shorter than its levels"))?;
    let mut whole = bytes[..plain].to_vec();
    while !frames.is_empty() {
        match StreamingDecoder::new(&mut frames) {
            Ok(decoder) => read_frame(decoder, &mut whole)?,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                frames = frames.get(length as usize..).ok_or_else(|| damaged("a frame is cut off"))?;
            }
            Err(error) => return Err(damaged(error)),
        }
    }
    Ok(whole)
}

fn read_frame(decoder: impl Read, whole: &mut Vec<u8>) -> Result<()> {
    let room = LARGEST_PAGE_BYTES.saturating_sub(whole.len() as u64);
    let read = decoder.take(room + 1).read_to_end(whole).map_err(damaged)?;
    if read as u64 > room { Err(damaged("a page is larger than 512 MB")) } else { Ok(()) }
}

fn damaged(error: impl ToString) -> ParquetError {
    ParquetError::General(error.to_string())
}
