import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { AppError } from '../../electron/contract/errors.ts'
import type { KeptDrawing } from '../../electron/contract/handwriting.ts'
import { drawingToKeep, type Sheet } from '../lib/drawing.ts'
import { messageOf } from '../lib/failure.ts'
import { useDrawing } from './drawing.ts'
import { useHandwriting } from './handwriting.ts'

type Kept = Pick<KeptDrawing, 'number' | 'label'>

const isGone = (error: unknown) => error instanceof AppError && error.code === 'not-found'

/** What the drawing on the pad was meant to be, and its place in *my handwriting*. */
export const useTrueLabel = defineStore('true-label', () => {
  const handwriting = useHandwriting()
  const pad = useDrawing()
  /** What was kept, by the drawing, so that it is still known after an undo and a redo. */
  const keptOf = shallowRef<ReadonlyMap<Sheet, Kept>>(new Map())
  const failure = shallowRef<{ readonly sheet: Sheet; readonly message: string }>()

  const kept = computed(() => keptOf.value.get(pad.sheet))

  function remember(sheet: Sheet, next: Kept | undefined): void {
    const others = [...keptOf.value].filter(([other]) => other !== sheet)
    keptOf.value = new Map(next ? [...others, [sheet, next]] : others)
  }

  /** A list that was asked for before a drawing was kept does not tell that it is gone. */
  let highest = 0
  watch(
    () => handwriting.byNumber,
    (listed) => {
      highest = Math.max(highest, ...listed.keys())
      keptOf.value = new Map(
        [...keptOf.value].flatMap(([sheet, before]) => {
          const now = listed.get(before.number) ?? (before.number > highest ? before : undefined)
          return now ? [[sheet, now] as const] : []
        }),
      )
    },
  )

  async function keep(sheet: Sheet, label: number): Promise<Kept | undefined> {
    const [added] = await handwriting.keep([drawingToKeep(sheet, label)])
    return added
  }

  /** One that was deleted meanwhile is kept anew. */
  async function relabel(sheet: Sheet, { number }: Kept, label: number): Promise<Kept | undefined> {
    try {
      await handwriting.relabel([number], label)
      return { number, label }
    } catch (error) {
      if (isGone(error)) return keep(sheet, label)
      throw error
    }
  }

  async function change(sheet: Sheet, label: number): Promise<Kept | undefined> {
    const before = keptOf.value.get(sheet)
    if (!before) return keep(sheet, label)
    return before.label === label ? before : relabel(sheet, before, label)
  }

  async function remove(sheet: Sheet): Promise<undefined> {
    const before = keptOf.value.get(sheet)
    try {
      if (before) await handwriting.remove([before.number])
    } catch (error) {
      if (!isGone(error)) throw error
    }
  }

  let last: Promise<void> = Promise.resolve()

  /** One after the other, so that a drawing is never kept twice. */
  function alone(act: (sheet: Sheet) => Promise<Kept | undefined>): Promise<void> {
    const { sheet } = pad
    last = last.then(async () => {
      try {
        remember(sheet, await act(sheet))
        failure.value = undefined
      } catch (error) {
        failure.value = { sheet, message: messageOf(error) }
      }
    })
    return last
  }

  return {
    kept,
    /** Why the drawing on the pad could not be kept. */
    failure: computed(() => (failure.value?.sheet === pad.sheet ? failure.value.message : '')),
    /** Keeps the drawing as that digit; one that is kept already gets the other label. */
    say: (label: number) => alone((sheet) => change(sheet, label)),
    takeBack: () => alone(remove),
  }
})
