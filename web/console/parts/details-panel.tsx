import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Entry } from '../../../src/agent-api/entries.js'
import type { ChatEntry } from '../state/chat-entries.js'
import { pageTrail } from '../state/page-trail.js'
import { texts } from '../texts/texts.js'
import type { Server } from '../api/server.js'
import { Avatar } from './avatar.js'
import { CopyButton } from './copy-button.js'
import { EarlierChats } from './earlier-chats.js'
import { Icon } from './icon.js'
import { MessageText } from './message-text.js'
import { Since } from './now.js'
import { browserText, placeText } from './visitor-words.js'

export interface DetailsPanelProps {
  entry: ChatEntry
  /** What is known of the transcript, for the pages in it. */
  transcript: readonly Entry[]
  server: Pick<Server, 'ask'>
  /** Whether it lies over the chat; then it takes the focus, which would be hidden below it. */
  over: boolean
  onClose: () => void
}

/** What is known of the visitor and of the chat. */
export function DetailsPanel({ entry: { chat, ended }, transcript, server, over, onClose }: DetailsPanelProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    if (over) heading.current?.focus()
  }, [over])
  const establishedAt = Date.parse(chat.establishedAt)
  return (
    <section class="details" aria-labelledby="details-title">
      <header class="details-head">
        <h2 id="details-title" ref={heading} tabIndex={-1}>
          {texts.details.title}
        </h2>
        <button type="button" class="icon-button" aria-label={texts.chat.hideDetails} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class="details-body" tabIndex={0} role="group" aria-labelledby="details-title">
        <div class="details-who">
          <Avatar name={chat.visitorName} />
          <strong dir="auto">{chat.visitorName}</strong>
        </div>
        <h3>{texts.details.answers}</h3>
        {chat.details.length === 0 ? (
          <p class="details-none">{texts.details.noAnswers}</p>
        ) : (
          <dl>
            {chat.details.map(({ label, value }, place) => (
              <div key={place}>
                <dt dir="auto">{label}</dt>
                <dd>
                  {value === '' ? (
                    <span class="details-none">{texts.details.noAnswer}</span>
                  ) : (
                    <>
                      <MessageText text={value} />
                      <CopyButton text={value} what={label} />
                    </>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        )}
        {!ended && <EarlierChats key={chat.chatId} server={server} chatId={chat.chatId} />}
        <h3>{texts.details.visitor}</h3>
        <dl class="details-facts">
          {chat.location && (
            <div>
              <dt>{texts.details.place}</dt>
              <dd dir="auto">{placeText(chat.location)}</dd>
            </div>
          )}
          <div>
            <dt>{texts.details.language}</dt>
            <dd dir="auto">
              {chat.language === '' ? texts.details.unknown : texts.details.languageName(chat.language)}
            </dd>
          </div>
          <div>
            <dt>{texts.details.browser}</dt>
            <dd title={chat.userAgent}>{browserText(chat.userAgent)}</dd>
          </div>
          {chat.address !== undefined && (
            <div>
              <dt>{texts.details.address}</dt>
              <dd>
                {chat.address} <CopyButton text={chat.address} what={texts.details.address} />
              </dd>
            </div>
          )}
        </dl>
        <Pages trail={pageTrail(chat.pages, transcript)} />
        <h3>{texts.details.about}</h3>
        <dl class="details-facts">
          <div>
            <dt>{texts.details.button}</dt>
            <dd dir="auto">{chat.buttonName}</dd>
          </div>
          <div>
            <dt>{texts.details.chatId}</dt>
            <dd class="details-id">
              {chat.chatId} <CopyButton text={chat.chatId} what={texts.details.chatId} />
            </dd>
          </div>
          <div>
            <dt>{texts.details.started}</dt>
            <dd>{texts.time.full(establishedAt)}</dd>
          </div>
          <div>
            <dt>{texts.details.waited}</dt>
            <dd>{texts.time.long(establishedAt - Date.parse(chat.waitingSince))}</dd>
          </div>
          <div>
            <dt>{ended ? texts.details.lasted : texts.details.duration}</dt>
            <dd>
              {ended ? texts.time.long(ended.at - establishedAt) : <Since at={establishedAt} words={texts.time.long} />}
            </dd>
          </div>
        </dl>
      </div>
    </section>
  )
}

/** Addresses of pages are text: where they lead is the visitor's word. */
function Pages({ trail }: { trail: ReturnType<typeof pageTrail> }) {
  if (trail.length === 0) return null
  return (
    <>
      <h3 id="details-pages">{texts.details.pages}</h3>
      <ol class="details-pages" aria-labelledby="details-pages">
        {trail.map(({ location, at }, place) => (
          <li key={trail.length - place}>
            <bdi>{location}</bdi>
            <time dateTime={at} title={texts.time.full(Date.parse(at))}>
              {texts.time.clock(Date.parse(at))}
            </time>
          </li>
        ))}
      </ol>
    </>
  )
}
