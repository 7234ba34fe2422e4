import { defineStore } from 'pinia'
import { onScopeDispose, shallowRef } from 'vue'

/** Milliseconds since 1970, told once a second; for words like "12 min ago". */
export const useClock = defineStore('clock', () => {
  const now = shallowRef(Date.now())
  const timer = setInterval(() => {
    now.value = Date.now()
  }, 1000)
  onScopeDispose(() => {
    clearInterval(timer)
  })
  return { now }
})
