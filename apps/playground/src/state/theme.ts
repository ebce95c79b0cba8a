import { computed, signal } from '@preact/signals'

export const themes = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof themes)[number]

const KEY = 'bilayer-playground-theme'

/** What the reader chose. */
export const theme = signal(remembered())

const systemIsDark = signal(false)

/** Whether the page is dark now. */
export const isDark = computed(() => (theme.value === 'system' ? systemIsDark.value : theme.value === 'dark'))

/** Shows the page in a theme from now on. */
export function chooseTheme(choice: ThemeChoice): void {
  theme.value = choice
  document.documentElement.dataset['theme'] = choice
  try {
    localStorage.setItem(KEY, choice)
  } catch {
    // A page that may keep nothing shows the theme all the same.
  }
}

/** Follows what the system asks for from now on. */
export function followSystemTheme(): void {
  const query = matchMedia('(prefers-color-scheme: dark)')
  systemIsDark.value = query.matches
  query.addEventListener('change', ({ matches }) => {
    systemIsDark.value = matches
  })
}

/** What was chosen before; the system's where nothing was, or nothing can be kept. */
function remembered(): ThemeChoice {
  try {
    const kept = localStorage.getItem(KEY)
    return themes.find((each) => each === kept) ?? 'system'
  } catch {
    return 'system'
  }
}
