import { spreadOf } from '../contract/histogram.ts'
import { AppError } from '../contract/errors.ts'
import type { EpochLayers, LayerReport } from '../contract/training.ts'
import { checkedValue } from './arguments.ts'
import { command, exitCodes, jsonOption, oneRun } from './command.ts'
import { EpochNumber } from './epoch-number.ts'
import { findRun } from './find-run.ts'
import { table } from './print.ts'
import { percent, whole } from './words.ts'

/** Three digits that count, without an exponent unless it would be long. */
const short = (value: number): string =>
  value === 0 || Math.abs(value) >= 0.001
    ? String(Number(value.toPrecision(3)))
    : value.toExponential(1)

const rowOf = ({ layer, inputs, units, weights, gradients, dead, saturated }: LayerReport) => [
  whole(layer),
  `${whole(inputs)} × ${whole(units)}`,
  `${short(weights.least)} to ${short(weights.most)}`,
  short(spreadOf(weights)),
  short(spreadOf(gradients)),
  dead === null ? '–' : whole(dead),
  saturated === null ? '–' : percent(saturated),
]

const titles = ['Layer', 'Shape', 'Weights', 'Spread', 'Gradient spread', 'Dead', 'Saturated %']

/** One line a layer. */
const layerTable = ({ layers }: EpochLayers): readonly string[] =>
  table(
    titles.map((title) => ({ title, right: true })),
    layers.map(rowOf),
  )

/** The epoch that is asked for, or the last one. */
function chosen(epochs: readonly EpochLayers[], wanted: number | undefined): EpochLayers {
  const found = wanted === undefined ? epochs.at(-1) : epochs.find(({ epoch }) => epoch === wanted)
  if (found !== undefined) return found
  const [first, last] = [epochs[0], epochs.at(-1)]
  const known =
    first && last
      ? `it has those of epochs ${whole(first.epoch)} to ${whole(last.epoch)}`
      : 'it has none'
  throw new AppError(
    'not-found',
    `The run has no layers of epoch ${String(wanted)} on record; ${known}`,
  )
}

export const runsLayers = command({
  name: 'runs layers',
  summary: 'Show the layers of a run at the end of an epoch: weights, gradients, dead units',
  operands: oneRun,
  options: {
    epoch: { type: 'string', value: 'N', help: 'this epoch instead of the last one' },
    ...jsonOption,
  },
  notes: [
    'Gradients are those of the first training images. A unit is dead when its output is the same for every test image,',
    'and an output saturated where tanh or sigmoid is flat. With --json all epochs, or the one named, with histograms.',
  ],
  run: async (given, context) => {
    const { print } = context
    const wanted = checkedValue(EpochNumber, given, 'epoch', given.number('epoch'))
    const { id } = await findRun(context, given.operands[0] ?? '')
    const epochs = await (await context.core()).ask('runs.layers', { id })
    if (given.flag('json')) print.json(wanted === undefined ? epochs : [chosen(epochs, wanted)])
    else if (epochs.length === 0 && wanted === undefined)
      print.remark('No layers on record: no epoch was finished')
    else {
      const found = chosen(epochs, wanted)
      print.line(`Epoch ${whole(found.epoch)}`)
      for (const line of layerTable(found)) print.line(line)
    }
    return exitCodes.done
  },
})
