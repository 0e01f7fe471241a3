import { useSignal } from '@preact/signals'
import { useContext, useEffect, useRef } from 'preact/hooks'
import { reasonOf, type Answer } from '../api/answer.js'
import { tellRefusal } from '../state/attempts.js'
import type { Deed } from '../state/notices.js'
import { texts } from '../texts/texts.js'
import { NoticesContext } from './notices-stack.js'

/** A deed of a dialog: it stays open until the deed is done, and says what went wrong. */
export interface DialogDeed {
  readonly running: boolean
  readonly problem: string | undefined
  run(call: () => Promise<Answer<unknown>>): void
}

/**
 * `onDone` is called when the server has done it, unless the dialog was closed before; then a notice tells when it was
 * not done. A session that is over shows itself.
 */
export function useDeed(deed: Deed, onDone: () => void): DialogDeed {
  const running = useSignal(false)
  const problem = useSignal<string | undefined>(undefined)
  const notices = useContext(NoticesContext)
  const isOpen = useRef(true)
  useEffect(
    () => () => {
      isOpen.current = false
    },
    [],
  )
  return {
    running: running.value,
    problem: problem.value,
    run(call) {
      if (running.value) return
      running.value = true
      problem.value = undefined
      void call().then((answer) => {
        running.value = false
        if (!isOpen.current) return notices && tellRefusal(notices, deed, answer)
        if (answer.ok) return onDone()
        problem.value = texts.notices.text({ what: 'not-done', deed, ...reasonOf(answer.refusal) })
      })
    },
  }
}
