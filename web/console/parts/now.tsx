import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { signal, type ReadonlySignal } from '@preact/signals'

/** The server's time, going on by the second. */
export const NowContext = createContext<ReadonlySignal<number>>(signal(0))

/** How long ago something was, going on by the second; only this is drawn again each second. */
export function Since({ at, words }: { at: string | number; words: (ms: number) => string }) {
  const now = useContext(NowContext)
  return <>{words(now.value - (typeof at === 'number' ? at : Date.parse(at)))}</>
}
