import { useRouter } from 'vue-router'
import { useModelImportActs } from './model-import-acts.ts'
import { onShortcut } from './shortcuts.ts'
import { useOverlays } from './stores/overlays.ts'
import { useUndo } from './stores/undo.ts'

/** Keys that act on every page. */
export function usePageKeys(): void {
  const router = useRouter()
  const overlays = useOverlays()
  const { pick } = useModelImportActs()
  const { undo, redo } = useUndo()
  const goTo = (name: string) => () => router.push({ name })
  const acts = {
    newRun: goTo('new'),
    openFile: pick,
    runs: goTo('runs'),
    draw: goTo('draw'),
    compare: goTo('compare'),
    evaluate: goTo('evaluate'),
    queue: goTo('queue'),
    sweeps: goTo('sweeps'),
    data: goTo('data'),
    handwriting: goTo('handwriting'),
    archived: goTo('archived'),
    deleted: goTo('deleted'),
    settings: goTo('settings'),
    undo,
    redo,
    palette: () => {
      overlays.open('palette')
    },
    keys: () => {
      overlays.open('keys')
    },
  }
  onShortcut('everywhere', (action) => acts[action]())
}
