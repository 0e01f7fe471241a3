import { test } from 'vitest'
import { shareInProcess } from '../in-process-server.js'
import { interventionRaces } from './intervention-races.js'
import { RaceFloor } from './race-floor.js'
import { raceOfferTimeoutMs, races } from './races.js'

/** Registers a test for every race, of so many rounds. `onDone` hears how often each outcome came. */
export const runRaces = (rounds: number, onDone: (title: string, outcomes: string) => void = () => undefined): void => {
  const server = shareInProcess({
    environment: {
      PARLEY_OFFER_TIMEOUT_MS: String(raceOfferTimeoutMs),
      PARLEY_VISITOR_AWAY_MS: '3600000',
      PARLEY_VISITOR_ESTABLISHED_MS: '3600000',
    },
  })

  for (const { title, button = {}, round } of [...races, ...interventionRaces]) {
    test(`${title} (${rounds} rounds)`, async () => {
      const floor = await RaceFloor.open(server, button)
      const tally = new Map<string, number>()
      for (let number = 0; number < rounds; number += 1) {
        const { chat, outcome } = await round(floor, number)
        await floor.end(chat)
        tally.set(outcome, (tally.get(outcome) ?? 0) + 1)
      }
      floor.close()
      onDone(title, [...tally].map(([outcome, times]) => `${outcome}: ${times}`).join(', '))
    })
  }
}
