import type { GradientCheck } from 'bilayer'
import { textOf } from './notation.tsx'

/** What a gradient check found: green where a gradient is right, and red where it is not, in words and signs too. */
export function CheckTable({ check }: { readonly check: GradientCheck | undefined }) {
  if (!check) return null
  const { passed, parameters, tolerance } = check
  const wrong = parameters.filter((each) => !each.passed).map(({ name }) => textOf(`d${name}`))
  return (
    <>
      <p class={`verdict ${passed ? 'right' : 'wrong'}`} role="status" data-passed={passed}>
        {passed ? '✓ Every gradient is right' : `✗ Wrong: ${wrong.join(', ')}`}
      </p>
      <div class="table-scroll" tabIndex={0} role="group" aria-label="What the check found">
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">Gradient</th>
              <th scope="col">Shape</th>
              <th scope="col" class="number-cell">
                Compared
              </th>
              <th scope="col" class="number-cell">
                Error / largest
              </th>
              <th scope="col" class="number-cell">
                Allowed
              </th>
            </tr>
          </thead>
          <tbody>
            {parameters.map(({ name, rows, cols, checked, kinks, largest, error, passed: isRight }) => (
              <tr key={name} class={isRight ? 'right' : 'wrong'}>
                <th scope="row">
                  {isRight ? '✓' : '✗'} {textOf(`d${name}`)}
                </th>
                <td>
                  {rows} × {cols}
                </td>
                <td class="number-cell" title={kinks > 0 ? `${kinks} more are at a kink of σ` : undefined}>
                  {checked}
                </td>
                <td class="number-cell">{(largest > 0 ? error / largest : error).toExponential(1)}</td>
                <td class="number-cell">{tolerance.toExponential(0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
