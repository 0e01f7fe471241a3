/** Where the commands on setup work: the store itself, or the server that has it open. */
import { StoreInUseError, type Store } from '../server/open-store.js'
import { readSettings } from '../server/settings.js'
import { StartError } from '../server/start-error.js'
import { patternProblem } from '../masking/compiled-rule.js'
import { documentOf, type Difference, type SetupDocument } from '../setup/setup-document.js'
import { SetupEditor } from '../setup/setup-editor.js'
import { takeIn } from '../setup/setup-transfer.js'
import { Setup } from '../setup/setup.js'
import { chosenOrganization } from './chosen-organization.js'
import { commandLineAuthor } from './command-line-author.js'
import { UsageError } from './usage-error.js'
import { withStore } from './with-store.js'

export interface SetupTarget {
  read(): Promise<SetupDocument>
  takeIn(document: unknown, dryRun: boolean): Promise<readonly Difference[]>
}

const inStore = (setup: Setup, organization: string | undefined): SetupTarget => ({
  read: () => Promise.resolve(documentOf(setup, chosenOrganization(setup, organization).id)),
  takeIn: (document, dryRun) => {
    const editor = new SetupEditor(setup, patternProblem)
    const organizationIds = setup.organizations.map(({ id }) => id)
    return takeIn({ setup, editor }, document, { author: commandLineAuthor(), organizationIds, dryRun })
  },
})

const atServer = (base: string, token: string): SetupTarget => {
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${base}/api/v1/setup${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new StartError(`${base} cannot be reached.`, { cause: error })
    })
    const said = (await answer.json().catch(() => ({}))) as { detail?: string }
    if (answer.ok) return said
    throw new StartError(`${base} answered ${answer.status}: ${said.detail ?? 'no Parley server is there.'}`)
  }
  return {
    read: async () => (await ask('/export')) as SetupDocument,
    takeIn: async (document, dryRun) => {
      const { differences } = (await ask(`/import?dryRun=${dryRun}`, document)) as { differences: Difference[] }
      return differences
    },
  }
}

/**
 * Runs a command on the server at `server`, or else on the store of the settings, or on the server that is using it. A
 * server is asked with the administrator's token in `PARLEY_TOKEN`, which says what organization is meant; in the store
 * it is `organization`, or the only one.
 */
export const withSetup = async (
  environment: NodeJS.ProcessEnv,
  { server, organization }: { readonly server?: string | undefined; readonly organization?: string | undefined },
  command: (target: SetupTarget) => Promise<number>,
): Promise<number> => {
  const { token, publicUrl, host, port } = readSettings(environment)
  const throughServer = (base: string) => {
    if (organization !== undefined)
      throw new UsageError(`The server at ${base} is asked for the organization of the token: leave --org away.`)
    if (token !== '') return command(atServer(base.replace(/\/+$/, ''), token))
    throw new StartError(`The server at ${base} is asked with an administrator’s token: set PARLEY_TOKEN to one.`)
  }
  if (server !== undefined) return throughServer(server)
  try {
    return await withStore(environment, async (store: Store) =>
      command(inStore(await Setup.open(store.setup), organization)),
    )
  } catch (error) {
    if (!(error instanceof StoreInUseError)) throw error
    return throughServer(publicUrl || `http://${host.includes(':') ? `[${host}]` : host}:${port}`)
  }
}
