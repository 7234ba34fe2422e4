import { useRouter } from 'vue-router'
import { isCommand, onWindowKey } from './window-keys.ts'

const pageOf = new Map([
  ['1', 'runs'],
  ['2', 'draw'],
  ['3', 'compare'],
  ['4', 'data'],
  ['n', 'new'],
  [',', 'settings'],
])

/** Ctrl (or Command) with 1 to 4 opens a page, with a comma the settings, with N the new-run form where the browser lets us have it. */
export function usePageKeys(): void {
  const router = useRouter()
  onWindowKey((event) => {
    const name = isCommand(event) ? pageOf.get(event.key.toLowerCase()) : undefined
    if (!name) return
    event.preventDefault()
    void router.push({ name })
  })
}
