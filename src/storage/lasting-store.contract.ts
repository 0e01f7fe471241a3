/** What every store promises that keeps what it has: the contracts of all its ports. */
import { tokenStoreContract } from '../accounts/token-store.contract.js'
import { eventLogContract } from '../event-log/event-log.contract.js'
import { figuresStoreContract } from '../figures/figures-store.contract.js'
import { fileStoreContract } from '../files/file-store.contract.js'
import { pastStoreContract } from '../past/past-store.contract.js'
import { setupStoreContract } from '../setup/setup-store.contract.js'
import type { Store } from './store.js'

/** What a contract may ask of a store. */
export interface LastingStoreLimits {
  readonly appendsWaitingMax?: number
  readonly auditRecordsMax?: number
}

export interface OpenedLastingStore extends Store {
  /** Closes the store and opens it once more. */
  readonly again: () => Promise<Store>
  readonly dispose: () => Promise<void>
}

export type OpenLastingStore = (limits?: LastingStoreLimits) => Promise<OpenedLastingStore>

/** Registers the event log's contract for the store in `place`. */
export function lastingLogContract(place: string, open: OpenLastingStore): void {
  eventLogContract(
    `the event log in ${place}`,
    async (limits) => {
      const { log, again, dispose } = await open(limits)
      return { log, dispose, reopen: async () => (await again()).log }
    },
    { persists: true },
  )
}

/** Registers the contracts of all ports for the store in `place`; `open` is called once per test. */
export function lastingStoreContracts(place: string, open: OpenLastingStore): void {
  const persists = { persists: true }
  lastingLogContract(place, open)
  setupStoreContract(
    `the setup store in ${place}`,
    async (limits) => {
      const { setup, again, dispose } = await open(limits)
      return { setup, dispose, reopen: async () => (await again()).setup }
    },
    persists,
  )
  tokenStoreContract(
    `the token store in ${place}`,
    async () => {
      const { tokens, again, dispose } = await open()
      return { tokens, dispose, reopen: async () => (await again()).tokens }
    },
    persists,
  )
  fileStoreContract(
    `the file store in ${place}`,
    async () => {
      const { files, again, dispose } = await open()
      return { files, dispose, reopen: async () => (await again()).files }
    },
    persists,
  )
  figuresStoreContract(
    `the figures store in ${place}`,
    async () => {
      const { log, figures, again, dispose } = await open()
      return { log, figures, dispose, reopen: async () => (await again()).figures }
    },
    persists,
  )
  pastStoreContract(
    `the past store in ${place}`,
    async () => {
      const { log, past, again, dispose } = await open()
      return { log, past, dispose, reopen: async () => (await again()).past }
    },
    persists,
  )
}
