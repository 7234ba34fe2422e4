import * as v from 'valibot'
import { DatasetId } from '../contract/train-config.ts'
import { MixTimes } from '../contract/handwriting.ts'
import { checkedOperand, checkedValue } from './arguments.ts'
import { command, exitCodes, jsonOption } from './command.ts'
import { imagesText } from './data.ts'

export const dataMix = command({
  name: 'data mix',
  summary: 'Make a data set with my handwriting among the training images of another',
  operands: { usage: 'NAME (mnist unless told)', least: 0, most: 1 },
  options: {
    times: { type: 'string', value: 'N', help: 'how often each drawing is in it; 10 unless told' },
    ...jsonOption,
  },
  notes: [
    'Its test images stay as they are. The same drawings, data set and times always make the same data set, under one name.',
    'A run that is trained on it is scored on drawings that it was trained on: that says little of new ones.',
  ],
  run: async (given, context) => {
    const { print } = context
    const times = checkedValue(v.optional(MixTimes, 10), given, 'times', given.number('times'))
    const data = given.operands.length === 0 ? 'mnist' : checkedOperand(DatasetId, given)
    const dataset = await (await context.core()).ask('handwriting.mix', { data, times })
    if (given.flag('json')) print.json(dataset)
    else print.line(`Data set ${dataset.id}: ${imagesText(dataset)}`)
    return exitCodes.done
  },
})
