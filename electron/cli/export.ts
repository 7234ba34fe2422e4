import * as v from 'valibot'
import { ExportFormat, exportFormats } from '../contract/exports.ts'
import { AppError } from '../contract/errors.ts'
import { checkedValue } from './arguments.ts'
import { command, exitCodes, jsonOption, oneRun } from './command.ts'
import { findRun } from './find-run.ts'

export const exportModel = command({
  name: 'export',
  summary: 'Write the model of a run to a file, proved by loading it again',
  operands: oneRun,
  options: {
    format: { type: 'string', value: 'tfjs', help: `one of ${exportFormats.join(', ')}` },
    output: { type: 'string', value: 'PATH', help: 'a new .zip file or folder' },
    ...jsonOption,
  },
  run: async (given, context) => {
    const format = checkedValue(v.optional(ExportFormat, 'tfjs'), given, 'format')
    const path = given.text('output') ?? ''
    if (path === '') throw new AppError('bad-input', 'export needs --output PATH')
    const { id, name } = await findRun(context, given.operands[0] ?? '')
    const proof = await (
      await context.core()
    ).exportTo(id, { format, pixels: 'unit', answer: 'probabilities' }, path)
    if (given.flag('json')) context.print.json({ id, format, path, proof })
    else {
      const { images, sameAnswers, largestDifference } = proof
      context.print.line(`Wrote run ${id} "${name}" to ${path}`)
      context.print.line(
        `Loaded again: ${String(sameAnswers)} of ${String(images)} test images read the same, largest difference ${largestDifference.toExponential(1)}`,
      )
    }
    return exitCodes.done
  },
})
