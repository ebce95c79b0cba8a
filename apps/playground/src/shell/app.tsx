import { state } from '../state/state.ts'
import { views } from '../views/index.ts'
import { DropTarget } from './drop-target.tsx'
import { Header } from './header.tsx'
import { Notices } from './notices.tsx'

/** The page: what is the same in every view, and the view. */
export function App() {
  const { title, View } = views[state.view.value]
  return (
    <>
      <a class="skip-link" href="#main" onClick={focusMain}>
        Skip to the content
      </a>
      <Header />
      <Notices />
      <main id="main" tabIndex={-1} aria-label={title}>
        <View />
      </main>
      <DropTarget />
    </>
  )
}

/** The part of the address behind `#` is the state, so the link must not change it. */
function focusMain(event: Event): void {
  event.preventDefault()
  document.querySelector<HTMLElement>('#main')?.focus()
}
