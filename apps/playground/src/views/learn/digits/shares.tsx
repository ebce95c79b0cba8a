import { formatShare } from '../../../components/format.ts'

/** How sure the network is of each digit. */
export function Shares({ shares }: { readonly shares: Float32Array | undefined }) {
  const best = shares ? shares.indexOf(Math.max(...shares)) : -1
  return (
    <ol class="shares" aria-label="How sure the network is of each digit">
      {Array.from({ length: 10 }, (_, digit) => {
        const share = shares?.[digit] ?? 0
        return (
          <li key={digit} class={digit === best ? 'share best' : 'share'}>
            <span class="share-name">{digit}</span>
            <span class="share-track" aria-hidden="true">
              <span class="share-bar" style={{ width: `${100 * share}%` }} />
            </span>
            <span class="share-value">{shares ? formatShare(share) : '–'}</span>
          </li>
        )
      })}
    </ol>
  )
}
