import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { Panel } from '../../../components/panel.tsx'
import { Image } from '../../../components/pictures/image.tsx'
import { greyImage } from '../../../components/pictures/palette.ts'
import { DIGIT_SIDE } from '../../../data-sets/digits.ts'
import { latest } from '../../../state/latest.ts'
import { state } from '../../../state/state.ts'
import { trainer } from '../../../state/trainer-client.ts'
import { centreDigit } from './centre-digit.ts'
import { DrawPad } from './draw-pad.tsx'
import { noInk, PAD_SIDE } from './pad.ts'
import { Shares } from './shares.tsx'

/** A digit that the reader draws, and what the network reads in it. */
export function DrawPanel() {
  const ink = useSignal(noInk())
  const shares = useSignal<Float32Array | undefined>()
  const digit = useMemo(() => centreDigit(ink.value, PAD_SIDE), [ink.value])
  const image = useMemo(
    () => greyImage(digit ?? new Float32Array(DIGIT_SIDE ** 2), DIGIT_SIDE, DIGIT_SIDE),
    [digit],
  )
  const { detailed, run } = state
  const read = useMemo(
    () =>
      latest(async () => {
        const drawn = centreDigit(ink.value, PAD_SIDE)
        try {
          shares.value = drawn && run.value ? await trainer.readPicture(drawn) : undefined
        } catch {
          // The run was given up meanwhile; the next one reads it again.
          shares.value = undefined
        }
      }),
    [ink, shares, run],
  )
  // It is read anew with each stroke, and whenever the network has learnt.
  useEffect(read, [read, ink.value, detailed.value, run.value])

  return (
    <Panel
      title="Draw a digit"
      tools={
        <button
          type="button"
          class="button small"
          onClick={() => {
            ink.value = noInk()
          }}
        >
          Clear
        </button>
      }
    >
      <div class="draw">
        <DrawPad ink={ink} />
        <Shares shares={shares.value} />
        <figure class="seen">
          <Image class="digit" label="The digit as the network sees it" image={image} />
          <figcaption class="quiet-text">Centred and scaled as MNIST’s</figcaption>
        </figure>
      </div>
    </Panel>
  )
}
