export { imageFolder, type LabelledPictures } from './image-folder.ts'
export { readTable, streamTable, type TableOptions } from './table-file.ts'
