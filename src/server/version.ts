import { readFileSync } from 'node:fs'

const manifest = new URL('../../../package.json', import.meta.url)

/** The product's version, as its package says. */
export const productVersion = (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
