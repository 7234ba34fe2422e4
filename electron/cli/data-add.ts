import type { Dataset } from '../contract/datasets.ts'
import { DatasetId } from '../contract/train-config.ts'
import { checkedOperand } from './arguments.ts'
import { command, exitCodes, jsonOption } from './command.ts'
import { imagesText, oneDataset } from './data.ts'
import { sourceFrom, sourceOptions } from './dataset-options.ts'
import type { Printer } from './print.ts'
import { whole } from './words.ts'

/** Shows each further hundredth. */
function showProgress(print: Printer, id: string) {
  let shown = -1
  return (share: number) => {
    const percent = Math.floor(share * 100)
    if (percent === shown) return
    shown = percent
    print.status({ text: `Adding ${id}: ${String(percent)} %`, share })
  }
}

const addedText = (dataset: Dataset) =>
  `Added data set ${dataset.id}: ${imagesText(dataset)}, ${whole(dataset.classes.length)} classes`

export const dataAdd = command({
  name: 'data add',
  summary: 'Make a data set of IDX files, a CSV file or a folder of pictures, for train --dataset',
  operands: oneDataset,
  options: { ...sourceOptions, ...jsonOption },
  notes: [
    'Four IDX files (of ten classes unless --classes says otherwise), a CSV file, or a folder with one folder a class.',
    'The files are checked and copied into the data folder; the same files always make the same data set.',
    'Ctrl+C ends it and leaves nothing behind.',
  ],
  endsGently: true,
  run: async (given, { print, core, interrupted }) => {
    const id = checkedOperand(DatasetId, given)
    const source = sourceFrom(given)
    const opened = await core()
    try {
      const progress = showProgress(print, id)
      const dataset = await opened.addDataset({ id, source }, interrupted, progress)
      print.status(null)
      if (given.flag('json')) print.json(dataset)
      else print.line(addedText(dataset))
      return exitCodes.done
    } catch (error) {
      if (!interrupted.aborted) throw error
      print.status(null)
      print.remark('Stopped; nothing was added')
      return exitCodes.interrupted
    }
  },
})
