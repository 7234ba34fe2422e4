/** A call that acts at once, and then at most every `pauseMs` for as long as it is called more often. */
export function paced(pauseMs: number, act: () => void): () => void {
  let isResting = false
  let isDue = false
  const rest = () => {
    isResting = true
    setTimeout(() => {
      isResting = false
      if (!isDue) return
      isDue = false
      act()
      rest()
    }, pauseMs)
  }
  return () => {
    if (isResting) {
      isDue = true
    } else {
      act()
      rest()
    }
  }
}
