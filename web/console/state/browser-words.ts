/** A visitor's browser and system, as far as the string tells; both undefined when it tells nothing. */
export interface BrowserWords {
  readonly browser: string | undefined
  readonly system: string | undefined
}

// The order matters: most browsers also call themselves Chrome, Safari or both.
const browsers: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\b(?:Edg|EdgA|EdgiOS)\/(\d+)/, 'Edge'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\bSamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/\bVivaldi\/(\d+)/, 'Vivaldi'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//, 'Safari'],
  [/\bTrident\/.*\brv:(\d+)/, 'Internet Explorer'],
]

const systems: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\biPad\b/, 'iPad'],
  [/\biPhone\b/, 'iPhone'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\b(?:Mac OS X|Macintosh)\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

/** Reads a User-Agent string of any length. */
export function browserWords(userAgent: string): BrowserWords {
  // Real ones are far shorter; a longer one is not worth the search.
  const text = userAgent.slice(0, 1_000)
  let browser: string | undefined
  for (const [pattern, name] of browsers) {
    const version = pattern.exec(text)?.[1]
    if (version === undefined) continue
    browser = `${name} ${version}`
    break
  }
  return { browser, system: systems.find(([pattern]) => pattern.test(text))?.[1] }
}
