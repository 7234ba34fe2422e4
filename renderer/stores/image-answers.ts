import { defineStore } from 'pinia'
import type { Input } from '../../electron/contract/calls.ts'
import { useClient } from '../client/use-client.ts'
import { useInquiry } from '../inquiry.ts'

/** What runs say of the one image that people look at. */
export const useImageAnswers = defineStore('image-answers', () => {
  const client = useClient()
  const { state, put, reset } = useInquiry(async (question: Input<'evaluations.answers'>) => ({
    index: question.index,
    ...(await client.ask('evaluations.answers', question)),
  }))
  return {
    state,
    look: (question: Input<'evaluations.answers'>) => {
      reset('waiting')
      put(question)
    },
  }
})
