/** Who acts for an agent: the id, and the name as visitors see it. */
export interface ActingAgent {
  readonly id: string
  readonly name: string
}
