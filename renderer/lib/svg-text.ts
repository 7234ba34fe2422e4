export type Attributes = Readonly<Record<string, string | number>>

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text as XML takes it: signs of markup as entities, characters that XML does not have left out. */
export const escaped = (words: string): string =>
  words
    .toWellFormed()
    .replace(/[\p{Cc}\ufffe\uffff]/gu, ' ')
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)

/** Content is markup already. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escaped(String(value))}"`,
  )
  return content === ''
    ? `<${name}${written.join('')}/>`
    : `<${name}${written.join('')}>${content}</${name}>`
}

/** Words at a place; those that run from right to left keep to themselves. */
export const text = (words: string, attributes: Attributes): string =>
  words === '' ? '' : element('text', { 'unicode-bidi': 'isolate', ...attributes }, escaped(words))

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** At most so many characters as people count them. */
export function shortened(words: string, most: number): string {
  const all = Array.from(characters.segment(words), ({ segment }) => segment)
  return all.length > most ? `${all.slice(0, most - 1).join('')}…` : words
}
