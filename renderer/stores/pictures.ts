import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { useClient } from '../client/use-client.ts'
import { messageOf } from '../lib/failure.ts'
import { base64Of, checkPicture, type PickedFile } from '../lib/picture-file.ts'
import { t } from '../lib/translate.ts'
import { useDrawing } from './drawing.ts'

/** Pictures that people open, drop or paste, put on the pad as a model would see them. */
export const usePictures = defineStore('pictures', () => {
  const client = useClient()
  const pad = useDrawing()
  const remark = shallowRef('')
  /** Which was asked for last: earlier ones come too late. */
  const asked = shallowRef(0)
  const settled = shallowRef(0)

  /** The line that says why not, or nothing. */
  async function place(file: PickedFile, mine: number): Promise<string> {
    const reason = checkPicture(file)
    if (reason !== '') return reason
    const image = base64Of(await file.arrayBuffer())
    const { pixels, remark: why } = await client.ask('digits.prepareImage', { image })
    if (pixels === null) return t('draw.pictureRefused', { name: file.name, reason: why ?? '' })
    if (mine === asked.value) pad.place({ pixels, source: { kind: 'file', name: file.name } })
    return ''
  }

  /** Puts the first of the files on the pad, or says in one line why not. */
  async function open(files: readonly PickedFile[]): Promise<void> {
    const [file] = files
    const mine = ++asked.value
    const said = await (file ? place(file, mine) : Promise.resolve(t('draw.noFile'))).catch(
      (error: unknown) =>
        t('draw.pictureRefused', { name: file?.name ?? '', reason: messageOf(error) }),
    )
    if (mine < asked.value) return
    settled.value = mine
    remark.value = said
  }

  return {
    /** Why the last picture is not on the pad. */
    remark,
    isBusy: computed(() => settled.value < asked.value),
    open,
    dismiss: () => {
      remark.value = ''
    },
  }
})
