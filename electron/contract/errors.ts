/** Every way a call can fail. Doors and pages decide by code, people read the message. */
export const errorCodes = [
  'bad-input', // a value outside what the schema allows
  'not-found', // no run, epoch or data set of that name
  'ambiguous', // a prefix or name that fits several runs
  'conflict', // the run is in a state that does not allow this
  'missing-data', // a data file is absent or has another hash
  'damaged', // stored bytes no longer match their hash
  'newer-database', // written by a newer version of the application
  'engine', // no TensorFlow engine could do the work
  'unreadable', // a file that cannot be read, or is not what it claims to be
  'unwritable', // a place that cannot be written to
  'forbidden', // the caller is not one of ours
  'unreachable', // the core does not answer
  'internal', // a defect of the application
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** A failure that people can act on: one line that names the thing, the value and what is allowed. */
export class AppError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
  }
}

/** What crosses a process boundary in place of a thrown error, which would lose its code on the way. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string }

/** Returns the value of a reply, or throws the AppError it carries. */
export function unwrap<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value
  throw new AppError(reply.code, reply.message)
}

/** Closes a switch over a union: a member added later fails to compile here. */
export function unreachable(value: never): never {
  throw new AppError('internal', `Unexpected value ${JSON.stringify(value)}`)
}
