import { describe, expect, test } from 'vitest'
import { optimizers } from '../../electron/contract/train-config.ts'
import type { ResumeState } from '../../electron/train/messages.ts'
import { mnistShape } from '../../electron/contract/datasets.ts'
import { readDataset } from '../../electron/train/dataset.ts'
import type { CheckpointFact } from '../../electron/train/resume.ts'
import { smallMnist } from '../train/training-process.ts'
import { epochsOf, factsOf, only, outcomeOf, pointsOf, type Trial } from '../train/trial.ts'
import { faultSeed, randomSteps } from './chance.ts'
import { startOf, steps } from './six-hundred-steps.ts'

/** A checkpoint as a database gives it back. */
function kept(checkpoint: CheckpointFact, slots = checkpoint.state.slots): CheckpointFact {
  const text = JSON.stringify({ ...checkpoint.state, slots: null })
  const state = { ...(JSON.parse(text) as ResumeState), slots: slots.slice() }
  return { ...checkpoint, weights: checkpoint.weights.slice(), state }
}

type ChangeSlots = (slots: Uint8Array) => Uint8Array

/** What a run has told and ended with when it is stopped after each of these steps; times are left out. */
async function endOf(trial: Trial, stops: readonly number[], change: ChangeSlots) {
  const points = new Map<number, readonly unknown[]>()
  const epochs = new Map<number, readonly unknown[]>()
  let resume: CheckpointFact | undefined
  let outcome: unknown
  for (const stopAt of [...stops, Infinity]) {
    let step = resume?.step ?? 0
    const facts = await factsOf({
      ...trial,
      ...(resume && { resume: kept(resume, change(resume.state.slots)) }),
      before: (call, stop) => {
        if (call === 'step') step += 1
        if (step >= stopAt) stop()
      },
    })
    for (const p of pointsOf(facts)) points.set(p.step, [p.loss, p.error, p.images])
    for (const e of epochsOf(facts)) epochs.set(e.epoch, [e.step, e.running, e.train, e.test])
    resume = only(facts, 'checkpoint').at(-1) ?? resume
    outcome = outcomeOf(facts).at(-1)
  }
  return { points, epochs, outcome, weights: resume?.weights, slots: resume?.state.slots }
}

const asKept: ChangeSlots = (slots) => slots
const leftOut: ChangeSlots = (slots) => new Uint8Array(slots.length)

describe(`600 steps with seed ${String(faultSeed)}, stopped ten times`, () => {
  test.each(optimizers)('end alike by %s', { timeout: 120_000 }, async (optimizer) => {
    const { train, test: unseen } = await readDataset(await smallMnist(), mnistShape)
    const data = { train, test: unseen, validation: null }
    const config = { ...startOf(optimizer, faultSeed).config, batch: 10, trainImages: 1000 }
    const stops = randomSteps(10 + optimizers.indexOf(optimizer), 10, steps)
    const straight = await endOf({ config, data }, [], asKept)
    expect(straight.outcome).toEqual({ status: 'completed', epoch: 6 })
    expect(await endOf({ config, data }, stops, asKept)).toEqual(straight)
    // Without the optimizer's state they must part, or these tests could not fail.
    if (optimizer === 'sgd') return
    expect((await endOf({ config, data }, stops, leftOut)).weights).not.toEqual(straight.weights)
  })
})
