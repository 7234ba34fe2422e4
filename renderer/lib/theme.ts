export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** What was remembered, or the system's own where that makes no sense. */
export const themeOf = (remembered: string | null): Theme =>
  themes.find((theme) => theme === remembered) ?? 'system'

/** The one after, round and round. */
export const nextTheme = (theme: Theme): Theme =>
  themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'
