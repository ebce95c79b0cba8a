import { formatCount, formatLoss } from '../../../components/format.ts'
import { type ChartData, LineChart } from '../../../components/pictures/line-chart.tsx'
import { state } from '../../../state/state.ts'
import type { Racer } from '../../../worker/protocol.ts'

/** How far the networks of a race are, and their losses on top of each other. */
export function RaceResults() {
  const racers = state.race.value
  if (!racers) return null
  const rates = racers.map(rateOf)
  const fastest = Math.max(...rates)
  return (
    <div class="race">
      <table class="race-table">
        <caption class="quiet-text">
          The same network from the same seed. They take turns, and each is timed in its own.
        </caption>
        <thead>
          <tr>
            <th scope="col">Backend</th>
            <th scope="col" class="number-cell">
              Samples a second
            </th>
            <th scope="col" class="number-cell">
              Epoch
            </th>
            <th scope="col" class="number-cell">
              Loss
            </th>
          </tr>
        </thead>
        <tbody>
          {racers.map((racer, i) => (
            <tr key={racer.backend}>
              <th scope="row">{racer.backend}</th>
              {racer.state === 'failed' || racer.state === 'starting' ? (
                <td colSpan={3}>{racer.note ?? 'Starting …'}</td>
              ) : (
                <>
                  <td class="number-cell">
                    <span class="rate-bar" style={{ '--share': fastest > 0 ? rates[i] / fastest : 0 }} />
                    <data value={rates[i]}>{rates[i] > 0 ? formatCount(Math.round(rates[i])) : '–'}</data>
                  </td>
                  <td class="number-cell">
                    <data value={racer.epochs.length}>{formatCount(racer.epochs.length)}</data>
                  </td>
                  <td class="number-cell">
                    <data value={racer.losses.at(-1) ?? ''}>{formatLoss(racer.losses.at(-1))}</data>
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <LineChart
        label="The losses of all networks, epoch by epoch."
        xLabel="Epoch"
        lines={racers.map(({ backend }, colour) => ({ label: backend, colour, isDashed: colour % 2 === 1 }))}
        data={dataOf(racers)}
      />
    </div>
  )
}

/** Samples a second of its own turns. */
const rateOf = ({ samples, milliseconds }: Racer): number =>
  milliseconds > 0 ? (1000 * samples) / milliseconds : 0

/** Lines of one length: a network that is behind has no loss yet. */
function dataOf(racers: readonly Racer[]): ChartData {
  const longest = racers.reduce<readonly number[]>(
    (most, { epochs }) => (epochs.length > most.length ? epochs : most),
    [],
  )
  return [longest, ...racers.map(({ losses }) => longest.map((_, i) => losses[i] ?? null))]
}
