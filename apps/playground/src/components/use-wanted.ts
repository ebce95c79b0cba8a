import { useEffect } from 'preact/hooks'
import { want } from '../state/frames.ts'
import type { FrameRequest } from '../worker/protocol.ts'

/** Has a part of each frame made for as long as the component is in view. */
export function useWanted(part: keyof FrameRequest): void {
  useEffect(() => want(part), [part])
}
