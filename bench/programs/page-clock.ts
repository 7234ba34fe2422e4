import type { Page } from 'playwright-core'

// Clocks that run in the page, so that no message between processes counts.

/** What a person does, one of these: goes to an address, clicks on something, or fills a field with a text. */
export interface Act {
  readonly hash?: string
  readonly click?: string
  readonly type?: string
  readonly text?: string
}

/** Milliseconds from an act until an element of the page that its selector names is drawn. */
export const actUntil = (page: Page, act: Act, until: string): Promise<number> =>
  page.evaluate(
    async ({ act: { hash, click, type, text }, until: wanted }) => {
      const frame = () => new Promise(requestAnimationFrame)
      const find = (selector: string) => {
        const element = document.querySelector<HTMLElement>(selector)
        if (!element) throw new Error(`The page has no ${selector}`)
        return element
      }
      const beganMs = performance.now()
      if (hash !== undefined) location.hash = hash
      if (click !== undefined) find(click).click()
      if (type !== undefined) {
        const field = find(type) as HTMLInputElement
        field.value = text ?? ''
        field.dispatchEvent(new Event('input', { bubbles: true }))
      }
      while (!document.querySelector(wanted)) {
        if (performance.now() - beganMs > 30_000) throw new Error(`There is no ${wanted}`)
        await frame()
      }
      // The next frame begins when this one is drawn, and when what waited for a turn of its own has had it.
      await new Promise((resolve) => setTimeout(resolve))
      await frame()
      return performance.now() - beganMs
    },
    { act: act, until },
  )

/** To run before the page's own scripts: `rowsShown` resolves with the milliseconds until there are rows that answer. */
export function watchForRows(row: string): void {
  const shown = new Promise<number>((resolve) => {
    const look = () => {
      if (document.querySelector(row))
        requestAnimationFrame(() =>
          setTimeout(() => {
            resolve(performance.now())
          }),
        )
      else requestAnimationFrame(look)
    }
    look()
  })
  Object.assign(globalThis, { rowsShown: shown })
}

export interface Scrolling {
  readonly frames: number
  /** Frames that took longer than 50 ms. */
  readonly slow: number
  readonly longestMs: number
}

/** Scrolls a list from its top for two seconds, most of its height a frame and then back, and looks at each frame. */
export const scrollThrough = (page: Page, list: string): Promise<Scrolling> =>
  page.evaluate(async (selector) => {
    const element = document.querySelector(selector)
    if (!element) throw new Error(`The page has no ${selector}`)
    const frame = () => new Promise<number>(requestAnimationFrame)
    const frames: number[] = []
    element.scrollTop = 0
    let before = await frame()
    for (let count = 0; count < 120; count += 1) {
      element.scrollTop += (count < 80 ? 1 : -1) * 300
      const now = await frame()
      frames.push(now - before)
      before = now
    }
    return {
      frames: frames.length,
      slow: frames.filter((ms) => ms > 50).length,
      longestMs: Math.max(...frames),
    }
  }, list)

/** Milliseconds from a pen that is lifted until the answer to all that is drawn stands in the page, and until it is painted. */
export interface PenUp {
  readonly answeredMs: number
  readonly paintedMs: number
}

/** To run before the page's own scripts. */
export function watchAnswers(): void {
  const times: PenUp[] = []
  Object.assign(globalThis, { penUpTimes: times })
  let liftedMs: number | undefined
  const look = () => {
    if (liftedMs === undefined) return
    const settled = '[role="status"][aria-label="Answer"][aria-busy="false"]'
    if (!document.querySelector(settled)) return
    const began = liftedMs
    const answeredMs = performance.now() - began
    liftedMs = undefined
    requestAnimationFrame(() => {
      // A message comes when the frame is drawn.
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        times.push({ answeredMs, paintedMs: performance.now() - began })
      }
      port2.postMessage(undefined)
    })
  }
  addEventListener(
    'pointerup',
    ({ timeStamp, target }) => {
      if (target instanceof Element && target.closest('.pad')) liftedMs = timeStamp
    },
    true,
  )
  new MutationObserver(look).observe(document, {
    subtree: true,
    attributes: true,
    attributeFilter: ['aria-busy'],
  })
}

export const penUpTimes = (page: Page): Promise<readonly PenUp[]> =>
  page.evaluate(
    () => (globalThis as unknown as { readonly penUpTimes: readonly PenUp[] }).penUpTimes,
  )
