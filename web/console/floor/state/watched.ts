/** A chat that is watched, as a fold of its stream. Pure. The fleeting events change nothing here. */
import type { EntryKind } from '../../../../src/agent-api/entries.js'
import type { ChatStanding, WatchEventName, WatchEvents } from '../../../../src/agent-api/supervision/messages.js'
import { readEntriesMax, withNewest, withOne, type Transcript } from '../../state/transcript.js'

export interface Watched {
  readonly standing: ChatStanding
  readonly transcript: Transcript
}

export type WatchEvent = { [Name in WatchEventName]: { name: Name; data: WatchEvents[Name] } }[WatchEventName]

const entryKinds: Readonly<Record<EntryKind, true>> = {
  ...{ message: true, 'custom-event': true, 'rich-message': true, 'visitor-pick': true, 'idle-warning': true },
  ...{ 'page-visited': true, 'rules-triggered': true, whisper: true },
}
const isEntryEvent = (event: WatchEvent): event is Extract<WatchEvent, { name: EntryKind }> =>
  Object.hasOwn(entryKinds, event.name)

/** The chat after one event; undefined until there was a snapshot. Unknown events change nothing. */
export function applyWatchEvent(watched: Watched | undefined, event: WatchEvent): Watched | undefined {
  if (event.name === 'snapshot') {
    const { entries, hasEarlier, ...standing } = event.data
    return { standing, transcript: withNewest(watched?.transcript, { entries, hasEarlier }) }
  }
  if (watched === undefined) return undefined
  if (isEntryEvent(event)) {
    const transcript = withOne(watched.transcript, event.data, readEntriesMax)
    return transcript === watched.transcript ? watched : { ...watched, transcript }
  }
  switch (event.name) {
    case 'chat':
      return { ...watched, standing: event.data }
    case 'visitor-away':
    case 'visitor-back':
      return { ...watched, standing: { ...watched.standing, visitorAway: event.name === 'visitor-away' } }
    case 'visitor-typing':
    case 'agent-typing':
      return watched
  }
  return watched
}
