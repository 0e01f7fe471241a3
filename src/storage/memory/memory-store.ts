import type { Store } from '../store.js'
import type { MemoryEventLogOptions } from './event-log.js'
import { MemoryEventLog } from './event-log.js'
import { MemorySetupStore } from './setup-store.js'
import { MemoryTokenStore } from './token-store.js'

/** All three ports in memory; what they hold is gone when the process ends. */
export function openMemoryStore(options: MemoryEventLogOptions = {}): Store {
  const log = new MemoryEventLog(options)
  const close = () => log.close()
  return {
    log,
    setup: new MemorySetupStore(),
    tokens: new MemoryTokenStore(),
    commitStatistics: () => log.commitStatistics(),
    close,
    [Symbol.asyncDispose]: close,
  }
}
