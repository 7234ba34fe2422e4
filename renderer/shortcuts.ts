import {
  shortcutFor,
  type Focus,
  type ShortcutAction,
  type ShortcutGroup,
} from './lib/shortcuts.ts'
import { useShortcutChoice } from './stores/shortcuts.ts'
import { onWindowKey } from './window-keys.ts'

const fields = 'input:not([type="checkbox"], [type="radio"]), textarea, select'
const controls = 'a, button, input, summary'
const layers = 'dialog[open], :popover-open'

/** The field of a dialog that has just closed is not seen any more, but has the focus for a moment. */
function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof Element) || !target.checkVisibility()) return 'elsewhere'
  if (target.closest(fields)) return 'field'
  return target.closest(controls) ? 'control' : 'elsewhere'
}

/**
 * Hears the shortcuts of a group while the component lives and nothing lies over the page. `first`: they come
 * before those of other groups with the same keys.
 */
export function onShortcut<G extends ShortcutGroup>(
  group: G,
  act: (action: ShortcutAction<G>, event: KeyboardEvent) => unknown,
  first = false,
): void {
  const choice = useShortcutChoice()
  onWindowKey((event) => {
    if (event.defaultPrevented || document.querySelector(layers)) return
    const action = shortcutFor(group, event, focusOf(event.target), choice.hasSingles)
    if (!action) return
    event.preventDefault()
    void act(action, event)
  }, first)
}
