import { describe, expect, test } from 'vitest'
import { confusionCsv } from '../../../../renderer/lib/evaluation/confusion-csv.ts'
import { cellAfter, entryCell } from '../../../../renderer/lib/evaluation/confusion-keys.ts'
import { matrixTable, mixUps } from '../../../../renderer/lib/evaluation/confusion-table.ts'
import { anEvaluation } from './an-evaluation.ts'

const evaluation = anEvaluation()
const texts = (numbers: Parameters<typeof matrixTable>[1]) =>
  matrixTable(evaluation, numbers).rows.map(({ cells }) => cells.map(({ text }) => text))

describe('the matrix', () => {
  test('shows images, or their share of what they are or of what they were read as', () => {
    expect(texts('count')).toEqual([
      ['1,000', '3', '·'],
      ['13', '300', '·'],
      ['10', '4', '·'],
    ])
    expect(texts('true')[1]).toEqual(['4.2', '95.8', '·'])
    expect(texts('predicted')[1]).toEqual(['1.3', '97.7', '·'])
  })

  test('has totals and shares at its edges, and no share where nothing was there to divide by', () => {
    const table = matrixTable(evaluation, 'count')
    expect(table.rows.map(({ total, found }) => [total, found])).toEqual([
      ['1,003', '99.7'],
      ['313', '95.8'],
      ['14', '0.0'],
    ])
    expect(table.totals).toEqual(['1,023', '307', '0'])
    expect(table.right).toEqual(['97.8', '97.7', '–'])
    expect([table.images, table.accuracy]).toEqual(['1,330', '97.74'])
  })

  test('shades wrong answers by how many they are, and no right ones', () => {
    const shades = matrixTable(evaluation, 'count').rows.map(({ cells }) =>
      cells.map(({ shade }) => shade),
    )
    expect(shades).toEqual([
      [null, 1, null],
      [5, null, null],
      [4, 2, null],
    ])
    expect(matrixTable(evaluation, 'count').scale).toEqual(['3', '13'])
  })

  test('is read aloud cell by cell', () => {
    const [first, second] = matrixTable(evaluation, 'true').rows[0]?.cells ?? []
    expect(first?.spoken).toBe('True 0, read right: 1,000')
    expect(second?.spoken).toBe('True 0, read as 1: 3')
  })

  test('without a wrong answer has no scale', () => {
    const confusion = [
      [5, 0],
      [0, 7],
    ]
    expect(matrixTable(anEvaluation({ confusion }), 'count').scale).toBeNull()
  })
})

test('mix-ups come by how often they happened', () => {
  expect(mixUps(evaluation.confusion, 3)).toEqual([
    { row: 1, column: 0, images: 13 },
    { row: 2, column: 0, images: 10 },
    { row: 2, column: 1, images: 4 },
  ])
})

describe('keys', () => {
  const from = { row: 0, column: 0 }
  test.each([
    ['ArrowRight', { row: 0, column: 1 }],
    ['ArrowDown', { row: 1, column: 0 }],
    ['ArrowUp', undefined],
    ['ArrowLeft', undefined],
    ['End', { row: 0, column: 1 }],
    ['Home', { row: 0, column: 0 }],
    ['Enter', undefined],
  ])('%s leads to the next cell that holds images', (key, to) => {
    expect(cellAfter(evaluation.confusion, from, key)).toEqual(to)
  })

  test('pass over empty cells', () => {
    const confusion = [
      [1, 0, 2],
      [0, 0, 0],
      [3, 0, 4],
    ]
    expect(cellAfter(confusion, from, 'ArrowRight')).toEqual({ row: 0, column: 2 })
    expect(cellAfter(confusion, from, 'ArrowDown')).toEqual({ row: 2, column: 0 })
  })

  test('enter at the chosen cell, or at the first with images', () => {
    expect(entryCell(evaluation.confusion, { row: 1, column: 1 })).toEqual({ row: 1, column: 1 })
    expect(entryCell(evaluation.confusion, { row: 1, column: 2 })).toEqual(from)
    expect(entryCell([[0]], undefined)).toBeUndefined()
  })
})

test('as CSV, names that look like formulas are marked as texts', () => {
  expect(confusionCsv(evaluation)).toBe(
    [
      "true,0,1,'=two,images,precision,recall,f1",
      '0,1000,3,0,1003,0.9775,0.997,0.987',
      '1,13,300,0,313,0.977,0.958,0.968',
      "'=two,10,4,0,14,,0,",
    ].join('\n'),
  )
})
