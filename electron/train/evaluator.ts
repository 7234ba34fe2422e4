import { setImmediate as turn } from 'node:timers/promises'
import { AppError, unreachable } from '../contract/errors.ts'
import { reasonOf } from './death.ts'
import { loadEngine, type LoadedEngine } from './engine.ts'
import { evaluateImages } from './evaluate-images.ts'
import type { EvaluationJob, FromEvaluator, ToEvaluator } from './evaluator-messages.ts'
import { giveWay } from './give-way.ts'
import { parentOf } from './parent.ts'

// The entry of a process that lets checkpoints read images, one job after the other; it ends with its parent. Like a
// trainer it must not listen to signals.
const parent = parentOf<FromEvaluator, ToEvaluator>(process)
const progressEveryMs = 250
let loaded: LoadedEngine | undefined
let underWay: { readonly number: number; readonly abort: AbortController } | undefined

parent.onGone(() => {
  process.exit()
})

parent.onMessage((message) => {
  switch (message.kind) {
    case 'load':
      if (message.isBackground) giveWay('background')
      void load(message)
      break
    case 'evaluate':
      void evaluate(message.number, message.job)
      break
    case 'cancel':
      if (underWay?.number === message.number) underWay.abort.abort()
      break
    default:
      unreachable(message)
  }
})

async function load({ engine, threads }: Extract<ToEvaluator, { kind: 'load' }>): Promise<void> {
  try {
    loaded = await loadEngine(engine, threads)
    parent.send({ kind: 'ready', engine: loaded.engine })
  } catch (error) {
    parent.send({ kind: 'unusable', reason: reasonOf(error) })
    parent.leave()
  }
}

async function evaluate(number: number, job: EvaluationJob): Promise<void> {
  const abort = new AbortController()
  underWay = { number, abort }
  try {
    if (!loaded) throw new AppError('internal', 'The evaluator has no engine yet')
    const breathe = breathing(number)
    const result = await evaluateImages(job, loaded, { signal: abort.signal, breathe })
    if (result) parent.send({ kind: 'done', number, result })
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'engine'
    parent.send({ kind: 'refused', number, code, message: reasonOf(error) })
  } finally {
    globalThis.gc?.()
  }
}

/** Lets messages in between two batches, and tells how far it is. */
function breathing(number: number): (done: number) => Promise<void> {
  let toldMs = performance.now()
  return async (done) => {
    if (performance.now() - toldMs >= progressEveryMs) {
      toldMs = performance.now()
      parent.send({ kind: 'progress', number, done })
    }
    await turn()
  }
}
