/** Writes docs/cases.md: the command on six real data sets, from end to end, with what it prints. */
import { copyFile, mkdtempDisposable, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { runShell } from '../apps/cli/src/testing/shell.ts'
import { IRIS_HEADER, irisRows } from '../apps/cli/src/testing/iris.ts'
import { today } from '../bench/src/machine.ts'

interface Case {
  readonly title: string
  readonly about: string
  /** Lines for a shell. */
  readonly commands: readonly string[]
}

const DATA = join(import.meta.dirname, '..', 'bench', 'data')
const FASHION = '/usr/share/datasets/fashion-mnist'

const cases: readonly Case[] = [
  {
    title: 'Iris',
    about: 'Fisher’s 150 flowers: three species by four lengths.',
    commands: [
      'bilayer train iris.csv --target species --report iris.html',
      'bilayer predict iris.safetensors iris.csv --probabilities --keep petal_width | head -4',
      'bilayer inspect iris.safetensors',
      'bilayer export iris.safetensors iris.onnx',
      'bilayer export iris.safetensors iris.js',
    ],
  },
  {
    title: 'Penguins',
    about:
      'Three species of penguins by island, sex and four measures, some of which are missing; JSON of vega-datasets.',
    commands: [
      'bilayer train penguins.json.gz --target Species',
      'bilayer train penguins.json.gz --target "Body Mass (g)" --output mass.safetensors',
    ],
  },
  {
    title: 'Cars',
    about:
      'How far 406 cars of the years 1970 to 1982 go; JSON of vega-datasets. What a car is called, and eight cars that were not measured, are left out.',
    commands: [
      'bilayer train cars.json.gz --target Miles_per_Gallon',
      'bilayer predict cars.safetensors cars.json.gz --keep Name,Miles_per_Gallon 2>&1 | head -4',
    ],
  },
  {
    title: 'Diabetes',
    about:
      'How far the disease went in a year, by ten measures of 442 people (B. Efron et al., 2004): most of it cannot be told from them.',
    commands: ['bilayer train diabetes.csv --target progression'],
  },
  {
    title: 'Digits',
    about: '1,797 handwritten digits of 8 × 8 pixels, without a header; the last column is the digit.',
    commands: ['bilayer train digits.csv.gz --no-header --target column65'],
  },
  {
    title: 'Fashion-MNIST',
    about:
      'All 60,000 pictures of clothes, 28 × 28 pixels, to train on, and the 10,000 others to test by (Debian’s dataset-fashion-mnist).',
    commands: [
      'bilayer train train-images-idx3-ubyte.gz --target label --test-share 0 --output fashion.safetensors',
      'bilayer evaluate fashion.safetensors t10k-images-idx3-ubyte.gz',
    ],
  },
]

// What an ordinary install has; a BLAS is installed apart.
process.env['BILAYER_BLAS'] = 'none'

await using scratch = await mkdtempDisposable(join(tmpdir(), 'bilayer-cases-'))
const folder = scratch.path
await prepare()
const sections: string[] = []
for (const each of cases) sections.push(await record(each))
await writeFile(
  join(import.meta.dirname, '..', 'docs', 'cases.md'),
  `${introduction()}\n${sections.join('\n')}`,
)

async function prepare(): Promise<void> {
  await writeFile(join(folder, 'iris.csv'), [IRIS_HEADER, ...irisRows, ''].join('\n'))
  const diabetes = gunzipSync(await readFile(join(DATA, 'diabetes.csv.gz')))
  await writeFile(
    join(folder, 'diabetes.csv'),
    `age,sex,bmi,bp,s1,s2,s3,s4,s5,s6,progression\n${diabetes.toString()}`,
  )
  for (const name of ['penguins.json.gz', 'cars.json.gz', 'digits.csv.gz'])
    await copyFile(join(DATA, name), join(folder, name))
  for (const part of ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1']) {
    await copyFile(join(FASHION, `${part}-ubyte.gz`), join(folder, `${part}-ubyte.gz`))
  }
}

async function record({ title, about, commands }: Case): Promise<string> {
  const blocks: string[] = []
  for (const command of commands) {
    const { out, err, code } = await runShell(command, folder)
    if (code !== 0) throw new Error(`${command} ended with ${code}: ${err}`)
    blocks.push(
      ['```text', `$ ${command}`, `${out}${err}`.trimEnd().replaceAll(/[ \t]+$/gmu, ''), '```', ''].join(
        '\n',
      ),
    )
  }
  return [`## ${title}`, '', about, '', ...blocks].join('\n')
}

function introduction(): string {
  return [
    '# Six data sets from end to end',
    '',
    'What `bilayer` prints, with no other settings than those that stand here. `node --conditions=@bilayer/source scripts/record-cases.ts` makes this page anew,',
    `here on ${today()} with Node.js ${process.version} and two cores. Seconds differ from run to run; on one backend the rest does not.`,
    '',
  ].join('\n')
}
