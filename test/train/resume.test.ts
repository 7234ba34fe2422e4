import { describe, expect, test } from 'vitest'
import type { TrainConfig } from '../../electron/contract/train-config.ts'
import { createWishes, type Wish } from '../../electron/train/course.ts'
import type { Fact } from '../../electron/train/loop.ts'
import type { CheckpointFact } from '../../electron/train/resume.ts'
import { smallSet } from './small-set.ts'
import {
  epochsOf,
  factsOf,
  only,
  outcomeOf,
  pointsOf,
  smallData,
  stepsKept,
  type Trial,
} from './trial.ts'

/** What a run makes known but times, the last of what was told twice. */
function results(facts: readonly Fact[]) {
  const points = new Map(pointsOf(facts).map((p) => [p.step, [p.loss, p.error, p.images]]))
  const epochs = new Map(
    epochsOf(facts).map((e) => [e.epoch, [e.step, e.running, e.train, e.test, e.validation]]),
  )
  const layers = new Map(only(facts, 'layers').map((of) => [of.epoch, of.layers]))
  const last = only(facts, 'checkpoint').at(-1)
  const { slots, window, running, best } = last?.state ?? {}
  return { points, epochs, layers, weights: last?.weights, slots, window, running, best }
}

const lastKept = (facts: readonly Fact[]): CheckpointFact | undefined =>
  only(facts, 'checkpoint').at(-1)

/** Stops after a number of calls of one kind. */
function stopAfter(calls: number, kind: 'step' | 'measure'): Pick<Trial, 'before'> {
  let called = 0
  return {
    before: (call, stop) => {
      if (call === kind) called += 1
      if (called === calls) stop()
    },
  }
}

/** Trains on from the last checkpoint, and returns what was known before and after. */
async function resumed(trial: Trial, before: readonly Fact[]): Promise<readonly Fact[]> {
  const resume = lastKept(before)
  return [...before, ...(await factsOf({ ...trial, ...(resume && { resume }) }))]
}

const trial: Trial = {
  config: { optimizer: 'adam', hidden: [8], dropout: 0.3, affine: 1, validation: 0.2 },
  data: { ...smallData, validation: smallSet(20, 3) },
}

describe('a run that was stopped goes on to what one that never stopped ends with', () => {
  const straight = factsOf(trial)

  test.each([1, 3, 4, 10, 11, 12, 20, 32])('after step %i', async (step) => {
    const stopped = await factsOf({ ...trial, ...stopAfter(step, 'step') })
    expect(outcomeOf(stopped)).toEqual([{ status: 'stopped' }])
    expect(lastKept(stopped)?.step).toBe(step)
    expect(results(await resumed(trial, stopped))).toEqual(results(await straight))
  })

  test.each([1, 2, 3, 4])('in the scoring of an epoch, at its call %i', async (call) => {
    const stopped = await factsOf({ ...trial, ...stopAfter(call, 'measure') })
    const all = await resumed(trial, stopped)
    expect(stepsKept(all)).toContainEqual([1, 11])
    expect(results(all)).toEqual(results(await straight))
  })

  test('after each of its steps in turn', async () => {
    let facts: readonly Fact[] = await factsOf({ ...trial, ...stopAfter(1, 'step') })
    for (let step = 2; step <= 33; step += 1) {
      expect(lastKept(facts)?.step).toBe(step - 1)
      const resume = lastKept(facts)
      facts = [
        ...facts,
        ...(await factsOf({ ...trial, ...(resume && { resume }), ...stopAfter(1, 'step') })),
      ]
    }
    expect(results(await resumed(trial, facts))).toEqual(results(await straight))
  })

  test('before it took another step, without another checkpoint', async () => {
    const stopped = await factsOf({ ...trial, ...stopAfter(15, 'step') })
    const resume = lastKept(stopped)
    const nothing = await factsOf({
      ...trial,
      ...(resume && { resume }),
      breathe: (stop) => {
        stop()
      },
    })
    expect(nothing).toEqual([{ kind: 'ended', outcome: { status: 'stopped' } }])
  })

  test('but not without the optimizer’s state', async () => {
    const stopped = await factsOf({ ...trial, ...stopAfter(20, 'step') })
    const kept = lastKept(stopped)
    if (kept === undefined) throw new Error('It kept no checkpoint')
    const state = { ...kept.state, slots: new Uint8Array(kept.state.slots.length) }
    const facts = await factsOf({ ...trial, resume: { ...kept, state } })
    expect(results(facts).weights).not.toEqual(results(await straight).weights)
  })
})

test('within an epoch, checkpoints come as often as asked, and change nothing', async () => {
  let now = 0
  const every: Trial = {
    ...trial,
    checkpointEverySeconds: 3,
    clock: () => now,
    before: (call) => {
      if (call === 'step') now += 1000
    },
  }
  const facts = await factsOf(every)
  expect(
    stepsKept(facts)
      .slice(0, 4)
      .map(([, step]) => step),
  ).toEqual([3, 6, 9, 11])
  expect(
    only(facts, 'checkpoint')
      .map(({ isEpochEnd }) => isEpochEnd)
      .slice(0, 4),
  ).toEqual([false, false, false, true])
  expect(results(facts)).toEqual(results(await factsOf(trial)))
  const fromWithin = only(facts, 'checkpoint')[5]
  if (fromWithin === undefined) throw new Error('It kept no checkpoint')
  expect(results(await factsOf({ ...trial, resume: fromWithin })).weights).toEqual(
    results(facts).weights,
  )
})

/** Asks for something as soon as a step is taken. */
function wishing(atStep: number, ...wishes: readonly Wish[]): Pick<Trial, 'wishes' | 'before'> {
  const waiting = createWishes()
  let steps = 0
  return {
    wishes: waiting,
    before: (call) => {
      if (call === 'step') steps += 1
      if (call === 'step' && steps === atStep) wishes.forEach(waiting.add)
    },
  }
}

describe('a change on the way', () => {
  test('of the learning rate holds from the next step, is told, and is followed by a repeat', async () => {
    const changed = await factsOf({ ...trial, ...wishing(14, { learningRate: 0.1 }) })
    const rateChanges = only(changed, 'rate').map(({ change }) => change)
    expect(rateChanges).toEqual([{ step: 15, learningRate: 0.1 }])
    expect(results(changed).weights).not.toEqual(results(await factsOf(trial)).weights)
    expect(results(await factsOf({ ...trial, rateChanges }))).toEqual(results(changed))
  })

  test('of the epochs lengthens the run, bends the rest of a cosine, and is followed by a repeat', async () => {
    const cosine: Trial = { ...trial, config: { ...trial.config, schedule: 'cosine', epochs: 2 } }
    const longer = await factsOf({ ...cosine, ...wishing(5, { epochs: 3 }) })
    const epochsChanges = only(longer, 'epochs').map(({ change }) => change)
    expect(epochsChanges).toEqual([{ step: 6, epochs: 3 }])
    expect(outcomeOf(longer)).toEqual([{ status: 'completed', epoch: 3 }])
    expect(results(await factsOf({ ...cosine, epochsChanges }))).toEqual(results(longer))
    const planned = await factsOf({ ...cosine, config: { ...cosine.config, epochs: 3 } })
    expect(results(longer).weights).not.toEqual(results(planned).weights)
  })

  test('that comes in the last step still lengthens the run', async () => {
    const facts = await factsOf({ ...trial, ...wishing(33, { epochs: 4 }) })
    expect(outcomeOf(facts)).toEqual([{ status: 'completed', epoch: 4 }])
  })
})

test('a completed run that is extended ends like one that was to be as long from the start', async () => {
  const done = await factsOf(trial)
  const extended = await resumed({ ...trial, epochsChanges: [{ step: 34, epochs: 5 }] }, done)
  const planned = await factsOf({ ...trial, config: { ...trial.config, epochs: 5 } })
  expect(results(extended)).toEqual(results(planned))
})

describe('validation', () => {
  /** Learns at first, and then jumps about. */
  const restless: Partial<TrainConfig> = {
    optimizer: 'sgd',
    hidden: [8],
    learningRate: 2,
    epochs: 30,
    validation: 0.2,
  }
  const wild: Trial = { config: restless, data: { ...smallData, validation: smallSet(40, 3) } }
  const withPatience: Trial = { ...wild, config: { ...restless, patience: 2, keepBest: true } }
  const errorsOf = (facts: readonly Fact[]) =>
    epochsOf(facts).map(({ validation }) => validation?.error ?? NaN)

  test('scores the images kept out after every epoch', async () => {
    const errors = errorsOf(await factsOf(wild))
    expect(errors).toHaveLength(30)
    expect(errors.every(Number.isFinite)).toBe(true)
    expect(epochsOf(await factsOf({ config: { epochs: 1 } }))[0]?.validation).toBeNull()
  })

  test('ends a run once patience is over, with the best epoch as its end', async () => {
    const facts = await factsOf(withPatience)
    const errors = errorsOf(facts)
    const best = errors.indexOf(Math.min(...errors)) + 1
    expect(errors).toHaveLength(best + 2)
    expect(errors.length).toBeLessThan(30)
    expect(outcomeOf(facts)).toEqual([{ status: 'completed', epoch: best }])
    expect(lastKept(facts)?.state.best).toEqual({ epoch: best, error: errors[best - 1] })
  })

  test('remembers the best epoch through a stop', async () => {
    const straight = await factsOf(withPatience)
    const stopped = await factsOf({ ...withPatience, ...stopAfter(20, 'step') })
    const all = await resumed(withPatience, stopped)
    expect(outcomeOf(all).at(-1)).toEqual(outcomeOf(straight).at(-1))
    expect(results(all)).toEqual(results(straight))
  })

  test('lets an extended run go on though its patience was over', async () => {
    const done = await factsOf(withPatience)
    const epochs = epochsOf(done).length
    const change = { step: epochs * 11 + 1, epochs: epochs + 1 }
    const all = await resumed({ ...withPatience, epochsChanges: [change] }, done)
    expect(epochsOf(all)).toHaveLength(epochs + 1)
  })
})
