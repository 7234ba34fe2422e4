import { csvFormatRows } from 'd3-dsv'
import { runRows } from '../contract/csv.ts'
import type { Run } from '../contract/entities.ts'
import { AppError } from '../contract/errors.ts'
import { columnNamed, runColumns, type RunColumn } from '../contract/run-columns.ts'
import { parseFilter } from '../contract/run-filter.ts'
import { ViewName, type RunPlace, type RunsView } from '../contract/run-list.ts'
import { sortRuns } from '../contract/sort-runs.ts'
import { wholeNumber } from '../contract/train-config.ts'
import * as v from 'valibot'
import { checkedValue, type Given } from './arguments.ts'
import { command, exitCodes, jsonOption, noOperands, type Context } from './command.ts'
import { columnsFrom, filterFrom, lookNotes, lookOptions, sortFrom } from './list-options.ts'
import { runTable } from './run-table.ts'
import { viewCalled } from './views.ts'

const options = {
  ...lookOptions,
  limit: { type: 'string', value: 'N', help: 'the first N of them' },
  search: {
    type: 'string',
    value: 'TEXT',
    help: 'only runs with these words in name, note, tags or id',
  },
  view: { type: 'string', value: 'NAME', help: 'as a saved view, but for what else is given' },
  archived: { type: 'boolean', help: 'the runs in the archive' },
  deleted: { type: 'boolean', help: 'the runs in the bin' },
  csv: { type: 'boolean', help: 'comma-separated values, all columns unless told' },
  ...jsonOption,
} as const
type ListGiven = Given<keyof typeof options>

const usual = [
  'id',
  'name',
  'status',
  'epochs',
  'test-error',
  'train-error',
  'duration',
  'size',
  'created',
]
/** What a narrow terminal does without, the least needed first. */
const dispensable = ['size', 'train-error', 'created', 'duration', 'epochs', 'test-error', 'status']

const columnsCalled = (keys: readonly string[]): readonly RunColumn[] =>
  keys.flatMap((key) => columnNamed(key) ?? [])

const Limit = v.optional(wholeNumber('Limit', 1, 1_000_000))

function placeFrom(given: ListGiven): RunPlace {
  if (given.flag('archived') && given.flag('deleted'))
    throw new AppError('bad-input', 'Give --archived or --deleted, not both')
  if (given.flag('archived')) return 'archived'
  return given.flag('deleted') ? 'deleted' : 'active'
}

/** How the list is asked for, checked before anything is looked up. */
function lookFrom(given: ListGiven) {
  if (given.flag('csv') && given.flag('json'))
    throw new AppError('bad-input', 'Give --csv or --json, not both')
  return {
    filter: filterFrom(given),
    sort: sortFrom(given),
    columns: columnsFrom(given),
    limit: checkedValue(Limit, given, 'limit', given.number('limit')),
    view: checkedValue(v.optional(ViewName), given, 'view'),
    place: placeFrom(given),
    search: given.text('search') ?? '',
  }
}
type Look = ReturnType<typeof lookFrom>

async function listed(look: Look, view: RunsView | undefined, context: Context) {
  if (!context.hasRuns()) return []
  const { place, search, limit } = look
  const runs = await (await context.core()).ask('runs.list', { place, search })
  const filter = parseFilter(look.filter ?? view?.filter ?? '', Date.now())
  if (!filter.ok) throw new AppError('bad-input', `Filter of the view: ${filter.error.message}`)
  const sort = look.sort ?? view?.sort
  const found = runs.filter(filter.matches)
  return (sort ? sortRuns(found, sort) : found).slice(0, limit)
}

/** Whole runs, or of each only the columns that are named. */
const asData = (runs: readonly Run[], columns: readonly RunColumn[] | undefined) =>
  columns === undefined
    ? runs
    : runs.map((run) => Object.fromEntries(columns.map(({ key, value }) => [key, value(run)])))

function csvLines(runs: readonly Run[], columns: readonly RunColumn[]): readonly string[] {
  const rows = runRows(runs, columns).map((row) => [...row])
  return csvFormatRows(rows).split('\n')
}

/** Columns that were asked for stay, whatever the width; of others the table leaves out what has no room. */
function tableLines(
  runs: readonly Run[],
  { columns }: Look,
  view: RunsView | undefined,
  room: number,
): readonly string[] {
  if (columns) return runTable(runs, columns, { room, dispensable: [] })
  const ofView = view?.columns.map(({ key }) => key) ?? []
  return ofView.length > 0
    ? runTable(runs, columnsCalled(ofView), { room, dispensable: ofView.slice(1).reverse() })
    : runTable(runs, columnsCalled(usual), { room, dispensable })
}

const noRuns: Readonly<Record<RunPlace, string>> = {
  active: 'No runs; digit-lab train makes one',
  archived: 'No runs in the archive',
  deleted: 'No runs in the bin',
}

function noneText({ search, filter = '', place }: Look, view: RunsView | undefined): string {
  const condition = `${search}${filter}${view?.filter ?? ''}`
  return condition === '' ? noRuns[place] : 'No run fits'
}

export const runsList = command({
  name: 'runs list',
  summary: 'List the runs, newest first',
  operands: noOperands,
  options,
  notes: lookNotes,
  run: async (given, context) => {
    const { print } = context
    const look = lookFrom(given)
    const view = look.view === undefined ? undefined : await viewCalled(context, look.view)
    const runs = await listed(look, view, context)
    if (given.flag('json')) print.json(asData(runs, look.columns))
    else if (given.flag('csv')) csvLines(runs, look.columns ?? runColumns).forEach(print.line)
    else if (runs.length > 0) tableLines(runs, look, view, print.columns).forEach(print.line)
    else print.remark(noneText(look, view))
    return exitCodes.done
  },
})
