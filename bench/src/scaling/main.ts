import { writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { readRankResults } from '../ranks/results.ts'
import { forecasts } from './forecast.ts'
import { compare, modelOf } from './model.ts'
import { picture } from './picture.ts'
import { comparisonTable, forecastTable, lineTable, trafficTable } from './tables.ts'

interface Options {
  readonly picture?: string
}

await new Command('bench:scaling')
  .description(
    'What was measured on a few ranks against a simulation of it, and where more would stand on faster networks.',
  )
  .argument('[results]', 'a file that bench:ranks wrote; the last run unless given')
  .option('--picture <file>', 'draw the forecast as SVG')
  .action(async (path: string | undefined, options: Options) => {
    const results = await readRankResults(path)
    const model = modelOf(results)
    for (const table of [
      lineTable(model),
      comparisonTable(compare(results, model)),
      trafficTable(results, model),
    ]) {
      console.log(`${table}\n`)
    }
    console.log(forecastTable(forecasts(results, model)))
    if (options.picture !== undefined) await writeFile(options.picture, picture(results, model))
  })
  .parseAsync()
