import { defineStore } from 'pinia'
import { computed, nextTick, onScopeDispose, shallowRef, watch } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import { useClient } from '../client/use-client.ts'
import { useInquiry } from '../inquiry.ts'
import type { AskedDrawing } from '../lib/drawing.ts'
import type { Inquired } from '../lib/inquired.ts'
import { readersOf, type Reader } from '../lib/readers.ts'
import { shownReading, type ShownReading } from '../lib/shown-reading.ts'
import { useDrawing } from './drawing.ts'
import { useRuns } from './runs.ts'

/** Least time between two questions while the pen is down; a finished stroke never waits. */
const pauseMs = 50

interface ByReader {
  readonly drawing: AskedDrawing
  readonly reader: Reader
}

/** What models see in the drawing of the pad, and what they make of it. */
export const useReadings = defineStore('readings', () => {
  const client = useClient()
  const runs = useRuns()
  const pad = useDrawing()

  const reader = shallowRef<Reader>()
  const readers = computed(() => readersOf(runs.runs, reader.value?.id))
  /** Whether people look at why the answer is as it is, which is asked only then. */
  const isExplained = shallowRef(false)

  const stages = useInquiry((drawing: AskedDrawing) => client.ask('digits.stages', { drawing }))

  /** The last weights of the chosen run alone, so that its answer waits for no other. */
  const lastEpoch = useInquiry(async ({ drawing, reader: { id } }: ByReader) => {
    const reading = await client.ask('digits.readMany', { drawing, ids: [id] })
    // One that cannot answer is passed over; asked alone, it says why.
    if (reading.pixels !== null && reading.answers.length === 0)
      await client.ask('digits.guess', { id, images: [reading.pixels] })
    return reading
  })

  const everyEpoch = useInquiry(({ drawing, reader: { id } }: ByReader) =>
    client.ask('digits.readEpochs', { drawing, id }),
  )

  const everyRun = useInquiry(
    ({ drawing, ids }: { readonly drawing: AskedDrawing; readonly ids: readonly RunId[] }) =>
      client.ask('digits.readMany', { drawing, ids: [...ids] }),
  )

  const explanation = useInquiry(({ drawing, reader: { id, epoch } }: ByReader) =>
    client.ask('digits.explain', { drawing, id, ...(epoch === undefined ? {} : { epoch }) }),
  )

  /** Those that answer for the chosen run. */
  const ofReader = [lastEpoch, everyEpoch, explanation]
  const shown = computed(() => (reader.value?.epoch === undefined ? lastEpoch : everyEpoch))
  const answer = computed<Inquired<ShownReading>>(() =>
    shownReading(shown.value.state.value, reader.value?.epoch),
  )

  function readByReader(): void {
    const drawing = pad.finished
    if (!drawing || !reader.value) return
    shown.value.put({ drawing, reader: reader.value })
    readRest(drawing)
  }

  /** What else the chosen run says of the drawing. */
  function readRest(drawing: AskedDrawing): void {
    if (!reader.value) return
    const question = { drawing, reader: reader.value }
    for (const inquiry of [lastEpoch, everyEpoch])
      if (inquiry !== shown.value) inquiry.put(question)
    if (isExplained.value) explanation.put(question)
  }

  function readByAll(): void {
    const ids = readers.value.runs.map(({ id }) => id)
    if (pad.finished && ids.length > 0) everyRun.put({ drawing: pad.finished, ids })
  }

  /** The answer that is looked at comes first: core and window work at nothing else until it is drawn. */
  async function readFinished(drawing: AskedDrawing): Promise<void> {
    if (reader.value) {
      await shown.value.hasten({ drawing, reader: reader.value })
      await nextTick()
    }
    if (drawing !== pad.finished) return
    stages.put(drawing)
    readRest(drawing)
    readByAll()
  }

  let later: ReturnType<typeof setTimeout> | undefined
  const forgetLater = () => {
    clearTimeout(later)
    later = undefined
  }
  onScopeDispose(forgetLater)

  /** The pen moves on: asks now and then, and only for what is seen at once. */
  function readGrowing(): void {
    later = undefined
    const drawing = pad.growing
    if (!drawing) return
    if (reader.value) shown.value.put({ drawing, reader: reader.value })
    stages.put(drawing)
  }
  watch(
    () => pad.live,
    (live) => {
      if (live.length > 0) later ??= setTimeout(readGrowing, pauseMs)
    },
    { flush: 'sync' },
  )

  watch(
    () => pad.finished,
    (drawing) => {
      forgetLater()
      if (drawing) void readFinished(drawing)
      else for (const inquiry of [stages, everyRun, ...ofReader]) inquiry.reset()
    },
    { flush: 'sync' },
  )

  // A run that trains has new weights, another one can read, or one is gone.
  watch(
    () =>
      readers.value.runs.map(({ id, weightsSha256 }) => `${id} ${String(weightsSha256)}`).join(),
    readByAll,
  )

  /** Another run answers, or none: its answers are not those of the one before. */
  function forgetReader(): void {
    const isExpected = pad.finished !== undefined && reader.value !== undefined
    for (const inquiry of ofReader) inquiry.reset(isExpected ? 'waiting' : 'none')
  }

  function explainAgain(): void {
    const drawing = isExplained.value ? pad.finished : undefined
    explanation.reset()
    if (drawing && reader.value) explanation.put({ drawing, reader: reader.value })
  }

  /** Chooses whose weights answer from now on. */
  function readWith(next: Reader | undefined): void {
    const before = reader.value
    reader.value = next
    if (next?.id !== before?.id) {
      forgetReader()
      readByReader()
    } else if (next?.weights !== before?.weights) readByReader()
    else explainAgain()
  }

  return {
    readers,
    stages: stages.state,
    answer,
    /** True while the answer that is shown is not yet that to what is drawn. */
    isBusy: computed(() => pad.live.length > 0 || shown.value.isBusy.value),
    everyEpoch: everyEpoch.state,
    everyRun: everyRun.state,
    isAllBusy: everyRun.isBusy,
    isExplained,
    explanation: explanation.state,
    readWith,
    /** Asks again after a failure. */
    readAgain: () => {
      readByReader()
      readByAll()
    },
    /** Opens or closes the explanation of the answer. */
    explain: (isWanted: boolean) => {
      isExplained.value = isWanted
      explainAgain()
    },
  }
})
