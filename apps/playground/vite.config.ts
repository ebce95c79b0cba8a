import { defineConfig } from 'vite'
import { isolation } from '../../scripts/isolation.ts'
import { digits } from './src/server/digits-plugin.ts'

const conditions = ['@bilayer/source', 'module', 'browser', 'development|production']

/** A page that works below any path, on any host: every URL is relative. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  resolve: { conditions },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [digits()],
  worker: { format: 'es' },
  build: { target: 'es2022', modulePreload: { polyfill: false } },
  server: { host: '127.0.0.1', headers: isolation },
})
