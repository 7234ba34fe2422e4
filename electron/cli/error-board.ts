import type { Run } from '../contract/entities.ts'
import { errorPiles, type EvaluatedSet } from '../contract/evaluations.ts'
import { allImages } from './all-images.ts'
import type { Context } from './command.ts'
import { imagesText, withProgress } from './evaluated-data.ts'
import { findRun } from './find-run.ts'
import { table } from './print.ts'
import { percent, whole } from './words.ts'

interface BoardAsked {
  readonly set: EvaluatedSet
  /** Of each list. */
  readonly limit: number
  readonly isJson: boolean
}

const called = ({ id, name }: Run) => `${id} "${name}"`

/** What the second of two runs fixed and broke, image by image. */
export async function showBoard(
  context: Context,
  [first, second]: readonly [string, string],
  { set, limit, isJson }: BoardAsked,
): Promise<void> {
  const { print } = context
  const [a, b] = [await findRun(context, first), await findRun(context, second)]
  const core = await context.core()
  const two = { a: { id: a.id }, b: { id: b.id }, set }
  await withProgress(core, context, async () => {
    const board = await core.ask('evaluations.board', two)
    if (!isJson) {
      const { images, bothRight, fixed, broken, bothWrong } = board
      const row = (title: string, count: number) => [title, whole(count), percent(count / images)]
      print.line(`${imagesText(images, set)}, from ${called(a)} to ${called(b)}`)
      const rows = [
        row('fixed: wrong before, right now', fixed),
        row('broken: right before, wrong now', broken),
        row('both wrong', bothWrong),
        row('both right', bothRight),
      ]
      const columns = [{ title: '' }, { title: 'images', right: true }, { title: '%', right: true }]
      for (const line of ['', ...table(columns, rows)]) print.line(line)
      return
    }
    const lists: Record<string, readonly object[]> = {}
    for (const pile of errorPiles) {
      const { images } = await allImages(limit, (page) =>
        core.ask('evaluations.pile', { ...two, pile, ...page }),
      )
      lists[pile] = images.map(({ index, label, a: before, b: after }) => ({
        index,
        label,
        a: before,
        b: after,
      }))
    }
    print.json({ a: a.id, b: b.id, set, ...board, lists })
  })
}
