import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { KeptDrawing } from '../../electron/contract/handwriting.ts'
import { useClient } from '../client/use-client.ts'
import { drawingToKeep, type Sheet } from '../lib/drawing.ts'
import { messageOf } from '../lib/failure.ts'
import { useDrawing } from './drawing.ts'

type Kept = Pick<KeptDrawing, 'number' | 'label'>

/** What the drawing on the pad was meant to be, and its place in *my handwriting*. */
export const useTrueLabel = defineStore('true-label', () => {
  const client = useClient()
  const pad = useDrawing()
  /** What was kept, by the drawing, so that it is still known after an undo and a redo. */
  const keptOf = shallowRef<ReadonlyMap<Sheet, Kept>>(new Map())
  const failure = shallowRef<{ readonly sheet: Sheet; readonly message: string }>()

  const kept = computed(() => keptOf.value.get(pad.sheet))

  function remember(sheet: Sheet, next: Kept | undefined): void {
    const others = [...keptOf.value].filter(([other]) => other !== sheet)
    keptOf.value = new Map(next ? [...others, [sheet, next]] : others)
  }

  // A drawing that was deleted elsewhere can be kept again.
  client.on('handwriting.changed', () => {
    void client.ask('handwriting.list', {}).then((all) => {
      const labels = new Map(all.map(({ number, label }) => [number, label]))
      keptOf.value = new Map(
        [...keptOf.value].flatMap(([sheet, { number }]) => {
          const label = labels.get(number)
          return label === undefined ? [] : [[sheet, { number, label }] as const]
        }),
      )
    })
  })

  async function change(sheet: Sheet, label: number): Promise<Kept | undefined> {
    const before = keptOf.value.get(sheet)
    if (before?.label === label) return before
    if (before) {
      await client.ask('handwriting.relabel', { number: before.number, label })
      return { number: before.number, label }
    }
    const [added] = await client.ask('handwriting.keep', {
      drawings: [drawingToKeep(sheet, label)],
    })
    return added
  }

  let last: Promise<void> = Promise.resolve()

  /** One after the other, so that a drawing is never kept twice. */
  function alone(sheet: Sheet, act: () => Promise<Kept | undefined>): Promise<void> {
    last = last.then(async () => {
      try {
        remember(sheet, await act())
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
    say: (label: number) => {
      const { sheet } = pad
      return alone(sheet, () => change(sheet, label))
    },
    takeBack: () => {
      const { sheet } = pad
      return alone(sheet, async () => {
        const before = keptOf.value.get(sheet)
        if (before) await client.ask('handwriting.delete', { numbers: [before.number] })
        return undefined
      })
    },
  }
})
