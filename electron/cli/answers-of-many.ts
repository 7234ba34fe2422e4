import type { Run } from '../contract/entities.ts'
import type { RunAnswer } from '../contract/evaluations.ts'
import type { Core } from '../core/core.ts'
import type { Sample } from './answers.ts'
import type { Printer } from './print.ts'
import { percent } from './words.ts'

type Asking = Pick<Core, 'ask'>

/** Who answers: several runs, or every checkpoint of one. */
export type Many =
  | { readonly kind: 'runs'; readonly runs: readonly Run[] }
  | { readonly kind: 'epochs'; readonly run: Run }

/** As many as one question takes. */
const mostAtOnce = 50

/** The answers to one sample, in the order of the runs or epochs; those that cannot read it are left out. */
export async function manyAnswers(
  core: Asking,
  many: Many,
  { pixels }: Sample,
): Promise<readonly RunAnswer[]> {
  if (pixels === null) return []
  const drawing = { kind: 'picture', pixels } as const
  if (many.kind === 'epochs')
    return (await core.ask('digits.readEpochs', { drawing, id: many.run.id })).answers
  const ids = many.runs.map(({ id }) => id)
  const answers: RunAnswer[] = []
  for (let from = 0; from < ids.length; from += mostAtOnce) {
    const some = ids.slice(from, from + mostAtOnce)
    answers.push(...(await core.ask('digits.readMany', { drawing, ids: some })).answers)
  }
  return answers
}

const nameOf = (many: Many, { id, epoch }: RunAnswer): string =>
  many.kind === 'epochs'
    ? `epoch ${String(epoch)}`
    : (many.runs.find((run) => run.id === id)?.name ?? id)

/** The class that was read, by the name that its run has for it. */
function saidBy(many: Many, { id, guess }: RunAnswer): string {
  const run = many.kind === 'epochs' ? many.run : many.runs.find((each) => each.id === id)
  return run?.dataset.classes[guess.digit] ?? String(guess.digit)
}

interface Answered {
  readonly index: number
  readonly sample: Sample
  readonly answers: readonly RunAnswer[]
}

export function showManyJson(print: Printer, { index, sample, answers }: Answered): void {
  const { label, remark } = sample
  print.json({
    index,
    answers: answers.map(({ id, epoch, guess }) => ({ run: id, epoch, ...guess })),
    ...(label !== null && { label }),
  })
  if (remark !== null) print.remark(`Drawing ${String(index)}: ${remark}`)
}

/** A line for each answer, with the number of the drawing before the first. */
export function showManyLines(print: Printer, many: Many, answered: Answered): void {
  const { index, sample, answers } = answered
  const number = String(index).padStart(5)
  if (answers.length === 0) print.line(`${number}  –  (${sample.remark ?? 'no run can read it'})`)
  const names = answers.map((answer) => nameOf(many, answer))
  const widest = Math.max(...names.map((name) => name.length))
  answers.forEach((answer, at) => {
    const { confidence } = answer.guess
    const said = saidBy(many, answer)
    const place = at === 0 ? number : ' '.repeat(number.length)
    const verdict =
      said === String(sample.label) ? 'right' : `wrong, it is a ${String(sample.label)}`
    const truth = sample.label === null ? '' : `  ${verdict}`
    const name = (names[at] ?? '').padEnd(widest)
    print.line(`${place}  ${name}  ${said}  ${percent(confidence).padStart(6)} % sure${truth}`)
  })
}
