/** The console's page and its files, as a browser fetches them. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { shareInProcess } from '../support/in-process-server.js'
import type { RawAnswer } from '../support/raw-http.js'

const server = shareInProcess()

const get = (path: string, headers: Record<string, string> = {}): Promise<RawAnswer> =>
  server.request({ path, headers })

/** The addresses of the scripts and styles that the page begins with. */
const firstFiles = async (): Promise<string[]> =>
  [...(await get('/console/')).text.matchAll(/(?:src|href)="(\/console\/assets\/[^"]+)"/g)].flatMap(
    ([, address]) => address ?? [],
  )

/** What a browser gets that takes files in this form: how many bytes came, and what they say. */
const compressed = async (path: string, encoding: 'br' | 'gzip'): Promise<{ sent: number; text: string }> => {
  const { headers, bytes } = await get(path, { 'Accept-Encoding': encoding })
  expect([headers['content-encoding'], headers['vary']]).toEqual([encoding, 'accept-encoding'])
  const text = encoding === 'br' ? brotliDecompressSync(bytes) : gunzipSync(bytes)
  return { sent: bytes.length, text: text.toString() }
}

test('the page is asked for anew each time, and comes only when it has changed', async () => {
  for (const path of ['/console', '/console/', '/console/floor/chats/1', '/setup/agents']) {
    const { status, headers } = await get(path)
    expect([status, headers['cache-control']]).toEqual([200, 'no-cache'])
    expect(headers['content-type']).toMatch(/^text\/html/)
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/)
    expect((await get(path, { 'If-None-Match': headers.etag ?? '' })).status).toBe(304)
  }
})

test('its files are kept for ever under names that tell what is in them, and come compressed', async () => {
  const files = await firstFiles()
  expect(files.length).toBeGreaterThan(1)
  for (const path of files) {
    const { headers, text } = await get(path)
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers['content-encoding']).toBeUndefined()
    for (const encoding of ['br', 'gzip'] as const) {
      const packed = await compressed(path, encoding)
      expect(packed.text).toBe(text)
      if (text.length > 4_096) expect(packed.sent).toBeLessThan(text.length / 2)
    }
  }
  expect((await compressed('/console/', 'br')).text).toContain('<div id="app">')
})

test('a file of another version is not there, and the page is not taken for it', async () => {
  const { status, headers, text } = await get('/console/assets/floor-screen-0ld.js')
  expect([status, text]).toEqual([404, 'There is nothing here.\n'])
  expect(headers['content-type']).toMatch(/^text\/plain/)
})
