/** A pointer on the pad. */
export interface PadPointer {
  readonly pointerId: number
  readonly pointerType: string
}

export interface PointerDown extends PadPointer {
  readonly button: number
  /** Milliseconds, on the same clock as `penSeenAt`. */
  readonly timeStamp: number
}

/** A hand that rests while its pen is away from the pad for so long is still a hand that writes. */
const palmMs = 1000

/**
 * What a pointer that comes down does: begins a stroke; begins one in the place of the stroke under way, as a pen does
 * whose hand touched the pad first; or nothing, as a palm, a second finger or another button.
 */
export function pointerAct(
  held: PadPointer | undefined,
  next: PointerDown,
  penSeenAt: number | undefined,
): 'begin' | 'replace' | 'nothing' {
  if (next.button !== 0) return 'nothing'
  if (held)
    return next.pointerType === 'pen' && held.pointerType === 'touch' ? 'replace' : 'nothing'
  const isPalm =
    next.pointerType === 'touch' && penSeenAt !== undefined && next.timeStamp - penSeenAt < palmMs
  return isPalm ? 'nothing' : 'begin'
}
