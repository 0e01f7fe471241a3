import type { VisitorSign } from '../state/visitor-signs.js'
import { texts } from '../texts/texts.js'

export interface GhostProps {
  /** Nothing is drawn without one. */
  sign: VisitorSign | undefined
  /** Who writes. */
  name: string
  /** Whether it is an agent, who stands on the other side. */
  own?: boolean
  /** What language they write, as a tag, where it is known. */
  language?: string | undefined
}

/** What somebody is writing and has not sent. Not part of the log: it changes with every key. */
export function Ghost({ sign, name, own = false, language }: GhostProps) {
  if (!sign) return null
  return (
    <div class={`group ${own ? 'group-own group-colleague' : 'group-visitor'} group-ends ghost`}>
      <div class="group-head">
        <span>{sign.text === '' ? texts.chat.typing(name) : texts.chat.notSentYet(name)}</span>
        {sign.text !== '' && sign.typing && <Dots />}
      </div>
      <div class="bubble bubble-ghost">
        {sign.text === '' ? (
          <Dots />
        ) : (
          <p class="message-text" dir="auto" lang={language}>
            {sign.text}
          </p>
        )}
      </div>
    </div>
  )
}

function Dots() {
  return (
    <span class="dots" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  )
}
