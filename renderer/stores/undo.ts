import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { messageOf } from '../lib/failure.ts'
import { t } from '../lib/translate.ts'
import { useToasts, type ToastLink } from './toasts.ts'

type Act = () => Promise<unknown>

interface Extras {
  /** Steps in a row with the same one are taken back as one. */
  readonly series?: string
  /** Where it can be seen. */
  readonly link?: ToastLink
}

/** Something that was done, in words that also name it when it is taken back. */
interface Step extends Extras {
  readonly words: string
  readonly undo: Act
  readonly redo: Act
}

/** More than anybody remembers having done. */
const mostSteps = 100

const without = (steps: readonly Step[], step: Step) => steps.filter((other) => other !== step)

/** What was done in this window and can be taken back, the newest last. */
export const useUndo = defineStore('undo', () => {
  const toasts = useToasts()
  const done = shallowRef<readonly Step[]>([])
  const undone = shallowRef<readonly Step[]>([])
  const saidOf = new WeakMap<Step, number>()
  let last: Promise<void> = Promise.resolve()

  /** One after the other: each begins with what the one before it has left. */
  function alone(act: () => Promise<void>): Promise<void> {
    last = last.then(act)
    return last
  }

  function dismiss(step: Step): void {
    const toast = saidOf.get(step)
    if (toast !== undefined) toasts.dismiss(toast)
  }

  /** A step that fails is gone: what it would act on is no longer as it was. */
  async function takeBack(step: Step): Promise<void> {
    done.value = without(done.value, step)
    dismiss(step)
    try {
      await step.undo()
      undone.value = [...undone.value, step]
      toasts.say(t('undo.undone', { words: step.words }))
    } catch (error) {
      toasts.fail(t('undo.failed', { words: step.words, reason: messageOf(error) }))
    }
  }

  async function repeat(step: Step): Promise<void> {
    undone.value = without(undone.value, step)
    try {
      await step.redo()
      keep(step)
    } catch (error) {
      toasts.fail(t('undo.redoFailed', { words: step.words, reason: messageOf(error) }))
    }
  }

  function keep(step: Step): void {
    done.value = [...done.value, step].slice(-mostSteps)
    saidOf.set(
      step,
      toasts.say(step.words, () => alone(() => takeBack(step)), step.link),
    )
  }

  /**
   * Says that something was done, and offers to take it back. What was undone before can no longer be redone.
   * Steps of one `series` that follow each other are one: it goes back to before the first.
   */
  function did(words: string, undo: Act, redo: Act, extras: Extras = {}): void {
    const { series } = extras
    undone.value = []
    const newestStep = done.value.at(-1)
    if (newestStep === undefined || series === undefined || newestStep.series !== series) {
      keep({ words, undo, redo, ...extras })
      return
    }
    done.value = without(done.value, newestStep)
    dismiss(newestStep)
    keep({ words, undo: newestStep.undo, redo, ...extras })
  }

  const newest = (steps: typeof done, act: (step: Step) => Promise<void>, none: string) =>
    alone(async () => {
      const step = steps.value.at(-1)
      if (step) await act(step)
      else toasts.say(none)
    })

  return {
    did,
    undo: () => newest(done, takeBack, t('undo.nothing')),
    redo: () => newest(undone, repeat, t('undo.nothingToRedo')),
  }
})
