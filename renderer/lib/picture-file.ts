import { t } from './translate.ts'

/** A file that people picked, as a browser hands it over. */
export type PickedFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>

/** The core takes 64 MB of base64. */
const mostBytes = 48 * 1024 * 1024

/** Why a file cannot be read as a picture, as far as that is seen from outside. */
export function checkPicture({ name, size }: PickedFile): string {
  if (size === 0) return t('draw.pictureEmpty', { name })
  return size > mostBytes ? t('draw.pictureTooLarge', { name }) : ''
}
