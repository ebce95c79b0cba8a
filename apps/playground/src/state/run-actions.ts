import { batch } from '@preact/signals'
import type { RunFacts, TrainerEvent } from '../worker/protocol.ts'
import { requestFrame } from './frames.ts'
import { dismiss, notify, notifyOf } from './notices.ts'
import type { BackendName } from './settings.ts'
import { isRunning, state } from './state.ts'
import { onTrainerEvent, onTrainerLost, trainer } from './trainer-client.ts'

/** The message about a run that cannot be, or that failed. There is one at a time. */
const FAULT = 'The run stopped'

let isBeginning = false
let isOutdated = false

/** A new network, as the settings say now. Where they change meanwhile, the last ones count. */
export async function begin({ isToStart = false }: { readonly isToStart?: boolean } = {}): Promise<void> {
  isOutdated = true
  if (isBeginning) return
  isBeginning = true
  try {
    let facts: RunFacts | undefined
    while (isOutdated) {
      isOutdated = false
      state.phase.value = 'loading'
      facts = await beginNow()
    }
    if (facts) show(facts)
    if (isToStart) await trainer.start()
  } catch (error) {
    batch(() => {
      state.run.value = undefined
      state.frame.value = undefined
      state.detailed.value = undefined
      state.phase.value = 'failed'
    })
    notifyOf(FAULT, error)
  } finally {
    isBeginning = false
  }
}

/** A new network, or none where it failed and the settings are others by then. */
async function beginNow(): Promise<RunFacts | undefined> {
  try {
    return await trainer.begin(state.settings.value)
  } catch (error) {
    if (isOutdated) return undefined
    throw error
  }
}

function show(facts: RunFacts): void {
  dismiss(FAULT)
  batch(() => {
    state.run.value = facts
    state.backend.value = facts.backend
    state.hasSwitched.value = false
    state.frame.value = undefined
    state.detailed.value = undefined
    state.phase.value = 'ready'
    state.race.value = undefined
  })
  requestFrame()
}

export const start = (): Promise<void> => trainer.start()
export const pause = (): Promise<void> => trainer.pause()
export const advance = (by: 'step' | 'epoch'): Promise<void> => trainer.advance(by)

/** The same run from its beginning. */
export const reset = (): Promise<void> => begin()

/** Goes on on another backend: with the same numbers where there are steps already, else from the beginning. */
export async function chooseBackend(name: BackendName): Promise<void> {
  state.settings.value = { ...state.settings.value, backend: name }
  const hasNoSteps = state.phase.value === 'ready' || state.phase.value === 'failed' || !state.run.value
  await (isBeginning || hasNoSteps ? begin() : switchBackend())
}

let isSwitching = false

/** Takes the run to the backend of the settings. Where they change meanwhile, the last one counts. */
async function switchBackend(): Promise<void> {
  if (isSwitching) return
  isSwitching = true
  while (!isTakenOver()) await switchTo(state.settings.value.backend)
  isSwitching = false
}

/** Whether the run is on the backend of the settings; one that begins takes it by itself. */
const isTakenOver = (): boolean =>
  isBeginning || !state.run.value || state.backend.value?.name === state.settings.value.backend

async function switchTo(name: BackendName): Promise<void> {
  const run = state.run.value
  const before = state.backend.value
  const isGivenUp = (): boolean => isBeginning || state.run.value !== run
  try {
    const facts = await trainer.switchTo(name)
    if (isGivenUp()) return
    batch(() => {
      state.backend.value = facts
      state.hasSwitched.value ||= before?.name !== facts.name
    })
    requestFrame()
  } catch (error) {
    if (isGivenUp()) return
    notifyOf(`The backend ${name} could not take over`, error)
    const { settings } = state
    if (before && settings.value.backend === name)
      settings.value = { ...settings.value, backend: before.name }
  }
}

/** Goes on, after a failure, from the numbers that were kept. */
async function recover(name: BackendName): Promise<void> {
  try {
    const facts = await trainer.recover(name)
    dismiss(FAULT)
    batch(() => {
      state.settings.value = { ...state.settings.value, backend: name }
      state.backend.value = facts.backend
      state.hasSwitched.value = true
    })
    await trainer.start()
  } catch (error) {
    notifyOf(FAULT, error)
  }
}

/** The backend that works wherever a page does. */
const SAFE: BackendName = 'cpu-js'

function onEvent(event: TrainerEvent): void {
  if (event.kind === 'phase') {
    state.phase.value = event.phase
    requestFrame()
  } else if (event.kind === 'failed') {
    const { message, name, isRecoverable } = event.failure
    const isOfBackend = name === 'BackendFailedError' && isRecoverable === true
    notify({
      kind: 'fault',
      title: FAULT,
      text: message,
      action: isOfBackend
        ? { label: `Go on on ${SAFE}`, act: () => void recover(SAFE) }
        : { label: 'Reset', act: () => void reset() },
    })
  }
}

/** Listens to the worker from now on. */
export function followTrainer(): void {
  onTrainerEvent(onEvent)
  onTrainerLost((reason) => {
    state.phase.value = 'failed'
    notify({
      kind: 'fault',
      title: FAULT,
      text: `The training worker ended, and its network with it: ${reason}`,
      action: { label: 'Reload the page', act: () => location.reload() },
    })
  })
}

/** Starts where nothing runs, and pauses what does. */
export const toggle = (): Promise<void> => (isRunning.value ? pause() : start())
