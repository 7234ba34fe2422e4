import { nextTick, type ShallowRef } from 'vue'
import { useRouter } from 'vue-router'
import { isLive, type Run, type RunId } from '../electron/contract/entities.ts'
import { listAction, type Focus, type ListAction } from './lib/list-keys.ts'
import { canGoOn } from './lib/steering.ts'
import { useRunView } from './stores/run-view.ts'
import { onWindowKey } from './window-keys.ts'

const fields = 'input:not([type="checkbox"]), textarea, select'
const controls = 'a, button, input, summary'

const focusOf = (target: EventTarget | null): Focus => {
  if (!(target instanceof Element)) return 'row'
  if (target.closest(fields)) return 'field'
  return target.closest(controls) ? 'control' : 'row'
}

export interface ListParts {
  readonly page: Readonly<ShallowRef<HTMLElement | null>>
  readonly filter: Readonly<ShallowRef<HTMLInputElement | null>>
  readonly open: (id: RunId) => unknown
  readonly pause: (id: RunId) => unknown
  readonly resume: (id: RunId) => unknown
  readonly stop: (id: RunId) => unknown
  readonly remove: (ids: readonly RunId[]) => unknown
}

/** Keys of the run list, while its page is open. One row holds the focus, arrows move it. */
export function useListKeys(parts: ListParts): void {
  const { page, filter, open, pause, resume, stop, remove } = parts
  const router = useRouter()
  const view = useRunView()

  async function goTo(index: number): Promise<void> {
    const run = view.rows[Math.max(0, Math.min(index, view.rows.length - 1))]
    if (!run) return
    view.current = run.id
    await nextTick()
    page.value?.querySelector<HTMLElement>(`[data-run="${run.id}"]`)?.focus()
  }

  async function move(by: number, extend: boolean): Promise<void> {
    const index = view.rows.findIndex(({ id }) => id === view.current)
    const next = view.rows[index + by]
    if (extend && next) view.extendTo(next.id)
    await goTo(index < 0 ? 0 : index + by)
  }

  function escape(): void {
    if (document.activeElement === filter.value) {
      view.search = ''
      filter.value?.blur()
    } else {
      view.clearSelection()
    }
  }

  async function removeCurrent(): Promise<void> {
    const index = view.rows.findIndex(({ id }) => id === view.current)
    const run = view.rows[index]
    const ids = view.selected.size > 0 ? [...view.selected] : run ? [run.id] : []
    await remove(ids)
    if (index >= 0) await goTo(index)
  }

  const withCurrent = (act: (run: Run) => unknown) => () => {
    const run = view.rows.find(({ id }) => id === view.current)
    return run && act(run)
  }

  const acts: Readonly<Record<ListAction['kind'], (action: ListAction) => unknown>> = {
    move: ({ by, extend }) => move(by, extend),
    first: () => goTo(0),
    last: () => goTo(view.rows.length - 1),
    filter: () => filter.value?.focus(),
    newRun: () => router.push({ name: 'new' }),
    escape,
    delete: removeCurrent,
    open: withCurrent(({ id }) => open(id)),
    show: withCurrent(({ id, startedAt }) => {
      if (startedAt !== null) view.toggleShown(id)
    }),
    pause: withCurrent((run) => {
      if (isLive(run)) return pause(run.id)
      return canGoOn(run) && resume(run.id)
    }),
    clone: withCurrent(({ id }) => router.push({ name: 'new', query: { from: id } })),
    stop: withCurrent((run) => isLive(run) && stop(run.id)),
    select: ({ extend }) =>
      withCurrent(({ id }) => {
        if (extend) view.extendTo(id)
        else view.toggleSelected(id)
      })(),
  }

  onWindowKey((event) => {
    if (!page.value || event.defaultPrevented) return
    const action = listAction(event, focusOf(event.target))
    if (!action) return
    event.preventDefault()
    void acts[action.kind](action)
  })
}
