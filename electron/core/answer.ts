import * as v from 'valibot'
import {
  calls,
  isCallName,
  type CallName,
  type Handlers,
  type Output,
  type Parsed,
} from '../contract/calls.ts'
import { AppError, type Reply } from '../contract/errors.ts'
import { storeError } from '../store/database.ts'
import type { Core, Log } from './core.ts'
import { forbiddenKey } from './forbidden-key.ts'

/** One line about the first thing wrong with an input: where it is, what it was, what is allowed. */
function complaint(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue)
  const place = path === null ? '' : ` (${path}: ${issue.received})`
  return `${issue.message}${place}`
}

/** Parses the input of a call; throws bad-input with one line. */
function parse<N extends CallName>(name: N, input: unknown): Parsed<N> {
  const key = forbiddenKey(input)
  if (key !== undefined) throw new AppError('bad-input', `The key ${key} is not allowed`)
  const parsed = v.safeParse(calls[name].input, input, { abortEarly: true })
  if (!parsed.success) throw new AppError('bad-input', complaint(parsed.issues[0]))
  return parsed.output
}

function asAppError(error: unknown, log: Log, name: string): AppError {
  if (error instanceof AppError) return error
  const known = storeError(error)
  if (known) return known
  log.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  const reason = error instanceof Error ? error.message : String(error)
  return new AppError('internal', `Something went wrong in ${name}: ${reason}`, { cause: error })
}

/** The one place where questions are parsed, and where an error becomes data. */
export function createAnswering(handlers: Handlers, log: Log): Pick<Core, 'ask' | 'answer'> {
  async function ask<N extends CallName>(
    name: N,
    input: unknown,
    signal?: AbortSignal,
  ): Promise<Output<N>> {
    try {
      return await handlers[name](parse(name, input), signal)
    } catch (error) {
      throw asAppError(error, log, name)
    }
  }
  return {
    ask,
    answer: async (name, input, signal): Promise<Reply<unknown>> => {
      try {
        if (!isCallName(name)) throw new AppError('bad-input', `There is no call ${String(name)}`)
        return { ok: true, value: await ask(name, input, signal) }
      } catch (error) {
        const { code, message } = asAppError(error, log, 'answer')
        return { ok: false, code, message }
      }
    },
  }
}
