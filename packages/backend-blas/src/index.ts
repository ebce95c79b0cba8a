export { blas, type BlasOptions, blasProvider } from './blas.ts'
