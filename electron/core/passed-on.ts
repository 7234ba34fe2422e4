import type { Requests } from '../store/leases.sql.ts'
import type { FromTrainer } from '../train/messages.ts'
import type { Trainer } from '../train/trainer.ts'

type Asked = Pick<Requests, 'learningRate' | 'epochs'>

/** Tells a trainer once of each change that is asked for, as soon as it can hear of it. */
export function createRequestsPassedOn() {
  let isReady = false
  let told: Asked = { learningRate: null, epochs: null }
  return {
    send: ({ learningRate, epochs }: Asked, trainer: Trainer) => {
      if (!isReady) return
      if (learningRate !== null && learningRate !== told.learningRate) trainer.setRate(learningRate)
      if (epochs !== null && epochs !== told.epochs) trainer.setEpochs(epochs)
      told = { learningRate, epochs }
    },
    hear: ({ kind }: FromTrainer) => {
      if (kind === 'ready') isReady = true
      if (kind === 'rate') told = { ...told, learningRate: null }
      if (kind === 'epochs') told = { ...told, epochs: null }
    },
  }
}
