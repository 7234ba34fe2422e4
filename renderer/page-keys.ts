import { useRouter } from 'vue-router'
import { onShortcut } from './shortcuts.ts'
import { useUndo } from './stores/undo.ts'

/** Keys that act on every page. */
export function usePageKeys(): void {
  const router = useRouter()
  const { undo, redo } = useUndo()
  const goTo = (name: string) => () => router.push({ name })
  const acts = {
    newRun: goTo('new'),
    runs: goTo('runs'),
    draw: goTo('draw'),
    compare: goTo('compare'),
    settings: goTo('settings'),
    undo,
    redo,
    palette: () => undefined,
    keys: () => undefined,
  }
  onShortcut('everywhere', (action) => acts[action]())
}
