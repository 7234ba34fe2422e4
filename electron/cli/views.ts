import { AppError } from '../contract/errors.ts'
import type { RunsView } from '../contract/run-list.ts'
import { ViewName, type SavedView } from '../contract/run-list.ts'
import { didYouMean } from '../contract/nearest.ts'
import { checkedOperand, type Operands } from './arguments.ts'
import { command, exitCodes, jsonOption, noOperands, type Context } from './command.ts'
import {
  columnFrom,
  columnsFrom,
  filterFrom,
  lookNotes,
  lookOptions,
  sortFrom,
} from './list-options.ts'
import { table } from './print.ts'

const oneView: Operands = { usage: 'NAME', least: 1, most: 1 }

/** A folder without runs is left as it is. */
const savedViews = async (context: Context): Promise<readonly SavedView[]> =>
  context.hasRuns() ? (await context.core()).ask('views.list', {}) : []

/** The saved view of that name; throws an AppError when there is none. */
export async function viewCalled(context: Context, name: string): Promise<RunsView> {
  const views = await savedViews(context)
  const found = views.find((each) => each.name === name)
  if (found) return found.view
  const names = views.map((each) => each.name)
  const known = names.length === 0 ? '; there are none yet' : `; views are ${names.join(', ')}`
  throw new AppError(
    'not-found',
    `No view ${JSON.stringify(name)}${didYouMean(name, names)}${known}`,
  )
}

/** As the options that say it. */
function lookText({ filter, sort, columns, groupBy }: RunsView): string {
  const isNewestFirst = sort.by === 'created' && sort.isDescending
  const keys = columns.map(({ key }) => key).join(',')
  return [
    ...(filter === '' ? [] : [`--filter ${JSON.stringify(filter)}`]),
    ...(isNewestFirst ? [] : [`--sort ${sort.by}${sort.isDescending ? ':desc' : ''}`]),
    ...(keys === '' ? [] : [`--columns ${keys}`]),
    ...(groupBy === null ? [] : [`--group-by ${groupBy}`]),
  ].join(' ')
}

export const viewsList = command({
  name: 'views list',
  summary: 'List the saved views: a filter, an order and columns under a name',
  operands: noOperands,
  options: jsonOption,
  notes: ['runs list --view NAME looks at the runs so.'],
  run: async (given, context) => {
    const { print } = context
    const views = await savedViews(context)
    const titles = [{ title: 'Name' }, { title: 'View' }]
    const rows = views.map(({ name, view }) => [name, lookText(view)])
    if (given.flag('json')) print.json(views)
    else if (views.length === 0) print.remark('No views; digit-lab views save NAME keeps one')
    else for (const line of table(titles, rows)) print.line(line)
    return exitCodes.done
  },
})

export const viewsShow = command({
  name: 'views show',
  summary: 'Show what a saved view says',
  operands: oneView,
  options: jsonOption,
  run: async (given, context) => {
    const view = await viewCalled(context, checkedOperand(ViewName, given))
    if (given.flag('json')) context.print.json(view)
    else context.print.line(lookText(view))
    return exitCodes.done
  },
})

export const viewsSave = command({
  name: 'views save',
  summary: 'Keep a way to look at the list under a name; a view of that name is replaced',
  operands: oneView,
  options: {
    ...lookOptions,
    'group-by': { type: 'string', value: 'COLUMN', help: 'the window shows groups of it' },
  },
  notes: lookNotes,
  run: async (given, context) => {
    const name = checkedOperand(ViewName, given)
    const groupBy = given.text('group-by')
    const view: RunsView = {
      filter: filterFrom(given) ?? '',
      sort: sortFrom(given) ?? { by: 'created', isDescending: true },
      columns: (columnsFrom(given) ?? []).map(({ key }) => ({ key })),
      groupBy: groupBy === undefined ? null : columnFrom('--group-by', groupBy, groupBy).key,
    }
    await (await context.core()).ask('views.save', { name, view })
    context.print.line(`Saved view ${name}: ${lookText(view) || 'all runs, newest first'}`)
    return exitCodes.done
  },
})

export const viewsDelete = command({
  name: 'views delete',
  summary: 'Delete a saved view; runs stay as they are',
  operands: oneView,
  options: {},
  run: async (given, context) => {
    const name = checkedOperand(ViewName, given)
    await viewCalled(context, name)
    await (await context.core()).ask('views.delete', { name })
    context.print.line(`Deleted view ${name}`)
    return exitCodes.done
  },
})
