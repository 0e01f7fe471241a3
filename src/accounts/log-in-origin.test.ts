import { expect, test } from 'vitest'
import { clientIn, userAgentMax } from './log-in-origin.js'

const mozilla = (rest: string): string => `Mozilla/5.0 (${rest}`
const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test.each([
  [mozilla('X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'), { program: 'Firefox', system: 'Linux' }],
  [
    mozilla(`Windows NT 10.0; Win64; x64) ${webkit} Chrome/140.0.0.0 Safari/537.36`),
    { program: 'Chrome', system: 'Windows' },
  ],
  [
    mozilla(`Windows NT 10.0; Win64; x64) ${webkit} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`),
    { program: 'Edge', system: 'Windows' },
  ],
  [
    mozilla(`Macintosh; Intel Mac OS X 10_15_7) ${webkit} Chrome/140.0.0.0 Safari/537.36 OPR/120.0.0.0`),
    { program: 'Opera', system: 'macOS' },
  ],
  [
    mozilla('Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15'),
    { program: 'Safari', system: 'macOS' },
  ],
  [
    mozilla(
      'iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    ),
    { program: 'Safari', system: 'iOS' },
  ],
  [
    mozilla(
      'iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0.0.0 Mobile/15E148 Safari/604.1',
    ),
    { program: 'Chrome', system: 'iOS' },
  ],
  [
    mozilla(`Linux; Android 10; K) ${webkit} Chrome/140.0.0.0 Mobile Safari/537.36`),
    { program: 'Chrome', system: 'Android' },
  ],
  [
    mozilla(`Linux; Android 10; K) ${webkit} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`),
    { program: 'Samsung Internet', system: 'Android' },
  ],
  [
    mozilla(`X11; CrOS x86_64 14541.0.0) ${webkit} Chrome/140.0.0.0 Safari/537.36`),
    { program: 'Chrome', system: 'ChromeOS' },
  ],
  ['Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0.0.0 Safari/537.36', { program: 'Chrome', system: 'Linux' }],
  ['curl/8.5.0', { program: 'curl' }],
  ['my-bot', { program: 'my-bot' }],
  ['Mozilla/5.0 (compatible)', {}],
  ['<b>bold</b>', {}],
  [`${'x'.repeat(41)}/1`, {}],
  [`${' '.repeat(userAgentMax)}Firefox/1.0`, {}],
  ['', {}],
  [undefined, {}],
])('[A-101] %j is told apart', (userAgent, client) => {
  expect(clientIn(userAgent)).toEqual(client)
})
