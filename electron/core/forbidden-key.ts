/** Names that would reach an object's prototype; refused wherever they stand in an input. */
const prototypeKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** The first forbidden key in a value, however deep; undefined when there is none. */
export function forbiddenKey(value: unknown): string | undefined {
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    if (!Array.isArray(next)) {
      const key = Object.keys(next).find((name) => prototypeKeys.has(name))
      if (key !== undefined) return key
    }
    for (const part of Object.values(next)) if (typeof part === 'object') open.push(part)
  }
  return undefined
}
