/** What kinds of settings there are: how each is read from a text of the environment, and what is wrong with it when not. */

/** A setting as it is declared. */
export interface Declared<T> {
  readonly name: string
  readonly sentence: string
  readonly default: T
  /** The default as the environment would say it, where that is not its text. */
  readonly shown?: string
  /** A wrong value is not repeated: it can hold a password. */
  readonly secret?: true
  /** The value of a text from the environment, or what is wrong with it. */
  readonly read: (text: string) => { readonly value: T } | { readonly problem: string }
}

/** A whole number within bounds. */
export const number = (
  name: string,
  sentence: string,
  standard: number,
  min: number,
  max: number,
): Declared<number> => ({
  name,
  sentence,
  default: standard,
  read: (text) => {
    const value = Number(text)
    return /^\d+$/.test(text) && value >= min && value <= max
      ? { value }
      : { problem: `must be a whole number from ${min} to ${max}` }
  },
})

/** Any text. */
export const text = (name: string, sentence: string, standard: string): Declared<string> => ({
  name,
  sentence,
  default: standard,
  read: (value) => (value.trim() === '' ? { problem: 'must not be empty' } : { value: value.trim() }),
})

/** One of a few words. */
export const choice = <const T extends string>(
  name: string,
  sentence: string,
  standard: T,
  values: readonly T[],
): Declared<T> => ({
  name,
  sentence,
  default: standard,
  read: (value) => {
    const known = values.find((one) => one === value)
    return known === undefined ? { problem: `must be one of ${values.join(', ')}` } : { value: known }
  },
})

/** An address of http. */
export const url = (name: string, sentence: string): Declared<string> => ({
  name,
  sentence,
  default: '',
  read: (value) => {
    // Paths are put behind it, so that it holds a scheme, a host, and perhaps a port and the path of a proxy.
    return /^https?:\/\/[^\s?#@\\]+$/i.test(value) && URL.canParse(value)
      ? // Whether it is https decides about cookies, and is asked of the text.
        { value: value.replace(/\/+$/, '').replace(/^https?/i, (scheme) => scheme.toLowerCase()) }
      : { problem: 'must be an address such as https://chat.example.com' }
  },
})

/** What may be said about the encryption of a connection to PostgreSQL; it means what it means to PostgreSQL's own clients. */
const sslModes = ['disable', 'require', 'verify-ca', 'verify-full']

/** An address of a PostgreSQL database. */
export const databaseUrl = (name: string, sentence: string): Declared<string> => ({
  ...{ name, sentence, default: '', secret: true },
  read: (value) => {
    const problem = { problem: 'must be an address such as postgres://user:password@db.example.com/parley' }
    if (!/^postgres(?:ql)?:\/\/\S+$/.test(value) || !URL.canParse(value)) return problem
    const { hostname, pathname, searchParams } = new URL(value)
    const sslMode = searchParams.get('sslmode') ?? 'disable'
    if (!sslModes.includes(sslMode)) return { problem: `has an sslmode that is none of ${sslModes.join(', ')}` }
    return hostname === '' || pathname.length < 2 ? problem : { value }
  },
})

/** An address of a NATS server. */
export const natsUrl = (name: string, sentence: string): Declared<string> => ({
  ...{ name, sentence, default: '', secret: true },
  read: (value) => {
    const problem = { problem: 'must be an address such as nats://user:password@nats.example.com:4222, or tls://…' }
    if (!/^(?:nats|tls):\/\/[^\s/?#]+\/?$/.test(value) || !URL.canParse(value)) return problem
    const { hostname, username, password } = new URL(value)
    const isReadable = [username, password].every((part) => !/%(?![\da-f]{2})/i.test(part))
    return hostname === '' || !isReadable || (username === '' && password !== '') ? problem : { value }
  },
})

/** A text that is never repeated. */
export const secretText = (name: string, sentence: string): Declared<string> => ({
  ...text(name, sentence, ''),
  secret: true,
})

/** A secret that is sent in a header: long enough that nobody finds it by trying. */
export const bearer = (name: string, sentence: string): Declared<string> => ({
  ...{ name, sentence, default: '', secret: true },
  read: (value) =>
    /^[!-~]{16,}$/.test(value) ? { value } : { problem: 'must have 16 characters or more, none of them a blank' },
})

/** An address to listen on, with its port. */
export const listenAddress = (
  name: string,
  sentence: string,
): Declared<{ readonly host: string; readonly port: number } | undefined> => ({
  ...{ name, sentence, default: undefined, shown: 'none' },
  read: (value) => {
    const [, bracketed, plain, digits] = /^(?:\[([\da-f:.]+)\]|([\w.-]+)):(\d{1,5})$/i.exec(value) ?? []
    const [host, port] = [bracketed ?? plain, Number(digits)]
    return host !== undefined && port <= 65_535
      ? { value: { host, port } }
      : { problem: 'must be an address with its port, such as 127.0.0.1:9090 or [::1]:9090' }
  },
})

/** Words between commas; their case does not matter. */
export const words = (name: string, sentence: string): Declared<readonly string[]> => ({
  ...{ name, sentence, default: [], shown: 'none' },
  read: (value) => {
    const all = value.split(',').map((word) => word.trim().toLowerCase())
    return all.every((word) => /^[^\s@]+$/.test(word))
      ? { value: all }
      : { problem: 'must be names with commas between them, such as example.com,example.org' }
  },
})

/** Who issues tokens (OpenID Connect Core 1.0, 1.2). Without TLS anybody in between could, so only on this machine. */
export const issuer = (name: string, sentence: string): Declared<string> => ({
  ...{ name, sentence, default: '' },
  read: (value) => {
    const problem = { problem: 'must be an https address such as https://login.example.com/realms/main' }
    if (!/^https?:\/\/[^\s?#@\\]+$/.test(value) || !URL.canParse(value)) return problem
    const { protocol, hostname } = new URL(value)
    return protocol === 'https:' || isLoopback(hostname) ? { value } : problem
  },
})

/** Whether an address to listen on reaches only this machine. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
