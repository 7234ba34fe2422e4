import { command, exitCodes, jsonOption, oneRun } from './command.ts'
import { findRun } from './find-run.ts'
import { table } from './print.ts'
import { moment } from './words.ts'

export const runsLog = command({
  name: 'runs log',
  summary: 'Print what happened to a run, line by line',
  operands: oneRun,
  options: jsonOption,
  run: async (given, context) => {
    const { print } = context
    const { id } = await findRun(context, given.operands[0] ?? '')
    const lines = await (await context.core()).ask('runs.log', { id })
    const rows = lines.map(({ at, level, text }) => [moment(at), level, text])
    if (given.flag('json')) print.json(lines)
    else if (lines.length === 0) print.remark('Nothing on record')
    else
      for (const line of table([{ title: 'Time' }, { title: 'Level' }, { title: '' }], rows))
        print.line(line)
    return exitCodes.done
  },
})
