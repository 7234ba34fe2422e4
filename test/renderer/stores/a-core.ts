import type { CallName, Client, Input, Output } from '../../../electron/contract/calls.ts'
import { AppError } from '../../../electron/contract/errors.ts'
import type { RunId } from '../../../electron/contract/entities.ts'
import type { Epoch, Finding, MetricPoint } from '../../../electron/contract/training.ts'
import { createAnnouncements } from '../../../renderer/client/announcements.ts'
import type { ConnectionStatus } from '../../../renderer/client/connection.ts'
import type { Given } from '../a-run.ts'
import { aDetail, aLiveRun } from '../curves.ts'

export const id = 'aaaaaaaaaa' as RunId

/** A core that holds one run; what it announces may be lost on the way. */
export function aCore() {
  const { on, announce } = createAnnouncements()
  const kept = {
    run: aLiveRun(id),
    points: [] as readonly MetricPoint[],
    epochs: [] as readonly Epoch[],
    findings: [] as readonly Finding[],
  }
  const asked: { name: CallName; afterStep?: number }[] = []
  /** Questions wait here while it is not undefined. */
  let gate: Promise<void> | undefined
  let tell: (status: ConnectionStatus) => void = () => undefined

  /** Every so many of the points, the last one always. */
  function thinned(afterStep: number, most: number) {
    const after = kept.points.filter(({ step }) => step > afterStep)
    const every = Math.ceil(after.length / most)
    return after.filter((_, index) => (after.length - 1 - index) % every === 0)
  }

  async function ask(name: CallName, input: Record<string, unknown>): Promise<unknown> {
    const afterStep = Number(input['afterStep'] ?? 0)
    asked.push({ name, afterStep })
    const points = thinned(afterStep, Number(input['most']))
    const answers: Partial<Readonly<Record<CallName, unknown>>> = {
      'runs.show': aDetail(kept.run, kept.epochs, kept.findings),
      'runs.metrics': [{ id, points }],
      'runs.curves': [{ run: kept.run, points, epochs: kept.epochs, stints: [] }],
    }
    await gate
    if ((input['id'] ?? id) !== id) throw new AppError('not-found', `No run ${String(input['id'])}`)
    return answers[name]
  }

  return {
    kept,
    asked,
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<undefined>()
      gate = promise
      return resolve
    },
    train: (more: readonly MetricPoint[], isHeard = true) => {
      kept.points = [...kept.points, ...more]
      if (isHeard) announce({ event: 'run.metrics', payload: { id, points: more } })
    },
    endEpoch: (epoch: Epoch) => {
      kept.epochs = [...kept.epochs, epoch]
      announce({ event: 'run.epoch', payload: { id, epoch } })
    },
    change: (given: Given) => {
      kept.run = aLiveRun(id, given)
      announce({ event: 'run.changed', payload: kept.run })
    },
    reconnect: () => {
      tell('lost')
      tell('connected')
    },
    connection: {
      client: {
        ask: <N extends CallName>(name: N, input: Input<N>) =>
          ask(name, input) as Promise<Output<N>>,
        on,
      } satisfies Client,
      onStatus: (listener: (status: ConnectionStatus) => void) => {
        tell = listener
        listener('connected')
        return () => undefined
      },
    },
  }
}
