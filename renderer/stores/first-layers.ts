import { defineStore } from 'pinia'
import { useClient } from '../client/use-client.ts'
import { useInquiry } from '../inquiry.ts'
import type { CheckpointAsked } from './evaluation.ts'

/** The first layer of the checkpoint that people look at. */
export const useFirstLayers = defineStore('first-layers', () => {
  const client = useClient()
  const { state, put, reset } = useInquiry(async (asked: CheckpointAsked) => ({
    id: asked.id,
    ...(await client.ask('runs.firstLayer', asked)),
  }))
  return { state, look: put, forget: reset }
})
