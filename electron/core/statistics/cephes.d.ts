/** What is used of it: its package names no types that `exports` would find. */
declare module 'cephes' {
  export const compiled: Promise<void>
  export function bdtr(k: number, n: number, p: number): number
  export function chdtrc(freedom: number, x: number): number
  export function incbet(a: number, b: number, x: number): number
  export function incbi(a: number, b: number, y: number): number
  export function lgam(x: number): number
  export function ndtr(x: number): number
}
