/** How many answers are remembered; with the next one all are forgotten. */
export const rememberedMax = 10_000

/** The same function, which works a text out once as long as it is remembered. Same text must mean same answer. */
export const remember = <T>(workOut: (text: string) => T, max = rememberedMax): ((text: string) => T) => {
  const known = new Map<string, T>()
  return (text) => {
    const remembered = known.get(text)
    if (remembered !== undefined) return remembered
    const answer = workOut(text)
    if (known.size >= max) known.clear()
    known.set(text, answer)
    return answer
  }
}
