import { withStore } from './with-store.js'

/**
 * `parley migrate`: brings the tables of the store up to date, as every start does, and nothing else; for whoever wants
 * that done before servers start. Settles with the exit code.
 */
export const migrate = (environment: NodeJS.ProcessEnv): Promise<number> =>
  withStore(environment, () => {
    console.log('The tables are up to date.')
    return Promise.resolve(0)
  })
