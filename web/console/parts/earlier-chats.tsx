import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { EarlierChats as Earlier } from '../../../src/agent-api/past-chats.js'
import type { Server } from '../api/server.js'
import { chatHash, pastPath } from '../state/place.js'
import { texts } from '../texts/texts.js'

export interface EarlierChatsProps {
  server: Pick<Server, 'ask'>
  /** The chat that the visitor is in. Give the part this key. */
  chatId: string
}

/** What the same visitor was in before, as far as the address that they gave tells. Looked for once. */
export function EarlierChats({ server, chatId }: EarlierChatsProps) {
  const earlier = useSignal<Earlier | 'failed' | undefined>(undefined)
  useEffect(() => {
    let isWanted = true
    void server.ask<Earlier>('GET', `/chats/${encodeURIComponent(chatId)}/earlier`).then((answer) => {
      if (isWanted) earlier.value = answer.ok ? answer.value : 'failed'
    })
    return () => {
      isWanted = false
    }
  }, [server, chatId, earlier])
  const known = earlier.value
  if (known === undefined) return null
  return (
    <>
      <h3 id="details-earlier">{texts.details.earlier}</h3>
      {known === 'failed' ? <p class="details-none">{texts.details.earlierFailed}</p> : <EarlierList earlier={known} />}
    </>
  )
}

function EarlierList({ earlier: { emails, chats } }: { earlier: Earlier }) {
  if (emails.length === 0) return <p class="details-none">{texts.details.earlierNoEmail}</p>
  return (
    <>
      <p class="details-none">{texts.details.earlierBy(emails)}</p>
      {chats.length === 0 ? (
        <p class="details-nothing">{texts.details.earlierNone}</p>
      ) : (
        <ul class="details-earlier" aria-labelledby="details-earlier">
          {chats.map((chat) => (
            <li key={chat.chatId}>
              <a href={pastPath + chatHash(chat.chatId)}>
                {texts.details.earlierChat(
                  Date.parse(chat.endedAt),
                  chat.agents.map(({ name }) => name),
                )}
              </a>
              {chat.excerpts[0] && <p dir="auto">{chat.excerpts[0].text}</p>}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
