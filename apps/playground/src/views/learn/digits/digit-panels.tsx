import { DrawPanel } from './draw-panel.tsx'
import { MisreadPanel } from './misread-panel.tsx'

/** What there is to see of digits alone. */
export function DigitPanels() {
  return (
    <>
      <DrawPanel />
      <MisreadPanel />
    </>
  )
}
