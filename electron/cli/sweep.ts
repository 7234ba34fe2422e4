import { AppError } from '../contract/errors.ts'
import type { GroupId } from '../contract/groups.ts'
import type { SweepDetail, SweepPlan } from '../contract/sweeps.ts'
import { command, exitCodes, jsonOption, type Context, type ExitCode } from './command.ts'
import { canAsk, isConfirmed } from './standard-input.ts'
import { joinScales, sweepFrom, sweepOptions } from './sweep-options.ts'
import { showSweep } from './sweep-progress.ts'
import { doneText, planTable, planText, standingTable } from './sweep-words.ts'

/** From here on somebody should mean it. */
const manyRuns = 100
const longSeconds = 3600

const mostStandings = 10

const isLarge = ({ runs, seconds, bytes, freeBytes }: SweepPlan): boolean =>
  (runs ?? 0) > manyRuns || (seconds ?? 0) > longSeconds || bytes > freeBytes

/** Asks whether a large sweep is meant; throws an AppError where there is nobody to ask. */
async function isMeant(plan: SweepPlan): Promise<boolean> {
  if (!canAsk()) throw new AppError('bad-input', `This makes ${planText(plan)}; add --yes`)
  return isConfirmed(`This makes ${planText(plan)}. Start it?`)
}

function conclude(sweep: SweepDetail, context: Context, say: (line: string) => void): ExitCode {
  const { id, name, state, standings, counts } = sweep
  for (const line of ['', ...standingTable(sweep, mostStandings)])
    if (standings.length > 0) say(line)
  const called = `Sweep ${id} "${name}"`
  if (state === 'completed') {
    say(`${called}: ${doneText(sweep)}`)
    return counts.completed > 0 ? exitCodes.done : exitCodes.failed
  }
  say(`${called} is ${state}: ${doneText(sweep)}`)
  say(`digit-lab sweeps resume ${id} goes on with it`)
  return exitCodes.interrupted
}

/** Trains a sweep here and now; an interrupt pauses it. */
export async function followSweep(
  context: Context,
  id: GroupId,
  isJson: boolean,
): Promise<ExitCode> {
  const { print, interrupted } = context
  const say = isJson ? print.remark : print.line
  const core = await context.core()
  const end = showSweep(core, id, print, say)
  await core.sweep(id, interrupted).finally(end)
  const sweep = await core.ask('sweeps.show', { id })
  if (isJson) print.json(sweep)
  return conclude(sweep, context, say)
}

export const sweep = command<string>({
  name: 'sweep',
  summary: 'Train with each of several values of settings, or with values drawn from ranges',
  operands: { usage: '[FILE]', least: 0, most: 1 },
  options: {
    ...sweepOptions,
    queue: { type: 'boolean', help: 'leave it to a window or server instead of training here' },
    'dry-run': { type: 'boolean', help: 'only say what it would make, take and keep' },
    yes: { type: 'boolean', help: 'do not ask before a large sweep' },
    ...jsonOption,
  },
  notes: [
    'Values with commas are all tried: --hidden 128,500 --batch 50,100. A range is searched: --learning-rate 0.0001..0.1 log --runs 20.',
    'FILE is YAML or JSON with config, sweep, runs or minutes, earlyStop, repeats, searchSeed and name; - reads standard input.',
    'Runs are compared, and ended early, by their validation error where --validation keeps images out of training, else by their test error.',
    'Ctrl+C pauses it and keeps checkpoints; sweeps resume goes on.',
  ],
  endsGently: true,
  arrange: joinScales,
  run: async (given, context) => {
    const { print } = context
    const isJson = given.flag('json')
    const spec = await sweepFrom(given, context)
    const core = await context.core()
    const plan = await core.ask('sweeps.plan', spec)
    if (given.flag('dry-run')) {
      if (isJson) print.json(plan)
      else for (const line of [planText(plan), '', ...planTable(plan)]) print.line(line)
      return exitCodes.done
    }
    if (isLarge(plan) && !given.flag('yes') && !(await isMeant(plan))) {
      print.remark('Nothing was started')
      return exitCodes.failed
    }
    const { id } = await core.ask('sweeps.start', spec)
    const say = isJson ? print.remark : print.line
    say(`Sweep ${id}: ${planText(plan)}`)
    if (!given.flag('queue')) return followSweep(context, id, isJson)
    if (isJson) print.json({ id })
    return exitCodes.done
  },
})
