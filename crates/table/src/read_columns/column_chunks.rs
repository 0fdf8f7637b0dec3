//! The stored values of one column, in all row groups.

use super::checked_pages::CheckedPages;
use super::compressed_pages::CompressedPages;
use super::page_headers::check_pages;
use parquet::column::page::PageReader;
use parquet::column::reader::{get_column_reader, get_typed_column_reader};
use parquet::data_type::DataType;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};
use parquet::file::properties::ReaderProperties;
use parquet::file::reader::ChunkReader;
use parquet::file::serialized_reader::SerializedPageReader;
use parquet::schema::types::ColumnDescPtr;
use std::cell::Cell;
use std::sync::Arc;

/// Most values for which memory is reserved in advance. The number of rows comes from the file, so a forged one must
/// not reserve gigabytes.
const MOST_PREALLOCATED: usize = 1 << 16;

/// Most bytes of all pages of a file, once they are decompressed: more than the largest table needs, and soon read.
const MOST_PAGE_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// One column in all row groups.
pub struct ColumnChunks<'a, R: ChunkReader + 'static> {
    /// The file.
    pub file: &'a Arc<R>,
    /// Its parts.
    pub metadata: &'a ParquetMetaData,
    /// Number of the column.
    pub index: usize,
    /// The column.
    pub column: ColumnDescPtr,
    /// Rows of the file.
    pub rows: usize,
    /// Bytes of the pages of all columns so far, once they are decompressed.
    pub page_bytes: &'a Cell<u64>,
}

impl<R: ChunkReader + 'static> ColumnChunks<'_, R> {
    /// All values, as `value` converts them; none where they are null.
    pub fn read_values<D: DataType, V>(&self, value: impl Fn(D::T) -> V) -> Result<Vec<Option<V>>> {
        let mut all = Vec::with_capacity(self.rows.min(MOST_PREALLOCATED));
        let groups = 0..self.metadata.num_row_groups();
        for group in groups.filter(|&group| self.metadata.row_group(group).num_rows() > 0) {
            let (pages, rows) = self.pages_of_group(group)?;
            let mut reader = get_typed_column_reader::<D>(get_column_reader(self.column.clone(), pages));
            let (mut levels, mut present) = (Vec::new(), Vec::new());
            reader.read_records(rows, Some(&mut levels), None, &mut present)?;
            self.place_values(&levels, present.into_iter().map(&value), &mut all);
        }
        if all.len() == self.rows {
            return Ok(all);
        }
        Err(ParquetError::General(format!("column `{}` is not complete", self.column.path().string())))
    }

    fn pages_of_group(&self, group: usize) -> Result<(Box<dyn PageReader>, usize)> {
        let group = self.metadata.row_group(group);
        let rows = usize::try_from(group.num_rows()).unwrap_or(0);
        let (file, chunk) = (self.file.clone(), group.column(self.index));
        let bytes = self.count_page_bytes(chunk)?;
        let pages: Box<dyn PageReader> = if CompressedPages::<R>::handles(chunk.compression()) {
            Box::new(CheckedPages { pages: CompressedPages::new(file, chunk, rows, bytes)? })
        } else {
            // Frames of LZ4 as they once were have no bound on what they hold; no tool has written them for years.
            let properties = ReaderProperties::builder().set_backward_compatible_lz4(false).build();
            let pages = SerializedPageReader::new_with_properties(file, chunk, rows, None, Arc::new(properties))?;
            Box::new(CheckedPages { pages })
        };
        Ok((pages, rows))
    }

    /// Bytes that the pages of a part of the column hold by their headers, which count among those of the file.
    fn count_page_bytes(&self, chunk: &ColumnChunkMetaData) -> Result<u64> {
        let room = MOST_PAGE_BYTES.saturating_sub(self.page_bytes.get());
        let [bytes, counted] = check_pages(&**self.file, chunk, room).map_err(ParquetError::General)?;
        self.page_bytes.set(self.page_bytes.get() + counted);
        Ok(bytes)
    }

    /// Places values at the rows whose definition level says that one is present.
    fn place_values<V>(&self, levels: &[i16], mut present: impl Iterator<Item = V>, all: &mut Vec<Option<V>>) {
        match self.column.max_def_level() {
            0 => all.extend(present.map(Some)),
            full => all.extend(levels.iter().map(|&level| if level == full { present.next() } else { None })),
        }
    }
}
