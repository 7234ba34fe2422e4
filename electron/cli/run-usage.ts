import { command, exitCodes, jsonOption, oneRun } from './command.ts'
import { findRun } from './find-run.ts'
import { table } from './print.ts'
import { size } from './words.ts'

const columns = ['Seconds', 'Cores at work', 'Memory'].map((title) => ({ title, right: true }))

export const runsUsage = command({
  name: 'runs usage',
  summary: 'Print what the trainer of a run used, about every second, at most 1,000 points',
  operands: oneRun,
  options: jsonOption,
  notes: ['Of a long run 1,000 points, evenly chosen.'],
  run: async (given, context) => {
    const { print } = context
    const { id } = await findRun(context, given.operands[0] ?? '')
    const points = await (await context.core()).ask('runs.usage', { id })
    const rows = points.map(({ seconds, cpu, memory }) => [
      seconds.toFixed(1),
      cpu.toFixed(2),
      size(memory),
    ])
    if (given.flag('json')) print.json({ id, points })
    else if (points.length === 0) print.remark('Nothing on record: no trainer has worked on it')
    else for (const line of table(columns, rows)) print.line(line)
    return exitCodes.done
  },
})
