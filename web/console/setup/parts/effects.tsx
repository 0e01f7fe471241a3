import type { ButtonEffect, Preview } from '../../../../src/setup-api/messages.js'
import { Icon } from '../../parts/icon.js'
import { texts } from '../texts/texts.js'

/** What a change would do, before it is made. */
export function Effects({ preview, isNew }: { preview: Preview; isNew: boolean }) {
  const { refusal, buttons, agents } = preview
  if (refusal && refusal.errors.length > 0) return null
  if (refusal) {
    return (
      <p class="set-effects set-problem" role="status">
        {texts.refusal(refusal.code, refusal.detail)}
      </p>
    )
  }
  if (buttons.length === 0 && agents.length === 0) return null
  return (
    <section class="set-effects" tabIndex={0} aria-label={texts.effects.title(isNew)}>
      <h2>{texts.effects.title(isNew)}</h2>
      <ul>
        {agents.map(({ id, name, chats }) => (
          <li key={id} dir="auto">
            {texts.effects.loggedOut(name, chats)}
          </li>
        ))}
        {buttons.map((button) => (
          <ButtonLine key={button.id} button={button} />
        ))}
      </ul>
    </section>
  )
}

function ButtonLine({ button }: { button: ButtonEffect }) {
  const { name, gained, lost, able, online, takesRequests, waiting } = button
  const warning =
    waiting > 0 && online === 0 ? texts.effects.stranded(waiting) : able === 0 ? texts.effects.nobody : undefined
  return (
    <li>
      <strong dir="auto">{name}</strong>
      <ul>
        {takesRequests.before !== takesRequests.after && <li>{texts.effects.takes(takesRequests.after)}</li>}
        {gained.count > 0 && <li dir="auto">{texts.effects.gained(gained.names, gained.count)}</li>}
        {lost.count > 0 && <li dir="auto">{texts.effects.lost(lost.names, lost.count)}</li>}
        {able > 0 && (gained.count > 0 || lost.count > 0) && <li>{texts.effects.able(able, online)}</li>}
        {warning !== undefined && (
          <li class="set-effect-warning">
            <Icon name="warning" /> {warning}
          </li>
        )}
      </ul>
    </li>
  )
}
