/** What is known of an answer: nothing was asked, it is on its way, it came, or it failed. */
export type Inquired<A> =
  | { readonly kind: 'none' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'answered'; readonly answer: A }
  | { readonly kind: 'failed'; readonly message: string }

/** The answer, where there is one. */
export const answerIn = <A>(inquired: Inquired<A>): A | undefined =>
  inquired.kind === 'answered' ? inquired.answer : undefined
