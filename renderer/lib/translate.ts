import en from '../locales/en.json' with { type: 'json' }
import { formatCount } from './format.ts'

export type Message = keyof typeof en

/** Text of the locale file with each {name} replaced by its value; whole numbers get thousands commas. */
export const t = (
  message: Message,
  values: Readonly<Record<string, string | number>> = {},
): string =>
  en[message].replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name]
    return typeof value === 'number' ? formatCount(value) : (value ?? hole)
  })

/** The first message for exactly one, the second for any other {count}. */
export const tCount = (one: Message, other: Message, count: number): string =>
  t(count === 1 ? one : other, { count })
