import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'

/** A view whose code is loaded when it is first shown. */
export function lazyView(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | undefined
  return function LazyView() {
    const arrived = useSignal(loaded)
    const fault = useSignal('')
    useEffect(() => {
      if (loaded) return
      const arrive = async (): Promise<void> => {
        try {
          loaded = await load()
          arrived.value = loaded
        } catch (error) {
          fault.value = `This view did not load: ${String(error)}. Reload the page.`
        }
      }
      void arrive()
    }, [arrived, fault])
    const View = arrived.value
    return View ? <View /> : <p class="loading">{fault.value || 'Loading …'}</p>
  }
}
