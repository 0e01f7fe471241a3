/** What every relay between nodes promises, as tests. */
import { describe, expect, onTestFinished, test, type TestContext } from 'vitest'
import type { Relay } from './relay.js'

export interface RelayHarness {
  /** Another node's relay. */
  readonly connect: () => Relay
  /** Cuts every connection there is, as when the server in between restarts. */
  readonly cut: () => Promise<void>
  readonly dispose: () => Promise<void>
}

/** Waits until something is so; fails after a few seconds. */
const until = async (condition: () => boolean, what: string): Promise<void> => {
  const deadline = Date.now() + 10_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Registers the contract's tests under `name`. `open` is called once per test, which it may leave out. */
export function relayContract(name: string, open: (skip: TestContext['skip']) => Promise<RelayHarness>): void {
  const opened = async (skip: TestContext['skip']) => {
    const harness = await open(skip)
    const relays: Relay[] = []
    onTestFinished(async () => {
      for (const relay of relays) await relay.close()
      await harness.dispose()
    })
    const node = async () => {
      const relay = harness.connect()
      relays.push(relay)
      const heard: string[] = []
      const gaps = { count: 0 }
      await relay.listen({ onMessage: (text) => heard.push(text), onGap: () => (gaps.count += 1) })
      return { relay, heard, gaps }
    }
    return { ...harness, node }
  }

  describe(name, () => {
    test('[RL-1] a message reaches every node that listens, and those of one sender in their order', async ({
      skip,
    }) => {
      const { node } = await opened(skip)
      const [one, two, three] = [await node(), await node(), await node()]
      const texts = Array.from({ length: 50 }, (_, n) => `message ${n} “ü” 👋`)
      for (const text of texts) await one.relay.send(text)
      for (const { heard } of [two, three]) {
        await until(() => heard.length === texts.length, 'all messages')
        expect(heard).toEqual(texts)
      }
    })

    test('[RL-2] a message of the greatest length travels whole, a longer one is refused', async ({ skip }) => {
      const { node } = await opened(skip)
      const [one, two] = [await node(), await node()]
      const longest = 'x'.repeat(one.relay.bytesMax)
      await expect(one.relay.send(`${longest}x`)).rejects.toThrow()
      await expect(one.relay.send(`${longest.slice(1)}ü`)).rejects.toThrow()
      await one.relay.send(longest)
      await until(() => two.heard.length > 0, 'the message')
      expect(two.heard).toEqual([longest])
    })

    test('[RL-3] one that is closed hears nothing and sends nothing', async ({ skip }) => {
      const { node } = await opened(skip)
      const [one, two, three] = [await node(), await node(), await node()]
      await two.relay.close()
      await two.relay.close()
      await expect(two.relay.send('from beyond')).rejects.toThrow()
      await one.relay.send('hello')
      await until(() => three.heard.length > 0, 'the message')
      expect([two.heard, three.heard]).toEqual([[], ['hello']])
      expect([one.relay.isAway(), two.relay.isAway()]).toEqual([false, true])
    })

    test('[RL-4] connections that are cut come back, and say that something may have been missed', async ({ skip }) => {
      const { node, cut } = await opened(skip)
      const [one, two] = [await node(), await node()]
      expect([one.gaps.count, two.gaps.count]).toEqual([0, 0])
      await cut()
      await until(() => one.gaps.count > 0 && two.gaps.count > 0, 'the gap')
      await until(() => !one.relay.isAway() && !two.relay.isAway(), 'both to be back')
      let sending: Promise<void> | undefined
      await until(() => {
        sending ??= one.relay.send('again').then(
          () => (sending = undefined),
          () => (sending = undefined),
        )
        return two.heard.includes('again')
      }, 'a message after the gap')
    })
  })
}
