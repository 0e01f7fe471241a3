/** What the page with the chat settings shows: where the server is, and whom a client asks for. */
import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Server } from '../../api/server.js'
import type { SetupApi, Stored } from '../api/setup-api.js'

/** The installation as the server tells it. */
export interface Installation {
  readonly endpoint: string
  readonly isPublic: boolean
}

/** What would keep a client from working, or from being answered. */
export type Hindrance = 'not-public' | 'not-encrypted' | 'inactive'

/** How many of each are offered to choose from. */
const choicesMax = 200

export interface ChatSettings {
  readonly state: ReadonlySignal<'loading' | 'failed' | 'there'>
  readonly installation: ReadonlySignal<Installation | undefined>
  readonly deployments: ReadonlySignal<readonly Stored[]>
  readonly buttons: ReadonlySignal<readonly Stored[]>
  readonly deployment: ReadonlySignal<Stored | undefined>
  readonly button: ReadonlySignal<Stored | undefined>
  readonly hindrances: ReadonlySignal<readonly Hindrance[]>
  chooseDeployment(id: string): void
  chooseButton(id: string): void
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
  const deployments = signal<readonly Stored[]>([])
  const buttons = signal<readonly Stored[]>([])
  const deploymentId = signal<string | undefined>(undefined)
  const buttonId = signal<string | undefined>(undefined)
  const deployment = computed(
    () => deployments.value.find(({ id }) => id === deploymentId.value) ?? deployments.value[0],
  )
  const button = computed(() => buttons.value.find(({ id }) => id === buttonId.value) ?? buttons.value[0])
  return {
    ...{ state, installation, deployments, buttons, deployment, button },
    hindrances: computed(() => (installation.value ? hindrancesOf(installation.value, button.value) : [])),
    chooseDeployment: (id) => (deploymentId.value = id),
    chooseButton: (id) => (buttonId.value = id),
    async load() {
      state.value = 'loading'
      const only = { member: 'type', value: 'standard' }
      const [where, found, offered] = await Promise.all([
        ask<Installation>('GET', '/setup/installation'),
        api.list('deployments', { limit: choicesMax }),
        api.list('buttons', { limit: choicesMax, only }),
      ])
      if (!where.ok || !found.ok || !offered.ok) {
        state.value = 'failed'
        return
      }
      installation.value = where.value
      deployments.value = found.value.objects
      buttons.value = offered.value.objects
      state.value = 'there'
    },
  }
}
