import { most, refuse } from './read-plain.ts'

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])
/** More than any description of a model has. */
const mostDepth = 40

/** A JSON text of a model file as data; `field` names it in a refusal. */
export function parseJsonText(text: string, field: string): unknown {
  if (text.length > most.jsonBytes)
    refuse(field, `at most ${String(most.jsonBytes)} characters long`, text.length)
  checkDepth(text, field)
  try {
    return JSON.parse(text, (key, value: unknown) =>
      forbiddenKeys.has(key) ? refuse(field, 'without such keys', key) : value,
    )
  } catch (error) {
    if (error instanceof SyntaxError) return refuse(field, 'JSON', text)
    throw error
  }
}

/** Before it is parsed, since the parser's own stack could overflow. */
function checkDepth(text: string, field: string): void {
  let depth = 0
  for (const [bracket] of text.replaceAll(quoted, '').matchAll(/[[\]{}]/g)) {
    depth += bracket === '{' || bracket === '[' ? 1 : -1
    if (depth > mostDepth) refuse(field, `at most ${String(mostDepth)} levels deep`, depth)
  }
}

const quoted = /"(?:[^"\\]|\\.)*"/gs
