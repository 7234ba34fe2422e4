import { beforeEach, expect, test } from 'vitest'
import { useInquiry, type Inquiry } from '../../renderer/inquiry.ts'

/** Questions as they were asked; a test answers them when it likes. */
let asked: { question: string; answer: PromiseWithResolvers<string> }[]
let inquiry: Inquiry<string, string>

beforeEach(() => {
  asked = []
  inquiry = useInquiry((question: string) => {
    const answer = Promise.withResolvers<string>()
    asked.push({ question, answer })
    return answer.promise
  })
})

const settled = () => new Promise((resolve) => setTimeout(resolve))
const questions = () => asked.map(({ question }) => question)

async function answer(place: number, text: string): Promise<void> {
  asked[place]?.answer.resolve(text)
  await settled()
}

test('nothing is known before anything is asked', () => {
  expect(inquiry.state.value).toEqual({ kind: 'none' })
  expect(inquiry.isBusy.value).toBe(false)
})

test('while one question is on its way, only the newest of the others waits', async () => {
  for (const question of ['a', 'b', 'c']) inquiry.put(question)
  expect(questions()).toEqual(['a'])
  await answer(0, 'A')
  expect(questions()).toEqual(['a', 'c'])
  expect(inquiry.state.value).toEqual({ kind: 'answered', answer: 'A' })
  expect(inquiry.isBusy.value).toBe(true)
  await answer(1, 'C')
  expect(inquiry.state.value).toEqual({ kind: 'answered', answer: 'C' })
  expect(inquiry.isBusy.value).toBe(false)
})

test('what was on its way when all was forgotten is not shown', async () => {
  inquiry.put('a')
  inquiry.reset()
  expect(inquiry.state.value).toEqual({ kind: 'none' })
  await answer(0, 'A')
  expect(inquiry.state.value).toEqual({ kind: 'none' })
})

test('a question that waited when all was forgotten is not asked', async () => {
  inquiry.put('a')
  inquiry.put('b')
  inquiry.reset('waiting')
  inquiry.put('c')
  await answer(0, 'A')
  expect(questions()).toEqual(['a', 'c'])
  expect(inquiry.state.value).toEqual({ kind: 'waiting' })
})

test('a failure is said in words, and the next question is asked', async () => {
  inquiry.put('a')
  asked[0]?.answer.reject(new Error('The checkpoint is damaged'))
  await settled()
  expect(inquiry.state.value).toEqual({ kind: 'failed', message: 'The checkpoint is damaged' })
  inquiry.put('b')
  await answer(1, 'B')
  expect(inquiry.state.value).toEqual({ kind: 'answered', answer: 'B' })
})

test('a question in haste waits for none that was put, whose answer is passed over', async () => {
  inquiry.put('a')
  const hastened = inquiry.hasten('b')
  expect(questions()).toEqual(['a', 'b'])
  await answer(1, 'B')
  await hastened
  expect(inquiry.state.value).toEqual({ kind: 'answered', answer: 'B' })
  expect(inquiry.isBusy.value).toBe(false)
  await answer(0, 'A')
  expect(inquiry.state.value).toEqual({ kind: 'answered', answer: 'B' })
  inquiry.put('c')
  await answer(2, 'C')
  expect(inquiry.state.value).toEqual({ kind: 'answered', answer: 'C' })
})

test('of several questions in haste one is on its way, and all are answered with the newest', async () => {
  const told: string[] = []
  for (const question of ['a', 'b', 'c'])
    void inquiry.hasten(question).then(() => told.push(question))
  expect(questions()).toEqual(['a'])
  await answer(0, 'A')
  expect(questions()).toEqual(['a', 'c'])
  expect(told).toEqual([])
  await answer(1, 'C')
  expect(told).toEqual(['a', 'b', 'c'])
})

test('a question in haste that all was forgotten of is neither shown nor waited for', async () => {
  inquiry.put('a')
  void inquiry.hasten('b')
  inquiry.reset()
  await answer(1, 'B')
  await answer(0, 'A')
  expect(inquiry.state.value).toEqual({ kind: 'none' })
  expect(inquiry.isBusy.value).toBe(false)
})
