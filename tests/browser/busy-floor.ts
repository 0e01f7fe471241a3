/** A floor as busy as one gets, told to the console in the page itself: what a server of that size would tell. */
import type { Page } from 'playwright-core'
import type { FloorAgent, FloorChat, FloorEvents, FloorQueue } from '../../src/agent-api/supervision/floor-messages.js'

/** 400 changes a second among 300 agents, 1,000 chats and 600 lines, gathered as a server gathers them. */
export const busyFloor = { agents: 300, chats: 1000, lines: 600, changes: 100, everyMs: 250 }

/** The same numbers each time; what they are makes no difference. */
const chances = (): ((below: number) => number) => {
  let seed = 1
  return (below) => (seed = (seed * 48_271) % 2_147_483_647) % below
}

const many = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))

class MadeUpFloor {
  readonly #chance = chances()
  readonly #now = Date.now()
  #number = 0

  snapshot(): string {
    const { agents, chats, lines } = busyFloor
    return this.#frame('snapshot', {
      agents: many(agents, (n) => this.#agent(n)),
      chats: many(chats, (n) => this.#chat(n)),
      queues: many(lines, (n) => this.#line(n)),
    })
  }

  burst(): string {
    const { agents, chats, lines, changes } = busyFloor
    return many(changes, (n) => {
      if (n % 10 === 0) return this.#frame('agent', this.#agent(this.#chance(agents)))
      if (n % 10 === 1) return this.#frame('queue', this.#line(this.#chance(lines)))
      return this.#frame('chat', this.#chat(this.#chance(chats)))
    }).join('')
  }

  #frame<N extends keyof FloorEvents>(name: N, data: FloorEvents[N]): string {
    this.#number += 1
    return `id: made-${this.#number}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`
  }

  #ago(seconds: number): string {
    return new Date(this.#now - seconds * 1000).toISOString()
  }

  #agent(n: number): FloorAgent {
    return {
      ...{ id: `agent-${n}`, name: `Agent Number ${n}`, role: 'agent', status: n % 3 === 2 ? 'away' : 'online' },
      ...{ since: this.#ago(this.#chance(4000)), capacity: 5, load: this.#chance(6), chatIds: [] },
      ...{ flagged: n % 97 === 0, skills: [{ id: `line-${n % 50}`, name: `Skill ${n % 50}` }] },
    }
  }

  #chat(n: number): FloorChat {
    const since = this.#chance(3000)
    const chat = {
      ...{ chatId: `chat-${n}`, visitorName: `Visitor Number ${n}`, buttonId: 'line-0', buttonName: 'Shop' },
      waitingSince: this.#ago(since),
    }
    if (n % 10 === 0) return { ...chat, state: 'waiting' }
    const agent = { id: `agent-${n % busyFloor.agents}`, name: `Agent Number ${n % busyFloor.agents}` }
    const isUnanswered = this.#chance(3) === 0
    return {
      ...{ ...chat, state: 'established', agent, establishedAt: this.#ago(since), lastWordsAt: this.#ago(30) },
      ...(isUnanswered && { unansweredSince: this.#ago(this.#chance(60)) }),
    }
  }

  #line(n: number): FloorQueue {
    return {
      ...{ kind: n === 0 ? 'button' : 'skill', id: `line-${n}`, name: n === 0 ? 'Shop' : `Skill ${n}` },
      ...{ waiting: this.#chance(3), offered: 0, online: 20, free: this.#chance(20), available: true },
      ...(n < 80 && { longestWaitSince: this.#ago(n) }),
    }
  }
}

/** In the page: what it asks of the floor's stream is answered with what was made up, burst by burst. */
const player = `
window.bursts = 0
window.longTasks = []
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.longTasks.push(duration)
}).observe({ type: 'longtask' })
window.drawings = 0
new MutationObserver(() => (window.drawings += 1)).observe(document, { childList: true, characterData: true, subtree: true })
const text = new TextEncoder()
const fetchIt = window.fetch.bind(window)
window.fetch = async (asked, options) => {
  if (asked !== '/api/v1/supervision/events') return fetchIt(asked, options)
  const body = new ReadableStream({
    start(stream) {
      stream.enqueue(text.encode(snapshot))
      const beat = setInterval(() => {
        // Afterwards it is only alive.
        stream.enqueue(text.encode(bursts[window.bursts] ?? ':\\n\\n'))
        window.bursts += 1
      }, everyMs)
      options.signal.addEventListener('abort', () => clearInterval(beat))
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}`

/**
 * From the next page on the floor is that of {@link busyFloor}, for so many bursts. `window.bursts` says how many were told,
 * `window.drawings` how often something of the page became another, and `window.longTasks` how long it did not answer, in
 * milliseconds, each time that was over 50.
 */
export const makeBusy = async (page: Page, bursts: number): Promise<void> => {
  const floor = new MadeUpFloor()
  const said = { snapshot: floor.snapshot(), bursts: many(bursts, () => floor.burst()), everyMs: busyFloor.everyMs }
  await page.addInitScript(`{ const { snapshot, bursts, everyMs } = ${JSON.stringify(said)}\n${player} }`)
}
