import * as v from 'valibot'
import { leastSide, mostClasses, mostSide } from '../contract/datasets.ts'
import { activations } from '../contract/train-config.ts'
import { AppError } from '../contract/errors.ts'

const side = v.pipe(v.number(), v.integer(), v.minValue(leastSide), v.maxValue(mostSide))

/** What a model takes and gives, as this application writes it into its files or beside them. */
const Card = v.object({
  kind: v.literal('digit-lab-model'),
  version: v.literal(1),
  rows: side,
  columns: side,
  classes: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(mostClasses)),
  activation: v.picklist(activations),
  pixels: v.picklist(['unit', 'byte']),
  answer: v.picklist(['probabilities', 'logits']),
})
export type ModelCard = v.InferOutput<typeof Card>

/** Undefined where there is none; throws `unreadable` for one that is wrong, naming the field. */
export function readCard(given: unknown): ModelCard | undefined {
  if (given === undefined) return undefined
  const parsed = v.safeParse(Card, given, { abortEarly: true })
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new AppError(
    'unreadable',
    `Not a model this application can read: its description, ${v.getDotPath(issue) ?? 'whole'}: ${issue.message}`,
  )
}
