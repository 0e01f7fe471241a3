/** Reads the text that Prometheus scrapes, as strictly as it does (which lets NaN be written in any case), and lets a test wait for a value. */
import { httpRequest } from './http-request.js'

/** Values by name and labels, such as `parley_agents{status="online"}`. */
export type Metrics = ReadonlyMap<string, number>

const helpLine = /^# HELP [a-zA-Z_:][\w:]* \S.*$/
const typeLine = /^# TYPE ([a-zA-Z_:][\w:]*) (counter|gauge|histogram|summary|untyped)$/
const label = '[a-zA-Z_]\\w*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"'
const sampleLine = new RegExp(`^([a-zA-Z_:][\\w:]*)(\\{${label}(?:,${label})*\\})? (\\S+)(?: -?\\d+)?$`)
const suffix = /_(?:bucket|sum|count)$/

/** Parses a whole answer. Throws when a line is none of the format, or a value has no type or comes twice. */
export const parseMetrics = (text: string): Metrics => {
  if (!text.endsWith('\n')) throw new Error('The last line does not end.')
  const types = new Set<string>()
  const metrics = new Map<string, number>()
  for (const line of text.split('\n')) {
    if (line === '' || helpLine.test(line)) continue
    const [, typed] = typeLine.exec(line) ?? []
    if (typed !== undefined) {
      if (types.has(typed)) throw new Error(`${typed} has two types.`)
      types.add(typed)
      continue
    }
    const [, name, labels = '', written] = sampleLine.exec(line) ?? []
    if (name === undefined) throw new Error(`This is no line of the format: ${line}`)
    if (!types.has(name) && !types.has(name.replace(suffix, ''))) throw new Error(`${name} has no type.`)
    const value = written === '+Inf' ? Infinity : written === '-Inf' ? -Infinity : Number(written)
    if (Number.isNaN(value) && written?.toLowerCase() !== 'nan') throw new Error(`${written ?? ''} is no value.`)
    if (metrics.has(name + labels)) throw new Error(`${name}${labels} comes twice.`)
    metrics.set(name + labels, value)
  }
  return metrics
}

/** The metrics of a server at this moment. */
export const readMetrics = async (address: string): Promise<Metrics> => {
  const { status, text, headers } = await httpRequest(`${address}/metrics`)
  if (status !== 200) throw new Error(`The metrics were refused with ${status}.`)
  if (!/^text\/plain; version=0\.0\.4(?:;|$)/.test(headers['content-type'] ?? '')) {
    throw new Error(`The metrics say that they are ${headers['content-type'] ?? 'nothing'}.`)
  }
  return parseMetrics(text)
}

/** Asks again and again until a metric has the value, or one that `isRight`. */
export const metricBecomes = async (
  address: string,
  name: string,
  right: number | ((value: number) => boolean),
): Promise<void> => {
  const isRight = typeof right === 'number' ? (value: number) => value === right : right
  for (;;) {
    const value = (await readMetrics(address)).get(name)
    if (value === undefined) throw new Error(`There is no metric ${name}.`)
    if (isRight(value)) return
  }
}
