import * as v from 'valibot'
import type { Handlers } from '../contract/calls.ts'
import { AppError } from '../contract/errors.ts'
import { RunsView } from '../contract/run-list.ts'
import type { Db } from '../store/database.ts'
import { deleteView, saveView, savedViews } from '../store/views.sql.ts'

type ViewCalls = Pick<Handlers, Extract<keyof Handlers, `views.${string}`>>

/** Answers to every question about saved views. */
export const viewHandlers = (db: Db): ViewCalls => ({
  'views.list': () =>
    savedViews(db).map(({ name, view }) => ({ name, view: v.parse(RunsView, JSON.parse(view)) })),
  'views.save': ({ name, view }) => {
    saveView(db, { name, view: JSON.stringify(view) })
  },
  'views.delete': ({ name }) => {
    if (!deleteView(db, name)) throw new AppError('not-found', `There is no view ${name}`)
  },
})
