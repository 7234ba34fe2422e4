import { isLive, type Run, type RunId } from '../electron/contract/entities.ts'
import { placeOf } from './lib/run-list.ts'
import type { ShortcutAction } from './lib/shortcuts.ts'
import { canGoOn } from './lib/steering.ts'
import type { QueueActs } from './queue-acts.ts'
import type { RunActs } from './run-acts.ts'
import { onShortcut } from './shortcuts.ts'
import { useBaseline } from './stores/baseline.ts'

interface RunParts {
  /** The run of the page, once it is there. */
  readonly run: () => Run | undefined
  readonly acts: RunActs
  readonly queueActs: QueueActs
  /** Turns the name into a field. */
  readonly rename: () => unknown
  readonly remove: (id: RunId) => unknown
}

/** Keys of the page of a run, the same as in the list. */
export function useRunKeys({ run: shown, acts, queueActs, rename, remove }: RunParts): void {
  const baseline = useBaseline()

  type OnRun = (run: Run) => unknown
  const ifActive = (act: OnRun) => (run: Run) => placeOf(run) === 'active' && act(run)
  const ifHasWeights = (act: OnRun) => (run: Run) => run.weightsSha256 !== null && act(run)
  const ifQueued = (act: OnRun) => (run: Run) => run.status === 'queued' && act(run)

  const runActs: Readonly<Record<ShortcutAction<'run'>, OnRun>> = {
    rename: (run) => run.deletedAt === null && rename(),
    clone: ({ id }) => acts.clone(id),
    export: ifHasWeights(({ id }) => {
      acts.exportModel(id)
    }),
    baseline: ifActive(({ id }) => acts.makeBaseline(baseline.run?.id === id ? null : id)),
    compare: ifActive(({ id }) => acts.compare([id])),
    draw: ifActive(ifHasWeights(({ id }) => acts.draw(id))),
    pause: (run) => {
      if (isLive(run)) return acts.pause(run.id)
      return canGoOn(run) && acts.resume(run.id)
    },
    stop: (run) => {
      if (run.status === 'queued') return queueActs.remove(run.id)
      return isLive(run) && acts.stop(run.id)
    },
    hold: (run) => run.status === 'queued' && queueActs.hold([run.id], !run.isHeld),
    moveUp: ifQueued(({ id }) => queueActs.moveBy(id, -1)),
    moveDown: ifQueued(({ id }) => queueActs.moveBy(id, 1)),
    archive: ifActive(({ id }) => acts.archive([id])),
    delete: (run) => run.deletedAt === null && remove(run.id),
  }
  onShortcut('run', (action) => {
    const run = shown()
    return run && runActs[action](run)
  })
}
