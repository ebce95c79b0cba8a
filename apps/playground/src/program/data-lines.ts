import type { Settings } from '../state/settings.ts'
import type { ProgramFacts, ProgramPart } from './program.ts'

/** Lines that make X and Y, the samples to train on. */
export const dataLines = (facts: ProgramFacts): ProgramPart => lines[facts.settings.data](facts)

const plane = ({ settings }: ProgramFacts): ProgramPart =>
  drawn(settings, 'planeSamples', '[...all.Y.values]')

const curve = ({ settings }: ProgramFacts): ProgramPart => drawn(settings, 'curveSamples')

const lines: Record<Settings['data'], (facts: ProgramFacts) => ProgramPart> = {
  circles: plane,
  xor: plane,
  spirals: plane,
  gaussians: plane,
  sine: curve,
  steps: curve,
  bump: curve,
  digits,
  csv,
}

function drawn(
  { data, samples, noise, seed, test }: Settings,
  draw: 'planeSamples' | 'curveSamples',
  strata?: string,
): ProgramPart {
  return {
    uses: [draw, 'selectSamples', 'splitRows'],
    lines: [
      `const all = ${draw}('${data}', { count: ${samples}, noise: ${noise}, seed: ${seed} })`,
      `const { train } = splitRows(all.X.count, ${splitOptions(test, seed, strata)})`,
      'const X = selectSamples(all.X, train)',
      'const Y = selectSamples(all.Y, train)',
    ],
  }
}

function digits({ settings: { samples, seed, test } }: ProgramFacts): ProgramPart {
  return {
    uses: ['imageSamples', 'oneHot', 'readIdx', 'selectSamples', 'sliceSamples', 'splitRows'],
    readsFile: true,
    lines: [
      '// Both files are in the folder "digits" beside the page.',
      "const images = imageSamples(await readIdx(await readFile('images.idx.gz')))",
      "const { values } = await readIdx(await readFile('labels.idx.gz'))",
      `const labels = values.subarray(0, ${samples})`,
      `const { train } = splitRows(labels.length, ${splitOptions(test, seed, '[...labels]')})`,
      'const X = selectSamples(sliceSamples(images, 0, labels.length), train)',
      'const Y = selectSamples(oneHot(labels, 10), train)',
    ],
  }
}

function csv({ settings: { file, seed, test }, target }: ProgramFacts): ProgramPart {
  const column = JSON.stringify(target.name)
  const strata = target.kind === 'classes' ? 'Array.from(table.columns[column])' : undefined
  return {
    uses: [
      'encode',
      'encodeTarget',
      'learnEncoding',
      'learnTarget',
      'readCsv',
      'selectRows',
      'splitRows',
      'withoutColumns',
    ],
    readsFile: true,
    lines: [
      `const table = await readCsv(await readFile(${JSON.stringify(file)}))`,
      `const column = ${column}`,
      `const { train } = splitRows(table.count, ${splitOptions(test, seed, strata)})`,
      'const others = withoutColumns(table, column)',
      "const encoding = learnEncoding(others, { missing: 'impute' })",
      'const X = encode(encoding, selectRows(others, train))',
      'const Y = encodeTarget(learnTarget(table, column), selectRows(table, train))',
    ],
  }
}

const splitOptions = (testShare: number, seed: number, strata: string | undefined): string =>
  `{ testShare: ${testShare}, seed: ${seed}${strata === undefined ? '' : `, strata: ${strata}`} }`
