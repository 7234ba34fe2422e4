import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { penWidthOf } from '../lib/pen-width.ts'

const key = 'pen-width'

/** How wide the pen looks; remembered on this computer. */
export const usePen = defineStore('pen', () => {
  const width = shallowRef(penWidthOf(localStorage.getItem(key)))

  const setWidth = (next: number) => {
    width.value = next
    localStorage.setItem(key, String(next))
  }

  return { width, setWidth }
})
