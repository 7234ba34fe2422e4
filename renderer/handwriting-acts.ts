import {
  mostImportedCharacters,
  type KeptDrawing,
  type NewDrawing,
} from '../electron/contract/handwriting.ts'
import { downloadText } from './lib/download.ts'
import { textOfFile } from './lib/lines-file.ts'
import { t, tCount } from './lib/translate.ts'
import { useHandwriting } from './stores/handwriting.ts'
import { useToasts } from './stores/toasts.ts'
import { useUndo } from './stores/undo.ts'

const asNew = ({ label, strokes, pixels }: KeptDrawing): NewDrawing =>
  strokes === null ? { kind: 'picture', label, pixels } : { kind: 'strokes', label, strokes }

const numbersOf = (drawings: readonly KeptDrawing[]) => drawings.map(({ number }) => number)

/** What can be done to *my handwriting*; failures are told, what can be taken back offers it. */
export function useHandwritingActs() {
  const store = useHandwriting()
  const toasts = useToasts()
  const { did } = useUndo()

  /** Adds a drawing with its true label. Tells whether that was done. */
  async function keep(drawing: NewDrawing): Promise<boolean> {
    let kept: readonly KeptDrawing[] = []
    const act = async () => {
      kept = await store.keep([drawing])
    }
    if (!(await toasts.attempt(act))) return false
    did(t('handwriting.kept', { label: drawing.label }), () => store.remove(numbersOf(kept)), act)
    return true
  }

  /** Deletes drawings for good; taken back, they are kept anew from what the window has in hand. */
  async function remove(drawings: readonly KeptDrawing[]): Promise<boolean> {
    let kept = drawings
    const act = () => store.remove(numbersOf(kept))
    if (drawings.length === 0 || !(await toasts.attempt(act))) return false
    const [first] = drawings
    did(
      drawings.length === 1 && first
        ? t('handwriting.deletedOne', { label: first.label })
        : t('handwriting.deletedMany', { count: drawings.length }),
      async () => {
        kept = await store.keep(drawings.map(asNew))
      },
      act,
    )
    return true
  }

  /** Says what drawings truly are. */
  async function relabel(drawings: readonly KeptDrawing[], label: number): Promise<boolean> {
    const others = drawings.filter((drawing) => drawing.label !== label)
    const act = () => store.relabel(numbersOf(others), label)
    if (others.length === 0 || !(await toasts.attempt(act))) return false
    const [first] = others
    did(
      others.length === 1 && first
        ? t('handwriting.relabelledOne', { from: first.label, to: label })
        : t('handwriting.relabelledMany', { count: others.length, to: label }),
      async () => {
        for (const [before, some] of Map.groupBy(others, (drawing) => drawing.label))
          await store.relabel(numbersOf(some), before)
      },
      act,
    )
    return true
  }

  /** Adds the drawings of a file of JSON lines, all or none. */
  async function importFile(file: File): Promise<void> {
    let numbers: readonly number[] = []
    const act = async () => {
      const lines = await textOfFile(file, mostImportedCharacters)
      if (lines === null) throw new Error(t('handwriting.tooLong', { name: file.name }))
      numbers = await store.importLines(lines)
    }
    if (await toasts.attempt(act))
      did(
        tCount('handwriting.importedOne', 'handwriting.imported', numbers.length),
        () => store.remove(numbers),
        act,
      )
  }

  /** Hands all of the drawings to the person as JSON lines. */
  const exportAll = () =>
    toasts.attempt(async () => {
      downloadText('my-handwriting.jsonl', await store.exportLines(), 'application/jsonl')
    })

  return { keep, remove, relabel, importFile, exportAll }
}
