/** A store that knows whether anything was asked of it that it has not answered yet. */
import type { Store } from '../../src/storage/store.js'

export interface CountedStore extends Store {
  /** How many calls are under way. */
  readonly underWay: () => number
}

/** The same store; the calls of all its ports are counted from when they are made until they are answered. */
export const countedStore = (store: Store): CountedStore => {
  let count = 0
  const counted = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target)
        if (typeof member !== 'function') return member
        return (...args: unknown[]): unknown => {
          const answer: unknown = Reflect.apply(member, target, args)
          if (!(answer instanceof Promise)) return answer
          count += 1
          const over = () => void (count -= 1)
          answer.then(over, over)
          return answer
        }
      },
    })
  const { log, setup, tokens, files, figures, past } = store
  return {
    ...store,
    ...{ log: counted(log), setup: counted(setup), tokens: counted(tokens) },
    ...{ files: counted(files), figures: counted(figures), past: counted(past) },
    underWay: () => count,
  }
}
