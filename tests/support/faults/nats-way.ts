/** A node's way to the NATS server by which it hears of others. */
import type { Line } from '../../../src/storage/postgres/breakable-connection.contract.js'
import type { Framing } from './hint-line.js'
import { HintWay } from './hint-way.js'

/** How NATS says that a message follows, whose bytes the last number of the line counts. */
const message = /^H?MSG .* (\d+)$/
const lineEnd = '\r\n'

export const natsFraming: Framing = (bytes) => {
  const end = bytes.indexOf(lineEnd)
  if (end < 0) return undefined
  const afterLine = end + lineEnd.length
  const [, size] = message.exec(bytes.toString('latin1', 0, end)) ?? []
  if (size === undefined) return { length: afterLine, isHint: false }
  return { length: afterLine + Number(size) + lineEnd.length, isHint: true }
}

export class NatsWay extends HintWay {
  protected readonly framing = natsFraming

  static override async to(url: string): Promise<NatsWay> {
    return this.lead((port) => new NatsWay(url, port))
  }

  override deafen(): void {
    this.break()
  }

  protected override opened(line: Line): void {
    this.carriesHints(line)
  }
}
