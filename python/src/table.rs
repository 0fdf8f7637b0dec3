//! A table that hands its columns over through Arrow's interface in C, without copies through Python.

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, RecordBatch, RecordBatchIterator, RecordBatchOptions, StringArray,
    UInt32Array,
};
use arrow_schema::{DataType, Field, Schema};
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyCapsule, PyFloat, PyList, PyString};
use standoff::table::columns::{Column, write_columns};
use std::path::PathBuf;
use std::sync::Arc;

/// Named columns of one length: numbers, counts, flags or words, each of which may be missing.
///
/// Libraries that know Arrow's interface in C read it as it is: `polars.DataFrame(table)`, `pyarrow.table(table)`, in pandas
/// from version 3 `DataFrame.from_arrow(table)`, or a query of DuckDB.
#[pyclass(frozen, module = "standoff")]
pub struct Table {
    columns: Vec<(String, Column)>,
    rows: usize,
}

#[pymethods]
impl Table {
    /// Reads a table from a file, CSV or Parquet.
    #[staticmethod]
    fn read(path: PathBuf) -> PyResult<Self> {
        let read = standoff::table::table::Table::read(&path);
        let table = read.map_err(|found| PyValueError::new_err(found.to_string()))?;
        Ok(Self::of_columns(table.columns().to_vec()))
    }

    /// A table of these names and columns. A column holds numbers, or `True` and `False`, or text; `None` is no value.
    #[new]
    fn new(names: Vec<String>, columns: Vec<Bound<'_, PyList>>) -> PyResult<Self> {
        let rows = columns.first().map_or(0, |column| column.len());
        if names.len() != columns.len() || columns.iter().any(|column| column.len() != rows) {
            return Err(PyValueError::new_err("a table has one name for each column, and columns of one length"));
        }
        let read = |(name, column): (&String, &Bound<'_, PyList>)| {
            let mixed = |_| PyValueError::new_err(format!("column `{name}` holds values of several types"));
            column_of_list(column).map_err(mixed)
        };
        let columns = names.iter().zip(&columns).map(read).collect::<PyResult<Vec<Column>>>()?;
        Ok(Self::of_columns(names.into_iter().zip(columns).collect()))
    }

    /// Writes it into a new file of Parquet; one that stands there is left as it is.
    fn write(&self, path: PathBuf) -> PyResult<()> {
        let file = std::fs::File::create_new(&path)?;
        write_columns(file, &self.columns).map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// Names of the columns, in order.
    #[getter]
    fn names(&self) -> Vec<&str> {
        self.columns.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// Types of the columns, in order: `number`, `count`, `flag` or `text`.
    #[getter]
    fn types(&self) -> Vec<&'static str> {
        self.columns.iter().map(|(_, column)| type_name(column)).collect()
    }

    fn __len__(&self) -> usize {
        self.rows
    }

    fn __repr__(&self) -> String {
        format!("Table({} rows: {})", self.rows, self.names().join(", "))
    }

    /// The values of a column, `None` where one is missing.
    fn __getitem__<'py>(&self, python: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        let found = self.columns.iter().find(|(known, _)| known == name);
        let (_, column) = found.ok_or_else(|| PyKeyError::new_err(format!("no column is called `{name}`")))?;
        Ok(match column {
            Column::Numbers(values) => values.into_pyobject(python)?.into_any(),
            Column::Counts(values) => values.into_pyobject(python)?.into_any(),
            Column::Flags(values) => values.into_pyobject(python)?.into_any(),
            Column::Words(values) => values.into_pyobject(python)?.into_any(),
        })
    }

    /// The table as a stream of Arrow's interface in C.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        python: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // What is asked for is a wish, which the interface lets a producer pass over.
        drop(requested_schema);
        let batch = self.record_batch().map_err(|error| PyValueError::new_err(error.to_string()))?;
        let schema = batch.schema();
        let stream = FFI_ArrowArrayStream::new(Box::new(RecordBatchIterator::new([Ok(batch)], schema)));
        PyCapsule::new_with_value(python, stream, c"arrow_array_stream")
    }
}

impl Table {
    /// A table of columns of one length.
    pub fn of_columns(columns: Vec<(String, Column)>) -> Self {
        let rows = columns.first().map_or(0, |(_, column)| column.len());
        Self { columns, rows }
    }

    fn record_batch(&self) -> Result<RecordBatch, arrow_schema::ArrowError> {
        let fields = self.columns.iter().map(|(name, column)| Field::new(name, data_type(column), true));
        let schema = Schema::new(fields.collect::<Vec<Field>>());
        let arrays = self.columns.iter().map(|(_, column)| array(column)).collect();
        let rows = RecordBatchOptions::new().with_row_count(Some(self.rows));
        RecordBatch::try_new_with_options(Arc::new(schema), arrays, &rows)
    }
}

fn type_name(column: &Column) -> &'static str {
    match column {
        Column::Numbers(_) => "number",
        Column::Counts(_) => "count",
        Column::Flags(_) => "flag",
        Column::Words(_) => "text",
    }
}

fn data_type(column: &Column) -> DataType {
    match column {
        Column::Numbers(_) => DataType::Float64,
        Column::Counts(_) => DataType::UInt32,
        Column::Flags(_) => DataType::Boolean,
        Column::Words(_) => DataType::Utf8,
    }
}

fn array(column: &Column) -> ArrayRef {
    match column {
        Column::Numbers(values) => Arc::new(Float64Array::from(values.clone())),
        Column::Counts(values) => Arc::new(UInt32Array::from(values.clone())),
        Column::Flags(values) => Arc::new(BooleanArray::from(values.clone())),
        Column::Words(values) => Arc::new(StringArray::from(values.clone())),
    }
}

/// A column as its first value is; one without any is of numbers. What is not a number is no value, as pandas has it.
fn column_of_list(list: &Bound<'_, PyList>) -> PyResult<Column> {
    let is_missing = |value: &Bound<'_, PyAny>| {
        value.is_none() || value.cast::<PyFloat>().is_ok_and(|number| number.value().is_nan())
    };
    let values: Vec<Option<Bound<'_, PyAny>>> =
        list.iter().map(|value| (!is_missing(&value)).then_some(value)).collect();
    let first = values.iter().flatten().next();
    Ok(match first {
        Some(value) if value.is_instance_of::<PyBool>() => Column::Flags(extract_all(&values)?),
        Some(value) if value.is_instance_of::<PyString>() => Column::Words(extract_all(&values)?),
        _ => Column::Numbers(extract_all(&values)?),
    })
}

fn extract_all<'py, T: FromPyObjectOwned<'py>>(values: &[Option<Bound<'py, PyAny>>]) -> PyResult<Vec<Option<T>>> {
    values.iter().map(|value| value.as_ref().map(|value| value.extract().map_err(Into::into)).transpose()).collect()
}
