import { nextTick } from 'vue'
import { useRouter } from 'vue-router'
import type { Run, RunId } from '../electron/contract/entities.ts'
import type { ShortcutAction } from './lib/shortcuts.ts'
import { canGoOn } from './lib/steering.ts'
import type { QueueActs } from './queue-acts.ts'
import type { RunActs } from './run-acts.ts'
import { onShortcut } from './shortcuts.ts'
import { useBaseline } from './stores/baseline.ts'
import type { RunView } from './stores/run-view.ts'

export interface ListParts {
  readonly view: RunView
  readonly acts: RunActs
  readonly queueActs: QueueActs
  readonly filter: () => HTMLInputElement | null
  /** Moves the focus to the current line. */
  readonly focusCurrent: () => unknown
  /** Turns the name of a run into a field. */
  readonly rename: (id: RunId) => void
  /** Asks before runs are deleted for good. */
  readonly purge: (ids: readonly RunId[]) => Promise<void>
}

/** Keys of a run list, while its page is open. One line holds the focus, arrows move it. */
export function useListKeys({
  view,
  acts,
  queueActs,
  filter,
  focusCurrent,
  rename,
  purge,
}: ListParts): void {
  const router = useRouter()
  const baseline = useBaseline()

  const currentAt = () => view.lines.findIndex(({ key }) => key === view.current)
  const currentLine = () => view.lines[currentAt()]

  async function goTo(at: number): Promise<void> {
    const line = view.lines[Math.max(0, Math.min(at, view.lines.length - 1))]
    if (!line) return
    view.current = line.key
    await nextTick()
    focusCurrent()
  }

  async function move(by: number, extend: boolean): Promise<void> {
    const at = currentAt()
    const next = view.lines[at + by]
    if (extend && next?.kind === 'run') view.extendTo(next.id)
    await goTo(at < 0 ? 0 : at + by)
  }

  function escape(): void {
    if (document.activeElement === filter()) {
      view.search = ''
      filter()?.blur()
    } else {
      view.clearSelection()
    }
  }

  const withRun = (act: (run: Run) => unknown) => () => {
    const run = view.rows.find(({ id }) => id === view.current)
    return run && act(run)
  }

  /** The selected runs or, where none is, the current one. */
  const meant = () => {
    if (view.selected.size > 0) return [...view.selected]
    return view.rows.filter(({ id }) => id === view.current).map(({ id }) => id)
  }

  /** What takes runs away leaves the focus where they were. */
  const away = (act: (ids: readonly RunId[]) => Promise<unknown>) => async () => {
    const at = currentAt()
    const ids = meant()
    if (ids.length === 0) return
    await act(ids)
    await nextTick()
    if (at >= 0) await goTo(at)
  }

  const onLine = (act: (run: Run) => unknown) => () => {
    const line = currentLine()
    if (line?.kind === 'group') view.toggleGroup(line.group.name ?? '')
    else withRun(act)()
  }

  const keep = { active: acts.archive, archived: acts.unarchive, deleted: acts.restore }
  const remove = { active: acts.remove, archived: acts.remove, deleted: purge }
  const isActive = view.place === 'active'
  const ifActive = (act: () => unknown) => () => isActive && act()

  type Waiting = Extract<Run, { readonly status: 'queued' }>
  const waiting = (act: (run: Waiting) => unknown) =>
    withRun((run) => run.status === 'queued' && act(run))
  const toggleHeld = ({ id, isHeld }: Waiting) => queueActs.hold([id], !isHeld)

  const listActs: Readonly<Record<ShortcutAction<'list'>, () => unknown>> = {
    next: () => move(1, false),
    previous: () => move(-1, false),
    selectNext: () => move(1, true),
    selectPrevious: () => move(-1, true),
    first: () => goTo(0),
    last: () => goTo(view.lines.length - 1),
    filter: () => filter()?.focus(),
    newRun: () => router.push({ name: 'new' }),
    escape,
    delete: away(remove[view.place]),
    archive: away(keep[view.place]),
    open: onLine(({ id }) => acts.open(id)),
    show: ifActive(
      withRun(({ id, startedAt }) => {
        if (startedAt !== null) view.toggleShown(id)
      }),
    ),
    pause: ifActive(
      withRun((run) => {
        if (run.status === 'queued') return toggleHeld(run)
        if (run.status === 'running') return acts.pause(run.id)
        return canGoOn(run) && acts.resume(run.id)
      }),
    ),
    stop: ifActive(
      withRun((run) => {
        if (run.status === 'queued') return queueActs.remove(run.id)
        return run.status === 'running' && acts.stop(run.id)
      }),
    ),
    rename: withRun(({ id }) => {
      if (view.place !== 'deleted') rename(id)
    }),
    clone: withRun(({ id }) => acts.clone(id)),
    export: () => {
      const ids = meant()
      if (ids.length > 0) acts.exportRuns(ids)
    },
    moveUp: waiting((run) => queueActs.moveBy(run.id, -1)),
    moveDown: waiting((run) => queueActs.moveBy(run.id, 1)),
    hold: waiting(toggleHeld),
    baseline: ifActive(withRun(({ id }) => acts.makeBaseline(baseline.run?.id === id ? null : id))),
    compare: ifActive(() => {
      const ids = meant()
      return ids.length > 0 && acts.compare(ids.slice(0, 10))
    }),
    draw: ifActive(withRun((run) => run.weightsSha256 !== null && acts.draw(run.id))),
    showOnly: ifActive(
      withRun(({ id }) => {
        view.showOnly([id])
      }),
    ),
    select: onLine(({ id }) => {
      view.toggleSelected(id)
    }),
    selectTo: onLine(({ id }) => {
      view.extendTo(id)
    }),
  }
  onShortcut('list', (action) => listActs[action]())
}
