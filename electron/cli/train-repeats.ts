import type { Spread } from '../contract/comparison.ts'
import type { RunDetail, RunId } from '../contract/entities.ts'
import { Repeats } from '../contract/groups.ts'
import { spreadOf } from '../core/statistics/spread.ts'
import * as v from 'valibot'
import { checkedValue, type Given } from './arguments.ts'
import { exitCodes, type Context, type ExitCode } from './command.ts'
import { conclude, inForeground, trainHere, trainResult, type Begin } from './foreground.ts'
import { percent } from './words.ts'

export const repeatOption = {
  repeat: {
    type: 'string',
    value: 'K',
    help: 'train with K seeds, this one and those after it, and tell mean and deviation',
  },
} as const

/** How many seeds are asked for; 1 where nothing is said. */
export const repeatsFrom = (given: Given): number =>
  checkedValue(v.optional(Repeats, 1), given, 'repeat', given.number('repeat'))

/** The numbers that repeats are summed up by, over the runs that completed. */
function summaryOf(runs: readonly RunDetail[]) {
  const finals = runs.flatMap(({ status, final }) =>
    status === 'completed' && final !== null ? [final] : [],
  )
  if (finals.length === 0) return null
  return {
    testError: spreadOf(finals.map(({ test }) => test.error)),
    trainError: spreadOf(finals.map(({ train }) => train.error)),
  }
}

/** `Test error 2.19 ± 0.12 %, 95 % interval of the mean 2.04 to 2.34 % (5 seeds)` */
function spreadLine(title: string, { n, mean, deviation, interval }: Spread): string {
  const seeds = n === 1 ? '1 seed' : `${String(n)} seeds`
  if (deviation === null || interval === null) return `${title} ${percent(mean)} % (${seeds})`
  const [low, high] = interval
  return `${title} ${percent(mean)} ± ${percent(deviation)} %, 95 % interval of the mean ${percent(low)} to ${percent(high)} % (${seeds})`
}

/** The worst of several ends: an interrupt, then a failure. */
const worstOf = (codes: readonly ExitCode[]): ExitCode =>
  [exitCodes.interrupted, exitCodes.failed].find((code) => codes.includes(code)) ?? exitCodes.done

/** Trains one seed after the other in the foreground, until one does not complete, and sums them up. */
export async function trainRepeats(
  context: Context,
  { isJson, repeats }: { readonly isJson: boolean; readonly repeats: number },
  begin: Begin,
): Promise<ExitCode> {
  if (repeats === 1) return trainHere(context, isJson, begin)
  const { print } = context
  const say = isJson ? print.remark : print.line
  const runs: RunDetail[] = []
  const codes: ExitCode[] = []
  const train = async (how: Begin) => {
    const run = await inForeground(context, say, how)
    runs.push(run)
    codes.push(conclude(run, say, context))
    return run
  }
  const { id } = await train(begin)
  const again: Begin = (core, signal, began) => core.repeat(id, signal, began)
  while (runs.length < repeats && worstOf(codes) === exitCodes.done) {
    say('')
    await train(again)
  }
  const summary = summaryOf(runs)
  const group = await groupOf(context, id)
  if (isJson) print.json({ group, runs: runs.map(trainResult), ...summary })
  else if (summary) {
    say('')
    say(spreadLine('Test error', summary.testError))
    say(spreadLine('Train error', summary.trainError))
  }
  return worstOf(codes)
}

const groupOf = async (context: Context, id: RunId) =>
  (await (await context.core()).ask('runs.show', { id })).group?.id ?? null
