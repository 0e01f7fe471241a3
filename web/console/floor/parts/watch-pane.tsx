import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../../parts/icon.js'
import type { Desk } from '../../state/desk.js'
import { goToChat } from '../browser/floor-address.js'
import type { Room } from '../state/room.js'
import type { Watch } from '../state/watch.js'
import { floorTexts as texts } from '../texts/texts.js'
import { WatchBars } from './watch-bars.js'
import { WatchDeeds } from './watch-deeds.js'
import { WatchDetails } from './watch-details.js'
import { WatchTranscript } from './watch-transcript.js'
import { WhisperField } from './whisper-field.js'

export interface WatchPaneProps {
  room: Room
  desk: Desk
  watch: Watch
}

/** A chat of somebody else, as it goes on. */
export function WatchPane({ room, desk, watch }: WatchPaneProps) {
  const watched = watch.watched.value
  const refused = watch.refused.value
  const title = useRef<HTMLHeadingElement>(null)
  const name = watched?.standing.visitorName
  // Whoever opened it by a key or with a screen reader is to know where they are; on a phone it covers the list.
  useEffect(() => {
    const pane = title.current?.closest('.watch')
    if (!pane?.contains(document.activeElement)) title.current?.focus()
  }, [name !== undefined])
  const words = texts.watch
  if (refused !== undefined) {
    const isDenied = refused === 'denied'
    const why = isDenied ? words.denied : words.notThere
    return (
      <section class="watch watch-state" aria-label={why}>
        <h2>{why}</h2>
        <p>{isDenied ? words.deniedMore : words.notThereMore}</p>
        <button type="button" class="button" onClick={() => goToChat(undefined)}>
          {words.back}
        </button>
      </section>
    )
  }
  if (!watched || name === undefined) {
    return (
      <section class="watch watch-state" aria-label={words.loading}>
        <p role="status">{words.loading}</p>
      </section>
    )
  }
  const { standing } = watched
  return (
    <section class="watch" aria-label={words.region(name)}>
      <header class="chat-head">
        <div class="chat-who">
          <h2 class="clip" ref={title} tabIndex={-1}>
            <bdi>{name}</bdi>
          </h2>
          <p class="clip">
            <bdi>{standing.buttonName}</bdi>
          </p>
        </div>
        <WatchDeeds {...{ room, desk, standing }} />
        <button
          type="button"
          class="icon-button"
          aria-label={words.close}
          title={words.close}
          onClick={() => goToChat(undefined)}
        >
          <Icon name="close" />
        </button>
      </header>
      <WatchBars room={room} standing={standing} />
      <WatchDetails watch={watch} standing={standing} />
      <WatchTranscript watch={watch} watched={watched} desk={desk} />
      <WhisperField room={room} standing={standing} />
    </section>
  )
}
