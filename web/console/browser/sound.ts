import { effect } from '@preact/signals'
import type { Preferences } from '../state/preferences.js'

/** Plays two soft tones, if the agent turned sound on. */
export function createSound({ sound }: Preferences): () => void {
  let context: AudioContext | undefined

  // Browsers let a page sound only after it was touched, so it is made ready by a touch or a key.
  const wake = (): void => {
    if (!sound.peek()) return
    context ??= new AudioContext()
    // Refused outside of a real touch; the next one tries again.
    if (context.state === 'suspended') context.resume().catch(() => undefined)
  }
  addEventListener('pointerdown', wake)
  addEventListener('keydown', wake)

  const play = (): void => {
    if (!sound.peek() || context?.state !== 'running') return
    tone(context, 660, 0)
    tone(context, 880, 0.14)
  }

  let wasOn = sound.peek()
  effect(() => {
    const isOn = sound.value
    if (isOn && !wasOn) {
      wake()
      // Turning it on lets one hear what it is.
      void context?.resume().then(play)
    }
    wasOn = isOn
  })
  return play
}

function tone(context: AudioContext, hertz: number, delaySeconds: number): void {
  const start = context.currentTime + delaySeconds
  const oscillator = new OscillatorNode(context, { type: 'sine', frequency: hertz })
  const gain = new GainNode(context, { gain: 0 })
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(0.16, start + 0.02)
  gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.35)
  oscillator.connect(gain).connect(context.destination)
  oscillator.start(start)
  oscillator.stop(start + 0.4)
}
