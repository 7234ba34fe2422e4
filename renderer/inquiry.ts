import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { messageOf } from './lib/failure.ts'
import type { Inquired } from './lib/inquired.ts'

export interface Inquiry<Q, A> {
  /** The last answer stays until the next one comes. */
  readonly state: ShallowRef<Inquired<A>>
  /** True while what is known is not yet the answer to the last question. */
  readonly isBusy: ComputedRef<boolean>
  readonly put: (question: Q) => void
  /** Forgets answers, also those on their way; `next` says whether another question follows. */
  readonly reset: (next?: 'waiting' | 'none') => void
}

/**
 * Asks one question after the other: while one is on its way only the newest of those that come waits, so that
 * answers are never older than those before them and no more is asked than can be answered.
 */
export function useInquiry<Q, A>(ask: (question: Q) => Promise<A>): Inquiry<Q, A> {
  const state: ShallowRef<Inquired<A>> = shallowRef({ kind: 'none' })
  const waiting = shallowRef<{ readonly question: Q }>()
  const isAsking = shallowRef(false)
  let resets = 0

  async function answerTo(question: Q): Promise<Inquired<A>> {
    try {
      return { kind: 'answered', answer: await ask(question) }
    } catch (error) {
      return { kind: 'failed', message: messageOf(error) }
    }
  }

  async function work(): Promise<void> {
    isAsking.value = true
    while (waiting.value) {
      const { question } = waiting.value
      const before = resets
      waiting.value = undefined
      const next = await answerTo(question)
      if (before === resets) state.value = next
    }
    isAsking.value = false
  }

  return {
    state,
    isBusy: computed(() => state.value.kind === 'waiting' || isAsking.value),
    put: (question) => {
      waiting.value = { question }
      if (state.value.kind === 'none') state.value = { kind: 'waiting' }
      if (!isAsking.value) void work()
    },
    reset: (next = 'none') => {
      resets++
      waiting.value = undefined
      state.value = { kind: next }
    },
  }
}
