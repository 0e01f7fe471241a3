/** What became of a request. A refusal is an answer like any other, so nothing here is thrown. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; refusal: Refusal }

export type Refusal =
  /** No usable answer: the server is out of reach, or what answered was not the server. Trying again may help. */
  | { kind: 'unreachable' }
  /** The session is over. */
  | { kind: 'signed-out' }
  /** The server is up but asks to wait. */
  | { kind: 'busy'; retryAfterMs: number }
  /** The server said no; saying the same again will not help. */
  | { kind: 'refused'; status: number; code: string; detail: string; errors?: readonly MemberProblem[] }

/** What is wrong with one member of what was sent; those inside others after dots, the whole when it is empty. */
export interface MemberProblem {
  readonly member: string
  readonly message: string
}

/** The server's reason as a code and in its own words; both empty where it gave none. One that asks to wait is `busy`. */
export const reasonOf = (refusal: Refusal): { code: string; detail: string } =>
  refusal.kind === 'refused'
    ? { code: refusal.code, detail: refusal.detail }
    : { code: refusal.kind === 'busy' ? 'busy' : '', detail: '' }

/** The value, or undefined where the server refused. */
export const valueOf = <Value>(answer: Answer<Value>): Value | undefined => (answer.ok ? answer.value : undefined)
