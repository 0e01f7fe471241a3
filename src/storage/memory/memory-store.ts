import { alwaysInReach, type Store } from '../store.js'
import type { MemoryEventLogOptions } from './event-log.js'
import { MemoryEventLog } from './event-log.js'
import { MemoryFiguresStore } from './figures-store.js'
import { MemoryFileStore } from './file-store.js'
import { MemoryPastStore } from './past-store.js'
import { MemorySetupStore } from './setup-store.js'
import { MemoryTokenStore } from './token-store.js'

export interface MemoryStoreOptions extends MemoryEventLogOptions {
  /** How many records of changes of setup are kept per organization. */
  readonly auditRecordsMax?: number
}

/** All ports in memory; what they hold is gone when the process ends. */
export function openMemoryStore(options: MemoryStoreOptions = {}): Store {
  const figures = new MemoryFiguresStore()
  const past = new MemoryPastStore()
  const log = new MemoryEventLog(options, figures, past)
  const close = () => log.close()
  return {
    log,
    shared: log,
    setup: new MemorySetupStore(options.auditRecordsMax),
    tokens: new MemoryTokenStore(),
    files: new MemoryFileStore(),
    figures,
    past,
    reach: alwaysInReach,
    commitStatistics: () => log.commitStatistics(),
    close,
    [Symbol.asyncDispose]: close,
  }
}
