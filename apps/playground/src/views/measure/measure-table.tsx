import { Panel } from '../../components/panel.tsx'
import type { Measured } from '../../state/state.ts'
import { formatRate, nameOf } from './names.ts'

/** The numbers of the chart. */
export function MeasureTable({
  measured: { backends, sizes, measurements },
}: {
  readonly measured: Measured
}) {
  return (
    <Panel title="In numbers">
      <div class="table-scroll" tabIndex={0} role="group" aria-label="Steps a second, in numbers">
        <table class="figures">
          <caption class="quiet-text">Steps a second; the most of each row is bold.</caption>
          <thead>
            <tr>
              <th scope="col">Layers, and batch size</th>
              {backends.map((backend) => (
                <th key={backend} scope="col" class="number-cell">
                  {backend}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sizes.map((size, i) => {
              const row = backends.map((backend) =>
                measurements.find((each) => each.backend === backend && each.size === i),
              )
              const least = Math.min(...row.map((each) => each?.milliseconds ?? Infinity))
              return (
                <tr key={nameOf(size)}>
                  <th scope="row">{nameOf(size)}</th>
                  {row.map((each, col) => (
                    <td
                      key={backends[col]}
                      class={`number-cell ${each?.milliseconds === least ? 'best' : ''}`}
                      data-measured={`${backends[col]} ${i}`}
                    >
                      {each?.milliseconds === undefined ? (
                        <span class="quiet-text measure-note">{each?.note ?? '–'}</span>
                      ) : (
                        formatRate(1000 / each.milliseconds)
                      )}
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
