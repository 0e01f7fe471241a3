import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../parts/icon.js'
import { Logo } from '../parts/logo.js'
import { Lines } from './lines.js'
import { Field } from './field.js'
import type { Talk } from './talk.js'
import { texts } from './texts/texts.js'
import type { Visit } from './visit.js'

/** A visitor's chat window, from the first word to the last. */
export function VisitorWindow({ visit }: { visit: Visit }) {
  const talk = visit.talk.value
  return (
    <Frame
      talk={talk}
      action={
        talk && talk.phase !== 'over' ? (
          <button type="button" class="button try-end" onClick={() => visit.end()}>
            {talk.phase === 'chatting' ? texts.end : texts.cancel}
          </button>
        ) : undefined
      }
    >
      {talk === undefined ? <Ask visit={visit} /> : <Conversation visit={visit} talk={talk} />}
    </Frame>
  )
}

/** What is shown when the address leads to nobody. */
export function NoTarget() {
  return (
    <Frame talk={undefined}>
      <div class="try-middle">
        <h2>{texts.noTarget}</h2>
        <p>{texts.noTargetMore}</p>
      </div>
    </Frame>
  )
}

interface FrameProps {
  talk: Talk | undefined
  action?: ComponentChildren
  children: ComponentChildren
}

function Frame({ talk, action, children }: FrameProps) {
  return (
    <div class="try">
      <p class="try-lead">{texts.lead}</p>
      <main class="try-window">
        <header class="try-head">
          <Logo />
          <div class="try-who">
            <h1 class="clip">
              <bdi>{talk?.agent ?? texts.title}</bdi>
            </h1>
          </div>
          {action}
        </header>
        {children}
      </main>
    </div>
  )
}

function Ask({ visit }: { visit: Visit }) {
  const name = useSignal('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <form
      class="try-ask"
      onSubmit={(event) => {
        event.preventDefault()
        visit.ask(name.value.trim())
      }}
    >
      <label for="visitor-name">{texts.name}</label>
      <input
        ref={field}
        id="visitor-name"
        name="name"
        autocomplete="name"
        maxLength={100}
        placeholder={texts.namePlaceholder}
        value={name.value}
        onInput={(event) => (name.value = event.currentTarget.value)}
      />
      <button type="submit" class="button button-primary button-wide">
        {texts.start}
      </button>
    </form>
  )
}

function Conversation({ visit, talk }: { visit: Visit; talk: Talk }) {
  return (
    <>
      {!talk.connected && (
        <p class="try-strip" role="status">
          <Icon name="warning" />
          {texts.lost}
        </p>
      )}
      <Lines talk={talk}>{(talk.phase === 'connecting' || talk.phase === 'waiting') && <Waiting talk={talk} />}</Lines>
      {talk.phase === 'over' ? <Over visit={visit} talk={talk} /> : <Field visit={visit} talk={talk} />}
    </>
  )
}

function Waiting({ talk: { phase, position, waitS } }: { talk: Talk }) {
  return (
    <div class="try-middle" role="status">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {phase === 'connecting' ? (
        <p>{texts.connecting}</p>
      ) : (
        <>
          <h2>{position === undefined ? texts.waiting : position > 1 ? texts.place(position) : texts.next}</h2>
          {waitS !== undefined && waitS > 0 && <p>{texts.wait(waitS)}</p>}
        </>
      )}
    </div>
  )
}

function Over({ visit, talk }: { visit: Visit; talk: Talk }) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <footer class="try-over">
      <p role="status">{talk.outcome && texts.outcome(talk.outcome)}</p>
      <button ref={button} type="button" class="button button-primary" onClick={() => visit.again()}>
        {texts.again}
      </button>
    </footer>
  )
}
