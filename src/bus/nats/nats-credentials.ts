/** A file of credentials as NATS’s own tools make it: a signed permission and the key that goes with it. */
import { readFile } from 'node:fs/promises'
import { credsAuthenticator, type Authenticator } from '@nats-io/transport-node'

/** The file cannot be used; the message says why, and nothing of what is in it. */
export class NatsCredentialsError extends Error {
  override name = 'NatsCredentialsError'
}

/** Reads the file, once: who changes it restarts the server. Rejects with {@link NatsCredentialsError}. */
export const readNatsCredentials = async (path: string): Promise<Authenticator> => {
  const bytes = await readFile(path).catch((error: unknown) => {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new NatsCredentialsError(`The file ${path} cannot be read: ${why}.`, { cause: error })
  })
  const authenticator = credsAuthenticator(bytes)
  try {
    // As a server asks for it.
    authenticator('a challenge')
  } catch {
    // Not as a cause: it could repeat what is in the file.
    throw new NatsCredentialsError(`The file ${path} holds no credentials for NATS.`)
  }
  return authenticator
}
