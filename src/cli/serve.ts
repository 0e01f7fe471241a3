import type { Logger } from 'pino'
import type { Relay } from '../bus/relay.js'
import { demoPassword } from '../setup/new-organization.js'
import { BackupSocket } from '../server/backup-socket.js'
import { usernamesWithDemoPassword } from '../server/first-start.js'
import { createLogger } from '../server/logger.js'
import { openRelay } from '../server/open-relay.js'
import { openStore, type Store } from '../server/open-store.js'
import type { Parts } from '../server/parts.js'
import { startServer } from '../server/server.js'
import { isLoopback, readSettings, type Settings } from '../server/settings.js'
import type { Setup } from '../setup/setup.js'

/** Where a server without settings is. */
const defaultBase = 'http://127.0.0.1:8080'

/** Whom a visitor of the first organization asks; undefined when it has nobody to ask. */
const firstTarget = ({ organizations, deployments, buttons }: Setup) => {
  const [organization] = organizations
  const deployment = deployments.find(({ organizationId }) => organizationId === organization?.id)
  const button = buttons.find(({ organizationId, active }) => organizationId === organization?.id && active)
  return organization && deployment && button ? { organization, deployment, button } : undefined
}
type Target = ReturnType<typeof firstTarget>

/** How to chat from a terminal: what the terminal chat takes for granted is the demo's address and ids. */
const chatCommand = (base: string, target: Target): string => {
  const options = [
    ...(base === defaultBase ? [] : [`${base}/chat/rest/`]),
    ...(target?.organization.demo === false
      ? [`--org ${target.organization.id} --deployment ${target.deployment.id} --button ${target.button.id}`]
      : []),
  ]
  return ['npm run chat', ...(options.length > 0 ? ['--', ...options] : [])].join(' ')
}

/** Where a chat can be tried in a browser. */
const tryItAddress = (base: string, { organization, deployment, button }: NonNullable<Target>): string =>
  `${base}/console/try-it.html?organization=${organization.id}&deployment=${deployment.id}&button=${button.id}`

const banner = (base: string, demoUsernames: readonly string[], { setup, founding }: Parts): string => {
  const target = firstTarget(setup)
  const first = founding.isDue ? `  Set it up        ${base}/console/welcome#${founding.token()}\n` : ''
  const visitor = target ? `  A visitor        ${tryItAddress(base, target)}\n` : ''
  const logIn =
    demoUsernames.length > 0 ? `  Log in as        ${demoUsernames.join(' or ')}, password ${demoPassword}\n` : ''
  return `
Parley is running.

  Endpoint         ${base}/chat/rest/
  Agents' console  ${base}/console
${first}${logIn}${visitor}
  Try it           curl -H 'X-LIVEAGENT-API-VERSION: 49' -H 'X-LIVEAGENT-AFFINITY: null' ${base}/chat/rest/System/SessionId
  Or chat          ${chatCommand(base, target)}

Ctrl-C stops it; nothing that was acknowledged is lost.
`
}

/** A server that only this machine reaches may have a demo; one that a proxy shows to the world is everybody's then. */
const warnOfDemo = ({ publicUrl, databaseUrl }: Settings, demoUsernames: readonly string[], logger: Logger): void => {
  if (demoUsernames.length === 0 || publicUrl === '' || isLoopback(new URL(publicUrl).hostname)) return
  logger.warn(
    `${demoUsernames.join(' and ')} have the password that everybody knows, and PARLEY_PUBLIC_URL says that the world ` +
      `reaches this server. ${databaseUrl === '' ? 'Stop it and give' : 'Give'} them new ones: npm run parley -- agent password USERNAME.`,
  )
}

const relayFor = async (store: Store, settings: Settings, logger: Logger): Promise<Relay | undefined> => {
  try {
    return await openRelay(settings, store, logger)
  } catch (error) {
    await store.close()
    throw error
  }
}

/** `parley serve`: starts the server and keeps it running until a signal stops it. Settles with the exit code. */
export const serve = async (environment: NodeJS.ProcessEnv): Promise<number> => {
  const settings = readSettings(environment)
  const logger = createLogger(settings)
  let fail: (code: number) => void = () => undefined
  const failed = new Promise<number>((resolve) => (fail = resolve))
  const store = await openStore(settings, logger, () => fail(1))
  const server = await startServer({ store, settings, logger, relay: await relayFor(store, settings, logger) })
  const backups = await BackupSocket.open(settings.dataDirectory, store, logger)
  const stopped = new Promise<number>((resolve, reject) => {
    let stopping: 'drain' | 'at-once' | undefined
    const stop = (how: 'drain' | 'at-once') => (): void => {
      // Whoever started us passes a signal on that the terminal sent to us as well.
      const isNew = stopping === undefined || (stopping === 'drain' && how === 'at-once')
      if (isNew) logger.info({ how }, 'Stopping.')
      if (isNew) stopping = how
      const closed = Promise.all([backups?.close(), server.stop(how)])
      closed.then(() => resolve(0), reject)
    }
    process.on('SIGINT', stop('at-once'))
    process.on('SIGTERM', stop('drain'))
  })
  // Not before the signals are listened to: whoever reads that it runs may send one at once.
  const demoUsernames = await usernamesWithDemoPassword(server.parts.setup)
  warnOfDemo(settings, demoUsernames, logger)
  console.log(banner(settings.publicUrl || server.address, demoUsernames, server.parts))
  logger.info({ address: server.address }, 'Started.')
  const code = await Promise.race([stopped, failed])
  logger.info('Stopped.')
  return code
}
