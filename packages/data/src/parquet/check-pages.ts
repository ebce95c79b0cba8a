import { FormatError } from '@bilayer/core'
import type { FileMetaData } from 'hyparquet'
import { parquetHeader } from 'hyparquet/src/column.js'

/**
 * Throws `FormatError` unless the pages of each column lie one behind the other within the file and hold as many values as the file
 * says: hyparquet reads on without an end where a page goes backwards.
 */
export function checkPages(file: ArrayBuffer, { row_groups: groups, num_rows: rows }: FileMetaData): void {
  const counted = groups.reduce((sum, group) => sum + group.num_rows, 0n)
  if (counted !== rows) throw new FormatError(`The file has ${counted} rows, and says that it has ${rows}.`)
  for (const { columns, num_rows: groupRows } of groups) {
    for (const { meta_data: column } of columns) {
      if (!column) throw new FormatError('A column of the file tells nothing about itself.')
      const start = Number(column.dictionary_page_offset ?? column.data_page_offset)
      const end = start + Number(column.total_compressed_size)
      if (!(start >= 0 && end >= start && end <= file.byteLength) || column.num_values !== groupRows) {
        throw new FormatError(`The column ${column.path_in_schema.join('.')} does not lie within the file.`)
      }
      const values = valuesInPages(new DataView(file, start, end - start), Number(groupRows))
      if (values === Number(groupRows)) continue
      throw new FormatError(
        `The column ${column.path_in_schema.join('.')} has ${values} values in a group of ${groupRows} rows.`,
      )
    }
  }
}

type Header = ReturnType<typeof parquetHeader>

/** How many values pages hold, of which no more than `most` are right. */
function valuesInPages(view: DataView, most: number): number {
  const reader = { view, offset: 0 }
  let values = 0
  while (values < most && reader.offset < view.byteLength) {
    const page = parquetHeader(reader)
    const size = page.compressed_page_size
    if (!(size >= 0 && size <= view.byteLength - reader.offset)) {
      throw new FormatError('A page of the file is of a size that cannot be.')
    }
    reader.offset += size
    values += valuesIn(page)
  }
  return values
}

function valuesIn({
  type,
  data_page_header: v1,
  data_page_header_v2: v2,
  compressed_page_size: size,
}: Header): number {
  if (type === 'DICTIONARY_PAGE') return 0
  if (type === 'DATA_PAGE' && v1?.encoding !== undefined && v1.num_values >= 0) return v1.num_values
  if (type === 'DATA_PAGE_V2' && v2?.encoding !== undefined && v2.num_values >= 0) {
    const { num_rows: rows, definition_levels_byte_length: first, repetition_levels_byte_length: second } = v2
    if (rows === v2.num_values && first >= 0 && second >= 0 && first + second <= size) return rows
  }
  throw new FormatError('A page of the file tells too little about itself, or what cannot be.')
}
