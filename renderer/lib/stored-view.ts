import * as v from 'valibot'
import { RunsView } from '../../electron/contract/run-list.ts'
import { firstView } from './list-columns.ts'

/** What was remembered of a view as text, or the first view where that makes no sense. */
export function storedView(text: string | null): RunsView {
  if (text === null) return firstView
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), RunsView), text)
  return parsed.success && parsed.output.columns.length > 0 ? parsed.output : firstView
}
