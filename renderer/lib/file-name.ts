/** Of a file's name before its ending. */
const longest = 80

/** Windows keeps these for its devices, whatever the ending. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i

/** A name as every system takes one for a file: no path, no sign with a meaning, no invisible character. */
export function fileNameOf(name: string, ending: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{C}<>:"/\\|?*]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  const short = plain
    .slice(0, longest)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(reserved, '$& file')
  return `${short || 'runs'}.${ending}`
}
