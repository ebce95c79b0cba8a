export { decodePng, type Picture } from './png.ts'
