import type { Dataset, DatasetDetail } from '../contract/datasets.ts'
import { AppError } from '../contract/errors.ts'
import { DatasetId } from '../contract/train-config.ts'
import { mnist } from '../core/mnist.ts'
import { checkedOperand, type Given, type Operands } from './arguments.ts'
import { command, exitCodes, jsonOption, noOperands, type Context } from './command.ts'
import { didYouMean } from '../contract/nearest.ts'
import { shortened, table } from './print.ts'
import { moment, size, whole } from './words.ts'

export const oneDataset: Operands = { usage: 'NAME', least: 1, most: 1 }

/** Those that runs can be trained on; a folder without runs is left as it is. */
export const knownDatasets = async (
  context: Pick<Context, 'core' | 'hasRuns'>,
): Promise<readonly Dataset[]> =>
  context.hasRuns() ? (await context.core()).ask('data.list', {}) : [mnist]

const sizeText = ({ rows, columns }: Dataset) => `${String(rows)} × ${String(columns)}`

/** `60,000 train and 10,000 test images of 28 × 28 pixels` */
export const imagesText = (dataset: Dataset): string =>
  `${whole(dataset.train)} train and ${whole(dataset.test)} test images of ${sizeText(dataset)} pixels`

const kindText = ({ isOwn }: Dataset) => (isOwn ? 'own' : 'built in')
const addedText = ({ addedAt }: Dataset) => (addedAt === null ? '–' : moment(addedAt))
const classesText = ({ classes }: Dataset) =>
  `${whole(classes.length)} (${shortened(classes.join(', '), 60)})`

/** Throws not-found, naming those there are. */
async function namedDataset(given: Pick<Given, 'operands'>, context: Context): Promise<Dataset> {
  const id = checkedOperand(DatasetId, given)
  const known = await knownDatasets(context)
  const found = known.find((dataset) => dataset.id === id)
  if (found) return found
  const names = known.map((dataset) => dataset.id)
  throw new AppError(
    'not-found',
    `No data set ${JSON.stringify(id)}${didYouMean(id, names)}; data sets are ${names.join(', ')}`,
  )
}

export const dataList = command({
  name: 'data list',
  summary: 'List the data sets that runs can be trained on',
  operands: noOperands,
  options: jsonOption,
  run: async (given, context) => {
    const { print } = context
    const datasets = await knownDatasets(context)
    if (given.flag('json')) print.json(datasets)
    else {
      const titles = [
        { title: 'Name' },
        { title: 'Kind' },
        { title: 'Train', right: true },
        { title: 'Test', right: true },
        { title: 'Pixels' },
        { title: 'On disk', right: true },
        { title: 'Added' },
        { title: 'Classes' },
      ]
      const rows = datasets.map((dataset) => [
        dataset.id,
        kindText(dataset),
        whole(dataset.train),
        whole(dataset.test),
        sizeText(dataset),
        dataset.isOwn ? size(dataset.bytes) : '–',
        addedText(dataset),
        classesText(dataset),
      ])
      for (const line of table(titles, rows)) print.line(line)
    }
    return exitCodes.done
  },
})

const factsOf = (dataset: DatasetDetail): readonly (readonly [string, string])[] => [
  ['Name', dataset.id],
  ['Kind', kindText(dataset)],
  ['Images', imagesText(dataset)],
  ['Pixels', `mean ${String(dataset.mean)}, deviation ${String(dataset.deviation)} (0 to 1)`],
  ...(dataset.isOwn
    ? ([
        ['On disk', size(dataset.bytes)],
        ['Added', addedText(dataset)],
      ] as const)
    : []),
  ['SHA-256', dataset.sha256],
  ...dataset.files.map(({ file, sha256 }) => ['', `${sha256}  ${file}`] as const),
  ...dataset.sources.map(
    ({ file, sha256 }, index) => [index === 0 ? 'Made from' : '', `${sha256}  ${file}`] as const,
  ),
]

const countLines = ({ classes, counts: { train, test } }: DatasetDetail) =>
  table(
    [{ title: 'Class' }, { title: 'Train', right: true }, { title: 'Test', right: true }],
    classes.map((name, label) => [
      shortened(name, 60),
      whole(train[label] ?? 0),
      whole(test[label] ?? 0),
    ]),
  )

export const dataShow = command({
  name: 'data show',
  summary: 'Show a data set: images of each class, files with their hashes, what it was made from',
  operands: oneDataset,
  options: jsonOption,
  run: async (given, context) => {
    const { print } = context
    const { id } = await namedDataset(given, context)
    const dataset = await (await context.core()).ask('data.show', { id })
    if (given.flag('json')) print.json(dataset)
    else {
      const facts = factsOf(dataset).map(([title, value]) => `${title.padEnd(10)} ${value}`)
      for (const line of [...facts, '', ...countLines(dataset)]) print.line(line)
    }
    return exitCodes.done
  },
})

export const dataDelete = command<string>({
  name: 'data delete',
  summary: 'Delete an own data set and its files; refused while runs are made for it',
  operands: oneDataset,
  options: {},
  run: async (given, context) => {
    const { id, isOwn } = await namedDataset(given, context)
    if (!isOwn)
      throw new AppError('conflict', `The data set ${id} is built in and cannot be deleted`)
    await (await context.core()).ask('data.delete', { id })
    context.print.line(`Deleted data set ${id}`)
    return exitCodes.done
  },
})
