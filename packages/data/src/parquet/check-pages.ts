import { FormatError } from '@bilayer/core'
import type { ColumnMetaData, FileMetaData, PageHeader, SchemaElement } from 'hyparquet'
import { parquetHeader } from 'hyparquet/src/column.js'
import { checkRuns, type ColumnPages } from './check-runs.ts'

/** So many bytes the pages of a file may hold: a few kilobytes that are compressed could ask for any number. */
const MOST_BYTES = 2 ** 31

/**
 * Throws `FormatError` unless the pages of each column lie one behind the other within the file, are of a size that there is room for, and
 * hold as many values as the file says: hyparquet takes pages and runs at their word, whatever time and memory that takes.
 */
export function checkPages(
  file: ArrayBuffer,
  { schema, row_groups: groups, num_rows: rows }: FileMetaData,
): void {
  const counted = groups.reduce((sum, group) => sum + group.num_rows, 0n)
  if (counted !== rows) throw new FormatError(`The file has ${counted} rows, and says that it has ${rows}.`)
  let unpacked = 0
  for (const { columns, num_rows: groupRows } of groups) {
    for (const { meta_data: column } of columns) {
      if (!column) throw new FormatError('A column of the file tells nothing about itself.')
      unpacked += checkColumn(viewOf(column, file), column, schema, Number(groupRows))
      if (unpacked > MOST_BYTES)
        throw new FormatError(`The pages of the file hold more than ${MOST_BYTES} bytes.`)
    }
  }
}

/** The bytes of a column in a group of rows. */
function viewOf(column: ColumnMetaData, file: ArrayBuffer): DataView {
  const start = Number(column.dictionary_page_offset ?? column.data_page_offset)
  const length = Number(column.total_compressed_size)
  if (start >= 0 && length >= 0 && start + length <= file.byteLength) return new DataView(file, start, length)
  throw new FormatError(`The column ${nameOf(column)} does not lie within the file.`)
}

/** How many bytes the pages of a column hold. */
function checkColumn(
  view: DataView,
  column: ColumnMetaData,
  schema: readonly SchemaElement[],
  rows: number,
): number {
  const name = nameOf(column)
  const element = schema.slice(1).find((each) => each.name === name)
  if (!element) throw new FormatError(`The file holds ${name}, which is none of its columns.`)
  const pages: ColumnPages = {
    type: column.type,
    codec: column.codec,
    isOptional: element.repetition_type !== 'REQUIRED',
  }
  const reader = { view, offset: 0 }
  let values = 0
  let unpacked = 0
  while (values < rows && reader.offset < view.byteLength) {
    const page = parquetHeader(reader)
    const bytes = bytesOf(page, reader)
    values += valuesIn(page)
    unpacked += page.uncompressed_page_size
    if (values > rows || unpacked > MOST_BYTES) break
    checkRuns(page, bytes, pages)
  }
  if (values === rows && Number(column.num_values) === rows) return unpacked
  throw new FormatError(`The column ${name} has ${values} values in a group of ${rows} rows.`)
}

const nameOf = (column: ColumnMetaData): string => column.path_in_schema.join('.')

/** The bytes of the page behind a header, which the reader then leaves behind. */
function bytesOf(page: PageHeader, reader: { readonly view: DataView; offset: number }): Uint8Array {
  const { compressed_page_size: size, uncompressed_page_size: unpacked } = page
  const { view, offset } = reader
  if (!(size >= 0 && size <= view.byteLength - offset && unpacked >= 0)) {
    throw new FormatError('A page of the file is of a size that cannot be.')
  }
  reader.offset += size
  return new Uint8Array(view.buffer, view.byteOffset + offset, size)
}

function valuesIn({
  type,
  data_page_header: v1,
  data_page_header_v2: v2,
  compressed_page_size: size,
}: PageHeader): number {
  if (type === 'DICTIONARY_PAGE') return 0
  if (type === 'DATA_PAGE' && v1?.encoding !== undefined && v1.num_values >= 0) return v1.num_values
  if (type === 'DATA_PAGE_V2' && v2?.encoding !== undefined && v2.num_values >= 0) {
    const { num_rows: rows, definition_levels_byte_length: first, repetition_levels_byte_length: second } = v2
    if (rows === v2.num_values && first >= 0 && second >= 0 && first + second <= size) return rows
  }
  throw new FormatError('A page of the file tells too little about itself, or what cannot be.')
}
