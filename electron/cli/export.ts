import * as v from 'valibot'
import { mostBundledRuns } from '../contract/bundles.ts'
import { AppError } from '../contract/errors.ts'
import {
  contents,
  exportFormats,
  type ExportFormat,
  ModelChoice,
  provers,
  type ExportProof,
  type WrittenModel,
} from '../contract/exports.ts'
import { checkedValue, needed, numberFrom, type Given } from './arguments.ts'
import { command, exitCodes, jsonOption } from './command.ts'
import { bundleOptions, exportBundle, isForBundle, refuseForModel } from './export-bundle.ts'
import { formatFor } from './export-format.ts'
import { findRun } from './find-run.ts'
import type { Printer } from './print.ts'
import { percent, size } from './words.ts'

const options = {
  output: { type: 'string', value: 'PATH', help: 'a new file, or a new folder' },
  format: {
    type: 'string',
    value: 'F',
    help: `one of ${exportFormats.join(', ')}, bundle instead of the one that the ending of PATH says`,
  },
  checkpoint: {
    type: 'string',
    value: 'WHICH',
    help: 'best (of the lowest test error), last, or an epoch, instead of the one the run ended with',
  },
  softmax: { type: 'boolean', help: 'the model gives probabilities, which is usual' },
  logits: { type: 'boolean', help: 'the model gives the numbers before the softmax' },
  pixels: {
    type: 'string',
    value: 'RANGE',
    help: 'the model takes pixels as unit (0 to 1, which is usual) or byte (0 to 255)',
  },
  ...bundleOptions,
  force: { type: 'boolean', help: 'replace the file PATH, which stays whole until then' },
  ...jsonOption,
} as const

type Chosen = Given<keyof typeof options>

const { epoch, pixels } = ModelChoice.entries

const Format = v.picklist(
  exportFormats,
  `Format must be one of ${[...exportFormats, 'bundle'].join(', ')}`,
)

const Checkpoint = v.config(epoch, {
  message: 'A checkpoint is best, last, or a whole number from 1: its epoch',
})

function checkpointIn(given: Chosen): ModelChoice['epoch'] {
  const text = given.text('checkpoint')
  if (text === undefined) return undefined
  const isWord = text === 'best' || text === 'last'
  return checkedValue(Checkpoint, given, 'checkpoint', isWord ? text : numberFrom(text))
}

function choiceIn(given: Chosen, path: string): ModelChoice {
  if (given.flag('softmax') && given.flag('logits'))
    throw new AppError('bad-input', '--softmax and --logits exclude each other')
  const chosen = checkedValue(v.optional(Format), given, 'format')
  const checkpoint = checkpointIn(given)
  return {
    format: formatFor(path, chosen),
    ...(checkpoint === undefined ? {} : { epoch: checkpoint }),
    pixels: checkedValue(pixels, given, 'pixels'),
    answer: given.flag('logits') ? 'logits' : 'probabilities',
  }
}

export const exportModel = command({
  name: 'export',
  summary: 'Write the model of a run, or whole runs, to a file that is proved by loading it again',
  operands: {
    usage: 'RUN… (each an id, a unique prefix of one, a name, or last; several for a bundle)',
    least: 1,
    most: mostBundledRuns,
  },
  options,
  notes: [
    'Endings say the format: .keras, .onnx, .safetensors, .pt, .npz, .json, .h (a C header). A .zip file or a folder is a',
    'TensorFlow.js model, or with --format safetensors those weights and their config.json.',
    'Images are taken white on black, row by row; what was done to pixels in training is in the first layer.',
    'A .digitlab file is a bundle of whole runs, which go on or are repeated wherever it is imported.',
    'A file that answers 100 test images otherwise than the run, by more than 0.00001, is not kept.',
  ],
  run: async (given, context) => {
    const path = given.text('output') ?? ''
    if (path === '') throw needed('export', '--output PATH')
    if (isForBundle(given, path)) return exportBundle(given, path, context)
    refuseForModel(given)
    const choice = choiceIn(given, path)
    const { id, name } = await findRun(context, given.operands[0] ?? '')
    const core = await context.core()
    const written = await core.exportTo(id, choice, path, given.flag('force'))
    if (given.flag('json')) context.print.json({ id, path, ...choice, ...written })
    else {
      const { epoch, bytes } = written
      context.print.line(
        `Wrote run ${id} "${name}", epoch ${String(epoch)}, to ${path} (${size(bytes)})`,
      )
      showFacts(context.print, choice, written)
    }
    return exitCodes.done
  },
})

function showFacts(print: Printer, { format, pixels, answer }: ModelChoice, written: WrittenModel) {
  const { [format]: by = 'Digit Lab' }: Partial<Record<ExportFormat, string>> = provers
  print.line(`Inside: ${contents[format].join(', ')}`)
  print.line(
    `Takes pixels from 0 to ${pixels === 'unit' ? '1' : '255'}, white on black, row by row; gives ${answer}`,
  )
  print.line(`Loaded again by ${by}: ${proofText(written.proof)}`)
}

function proofText({ images, sameAnswers, right, largestDifference }: ExportProof): string {
  const difference = `largest difference ${largestDifference.toExponential(1)}`
  const same = `${String(sameAnswers)} of ${String(images)}`
  return right === null
    ? `${same} images made by chance read the same, ${difference}`
    : `${same} test images read the same, ${percent(right / images)} % of them right, ${difference}`
}
