import type { MemberChange } from '../../../../src/setup-api/messages.js'
import type { Plural } from '../state/plural.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'
import { fieldWords } from '../texts/words-of.js'
import { ValueWords } from './value-words.js'

export interface ChangeListProps {
  setup: Setup
  /** Undefined for what has no pages, such as a token. */
  plural: Plural | undefined
  changes: readonly MemberChange[]
}

/** What is recorded of an agent beside their profile. */
const isOfLoggingIn = (member: string): member is 'password' | 'logIns' | 'lock' =>
  ['password', 'logIns', 'lock'].includes(member)

/** Members that were changed, each from what to what. A secret has neither. */
export function ChangeList({ setup, plural, changes }: ChangeListProps) {
  return (
    <ul class="set-changes">
      {changes.map(({ member, ...change }) => (
        <li key={member}>
          <span class="set-change-member">
            {isOfLoggingIn(member) ? texts.history[member] : plural ? fieldWords(plural, member).label : member}
          </span>
          {plural !== undefined && ('before' in change || 'after' in change) && (
            <span class="set-change-values">
              {'before' in change && <ValueWords {...{ setup, plural, member }} value={change.before} />}
              {'before' in change && 'after' in change && <span aria-label={texts.history.becomes}> → </span>}
              {'after' in change && <ValueWords {...{ setup, plural, member }} value={change.after} />}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
