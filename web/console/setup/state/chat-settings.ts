/** What the page with the chat settings shows: where the server is, and whom a client asks for. */
import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Server } from '../../api/server.js'
import type { ListCondition, SetupApi, Stored } from '../api/setup-api.js'

/** The installation as the server tells it. */
export interface Installation {
  readonly endpoint: string
  readonly isPublic: boolean
}

/** What would keep a client from working, or from being answered. */
export type Hindrance = 'not-public' | 'not-encrypted' | 'inactive'

/** The buttons that clients name: invitations come up by themselves. */
export const standardButtons: ListCondition = { member: 'type', value: 'standard' }

export interface ChatSettings {
  readonly state: ReadonlySignal<'loading' | 'failed' | 'there'>
  readonly installation: ReadonlySignal<Installation | undefined>
  /** What is chosen, or else the first by name; undefined while there is none. */
  readonly deployment: ReadonlySignal<Stored | undefined>
  readonly button: ReadonlySignal<Stored | undefined>
  readonly hindrances: ReadonlySignal<readonly Hindrance[]>
  chooseDeployment(deployment: Stored): void
  chooseButton(button: Stored): void
  load(): Promise<void>
}

const isLocal = (address: string): boolean =>
  URL.canParse(address) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname)

/** What stands between a client and an answer. */
export function hindrancesOf({ endpoint, isPublic }: Installation, button?: Stored): Hindrance[] {
  const found: Hindrance[] = []
  if (!isPublic) found.push('not-public')
  else if (!endpoint.startsWith('https:') && !isLocal(endpoint)) found.push('not-encrypted')
  if (button?.['active'] === false) found.push('inactive')
  return found
}

/** Nothing is loaded yet. */
export function createChatSettings({ ask }: Pick<Server, 'ask'>, api: Pick<SetupApi, 'list'>): ChatSettings {
  const state = signal<'loading' | 'failed' | 'there'>('loading')
  const installation = signal<Installation | undefined>(undefined)
  const deployment = signal<Stored | undefined>(undefined)
  const button = signal<Stored | undefined>(undefined)
  return {
    ...{ state, installation, deployment, button },
    hindrances: computed(() => (installation.value ? hindrancesOf(installation.value, button.value) : [])),
    chooseDeployment: (chosen) => (deployment.value = chosen),
    chooseButton: (chosen) => (button.value = chosen),
    async load() {
      state.value = 'loading'
      const [where, deployments, buttons] = await Promise.all([
        ask<Installation>('GET', '/setup/installation'),
        api.list('deployments', { limit: 1 }),
        api.list('buttons', { limit: 1, only: standardButtons }),
      ])
      if (!where.ok || !deployments.ok || !buttons.ok) {
        state.value = 'failed'
        return
      }
      installation.value = where.value
      deployment.value = deployments.value.objects[0]
      button.value = buttons.value.objects[0]
      state.value = 'there'
    },
  }
}
