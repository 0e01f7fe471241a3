import type { ChatStanding } from '../../../../src/agent-api/supervision/messages.js'
import type { Chat } from '../../../../src/agent-api/chats.js'
import { browserText, placeText } from '../../parts/visitor-words.js'
import { texts as consoleTexts } from '../../texts/texts.js'
import type { Watch } from '../state/watch.js'
import { floorTexts as texts } from '../texts/texts.js'

/** Who is in the chat, and what is known of the visitor, folded away until it is wanted. */
export function WatchDetails({ watch, standing }: { watch: Watch; standing: ChatStanding }) {
  const words = texts.watch
  const { agent, colleagues = [], state } = standing
  const visitor = watch.visitor.value
  return (
    <div class="watch-details">
      <ul class="watch-members" aria-label={words.who}>
        {agent && (
          <li>
            <bdi>{agent.name}</bdi> <span>{state === 'offered' ? words.offered : words.inCharge}</span>
          </li>
        )}
        {colleagues.map(({ id, name }) => (
          <li key={id}>
            <bdi>{name}</bdi> <span>{words.talksAlong}</span>
          </li>
        ))}
      </ul>
      {visitor && (
        <details>
          <summary>{words.details}</summary>
          <dl>
            {/* Visitors may be asked for what is known anyhow, under the same name. */}
            {factsOf(visitor).map(([name, value], place) => (
              <div key={place}>
                <dt dir="auto">{name}</dt>
                <dd dir="auto">{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  )
}

/** What there is to tell, in the order of the desk's panel; addresses of pages are text. */
function factsOf({ details, location, address, pageUrl, language, userAgent }: Chat): [string, string][] {
  const words = consoleTexts.details
  const facts: [string, string | undefined][] = [
    ...details.map(({ label, value }): [string, string] => [label, value === '' ? words.noAnswer : value]),
    [words.place, location && placeText(location)],
    [words.address, address],
    [words.pages, pageUrl],
    [words.language, language === '' ? undefined : words.languageName(language)],
    [words.browser, userAgent === '' ? undefined : browserText(userAgent)],
  ]
  return facts.filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== '')
}
