/** An event stream in the hands of a test. */
import type { OpenedStream } from '../../../state/connection.js'
import { settle } from '../../../state/testing/fake-api.js'

export class FakeStream {
  status = 200
  /** Where each opening wanted to go on. */
  readonly opened: string[] = []
  #write: (text: string) => void = () => undefined
  #close: () => void = () => undefined

  readonly open = (lastEventId: string): Promise<OpenedStream> => {
    this.opened.push(lastEventId)
    const chunks = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#write = (text) => controller.enqueue(new TextEncoder().encode(text))
        this.#close = () => controller.close()
      },
    })
    return Promise.resolve({ status: this.status, chunks })
  }

  async tell(id: string, name: string, data: object): Promise<void> {
    this.#write(`id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
    await settle()
  }

  async drop(): Promise<void> {
    this.#close()
    await settle()
  }
}
