import * as v from 'valibot'
import { leastSide, mostClasses, mostSide } from '../contract/datasets.ts'
import { AppError } from '../contract/errors.ts'
import { usualTestShare, type DatasetSource } from '../core/dataset-source.ts'
import type { ImageSize } from '../formats/labelled-image.ts'
import { checkedValue, refusedValue, type Given, type Options } from './arguments.ts'

const file = (help: string) => ({ type: 'string', value: 'FILE', help }) as const

/** Where the images come from: four IDX files, a CSV file or two, or a folder. */
export const sourceOptions = {
  'train-images': file('IDX file, plain or gzip'),
  'train-labels': file('IDX file, plain or gzip'),
  'test-images': file('IDX file, plain or gzip'),
  'test-labels': file('IDX file, plain or gzip'),
  csv: file('a line an image: label, then pixels from 0 to 255; plain or gzip'),
  'test-csv': file('the same for the test images'),
  folder: {
    type: 'string',
    value: 'DIR',
    help: 'pictures in one folder a class, or in such folders within train and test',
  },
  classes: {
    type: 'string',
    value: '10',
    help: 'how many classes there are, or their names with commas between; of IDX and CSV files',
  },
  size: {
    type: 'string',
    value: '28x28',
    help: 'rows and columns; pictures are fitted into it; of folders and CSV files',
  },
  'test-share': {
    type: 'string',
    value: String(usualTestShare),
    help: 'share of each class taken for testing where there is no test set of its own',
  },
  invert: { type: 'boolean', help: 'for pictures of dark on white' },
} as const satisfies Options

type Name = keyof typeof sourceOptions
type Kind = DatasetSource['kind']

/** By which options a kind is known, and which may stand beside them. */
const kinds = {
  idx: { own: ['train-images', 'train-labels', 'test-images', 'test-labels'], also: ['classes'] },
  csv: { own: ['csv', 'test-csv'], also: ['classes', 'size', 'test-share'] },
  folder: { own: ['folder'], also: ['size', 'test-share', 'invert'] },
} as const satisfies Readonly<
  Record<Kind, { readonly own: readonly Name[]; readonly also: readonly Name[] }>
>
const kindNames = Object.keys(kinds) as readonly Kind[]

const wrongUse = (message: string) => new AppError('bad-input', message)

const optionsList = (names: readonly Name[]) => names.map((name) => `--${name}`).join(', ')

/** The kind that the options are of; throws where they are of none or of several. */
function kindOf(given: Given<Name>): Kind {
  const found = kindNames.flatMap((kind) => {
    const option = kinds[kind].own.find((name) => given.flag(name))
    return option === undefined ? [] : [{ kind, option }]
  })
  const [first, second] = found
  if (!first)
    throw wrongUse(`data add needs ${optionsList(kinds.idx.own)}, or --csv FILE, or --folder DIR`)
  if (second)
    throw wrongUse(`--${first.option} and --${second.option} do not go together: choose one source`)
  return first.kind
}

function refuseStrangers(given: Given<Name>, kind: Kind): void {
  const allowed: readonly Name[] = [...kinds[kind].own, ...kinds[kind].also]
  const names = Object.keys(sourceOptions) as Name[]
  const stranger = names.find((name) => given.flag(name) && !allowed.includes(name))
  if (stranger === undefined) return
  const fitting = kindNames.filter((each) =>
    (kinds[each].also as readonly Name[]).includes(stranger),
  )
  const with_ = fitting.map((each) => `--${kinds[each].own[0]}`).join(' or ')
  throw wrongUse(`--${stranger} goes with ${with_} only`)
}

/** A path, as it was named. */
function path(given: Given<Name>, name: Name): string {
  const text = given.text(name)
  if (text === undefined) throw wrongUse(`--${name} is missing`)
  if (text === '') throw wrongUse(`--${name} must not be empty`)
  return text
}

const classesRule = `it must be a whole number from 2 to ${String(mostClasses)}, or as many different names of 1 to 60 characters with commas between`

function classesFrom(given: Given<Name>): readonly string[] | null {
  const text = given.text('classes')
  if (text === undefined) return null
  const names = text.split(',').map((name) => name.trim())
  const classes = /^\d+$/.test(text)
    ? Array.from({ length: Math.min(Number(text), mostClasses + 1) }, (_, label) => String(label))
    : names
  const isAllowed =
    classes.length >= 2 &&
    classes.length <= mostClasses &&
    new Set(classes).size === classes.length &&
    classes.every((name) => name.length >= 1 && name.length <= 60)
  if (!isAllowed) throw refusedValue('--classes', text, classesRule)
  return classes
}

function sizeFrom(given: Given<Name>): ImageSize | null {
  const text = given.text('size')
  if (text === undefined) return null
  const [, rows = 0, columns = 0] = /^(\d{1,3})x(\d{1,3})$/i.exec(text)?.map(Number) ?? []
  const isAllowed = [rows, columns].every((side) => side >= leastSide && side <= mostSide)
  if (isAllowed) return { rows, columns }
  const rule = `it must be ROWSxCOLUMNS, each from ${String(leastSide)} to ${String(mostSide)}`
  throw refusedValue('--size', text, rule)
}

const shareRule = 'Test share must be a number from 0.01 to 0.9'
const TestShare = v.optional(
  v.pipe(v.number(shareRule), v.minValue(0.01, shareRule), v.maxValue(0.9, shareRule)),
)

const testShareFrom = (given: Given<Name>): number | null =>
  checkedValue(TestShare, given, 'test-share', given.number('test-share')) ?? null

function csvFrom(given: Given<Name>): DatasetSource {
  const testShare = testShareFrom(given)
  if (given.flag('test-csv') && testShare !== null)
    throw wrongUse('--test-csv and --test-share do not go together: choose one')
  return {
    kind: 'csv',
    train: path(given, 'csv'),
    test: given.flag('test-csv') ? path(given, 'test-csv') : null,
    testShare: testShare ?? usualTestShare,
    size: sizeFrom(given),
    classes: classesFrom(given),
  }
}

/** What a command line says a data set is to be made from; throws an AppError of code `bad-input`. */
export function sourceFrom(given: Given<Name>): DatasetSource {
  const kind = kindOf(given)
  refuseStrangers(given, kind)
  switch (kind) {
    case 'idx':
      return {
        kind,
        trainImages: path(given, 'train-images'),
        trainLabels: path(given, 'train-labels'),
        testImages: path(given, 'test-images'),
        testLabels: path(given, 'test-labels'),
        classes: classesFrom(given),
      }
    case 'csv':
      return csvFrom(given)
    case 'folder':
      return {
        kind,
        folder: path(given, 'folder'),
        testShare: testShareFrom(given),
        size: sizeFrom(given),
        isInverted: given.flag('invert'),
      }
  }
}
