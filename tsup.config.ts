import { defineConfig } from 'tsup'

/** The build of every package: ES modules and their types; a package with more entry points names them on the command line. */
export default defineConfig({
  entry: ['src/index.ts'],
  format: 'esm',
  target: 'es2022',
  dts: true,
  clean: true,
  sourcemap: true,
})
