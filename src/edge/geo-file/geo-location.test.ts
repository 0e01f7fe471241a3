import { expect, test } from 'vitest'
import { geoLocation, geoNameCharactersMax } from './geo-location.js'

const portugal = { iso_code: 'PT', names: { en: 'Portugal' } }

test.each([
  [{ country: portugal }, { countryCode: 'PT', countryName: 'Portugal' }],
  [{ registered_country: portugal }, { countryCode: 'PT', countryName: 'Portugal' }],
  [{ country: { iso_code: 'PT' } }, { countryCode: 'PT', countryName: 'PT' }],
  [
    { country: portugal, autonomous_system_organization: 'Example Net' },
    { countryCode: 'PT', countryName: 'Portugal', organization: 'Example Net' },
  ],
  // Half a place is none, and what has not the form we know is not there.
  [
    { country: portugal, location: { latitude: 41 }, city: 'Porto', subdivisions: [], traits: null },
    { countryCode: 'PT', countryName: 'Portugal' },
  ],
  [
    {
      country: portugal,
      location: { latitude: 91, longitude: 0 },
      city: { names: { en: 'x'.repeat(geoNameCharactersMax + 1) } },
    },
    { countryCode: 'PT', countryName: 'Portugal' },
  ],
])('%j is a place', (record, place) => {
  expect(geoLocation(record)).toEqual(place)
})

test.each([
  null,
  undefined,
  5,
  'PT',
  [],
  {},
  { country: 'PT' },
  { country: { iso_code: 'pt' } },
  { country: { iso_code: 'PRT' } },
])('%j is none', (record) => {
  expect(geoLocation(record)).toBeUndefined()
})
