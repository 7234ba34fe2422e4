import { command, exitCodes, jsonOption, oneRun } from './command.ts'
import { findRun } from './find-run.ts'
import { table } from './print.ts'
import { percent, size, whole } from './words.ts'

export const checkpointsList = command({
  name: 'checkpoints list',
  summary: 'List the checkpoints of a run and what they take on disk',
  operands: oneRun,
  options: jsonOption,
  run: async (given, context) => {
    const { print } = context
    const { id } = await findRun(context, given.operands[0] ?? '')
    const { checkpoints, epochs, best } = await (await context.core()).ask('runs.show', { id })
    if (given.flag('json')) {
      print.json(checkpoints)
      return exitCodes.done
    }
    const measured = new Map(epochs.map((epoch) => [epoch.step, epoch]))
    const rows = checkpoints.map(({ epoch, step, sha256, bytes, canResume }) => {
      const scores = measured.get(step)
      const marks = [
        ...(scores !== undefined && scores.epoch === best?.epoch ? ['best'] : []),
        ...(canResume ? ['resume point'] : []),
      ]
      const error = scores ? percent(scores.test.error) : '–'
      return [whole(epoch), whole(step), error, size(bytes), sha256.slice(0, 12), marks.join(', ')]
    })
    const columns = [
      ...['Epoch', 'Step', 'Test error %', 'Size'].map((title) => ({ title, right: true })),
      { title: 'SHA-256' },
      { title: '' },
    ]
    if (rows.length === 0) print.remark('No checkpoints: no step was finished')
    else for (const line of table(columns, rows)) print.line(line)
    return exitCodes.done
  },
})

export const checkpointsPrune = command({
  name: 'checkpoints prune',
  summary: 'Delete the checkpoints of a run but the best, the last and the one to go on from',
  operands: oneRun,
  options: jsonOption,
  run: async (given, context) => {
    const { print } = context
    const { id, name } = await findRun(context, given.operands[0] ?? '')
    const { freed } = await (await context.core()).ask('checkpoints.prune', { id })
    if (given.flag('json')) print.json({ id, freed })
    else print.line(`Freed ${size(freed)} of run ${id} "${name}"`)
    return exitCodes.done
  },
})
