import { state } from '../state/state.ts'
import { chooseTheme, theme, themes } from '../state/theme.ts'
import { viewNames } from '../state/view-names.ts'
import { copyLink, showView } from '../state/view-actions.ts'
import { Choice } from '../components/choice.tsx'
import { views } from '../views/index.ts'

/** The name of the page, its views, and what is about the page as a whole. */
export function Header() {
  return (
    <header class="header">
      <h1 class="brand">
        <span class="brand-name">bilayer</span> playground
      </h1>
      <nav class="views" aria-label="Views">
        {viewNames.map((name) => (
          <button
            key={name}
            type="button"
            class="view-link"
            aria-current={state.view.value === name ? 'page' : undefined}
            onClick={() => showView(name)}
          >
            {views[name].title}
          </button>
        ))}
      </nav>
      <div class="header-tools">
        <button type="button" class="button quiet" onClick={() => void copyLink()}>
          Copy link
        </button>
        <Choice
          label="Theme"
          isLabelHidden
          options={themes.map((value) => ({ value, label: themeLabels[value] }))}
          value={theme.value}
          onChange={chooseTheme}
        />
      </div>
    </header>
  )
}

const themeLabels = { system: 'System', light: 'Light', dark: 'Dark' } as const
