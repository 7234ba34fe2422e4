/** Asks for files; nothing is taken when the person changes their mind. `accept`: endings that are meant. */
export function pickFiles(accept: readonly string[], take: (files: readonly File[]) => void): void {
  const field = document.createElement('input')
  field.type = 'file'
  field.multiple = true
  field.accept = accept.join(',')
  field.addEventListener('change', () => {
    take([...(field.files ?? [])])
  })
  field.click()
}
