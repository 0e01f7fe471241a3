import { expect, test } from 'vitest'
import { ProgressLine } from './progress-line.js'

const written = (isTTY: boolean, columns?: number) => {
  const texts: string[] = []
  let now = 0
  const line = new ProgressLine({ isTTY, columns, write: (text) => texts.push(text) }, () => now)
  return { texts, line, pass: (ms: number) => void (now += ms) }
}

test('a terminal has a bar that is drawn over, ten times a second at most, and is gone at the end', () => {
  const { texts, line, pass } = written(true)
  line.tell(0.5, 'Copying', '5 of 10')
  line.tell(0.6, 'Copying', '6 of 10')
  pass(100)
  line.tell(0.7, 'Copying', '7 of 10')
  line.end()
  line.end()
  expect(texts).toEqual([
    '\r\u001b[2K[###############...............]  50 %  Copying: 5 of 10',
    '\r\u001b[2K[#####################.........]  70 %  Copying: 7 of 10',
    '\r\u001b[2K',
  ])
})

test('a bar never wraps', () => {
  const { texts, line } = written(true, 40)
  line.tell(1, 'Copying what has a long name', '10 of 10')
  expect(texts[0]?.replace('\r\u001b[2K', '')).toHaveLength(39)
})

test('elsewhere there is a line for each step, and one every ten seconds', () => {
  const { texts, line, pass } = written(false)
  line.tell(0, 'Copying', '0 of 10')
  pass(9999)
  line.tell(0.5, 'Copying', '5 of 10')
  pass(1)
  line.tell(0.6, 'Copying', '6 of 10')
  line.tell(0.6, 'Comparing', '0 of 10')
  line.end()
  expect(texts).toEqual(['Copying: 0 of 10\n', 'Copying: 6 of 10\n', 'Comparing: 0 of 10\n'])
})
