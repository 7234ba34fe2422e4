import { defineStore } from 'pinia'
import { shallowRef, watchEffect } from 'vue'
import { nextTheme, themeOf } from '../lib/theme.ts'

const key = 'theme'

/** Light, dark or as the system has it; remembered on this computer. */
export const useTheme = defineStore('theme', () => {
  const theme = shallowRef(themeOf(localStorage.getItem(key)))

  watchEffect(() => {
    const root = document.documentElement
    if (theme.value === 'system') delete root.dataset['theme']
    else root.dataset['theme'] = theme.value
  })

  const next = () => {
    theme.value = nextTheme(theme.value)
    localStorage.setItem(key, theme.value)
  }

  return { theme, next }
})
