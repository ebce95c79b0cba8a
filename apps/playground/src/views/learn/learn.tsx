import { Toolbar } from './toolbar.tsx'

/** Training, as it happens. */
export function Learn() {
  return (
    <div class="learn">
      <Toolbar />
    </div>
  )
}
