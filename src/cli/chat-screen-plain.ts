import { createInterface } from 'node:readline'
import type { Screen, ScreenInput, ScreenListener, ScreenOutput } from './chat-screen.js'

/**
 * Plain lines in and out, for scripts and pipes. The end of the input means only that nothing more will be said: the
 * chat goes on until the other side, `/end` or a signal ends it.
 */
export const openPlainScreen = (input: ScreenInput, output: ScreenOutput, listener: ScreenListener): Screen => {
  const lines = createInterface({ input, terminal: false, crlfDelay: Infinity })
  let open = true
  lines.on('line', (text) => {
    if (open) listener.line(text)
  })
  return {
    print: (text) => {
      if (open) output.write(`${text}\n`)
    },
    status: () => undefined,
    close: () => {
      open = false
      lines.close()
      input.pause()
    },
  }
}
