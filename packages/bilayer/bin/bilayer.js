#!/usr/bin/env node
// The command is in @bilayer/cli, which depends on this package: it runs where it is installed beside this one, or where the
// user is. This file is not built, so that package managers find it in the sources too.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const manifest = findManifest(import.meta.url) ?? findManifest(pathToFileURL(join(process.cwd(), 'any.js')))
if (manifest === null) {
  process.stderr.write(`The command bilayer is in the package @bilayer/cli, which is not installed here.
  once:     npx @bilayer/cli …
  to stay:  npm install @bilayer/cli
`)
  process.exitCode = 2
} else {
  const { bin } = JSON.parse(await readFile(manifest, 'utf8'))
  await import(pathToFileURL(join(dirname(manifest), bin.bilayer)).href)
}

/** The manifest of the command's package, as a module finds it; null where it does not. */
function findManifest(module) {
  try {
    return createRequire(module).resolve('@bilayer/cli/package.json')
  } catch {
    return null
  }
}
