import { referenceConfig } from '../../electron/contract/train-config.ts'
import * as v from 'valibot'
import { StartRun } from '../../electron/contract/entities.ts'
import { inNewLab } from './new-lab.ts'

/** What this program is asked for. */
export interface EvaluateInput {
  readonly rounds: number
}

/** Milliseconds for each of 10,000 test images, from the question to its answer. */
export interface EvaluateTimes {
  /** Of checkpoints that were not evaluated yet, by a process that is warm. */
  readonly computing: readonly number[]
  /** Of what was computed before. */
  readonly opening: readonly number[]
  /** The first computing of all, which starts the process. */
  readonly cold: number
}

const { rounds } = JSON.parse(process.argv[2] ?? '') as EvaluateInput
const never = new AbortController().signal
// A checkpoint an epoch, whose number of images does not matter here.
const config = { ...referenceConfig, epochs: rounds + 1, trainImages: 1000 }

const times = await inNewLab(async (core): Promise<EvaluateTimes> => {
  const { id } = await core.train(v.parse(StartRun, { config }), never)
  const timed = async (epoch: number) => {
    const asked = performance.now()
    await core.ask('evaluations.show', { id, epoch, set: 'test' })
    return performance.now() - asked
  }
  const epochs = Array.from({ length: rounds }, (_, round) => round + 2)
  const cold = await timed(1)
  const computing: number[] = []
  for (const epoch of epochs) computing.push(await timed(epoch))
  const opening: number[] = []
  for (const epoch of epochs) opening.push(await timed(epoch))
  return { computing, opening, cold }
})
console.log(JSON.stringify(times))
