export const themes = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof themes)[number]

const KEY = 'bilayer-playground-theme'

/** What was chosen before; the system's where nothing was, or nothing can be kept. */
export function rememberedTheme(): ThemeChoice {
  try {
    const kept = localStorage.getItem(KEY)
    return themes.find((theme) => theme === kept) ?? 'system'
  } catch {
    return 'system'
  }
}

/** Shows the page in a theme from now on. */
export function applyTheme(theme: ThemeChoice): void {
  document.documentElement.style.colorScheme = theme === 'system' ? 'light dark' : theme
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // A page that may keep nothing shows the theme all the same.
  }
}
