import { effect } from '@preact/signals'
import type { Preferences } from '../state/preferences.js'

export interface Sounds {
  /** Two soft tones that rise: somebody waits. */
  readonly request: () => void
  /** Two that fall: somebody, or the connection, is gone. */
  readonly lost: () => void
  /** Lets whoever pressed something hear what a request sounds like. */
  readonly sample: () => void
}

/** The loudest that a tone gets, as a factor. Tones beside a voice on the telephone must not hurt. */
const gainMax = 0.45

/** Each plays if the agent turned sound on. */
export function createSounds({ sound, volume }: Preferences): Sounds {
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

  const play = (first: number, second: number) => (): void => {
    if (!sound.peek() || context?.state !== 'running') return
    // The ear hears a tone of twice the strength as only a little louder.
    const gain = gainMax * (volume.peek() / 100) ** 2
    tone(context, first, 0, gain)
    tone(context, second, 0.14, gain)
  }
  const request = play(660, 880)
  const sample = (): void => {
    wake()
    void context?.resume().then(request)
  }

  let wasOn = sound.peek()
  effect(() => {
    const isOn = sound.value
    // Turning it on lets one hear what it is.
    if (isOn && !wasOn) sample()
    wasOn = isOn
  })
  return { request, sample, lost: play(494, 330) }
}

function tone(context: AudioContext, hertz: number, delaySeconds: number, strength: number): void {
  const start = context.currentTime + delaySeconds
  const oscillator = new OscillatorNode(context, { type: 'sine', frequency: hertz })
  const gain = new GainNode(context, { gain: 0 })
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(strength, start + 0.02)
  gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.35)
  oscillator.connect(gain).connect(context.destination)
  oscillator.start(start)
  oscillator.stop(start + 0.4)
}
