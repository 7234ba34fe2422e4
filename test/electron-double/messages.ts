/** What the browser side wants to know of the application, and the type of each answer. */
export interface Questions {
  /** Asks the handler that `protocol.handle` was given. */
  readonly fetch: (request: { readonly address: string }) => Answered
  readonly invoke: (call: Invocation) => unknown
  /** Whether the application refused. */
  readonly navigate: (to: Navigation) => boolean
  readonly openWindow: (to: { readonly window: number; readonly address: string }) => boolean
  readonly download: (file: { readonly address: string }) => boolean
  /** Those of Electron's permissions that the application leaves allowed, as they are unless it says no. */
  readonly permissions: (window: { readonly window: number }) => readonly string[]
  /** Runs the text of a function on the double's module. */
  readonly evaluate: (call: { readonly source: string }) => unknown
}

export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export interface Invocation {
  readonly window: number
  readonly channel: string
  readonly args: readonly unknown[]
  readonly frame: { readonly url: string; readonly isTop: boolean }
}

export interface Navigation {
  readonly window: number
  readonly address: string
  readonly isTop: boolean
}

/** To the application. */
export type ToApplication =
  | {
      readonly kind: 'asked'
      readonly id: number
      readonly name: keyof Questions
      readonly input: unknown
    }
  | { readonly kind: 'loaded'; readonly window: number; readonly address: string }
  | { readonly kind: 'closed'; readonly window: number }
  | { readonly kind: 'crashed'; readonly window: number }
  | { readonly kind: 'quit' }

/** From the application. */
export type FromApplication =
  | {
      readonly kind: 'open'
      readonly window: number
      readonly address: string
      readonly preload: string
    }
  | { readonly kind: 'reload'; readonly window: number }
  | { readonly kind: 'close'; readonly window: number }
  | {
      readonly kind: 'send'
      readonly window: number
      readonly channel: string
      readonly args: readonly unknown[]
    }
  | { readonly kind: 'answered'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
