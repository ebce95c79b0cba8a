export { type ParquetOptions, readParquet } from './parquet.ts'
