import { onShortcut } from './shortcuts.ts'
import { useDrawing } from './stores/drawing.ts'
import { isBlank } from './lib/drawing.ts'
import { useTrueLabel } from './stores/true-label.ts'

/** Keys that act on the drawing wherever the focus is on the page. */
export function usePadKeys(): void {
  const drawing = useDrawing()
  const trueLabel = useTrueLabel()

  function label(digit: number): void {
    const isOfSet = drawing.sheet.picture?.source.kind === 'image'
    if (!isBlank(drawing.sheet) && !isOfSet) void trueLabel.say(digit)
  }
  onShortcut(
    'draw',
    (action, { key }) => {
      if (action === 'label') label(Number(key))
      else drawing[action]()
    },
    true,
  )
}
