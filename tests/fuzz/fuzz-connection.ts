/** A raw connection that says anything and understands the answers, however odd what it said was. */
import { connect, type Socket } from 'node:net'

export interface FuzzAnswer {
  readonly status: number
  readonly head: string
  readonly body: string
}

/** No answer within this time is a failure of its own. */
const answerMaxMs = 15_000

const streamHead = /^content-type: text\/event-stream/im
const isStream = ({ head }: FuzzAnswer): boolean => streamHead.test(head)

/** What comes first in these bytes, and how many of them it takes; `undefined` while it is not whole. */
const firstAnswer = (
  bytes: Buffer,
  isHead: boolean,
  isOver: boolean,
): { answer: FuzzAnswer; length: number } | undefined => {
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const head = bytes.toString('latin1', 0, end)
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? NaN)
  const bodyAt = end + 4
  const answered = (body: string, length: number) => ({ answer: { status, head, body }, length: bodyAt + length })
  const size = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? NaN)
  if (isHead || status < 200 || status === 204 || status === 304) return answered('', 0)
  // The stream of an agent never ends; that it began is all there is to know.
  if (streamHead.test(head)) return answered('', bytes.length - bodyAt)
  if (/^transfer-encoding: chunked$/im.test(head)) {
    const last = bytes.indexOf('0\r\n\r\n', bodyAt)
    return last === -1 ? undefined : answered(bytes.toString('utf8', bodyAt, last), last + 5 - bodyAt)
  }
  if (Number.isNaN(size)) return isOver ? answered(bytes.toString('utf8', bodyAt), bytes.length - bodyAt) : undefined
  if (bytes.length < bodyAt + size) return undefined
  return answered(bytes.toString('utf8', bodyAt, bodyAt + size), size)
}

export class FuzzConnection {
  readonly #socket: Socket
  #bytes = Buffer.alloc(0)
  #isOver = false
  #look: (() => void) | undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (part) => {
      this.#bytes = Buffer.concat([this.#bytes, part])
      this.#look?.()
    })
    const over = (): void => {
      this.#isOver = true
      this.#look?.()
    }
    // A server may cut off whoever does not speak its language; `close` follows.
    socket.on('error', over)
    socket.on('close', over)
    socket.on('end', over)
  }

  static open(port: number): Promise<FuzzConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      socket.once('error', reject)
      socket.once('connect', () => {
        socket.off('error', reject)
        resolve(new FuzzConnection(socket))
      })
    })
  }

  /** Whether another request can follow. */
  get isOpen(): boolean {
    return !this.#isOver
  }

  /** Sends the bytes and settles with the answer; with nothing when the connection ended without one. */
  async ask(bytes: Buffer, isHead: boolean): Promise<FuzzAnswer | undefined> {
    this.#socket.write(bytes)
    const [answer] = await this.#answers(isHead, 1)
    if (answer !== undefined && /^connection: close$/im.test(answer.head)) this.close()
    return answer
  }

  /** Sends the bytes and nothing more, ever, and settles with all answers when the server has closed its side, too. */
  askLast(bytes: Buffer): Promise<FuzzAnswer[]> {
    this.#socket.end(bytes)
    return this.#answers(false, Infinity)
  }

  close(): void {
    this.#isOver = true
    this.#socket.destroy()
  }

  async #answers(isHead: boolean, most: number): Promise<FuzzAnswer[]> {
    const answers: FuzzAnswer[] = []
    const deadline = Date.now() + answerMaxMs
    while (answers.length < most) {
      const first = firstAnswer(this.#bytes, isHead, this.#isOver)
      if (first !== undefined) {
        this.#bytes = this.#bytes.subarray(first.length)
        // 100 and the like announce the answer.
        if (first.answer.status >= 200) answers.push(first.answer)
        if (isStream(first.answer)) {
          this.close()
          break
        }
      } else if (this.#isOver) break
      else await this.#news(deadline)
    }
    return answers
  }

  #news(deadline: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.close()
        reject(new Error(`There was no answer within ${answerMaxMs / 1000} s.`))
      }, deadline - Date.now())
      this.#look = () => {
        clearTimeout(timer)
        this.#look = undefined
        resolve()
      }
    })
  }
}
