import * as v from 'valibot'
import { refuseBundle, refuseField } from './refuse-bundle.ts'

/** Names that would reach an object's prototype, plain or in disguise. */
const suspicious = /__proto__|constructor|prototype|\\u/
const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

/** A JSON text as data; `field` names it in a refusal. */
export function parseJson(text: string, field: string): unknown {
  const mustBePlain = (key: string, value: unknown) =>
    forbidden.has(key) ? refuseBundle(field, 'without such keys', key) : value
  try {
    return suspicious.test(text) ? JSON.parse(text, mustBePlain) : JSON.parse(text)
  } catch (error) {
    // The parser's own stack overflows where lists lie in lists without end.
    if (error instanceof SyntaxError || error instanceof RangeError)
      return refuseBundle(field, 'JSON', text)
    throw error
  }
}

/** Checked by a schema; a refusal names place, rule and what was found. */
export function parseAs<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  field: string,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value, { abortEarly: true })
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const path = v.getDotPath(issue)
  const place = path === null ? field : `${field}, ${path.slice(0, 100)}`
  return refuseField(place, issue.message, issue.received)
}
