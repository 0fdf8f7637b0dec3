//! Pages compressed with gzip, Zstandard or Brotli, decompressed in Rust and, over the pages of a part of a column, no further than
//! they say.
//!
//! The Parquet crate's own decoders of gzip and Brotli go on for as long as there is something to read, whatever the header of
//! a page says, and that of Zstandard is a library in C. This one reads the pages as if they were plain and decompresses them on
//! the way to the column's decoder.

use brotli::Decompressor;
use flate2::bufread::MultiGzDecoder;
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

/// Bytes that the decoder of Brotli reads at once.
const BROTLI_BUFFER: usize = 4096;

/// The pages of one part of a column.
pub struct CompressedPages<R: ChunkReader> {
    pages: SerializedPageReader<R>,
    compression: Compression,
    /// Bytes that the pages to come may hold.
    room: u64,
}

impl<R: ChunkReader> CompressedPages<R> {
    /// True for pages that this one decompresses.
    pub fn handles(compression: Compression) -> bool {
        matches!(compression, Compression::ZSTD(_) | Compression::GZIP(_) | Compression::BROTLI(_))
    }

    /// The pages of a part of a column, which hold so many `bytes` by their headers.
    pub fn new(reader: Arc<R>, chunk: &ColumnChunkMetaData, rows: usize, bytes: u64) -> Result<Self> {
        let plain = chunk.clone().into_builder().set_compression(Compression::UNCOMPRESSED).build()?;
        let pages = SerializedPageReader::new(reader, &plain, rows, None)?;
        Ok(Self { pages, compression: chunk.compression(), room: bytes })
    }

    fn decompress_page(&mut self, mut page: Page) -> Result<Page> {
        match &mut page {
            Page::DataPage { buf, .. } | Page::DictionaryPage { buf, .. } => *buf = self.decompress(buf, 0)?.into(),
            Page::DataPageV2 { buf, def_levels_byte_len, rep_levels_byte_len, is_compressed, .. } => {
                if *is_compressed {
                    // The levels stand before the values and are never compressed.
                    let levels = u64::from(*def_levels_byte_len) + u64::from(*rep_levels_byte_len);
                    *buf = self.decompress(buf, usize::try_from(levels).map_err(damaged)?)?.into();
                }
            }
        }
        Ok(page)
    }

    /// The first `plain` bytes as they are, followed by what the compressed ones after them hold.
    fn decompress(&mut self, bytes: &[u8], plain: usize) -> Result<Vec<u8>> {
        let compressed = bytes.get(plain..).ok_or_else(|| damaged("a page is shorter than its levels"))?;
        let mut whole = bytes[..plain].to_vec();
        if !compressed.is_empty() {
            match self.compression {
                Compression::GZIP(_) => self.read_all(MultiGzDecoder::new(compressed), &mut whole)?,
                Compression::BROTLI(_) => self.read_all(Decompressor::new(compressed, BROTLI_BUFFER), &mut whole)?,
                _ => self.read_frames(compressed, &mut whole)?,
            }
        }
        self.room = self.room.saturating_sub(whole.len() as u64);
        Ok(whole)
    }

    /// Frames of Zstandard, one after the other.
    fn read_frames(&self, mut frames: &[u8], whole: &mut Vec<u8>) -> Result<()> {
        while !frames.is_empty() {
            match StreamingDecoder::new(&mut frames) {
                Ok(decoder) => self.read_all(decoder, whole)?,
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    frames = frames.get(length as usize..).ok_or_else(|| damaged("a frame is cut off"))?;
                }
                Err(error) => return Err(damaged(error)),
            }
        }
        Ok(())
    }

    fn read_all(&self, decoder: impl Read, whole: &mut Vec<u8>) -> Result<()> {
        let room = self.room.saturating_sub(whole.len() as u64);
        let read = decoder.take(room + 1).read_to_end(whole).map_err(damaged)?;
        if read as u64 > room { Err(damaged("pages hold more than their headers say")) } else { Ok(()) }
    }
}

impl<R: ChunkReader> PageReader for CompressedPages<R> {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.pages.get_next_page()?.map(|page| self.decompress_page(page)).transpose()
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }
}

impl<R: ChunkReader> Iterator for CompressedPages<R> {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

fn damaged(error: impl ToString) -> ParquetError {
    ParquetError::General(error.to_string())
}
