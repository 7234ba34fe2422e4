import { onMounted, shallowRef, type ShallowRef } from 'vue'
import type { Run, RunId } from '../electron/contract/entities.ts'
import type { Opener } from './pop.ts'
import type { RunView } from './stores/run-view.ts'

interface RowActs {
  /** The run under the pointer, if any. */
  readonly light: (id: RunId | null) => void
  readonly open: (id: RunId) => void
  readonly menu: (run: Run, opener: Opener) => void
}

/** What the pointer does on the rows of a list as a whole; returns the key of the line under it. */
export function useRowPointer(
  scroller: Readonly<ShallowRef<HTMLElement | null>>,
  view: RunView,
  acts: RowActs,
): Readonly<ShallowRef<string | undefined>> {
  const pointed = shallowRef<string>()

  function point(row: HTMLElement | null): void {
    const key = row?.dataset['line']
    if (key === pointed.value) return
    pointed.value = key
    acts.light(view.rows.find(({ id }) => id === key)?.id ?? null)
  }

  /** The run of the row that an event came from, unless a control of its own takes it. */
  function runUnder(target: Element): Run | undefined {
    if (target.closest('a, button, input')) return undefined
    const id = target.closest<HTMLElement>('[data-line]')?.dataset['line']
    return view.rows.find((run) => run.id === id)
  }

  function openUnder({ target }: MouseEvent): void {
    const run = target instanceof Element ? runUnder(target) : undefined
    if (run) acts.open(run.id)
  }

  function menuUnder(event: MouseEvent): void {
    const { target } = event
    if (!(target instanceof Element)) return
    const run = runUnder(target)
    // The row of a run that trains has other buttons where those of others have their menu.
    const buttons = target.closest('[data-line]')?.querySelector<HTMLElement>('.acts')
    const source = buttons?.querySelector<HTMLElement>('[data-more]') ?? buttons
    if (!run || !source) return
    event.preventDefault()
    afterButton(event, (at) => {
      acts.menu(run, { source, at })
    })
  }

  onMounted(() => {
    const list = scroller.value
    if (!list) return
    list.addEventListener('dblclick', openUnder)
    list.addEventListener('contextmenu', menuUnder)
    list.addEventListener('mouseover', ({ target }) => {
      point(target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null)
      view.isPointed = true
    })
    list.addEventListener('mouseleave', () => {
      point(null)
      view.isPointed = false
    })
  })
  return pointed
}

/** Where a menu is asked for with the button still down, letting go of it would close the menu again. */
function afterButton({ buttons, timeStamp }: MouseEvent, act: (at: number) => void): void {
  if (buttons === 0) act(timeStamp)
  else addEventListener('pointerup', (event) => setTimeout(act, 0, event.timeStamp), { once: true })
}
