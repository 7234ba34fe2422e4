import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { PreparationStep } from '../../electron/contract/digits.ts'
import {
  allSteps,
  askedDrawing,
  blank,
  cleared,
  hasAllSteps,
  redone,
  undone,
  withPicture,
  withStroke,
  type DrawingHistory,
  type Picture,
  type StepChoice,
  type Stroke,
} from '../lib/drawing.ts'

/** What is on the pad, and how it is to be prepared; it stays while people look at other pages. */
export const useDrawing = defineStore('drawing', () => {
  const history = shallowRef<DrawingHistory>(blank)
  /** The stroke under the pen. */
  const live = shallowRef<Stroke>([])
  const steps = shallowRef<StepChoice>(allSteps)

  const sheet = computed(() => history.value.sheet)
  /** What was finished, as it is asked about; undefined while the pad is empty. */
  const finished = computed(() => askedDrawing(sheet.value, steps.value))
  /** The same with the stroke under the pen. */
  const growing = computed(() =>
    live.value.length === 0
      ? finished.value
      : askedDrawing(withStroke(history.value, live.value).sheet, steps.value),
  )

  function change(next: DrawingHistory): void {
    live.value = []
    history.value = next
  }

  return {
    history,
    sheet,
    live,
    steps,
    hasAllSteps: computed(() => hasAllSteps(steps.value)),
    finished,
    growing,
    draw: (stroke: Stroke) => {
      live.value = stroke
    },
    /** The pen is lifted. */
    finish: (stroke: Stroke) => {
      change(withStroke(history.value, stroke))
    },
    /** The stroke under the pen is none: a palm's, or one that another pointer takes the place of. */
    drop: () => {
      live.value = []
    },
    place: (picture: Picture) => {
      change(withPicture(history.value, picture))
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
    setStep: (step: PreparationStep, isTaken: boolean) => {
      steps.value = { ...steps.value, [step]: isTaken }
    },
    takeAllSteps: () => {
      steps.value = allSteps
    },
  }
})
