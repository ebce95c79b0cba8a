import { writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { chart } from './chart.ts'
import { readResults, ResultFileError } from '../results.ts'

await new Command('bench:chart')
  .description('Draws a result file as a bar chart.')
  .argument('<results>', 'a result file with times')
  .argument('<picture>', 'the SVG file to write')
  .action(async (results: string, picture: string) => {
    try {
      await writeFile(picture, chart(await readResults(results)))
    } catch (error) {
      if (!(error instanceof ResultFileError)) throw error
      console.error(error.message)
      process.exitCode = 2
    }
  })
  .parseAsync()
