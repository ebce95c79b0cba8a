import { count, counted } from '../html/format.ts'
import type { Html } from '../html/html.ts'
import { card, section, sideBySide } from '../html/section.ts'
import { table } from '../html/table.ts'
import type { NetworkSummary, Report } from '../report.ts'

/** The network, and how it was trained. */
export const networkSection = ({ network, options }: Report): Html | undefined =>
  network === undefined && options === undefined
    ? undefined
    : section('The network and its training', undefined, [
        sideBySide([network && networkCard(network), options && optionsCard(options)]),
      ])

function networkCard({ inputs, layers }: NetworkSummary): Html {
  const sizes = [inputs, ...layers.map(({ outputs }) => outputs)]
  const parameters = layers.map(({ outputs }, i) => outputs * (sizes[i] + 1))
  const rows = layers.map(({ outputs, activation }, i) => [
    `${i + 1}`,
    count(sizes[i]),
    count(outputs),
    activation,
    count(parameters[i]),
  ])
  return card(
    'Layers',
    table(
      'Layers of the network',
      [
        { title: 'Layer' },
        { title: 'Inputs', isNumber: true },
        { title: 'Outputs', isNumber: true },
        { title: 'Activation' },
        { title: 'Parameters', isNumber: true },
      ],
      rows,
    ),
    `${sizes.map(count).join(' → ')}: ${counted(
      parameters.reduce((sum, each) => sum + each, 0),
      'parameter',
    )} in all.`,
  )
}

const optionsCard = (options: NonNullable<Report['options']>): Html =>
  card(
    'Options',
    table(
      'Options of the training',
      [{ title: 'Option' }, { title: 'Value', isNumber: true }],
      Object.entries(options).map(([name, value]) => [name, String(value)]),
    ),
    'What the training was told, or took by default.',
  )
