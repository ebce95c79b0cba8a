import { FormatError } from '@bilayer/core'
import type { CompressionCodec, DataPageHeader, PageHeader, ParquetType } from 'hyparquet'
import { decompressPage } from 'hyparquet/src/datapage.js'
import { readVarInt } from 'hyparquet/src/thrift.js'
import { compressors } from 'hyparquet-compressors'

/** What tells how the pages of a column are read. */
export interface ColumnPages {
  readonly type: ParquetType
  readonly codec: CompressionCodec
  /** Whether values may be missing: a level of one bit then tells of each whether it is there. */
  readonly isOptional: boolean
}

/**
 * Throws `FormatError` where a run in a page is longer than all that the page holds: hyparquet writes out as many values as a run says.
 * Runs encode the levels, booleans and places in a dictionary.
 */
export function checkRuns(page: PageHeader, bytes: Uint8Array, column: ColumnPages): void {
  if (page.type === 'DATA_PAGE' && page.data_page_header) {
    checkPage(page, page.data_page_header, bytes, column)
  } else if (page.type === 'DATA_PAGE_V2' && page.data_page_header_v2) {
    checkPageV2(page, page.data_page_header_v2, bytes, column)
  }
}

function checkPage(
  { uncompressed_page_size: size }: PageHeader,
  { num_values: values, encoding }: DataPageHeader,
  bytes: Uint8Array,
  { type, codec, isOptional }: ColumnPages,
): void {
  const view = viewOf(decompressPage(bytes, size, codec, compressors))
  if (isOptional) checkHybrid(view, 4, 1, values)
  const start = isOptional ? 4 + view.getUint32(0, true) : 0
  if (!isDictionary(encoding) && encoding !== 'RLE') return
  if (type === 'BOOLEAN') checkHybrid(view, start + 4, 1, values)
  else if (view.getUint8(start) > 0) checkHybrid(view, start + 1, view.getUint8(start), values)
}

/** In the second version the levels stand before what is compressed. */
function checkPageV2(
  { uncompressed_page_size: size }: PageHeader,
  header: NonNullable<PageHeader['data_page_header_v2']>,
  bytes: Uint8Array,
  { codec, isOptional }: ColumnPages,
): void {
  const { num_values: values, encoding, is_compressed: isCompressed } = header
  const { definition_levels_byte_length: definitions, repetition_levels_byte_length: repetitions } = header
  if (isOptional) checkHybrid(viewOf(bytes), repetitions, 1, values)
  const content = bytes.subarray(repetitions + (isOptional ? definitions : 0))
  const length = size - definitions - repetitions
  const isPacked = isCompressed !== false && length !== 0
  const view = viewOf(isPacked ? decompressPage(content, length, codec, compressors) : content)
  if (encoding === 'RLE') checkHybrid(view, 4, 1, values)
  else if (isDictionary(encoding)) checkHybrid(view, 1, view.getUint8(0), values)
}

const isDictionary = (encoding: string): boolean =>
  encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY'

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength)

/** Runs of one value, or of groups of eight values of `width` bits each, until there are enough. */
function checkHybrid(view: DataView, offset: number, width: number, values: number): void {
  const reader = { view, offset }
  let seen = 0
  while (seen < values && reader.offset < view.byteLength) {
    const header = readVarInt(reader)
    const length = header >>> 1
    const isPacked = (header & 1) === 1
    const count = isPacked ? 8 * length : length
    // The last group is a whole one.
    if (width > 32 || count > values + 7) {
      throw new FormatError(`A page of ${values} values has a run of ${count}, of ${width} bits each.`)
    }
    seen += count
    reader.offset += isPacked ? Math.max(length * width, 1) : Math.ceil(width / 8)
  }
}
