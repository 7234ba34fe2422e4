import { onMounted, onUnmounted } from 'vue'
import { useRouter } from 'vue-router'

const pageOf = new Map([
  ['1', 'runs'],
  ['2', 'draw'],
  ['3', 'compare'],
  ['n', 'new'],
])

/** Ctrl (or Command) with 1 to 3 opens a page, with N the new-run form where the browser lets us have it. */
export function usePageKeys(): void {
  const router = useRouter()
  const open = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    const name = pageOf.get(event.key.toLowerCase())
    if (!name) return
    event.preventDefault()
    void router.push({ name })
  }
  onMounted(() => {
    window.addEventListener('keydown', open)
  })
  onUnmounted(() => {
    window.removeEventListener('keydown', open)
  })
}
