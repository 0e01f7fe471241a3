import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nkeys } from '@nats-io/transport-node'
import { expect, test } from 'vitest'
import { NatsServer } from '../../../tests/support/nats/nats-server.js'
import { TemporaryDirectory } from '../../../tests/support/temporary-directory.js'
import { NatsCredentialsError, readNatsCredentials } from './nats-credentials.js'
import { NatsRelay } from './nats-relay.js'

type KeyPair = ReturnType<typeof nkeys.createUser>

const encoded = (value: object | Uint8Array): string =>
  Buffer.from(value instanceof Uint8Array ? value : JSON.stringify(value)).toString('base64url')

/** What one key says of another, signed, as NATS’s own tools make it. */
const claim = (by: KeyPair, of: KeyPair, type: 'operator' | 'account' | 'user'): string => {
  const limits = { subs: -1, data: -1, payload: -1 }
  const account = { limits: { ...limits, conn: -1, imports: -1, exports: -1, wildcards: true, leaf: -1 } }
  const claims = {
    ...{ jti: type, iat: Math.floor(Date.now() / 1000), iss: by.getPublicKey(), sub: of.getPublicKey(), name: type },
    nats: { type, version: 2, ...(type === 'account' && account), ...(type === 'user' && limits) },
  }
  const signed = `${encoded({ typ: 'JWT', alg: 'ed25519-nkey' })}.${encoded(claims)}`
  return `${signed}.${encoded(by.sign(Buffer.from(signed)))}`
}

const credentialsText = (token: string, seed: string): string => `-----BEGIN NATS USER JWT-----
${token}
------END NATS USER JWT------

-----BEGIN USER NKEY SEED-----
${seed}
------END USER NKEY SEED------
`

test('it signs in with a file of credentials', async ({ skip }) => {
  const [operator, account, user] = [nkeys.createOperator(), nkeys.createAccount(), nkeys.createUser()]
  await using server = await NatsServer.start(
    skip,
    `operator: ${claim(operator, operator, 'operator')}
     resolver: MEMORY
     resolver_preload: { ${account.getPublicKey()}: ${claim(operator, account, 'account')} }`,
  )
  await using directory = await TemporaryDirectory.make()
  const listen = async (by: KeyPair) => {
    const file = join(directory.path, 'parley.creds')
    await writeFile(file, credentialsText(claim(by, user, 'user'), Buffer.from(user.getSeed()).toString()))
    const told: string[] = []
    const relay = new NatsRelay({
      ...{ url: server.url(), authenticator: await readNatsCredentials(file), subject: 'parley.test' },
      onAway: (why) => void told.push(why),
      onBack: () => void told.push('back'),
    })
    await relay.listen({ onMessage: () => undefined, onGap: () => undefined })
    await relay.close()
    return told
  }
  expect(await listen(account)).toEqual([])
  expect(await listen(nkeys.createAccount())).toEqual([expect.stringMatching(/Authorization Violation/)])
})

test('a file that is not there or holds no credentials is refused without being repeated', async () => {
  await using directory = await TemporaryDirectory.make()
  const file = join(directory.path, 'parley.creds')
  await expect(readNatsCredentials(file)).rejects.toThrow(/parley\.creds cannot be read: ENOENT\.$/)
  for (const text of ['', 'hunter2', credentialsText('hunter2', 'hunter2')]) {
    await writeFile(file, text)
    const refusal = readNatsCredentials(file)
    await expect(refusal).rejects.toThrow(NatsCredentialsError)
    await expect(refusal).rejects.toThrow(/^(?!.*hunter2).*holds no credentials for NATS\.$/)
  }
})
