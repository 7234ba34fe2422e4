import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

const key = 'single-keys'

/** How keys act; remembered on this computer. */
export const useShortcutChoice = defineStore('shortcut-choice', () => {
  const hasSingles = shallowRef(localStorage.getItem(key) !== 'off')

  /** Whether letters and signs alone, without Ctrl or Alt, do something. */
  const setSingles = (isOn: boolean) => {
    hasSingles.value = isOn
    localStorage.setItem(key, isOn ? 'on' : 'off')
  }

  return { hasSingles, setSingles }
})
