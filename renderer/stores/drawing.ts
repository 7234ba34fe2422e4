import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Reading } from '../../electron/contract/digits.ts'
import type { RunId } from '../../electron/contract/entities.ts'
import { useClient } from '../client/use-client.ts'
import {
  blank,
  cleared,
  redone,
  undone,
  withStroke,
  type DrawingHistory,
  type Stroke,
} from '../lib/drawing.ts'
import { messageOf } from '../lib/failure.ts'

/** Whose weights read the drawing; without an epoch, those of the last checkpoint. */
export interface Reader {
  readonly id: RunId
  readonly epoch: number | undefined
  /** Changes when a run that trains has new weights. */
  readonly weights: string | null
}

export type ReadingState =
  | { readonly kind: 'empty' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'answered'; readonly reading: Reading }
  | { readonly kind: 'failed'; readonly message: string }

/** Least time between two questions while the pen is down; a finished stroke never waits. */
const pauseMs = 50

/** The drawing on the pad, and what the chosen run reads in it. */
export const useDrawing = defineStore('drawing', () => {
  const client = useClient()
  const history = shallowRef<DrawingHistory>(blank)
  /** The stroke under the pen. */
  const live = shallowRef<Stroke>([])
  const state = shallowRef<ReadingState>({ kind: 'empty' })

  const strokes = computed(() =>
    live.value.length > 0 ? [...history.value.strokes, live.value] : history.value.strokes,
  )

  let reader: Reader | undefined
  const asked = shallowRef(0)
  /** Answers to questions up to this one are out of date. */
  const settled = shallowRef(0)
  let later: ReturnType<typeof setTimeout> | undefined

  function show(question: number, next: ReadingState): void {
    if (question <= settled.value) return
    settled.value = question
    state.value = next
  }

  async function read(): Promise<void> {
    clearTimeout(later)
    later = undefined
    const question = ++asked.value
    if (!reader || strokes.value.length === 0) {
      show(question, { kind: 'empty' })
      return
    }
    const { id, epoch } = reader
    try {
      const reading = await client.ask('digits.read', {
        id,
        ...(epoch === undefined ? {} : { epoch }),
        strokes: strokes.value.map((stroke) => [...stroke]),
      })
      show(question, { kind: 'answered', reading })
    } catch (error) {
      show(question, { kind: 'failed', message: messageOf(error) })
    }
  }

  /** The pen moves on: asks now and then. */
  function draw(stroke: Stroke): void {
    live.value = stroke
    later ??= setTimeout(() => void read(), pauseMs)
  }

  function change(next: DrawingHistory): void {
    live.value = []
    history.value = next
    void read()
  }

  /** Chooses whose weights answer from now on; an answer of others is not left standing. */
  function readWith(next: Reader | undefined): void {
    const isOther = next?.id !== reader?.id || next?.epoch !== reader?.epoch
    reader = next
    if (isOther && strokes.value.length > 0) show(++asked.value, { kind: 'waiting' })
    void read()
  }

  return {
    history,
    state,
    /** True while what is shown is not yet the answer to what is drawn. */
    isBusy: computed(() => live.value.length > 0 || settled.value < asked.value),
    readWith,
    draw,
    /** The pen is lifted. */
    finish: (stroke: Stroke) => {
      change(withStroke(history.value, stroke))
    },
    undo: () => {
      change(undone(history.value))
    },
    redo: () => {
      change(redone(history.value))
    },
    clear: () => {
      change(cleared(history.value))
    },
    read,
  }
})
