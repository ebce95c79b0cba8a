import { writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { readRankResults } from '../ranks/results.ts'
import { filled, forecastSection, measuredSections, readDocument, writeDocument } from './document.ts'
import { forecasts } from './forecast.ts'
import { modelOf } from './model.ts'
import { picture } from './picture.ts'

interface Options {
  readonly document?: true
}

const PICTURE = new URL('../../../docs/images/scaling.svg', import.meta.url)

await new Command('bench:scaling')
  .description(
    'What was measured on a few ranks against a simulation of it, and where more would stand on faster networks.',
  )
  .argument('[results]', 'a file that bench:ranks wrote; the last run unless given')
  .option('--document', 'write the tables into docs/scaling.md, and the picture beside it')
  .action(async (path: string | undefined, options: Options) => {
    const results = await readRankResults(path)
    const model = modelOf(results)
    const sections = [...measuredSections(results, model), forecastSection(forecasts(results, model))]
    for (const { text } of sections) console.log(`${text}\n`)
    if (options.document !== true) return
    await writeDocument(filled(await readDocument(), sections))
    await writeFile(PICTURE, picture(results, model))
  })
  .parseAsync()
