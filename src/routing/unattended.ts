/** Since when nobody is there for chats that wait. Known to a process only: after a start everybody has the full time. */
import type { Instant } from '../lib/clock.js'
import type { Floor } from './floor.js'
import type { Neglected } from './prospects.js'

/** The entries for these keys, as old as they are known to be; the others are dropped. */
const kept = (before: ReadonlyMap<string, Instant>, keys: readonly string[], now: Instant): Map<string, Instant> =>
  new Map(keys.map((key) => [key, before.get(key) ?? now]))

export class Unattended {
  #buttons = new Map<string, Instant>()
  #chats = new Map<string, Instant>()

  /** What is found now: what was so before is so since then. */
  note({ deserted, exhausted }: Pick<Neglected, 'deserted' | 'exhausted'>, now: Instant): void {
    this.#buttons = kept(this.#buttons, deserted, now)
    this.#chats = kept(this.#chats, exhausted, now)
  }

  /** The chats that wait in vain since `instant`, or before, each once. Those that had an agent wait on. */
  due(floor: Floor, instant: Instant): ReadonlySet<string> {
    const due = new Set<string>()
    for (const [chatId, since] of this.#chats) if (since <= instant) due.add(chatId)
    for (const [buttonId, since] of this.#buttons) {
      if (since > instant) continue
      for (const { chatId, resumed, waitingSince, direct, tried } of floor.waitingAt(buttonId)) {
        if (resumed) continue
        // Whoever comes after waits for less long.
        if (waitingSince > instant) break
        // Those who ask for an agent are looked at one by one; whoever was being asked for a chat was there for it.
        if (direct === undefined && tried.every(({ at }) => at <= instant)) due.add(chatId)
      }
    }
    return due
  }
}
