/** Where a log-in was made, as far as it is told: what an agent recognises their own browsers by. */

export interface LogInOrigin {
  /** The browser or program, such as `Firefox` or `curl`. */
  readonly program?: string
  /** What it runs on, such as `Windows`. */
  readonly system?: string
  /** The address it came from. */
  readonly address?: string
  /** What proved who it is; absent for one from before that was noted. */
  readonly way?: LogInWay
}

/** A password, or the word of the identity provider. */
export type LogInWay = 'password' | 'provider'

/** How much of what a client says of itself is looked at. */
export const userAgentMax = 500

// Browsers name those they want to be taken for, so the most particular name counts.
const programs: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bVersion\/\S+ (?:Mobile\/\S+ )?Safari\//, 'Safari'],
]

const systems: readonly (readonly [RegExp, string])[] = [
  [/\b(?:iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac(?:intosh|OS)?\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

const nameIn = (text: string, names: readonly (readonly [RegExp, string])[]): string | undefined =>
  names.find(([pattern]) => pattern.test(text))?.[1]

/**
 * What a `User-Agent` says of the program and its system. One that is no browser is called by its first word; what is
 * not recognised is left out. Nobody has to say the truth there: it helps to recognise, and proves nothing.
 */
export const clientIn = (userAgent: string | undefined): Pick<LogInOrigin, 'program' | 'system'> => {
  const text = (userAgent ?? '').slice(0, userAgentMax)
  const [, first] = /^([a-z][\w.-]{0,39})(?:\/|$)/i.exec(text) ?? []
  const program = nameIn(text, programs) ?? (first === 'Mozilla' ? undefined : first)
  const system = nameIn(text, systems)
  return { ...(program !== undefined && { program }), ...(system !== undefined && { system }) }
}
