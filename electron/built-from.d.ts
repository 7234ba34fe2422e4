import type { Source } from './core/environment.ts'

declare global {
  /** What the program was built from, put in its place by the build. */
  const __BUILT_FROM__: Source
}
