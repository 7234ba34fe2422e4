import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { messageOf } from './lib/failure.ts'
import type { Inquired } from './lib/inquired.ts'

export interface Inquiry<Q, A> {
  /** The last answer stays until the next one comes. */
  readonly state: ShallowRef<Inquired<A>>
  /** True while what is known is not yet the answer to the last question. */
  readonly isBusy: ComputedRef<boolean>
  readonly put: (question: Q) => void
  /**
   * Waits for no question that was put: the answer to that one is passed over. Resolves when the answer is there, or
   * that to a newer question.
   */
  readonly hasten: (question: Q) => Promise<void>
  /** Forgets answers, also those on their way; `next` says whether another question follows. */
  readonly reset: (next?: 'waiting' | 'none') => void
}

/**
 * Asks one question after the other: while one is on its way only the newest of those that come waits, so that
 * answers are never older than those before them and no more is asked than can be answered.
 */
export function useInquiry<Q, A>(ask: (question: Q) => Promise<A>): Inquiry<Q, A> {
  const state: ShallowRef<Inquired<A>> = shallowRef({ kind: 'none' })
  const waiting = shallowRef<{ readonly question: Q; readonly isHastened: boolean }>()
  const isAsking = shallowRef(false)
  let resets = 0
  /** The last to begin asks; one before it that is still on its way has been passed over. */
  let asking = { isHastened: false, ended: Promise.resolve() }

  async function answerTo(question: Q): Promise<Inquired<A>> {
    try {
      return { kind: 'answered', answer: await ask(question) }
    } catch (error) {
      return { kind: 'failed', message: messageOf(error) }
    }
  }

  async function work(): Promise<void> {
    const mine = asking
    isAsking.value = true
    while (waiting.value) {
      const { question, isHastened } = waiting.value
      const before = resets
      waiting.value = undefined
      mine.isHastened = isHastened
      const next = await answerTo(question)
      if (mine !== asking) return
      if (before === resets) state.value = next
    }
    isAsking.value = false
  }

  function begin(): void {
    asking = { isHastened: false, ended: Promise.resolve() }
    asking.ended = work()
  }

  function wait(question: Q, isHastened: boolean): void {
    waiting.value = { question, isHastened }
    if (state.value.kind === 'none') state.value = { kind: 'waiting' }
  }

  return {
    state,
    isBusy: computed(() => state.value.kind === 'waiting' || isAsking.value),
    put: (question) => {
      wait(question, false)
      if (!isAsking.value) begin()
    },
    hasten: (question) => {
      wait(question, true)
      if (!isAsking.value || !asking.isHastened) begin()
      return asking.ended
    },
    reset: (next = 'none') => {
      resets++
      waiting.value = undefined
      state.value = { kind: next }
    },
  }
}
