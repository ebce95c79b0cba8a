import type { Encoding } from '@bilayer/data'
import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { createReport } from './create-report.ts'
import type { ClassificationTask, RegressionTask, Report, TestedClasses } from './report.ts'

const labels = ['setosa', 'versicolor', 'virginica']

const classes: ClassificationTask = {
  kind: 'classification',
  target: { kind: 'classes', name: 'species', labels },
  tested: {
    rows: '4 rows that it was not trained on',
    actual: ['setosa', 'versicolor', 'virginica', 'virginica'],
    predicted: ['setosa', 'versicolor', 'virginica', 'versicolor'],
    probabilities: {
      values: Float32Array.of(0.9, 0.1, 0, 0.1, 0.8, 0.1, 0, 0.3, 0.7, 0, 0.6, 0.4),
      count: 4,
      size: 3,
    },
  },
}

const quantities: RegressionTask = {
  kind: 'regression',
  target: { kind: 'quantity', name: 'price', shift: 0, scale: 1 },
  tested: { rows: '4 rows', actual: [1, 2, 3, 4], predicted: Float32Array.of(1.5, 2, 2.5, 4) },
}

const encoding: Encoding = [
  { kind: 'number', name: 'length', shift: 5.8, scale: 0.8, missing: null },
  { kind: 'category', name: 'island', categories: ['Biscoe', 'Dream'], missing: 'Dream' },
]

const report: Report = {
  title: 'Training species on iris.csv',
  date: new Date('2026-11-25T21:40:00Z'),
  command: 'bilayer train iris.csv --target species --report report.html',
  data: { file: 'iris.csv', rows: 150, columns: 5 },
  task: classes,
  backend: { name: 'wasm', device: 'WebAssembly', mode: 'relaxed SIMD' },
  versions: { bilayer: '0.1.0', 'Node.js': 'v24.21.0', Platform: 'linux x64' },
  seconds: 1.25,
  options: { solver: 'adam', epochs: 3, 'early stopping': true },
  network: {
    inputs: 4,
    layers: [
      { outputs: 32, activation: 'relu' },
      { outputs: 3, activation: 'softmax' },
    ],
  },
  history: [
    { loss: 1.1, validationLoss: 1.2, validationScore: 0.5 },
    { loss: 0.6, validationLoss: 0.7, validationScore: 0.75 },
    { loss: 0.4, validationLoss: 0.8, validationScore: 0.7 },
  ],
  encoding,
}

const { history: _history, encoding: _encoding, network: _network, options: _options, ...evaluation } = report

const pageOf = (data: Report): Document => parseHTML(createReport(data)).document

const textOf = (page: Document): string => (page.body.textContent ?? '').replaceAll(/\s+/gu, ' ')

const tested = (some: Partial<TestedClasses>): Report => ({
  ...report,
  task: { ...classes, tested: { rows: 'some rows', actual: [], predicted: [], ...some } },
})

/** The cells of the table of a caption, a list for each row. */
function cellsOf(page: Document, caption: string): (string | null)[][] {
  const table = [...page.querySelectorAll('table')].find(
    (one) => one.querySelector('caption')?.textContent === caption,
  )
  return [...(table?.querySelectorAll('tbody tr') ?? [])].map((row) =>
    [...row.children].map((cell) => cell.textContent),
  )
}

const confusionOf = (page: Document) =>
  [...page.querySelectorAll('.confusion tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent)),
  )

const plotTitles = (page: Document) =>
  [...page.querySelectorAll('svg')].map((svg) => svg.getAttribute('aria-label'))

describe('the page of a classification', () => {
  const page = pageOf(report)

  test('tells accuracy, F1, log loss and calibration error on top', () => {
    expect([...page.querySelectorAll('.headlines dd')].map((one) => one.textContent)).toEqual([
      '75.0\u00A0%',
      '0.778',
      '0.4004',
      '0.150',
    ])
  })

  test('has the counts of the confusion matrix, with labels at both sides', () => {
    expect(confusionOf(page)).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 1, 1],
    ])
    const heads = (selector: string) => [...page.querySelectorAll(selector)].map((one) => one.textContent)
    expect(heads('.confusion thead tr:last-child th')).toEqual(labels)
    expect(heads('.confusion tbody th')).toEqual(labels)
  })

  test('has precision, recall, F1 and rows of each class', () => {
    expect(cellsOf(page, 'Precision, recall and F1 of each class')).toEqual([
      ['setosa', '1.000', '1.000', '1.000', '1'],
      ['versicolor', '0.500', '1.000', '0.667', '1'],
      ['virginica', '1.000', '0.500', '0.667', '2'],
    ])
  })

  test('has the bins of the calibration, of the predicted class', () => {
    expect(cellsOf(page, 'Calibration by bin')).toEqual([
      ['0.6 to 0.7', '2', '0.650', '0.500'],
      ['0.8 to 0.9', '2', '0.850', '1.000'],
    ])
  })

  test('has curves of loss and accuracy, and says where they were best', () => {
    expect(plotTitles(page)).toEqual([
      expect.stringContaining('Reliability diagram'),
      'Loss by epoch',
      'accuracy on the validation rows by epoch',
    ])
    expect(textOf(page)).toContain('From 1.1 in the first epoch to 0.4 in the last.')
    expect(textOf(page)).toContain('Least on the validation rows: 0.7 in epoch 2.')
    expect(textOf(page)).toContain('Best: 75.0 % in epoch 2.')
  })

  test('tells the layers, the options, the columns and how it was made', () => {
    expect(cellsOf(page, 'Layers of the network')).toEqual([
      ['1', '4', '32', 'relu', '160'],
      ['2', '32', '3', 'softmax', '99'],
    ])
    expect(cellsOf(page, 'Options of the training')).toEqual([
      ['solver', 'adam'],
      ['epochs', '3'],
      ['early stopping', 'true'],
    ])
    expect(cellsOf(page, 'What was learnt of the columns')).toEqual([
      ['length', 'number', '5.8', '0.8', '', 'not allowed'],
      ['island', 'category', '', '', 'Biscoe, Dream', 'Dream'],
    ])
    const facts = [...page.querySelectorAll('.card dd')].map((one) => one.textContent)
    expect(facts).toEqual([
      'iris.csv (150 × 5)',
      'wasm',
      'WebAssembly',
      'relaxed SIMD',
      '1.3 s',
      '25 November 2026 at 21:40 UTC',
      '0.1.0',
      'v24.21.0',
      'linux x64',
    ])
    expect(page.querySelector('.command')?.textContent).toBe(report.command)
  })
})

describe('the page of a regression', () => {
  const page = pageOf({ ...report, task: quantities })

  test('tells R² and errors on top', () => {
    expect([...page.querySelectorAll('.headlines dd')].map((one) => one.textContent)).toEqual([
      '0.900',
      '0.25',
      '0.3536',
    ])
  })

  test('has the scatter, the residuals and their histogram', () => {
    expect(plotTitles(page)).toEqual([
      'Predicted values over true values',
      'Residuals over predicted values',
      'Histogram of the residuals',
      'Loss by epoch',
      'R² on the validation rows by epoch',
    ])
    expect(page.querySelectorAll('svg')[0].querySelectorAll('circle')).toHaveLength(4)
  })

  test('leaves out rows without a finite prediction, and says so', () => {
    const holed = {
      ...quantities,
      tested: { rows: '4 rows', actual: [1, 2, 3, 4], predicted: [1, NaN, 3, Infinity] },
    }
    const text = textOf(pageOf({ ...report, task: holed }))
    expect(text).toContain('2 rows without a finite prediction are left out.')
    expect(text).not.toContain('NaN')
  })

  test('has no figures where no prediction is finite', () => {
    const none = { ...quantities, tested: { rows: '1 row', actual: [1], predicted: [NaN] } }
    const bare = pageOf({ ...evaluation, task: none })
    expect(bare.querySelectorAll('svg, .headlines')).toHaveLength(0)
  })

  test('of a million rows draws 2,000, says so, and stays small', () => {
    const actual = Float64Array.from({ length: 1_000_000 }, (_, i) => Math.sin(i))
    const predicted = actual.map((y, i) => y + Math.cos(7 * i) / 10)
    const markup = createReport({
      ...report,
      task: { ...quantities, tested: { rows: 'many rows', actual, predicted } },
    })
    const [scatter] = parseHTML(markup).document.querySelectorAll('svg')
    expect(scatter.querySelectorAll('circle')).toHaveLength(2000)
    expect(markup).toContain('A random sample of 2,000 of 1,000,000 rows.')
    expect(markup.length).toBeLessThan(500_000)
  })
})

describe.each([
  ['a classification', report],
  ['a regression', { ...report, task: quantities }],
])('every page, such as of %s,', (_, data) => {
  const markup = createReport(data)
  const page = pageOf(data)

  test('needs no script and no network, and forbids both', () => {
    // What names a kind of markup is never fetched.
    const addresses = markup.replaceAll('http://www.w3.org/', '').match(/https?:\/\/|\/\/[a-z]/gu)
    expect(addresses).toBeNull()
    expect(page.querySelectorAll('script, link, img, iframe, object, embed, [src], [href]')).toHaveLength(0)
    expect(markup).not.toMatch(/ on[a-z]+=|javascript:|url\(|@import/u)
    expect(page.querySelector('meta[http-equiv]')?.getAttribute('content')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    )
  })

  test('tells of each plot in words', () => {
    for (const svg of page.querySelectorAll('svg')) {
      expect(svg.getAttribute('role')).toBe('img')
      expect(svg.getAttribute('aria-label')).not.toBe('')
      expect(svg.closest('figure')?.querySelector('figcaption')?.textContent).not.toBe('')
      expect(svg.getAttribute('viewBox')).toMatch(/^0 0 480 \d+$/u)
    }
  })

  test('has a heading for each table, column and row', () => {
    for (const table of page.querySelectorAll('table')) {
      expect(table.querySelector('caption')?.textContent).not.toBe('')
      expect(table.querySelectorAll('thead th[scope]').length).toBeGreaterThan(0)
      for (const row of table.querySelectorAll('tbody tr')) {
        expect(row.querySelectorAll('th[scope=row]')).toHaveLength(1)
      }
    }
  })

  test('is the same for the same data', () => {
    expect(createReport(data)).toBe(markup)
  })
})

test('text of the data is never markup', () => {
  const evil = "\"><script>alert(1)</script><b onclick='x'>&amp;"
  const evilLabels = [evil, `${evil}2`, `${evil}3`]
  const markup = createReport({
    ...report,
    title: evil,
    command: evil,
    data: { file: evil, rows: 1, columns: 1 },
    backend: { name: evil, device: evil, mode: evil },
    versions: { [evil]: evil },
    options: { [evil]: evil },
    network: { inputs: 1, layers: [{ outputs: 1, activation: evil }] },
    encoding: [
      { kind: 'number', name: evil, shift: 0, scale: 1, missing: null },
      { kind: 'category', name: `${evil}2`, categories: [evil], missing: evil },
    ],
    task: {
      kind: 'classification',
      target: { kind: 'classes', name: evil, labels: evilLabels },
      tested: { rows: evil, actual: evilLabels, predicted: [evil, evil, evil] },
    },
  })
  const page = parseHTML(markup).document
  expect(page.querySelectorAll('script, b, [onclick]')).toHaveLength(0)
  expect(page.querySelector('title')?.textContent).toBe(evil)
  expect(page.querySelector('h1')?.textContent).toBe(evil)
  expect(page.querySelector('.confusion th[scope=row] span')?.getAttribute('title')).toBe(evil)
})

test('what is said of a plot is never markup', () => {
  const evil = '"><script>alert(1)</script>'
  const markup = createReport({
    ...report,
    task: {
      kind: 'classification',
      target: { kind: 'classes', name: 'y', labels: ['no', evil] },
      tested: {
        rows: 'some',
        actual: ['no', evil],
        predicted: ['no', evil],
        probabilities: { values: Float32Array.of(0.9, 0.1, 0.2, 0.8), count: 2, size: 2 },
      },
    },
  })
  const page = parseHTML(markup).document
  expect(page.querySelectorAll('script')).toHaveLength(0)
  expect(page.querySelector('svg')?.getAttribute('aria-label')).toContain(evil)
})

test('of two classes, calibration is that of the second', () => {
  const two: Report = {
    ...report,
    task: {
      kind: 'classification',
      target: { kind: 'classes', name: 'ill', labels: [false, true] },
      tested: {
        rows: '2 rows',
        actual: [false, true],
        predicted: [false, true],
        probabilities: { values: Float32Array.of(0.75, 0.25, 0.5, 0.5), count: 2, size: 2 },
      },
    },
  }
  expect(cellsOf(pageOf(two), 'Calibration by bin')).toEqual([
    ['0.2 to 0.3', '1', '0.250', '0.000'],
    ['0.4 to 0.5', '1', '0.500', '1.000'],
  ])
  expect(textOf(pageOf(two))).toContain('Of the probability of true, in ten bins')
})

test('a class that does not occur has no figures, and zeros in the matrix', () => {
  const page = pageOf(tested({ actual: ['setosa', 'virginica'], predicted: ['setosa', 'setosa'] }))
  expect(cellsOf(page, 'Precision, recall and F1 of each class')[1]).toEqual([
    'versicolor',
    '–',
    '–',
    '–',
    '0',
  ])
  expect(confusionOf(page)[1]).toEqual([0, 0, 0])
  expect(textOf(page)).toContain('1 class did not occur among these rows.')
})

test('labels stay in the order of the outputs', () => {
  const page = pageOf({
    ...report,
    task: {
      kind: 'classification',
      target: { kind: 'classes', name: 'y', labels: ['b', 'a', 'c'] },
      tested: {
        rows: 'some',
        actual: ['a', 'b', 'c'],
        predicted: ['a', 'b', 'c'],
        probabilities: { values: Float32Array.of(0, 1, 0, 1, 0, 0, 0, 0, 1), count: 3, size: 3 },
      },
    },
  })
  expect([...page.querySelectorAll('.confusion tbody th')].map((one) => one.textContent)).toEqual([
    'b',
    'a',
    'c',
  ])
  expect(textOf(page)).toContain('Log loss0.0000')
})

test('probabilities that are none leave log loss and calibration out', () => {
  const values = Float32Array.from({ length: 6 }, () => Number.NaN)
  const page = pageOf(
    tested({
      actual: ['setosa', 'virginica'],
      predicted: ['setosa', 'setosa'],
      probabilities: { values, count: 2, size: 3 },
    }),
  )
  expect([...page.querySelectorAll('.headlines dt')].map((one) => one.textContent)).toEqual([
    'Accuracy',
    'F1, mean of the classes',
  ])
  expect(textOf(page)).not.toContain('NaN')
})

test('a label that the target has not is refused by name', () => {
  expect(() => createReport(tested({ actual: ['rose'], predicted: ['setosa'] }))).toThrow(
    'actual holds "rose"; the target has none like it: setosa, versicolor, virginica.',
  )
})

test('the largest matrix has 30 classes; of more, the most frequent mistakes are listed', () => {
  const many = (count: number): Report => {
    const names = Array.from({ length: count }, (_, i) => `class ${i} with a rather long name`)
    return {
      ...report,
      task: {
        kind: 'classification',
        target: { kind: 'classes', name: 'y', labels: names },
        tested: { rows: 'some', actual: names, predicted: names.with(0, names[1]) },
      },
    }
  }
  expect(confusionOf(pageOf(many(30)))).toHaveLength(30)
  const page = pageOf(many(31))
  expect(confusionOf(page)).toHaveLength(0)
  expect(cellsOf(page, 'Most frequent mistakes')).toEqual([
    ['class 0 with a rather long name', 'class 1 with a rather long name', '1', '100.0\u00A0%'],
  ])
})

test('one epoch and two rows are enough', () => {
  const page = pageOf({
    ...tested({ actual: ['setosa', 'virginica'], predicted: ['setosa', 'setosa'] }),
    history: [{ loss: 0.5 }],
  })
  const [loss] = page.querySelectorAll('svg')
  expect(loss.querySelectorAll('circle')).toHaveLength(1)
  expect(loss.outerHTML).not.toMatch(/NaN|Infinity/u)
})

test('one row whose quantity is predicted has no R², and no coordinates that are no numbers', () => {
  const one = { ...quantities, tested: { rows: '1 row', actual: [3], predicted: [3] } }
  const markup = createReport({ ...report, task: one })
  expect(markup).not.toMatch(/NaN|Infinity/u)
  expect(cellsOf(parseHTML(markup).document, 'Errors and residuals')[0]).toEqual(['R²', '–'])
})

test('without a validation set there is a loss curve alone', () => {
  const page = pageOf({ ...report, history: [{ loss: 1 }, { loss: 0.5 }] })
  expect(plotTitles(page).slice(1)).toEqual(['Loss by epoch'])
  expect(page.querySelector('.legend')).toBeNull()
})

test('losses that are no numbers leave a gap', () => {
  const page = pageOf({ ...report, history: [{ loss: 1 }, { loss: Number.NaN }, { loss: 0.5 }] })
  const [, loss] = page.querySelectorAll('svg')
  expect(loss.outerHTML).not.toContain('NaN')
  expect(loss.querySelectorAll('circle')).toHaveLength(2)
})

test('losses of many sizes have a logarithmic axis', () => {
  const page = pageOf({ ...report, history: [{ loss: 100 }, { loss: 0.001 }] })
  const [, loss] = page.querySelectorAll('svg')
  expect(loss.textContent).toContain('loss (logarithmic)')
})

test('a hundred thousand epochs stay a small page', () => {
  const history = Array.from({ length: 100_000 }, (_, i) => ({ loss: 1 / (i + 1), validationScore: 0.5 }))
  expect(createReport({ ...report, history }).length).toBeLessThan(100_000)
})

test('many columns are folded away, and beyond 200 are left out', () => {
  const columns = Array.from({ length: 784 }, (_, i) => ({
    kind: 'number' as const,
    name: `pixel ${i}`,
    shift: 0,
    scale: 1,
    missing: null,
  }))
  const page = pageOf({ ...report, encoding: columns })
  expect(cellsOf(page, 'What was learnt of the columns')).toHaveLength(200)
  expect(textOf(page)).toContain('584 more are not shown.')
})

test('an evaluation tells of results, and of no training', () => {
  const headings = [...pageOf(evaluation).querySelectorAll('h2')].map((one) => one.textContent)
  expect(headings).toEqual(['How well it tells the classes apart', 'How this was made'])
})

test('a training without a test set tells of no results', () => {
  const headings = [
    ...pageOf({ ...report, task: { kind: 'classification', target: classes.target } }).querySelectorAll('h2'),
  ].map((one) => one.textContent)
  expect(headings).toEqual([
    'How training went',
    'The network and its training',
    'What it learnt of the columns',
    'How this was made',
  ])
})
