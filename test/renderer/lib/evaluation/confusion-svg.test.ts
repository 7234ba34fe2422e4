import { expect, test } from 'vitest'
import { matrixSvg, type MatrixSheet } from '../../../../renderer/lib/evaluation/confusion-svg.ts'
import { anEvaluation } from './an-evaluation.ts'

const tokens: MatrixSheet['tokens'] = {
  runs: [],
  baseline: { colour: '#999999', dash: [] },
  heat: ['#000001', '#000002', '#000003', '#000004', '#000005'],
  errors: ['#100001', '#100002', '#100003', '#100004', '#100005'],
  surface: '#ffffff',
  inkStrong: '#111111',
  ink: '#222222',
  inkSoft: '#333333',
  grid: '#444444',
  axis: '#555555',
  bad: '#666666',
  font: 'sans-serif',
}

const sheet = (given: Partial<MatrixSheet> = {}): MatrixSheet => ({
  evaluation: anEvaluation(),
  numbers: 'count',
  title: 'Confusion matrix of First',
  caption: 'Images by true class and answer',
  tokens,
  ...given,
})

const wordsOf = (svg: string) =>
  Array.from(svg.matchAll(/<text[^>]*>([^<]*)</g), ([, word]) => word)
const filled = (svg: string, colour: string) => svg.split(`fill="${colour}"/>`).length - 1
const widthOf = (svg: string) => Number(/width="(\d+)"/.exec(svg)?.[1])

test('the drawing has title, both axes, every cell that holds images, totals and a legend', () => {
  const svg = matrixSvg(sheet())
  const words = wordsOf(svg)
  for (const word of ['Confusion matrix of First', 'Images by true class and answer'])
    expect(words).toContain(word)
  for (const word of [
    'Predicted',
    'True',
    '=two',
    '1,000',
    '300',
    '1,003',
    '1,330',
    '97.7',
    '99.7',
  ])
    expect(words).toContain(word)
  expect(words).toContain('Wrong: 3')
  // Three answers are right in the first two classes and none in the last; the legend has one of each shade.
  expect(filled(svg, tokens.heat[1] ?? '')).toBe(3)
  expect(tokens.errors.map((shade) => filled(svg, shade) > 0)).toEqual(Array(5).fill(true))
})

test('the numbers of the page are those of the drawing', () => {
  expect(wordsOf(matrixSvg(sheet({ numbers: 'true' })))).toContain('71.4')
  expect(wordsOf(matrixSvg(sheet({ numbers: 'predicted' })))).toContain('1.3')
})

test('names are words, never markup, and nothing is loaded from elsewhere', () => {
  const classes = ['<script>alert(1)</script>', '"&\'', '\u0000\u202eback']
  const svg = matrixSvg(
    sheet({ evaluation: anEvaluation({ classes }), title: 'Of <b onload="x">' }),
  )
  expect(svg).not.toMatch(/<(script|b|image|use|style|foreignObject)\b/)
  expect(svg).not.toMatch(/\son\w+="/)
  expect(svg).not.toMatch(/https?:(?!\/\/www\.w3\.org\/2000\/svg")/)
  expect(svg).toContain('&lt;script&gt;')
  expect(svg).not.toContain('\u0000')
})

test.each([26, 62, 256])('%i classes have a cell each, all within the drawing', (count) => {
  const classes = Array.from(
    { length: count },
    (_, index) => `A class of a long name ${String(index)}`,
  )
  const confusion = classes.map((_, row) => classes.map((__, column) => (row === column ? 9 : 1)))
  const perClass = classes.map(() => ({ images: 9, precision: 0.5, recall: 0.5, f1: 0.5 }))
  const svg = matrixSvg(sheet({ evaluation: anEvaluation({ classes, confusion, perClass }) }))
  expect(filled(svg, tokens.heat[1] ?? '')).toBe(count + 1)
  const places = Array.from(svg.matchAll(/ x="([\d.]+)"/g), ([, x]) => Number(x))
  expect(places.filter((x) => x >= widthOf(svg))).toEqual([])
})
