import { useSignal } from '@preact/signals'
import { reasonOf, type Answer } from '../api/answer.js'
import type { Deed } from '../state/notices.js'
import { texts } from '../texts/texts.js'

/** A deed of a dialog: it stays open until the deed is done, and says what went wrong. */
export interface DialogDeed {
  readonly running: boolean
  readonly problem: string | undefined
  run(call: () => Promise<Answer<unknown>>): void
}

/** `onDone` is called when the server has done it; a session that is over shows itself. */
export function useDeed(deed: Deed, onDone: () => void): DialogDeed {
  const running = useSignal(false)
  const problem = useSignal<string | undefined>(undefined)
  return {
    running: running.value,
    problem: problem.value,
    run(call) {
      if (running.value) return
      running.value = true
      problem.value = undefined
      void call().then((answer) => {
        running.value = false
        if (answer.ok) onDone()
        else {
          problem.value = texts.notices.text({ what: 'not-done', deed, ...reasonOf(answer.refusal) })
        }
      })
    },
  }
}
