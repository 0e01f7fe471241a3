/** Everybody in a run: agents who stay, and visitors who come and go, so many at a time. */
import http from 'node:http'
import type { ChatRequest } from '../../../src/visitor-client/wire-types.js'
import { WireClient } from '../../../src/visitor-client/wire-client.js'
import type { Chance } from './chance.js'
import { CrashAgent } from './crash-agent.js'
import { CrashVisitor, type Manner } from './crash-visitor.js'
import type { Desk, History } from './history.js'
import type { Scene } from './scene.js'

export interface CrowdPlan {
  readonly request: ChatRequest
  readonly desks: readonly { readonly desk: Desk; readonly password: string }[]
  /** How many visitors are there at the same time. */
  readonly visitors: number
  /** How many of them do not acknowledge what they get, from 0 for none to 1 for all. */
  readonly withoutAck?: number
}

const mannerOf = (chance: Chance, withoutAck: number): Manner => {
  const stays = chance.happens(0.3)
  return {
    length: stays ? Infinity : chance.whole(0, 25),
    leaves: chance.oneOf(['with ChatEnd', 'with DELETE', 'when the agent ends it']),
    acknowledges: !chance.happens(withoutAck),
  }
}

export class Crowd {
  readonly #scene: Scene
  readonly #history: History
  readonly #agents: CrashAgent[] = []
  readonly #carrier = new http.Agent({ keepAlive: true })
  #visits: Promise<unknown> = Promise.resolve()

  private constructor(scene: Scene, history: History) {
    this.#scene = scene
    this.#history = history
  }

  /** Lets them come, and go on until {@link Crowd.settle}. */
  static async gather(scene: Scene, history: History, chance: Chance, plan: CrowdPlan): Promise<Crowd> {
    const crowd = new Crowd(scene, history)
    const { request, desks, visitors, withoutAck = 0.3 } = plan
    try {
      for (const who of desks) {
        const { buttonId } = request
        crowd.#agents.push(await CrashAgent.come(scene, history, chance.branch(), { ...who, buttonId }))
      }
    } catch (error) {
      crowd.stop()
      throw error
    }
    const client = new WireClient(scene.endpoint, { agent: crowd.#carrier })
    let count = 0
    const comeAndGo = async (branch: Chance): Promise<void> => {
      while (!scene.finishing) {
        const visit = { request, name: `v${(count += 1)}`, manner: mannerOf(branch, withoutAck) }
        await CrashVisitor.come(scene, client, history, branch.branch(), visit)
      }
    }
    const everybody = Array.from({ length: visitors }, () => comeAndGo(chance.branch()))
    crowd.#visits = Promise.race([Promise.all(everybody), scene.failed])
    crowd.#visits.catch(() => undefined)
    return crowd
  }

  /** Lets everybody come to an end, and reads what every chat holds then. */
  async settle(): Promise<void> {
    const scene = this.#scene
    scene.finishing = true
    for (const agent of this.#agents) agent.finish()
    await this.#visits
    // The visitors have seen the end of their chats; the agents' streams may be a moment behind.
    const nextTurn = () => new Promise((resolve) => setTimeout(resolve, 20))
    while (!this.#agents.every(({ isIdle }) => isIdle)) await Promise.race([nextTurn(), scene.failed])
    for (const agent of this.#agents) await agent.readChats()
  }

  /** Who has not come to an end, in words, for whoever wonders why a run goes on. */
  get unfinished(): readonly string[] {
    return [
      ...this.#history.visits
        .filter(({ over }) => !over)
        .map(({ name, acknowledges, said, heard }) => {
          const { number = -1, type = 'nothing' } = heard.at(-1) ?? {}
          return `${name} (${acknowledges ? 'with' : 'without'} ack) said ${said.length} things and heard ${type} last, number ${number}.`
        }),
      ...this.#agents.flatMap(({ unfinished }) => unfinished),
    ]
  }

  stop(): void {
    for (const agent of this.#agents) agent.stop()
    this.#carrier.destroy()
  }
}
