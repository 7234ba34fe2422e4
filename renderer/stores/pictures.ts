import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import type { Prepared } from '../../electron/contract/digits.ts'
import { useClient } from '../client/use-client.ts'
import { base64Of } from '../lib/base64.ts'
import { messageOf } from '../lib/failure.ts'
import { checkPicture, type PickedFile } from '../lib/picture-file.ts'
import { t } from '../lib/translate.ts'
import { useDrawing } from './drawing.ts'

/** Pictures that people open, drop or paste, put on the pad as a model would see them. */
export const usePictures = defineStore('pictures', () => {
  const client = useClient()
  const pad = useDrawing()
  const remark = shallowRef('')
  const reading = shallowRef('')
  /** Which was asked for last: earlier ones come too late. */
  let asked = 0

  /** Returns the line that says why not, or the pixels. */
  async function prepare(file: PickedFile): Promise<Pick<Prepared, 'pixels'> & { why: string }> {
    const reason = checkPicture(file)
    if (reason !== '') return { pixels: null, why: reason }
    const refusal = (why: string) => t('draw.pictureRefused', { name: file.name, reason: why })
    try {
      const image = base64Of(await file.arrayBuffer())
      const { pixels, remark: blank } = await client.ask('digits.prepareImage', { image })
      return { pixels, why: pixels === null ? refusal(blank ?? '') : '' }
    } catch (error) {
      return { pixels: null, why: refusal(messageOf(error)) }
    }
  }

  /** Puts the first of the files on the pad, or says in one line why not. */
  async function open([file]: readonly PickedFile[]): Promise<void> {
    const mine = ++asked
    remark.value = file ? '' : t('draw.noFile')
    reading.value = file?.name ?? ''
    if (!file) return
    const { pixels, why } = await prepare(file)
    if (mine !== asked) return
    if (pixels !== null) pad.place({ pixels, source: { kind: 'file', name: file.name } })
    reading.value = ''
    remark.value = why
  }

  // Who goes on drawing wants no picture any more, and has seen what was said of one.
  watch(
    () => [pad.sheet, pad.live.length > 0],
    () => {
      asked++
      reading.value = ''
      remark.value = ''
    },
    { flush: 'sync' },
  )

  return {
    /** Why the last picture is not on the pad. */
    remark,
    /** Name of the file that is being read. */
    reading,
    open,
  }
})
