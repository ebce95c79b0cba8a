import { useMemo } from 'preact/hooks'
import { formatCount } from '../../../components/format.ts'
import { Panel } from '../../../components/panel.tsx'
import { Image } from '../../../components/pictures/image.tsx'
import { greyImage } from '../../../components/pictures/palette.ts'
import { useWanted } from '../../../components/use-wanted.ts'
import { DIGIT_SIDE } from '../../../data-sets/digits.ts'
import { state } from '../../../state/state.ts'
import type { Misread } from '../../../worker/protocol.ts'

const PIXELS = DIGIT_SIDE ** 2

/** Digits to test by that the network takes for something else. */
export function MisreadPanel() {
  useWanted('misread')
  const { run, backend, detailed } = state
  const latest = detailed.value?.misread
  // They change with the epoch alone, and a canvas for each is dear.
  const misread = useMemo(
    () => latest,
    [run.value, backend.value, detailed.value?.epoch, latest === undefined],
  )
  const images = useMemo(() => (misread ? imagesOf(misread) : []), [misread])
  const count = misread?.count ?? 0
  return (
    <Panel
      title="Misread digits"
      tools={<p class="quiet-text">{misread && `${formatCount(count)} of the test`}</p>}
    >
      <ul class="misread">
        {misread &&
          Array.from(misread.truth, (truth, i) => (
            <li key={i} class="misread-digit">
              <Image class="digit" label={`A ${truth}, read as ${misread.answers[i]}`} image={images[i]} />
              <span aria-hidden="true">
                {truth} → <strong>{misread.answers[i]}</strong>
              </span>
            </li>
          ))}
      </ul>
      {misread && count === 0 && <p class="quiet-text">None: all digits of the test are read right.</p>}
    </Panel>
  )
}

const imagesOf = ({ truth, pixels }: Misread): ImageData[] =>
  Array.from(truth, (_, i) =>
    greyImage(pixels.subarray(i * PIXELS, (i + 1) * PIXELS), DIGIT_SIDE, DIGIT_SIDE),
  )
