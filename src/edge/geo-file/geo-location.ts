import type { GeoLocation } from '../../chat/chat-request.js'

/** How long a name in the file may be; what is longer is not one. */
export const geoNameCharactersMax = 255

const member = (record: unknown, name: string): unknown =>
  typeof record === 'object' && record !== null && Object.hasOwn(record, name)
    ? (record as Record<string, unknown>)[name]
    : undefined

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= geoNameCharactersMax ? value : undefined

const englishName = (place: unknown): string | undefined => text(member(member(place, 'names'), 'en'))

const degrees = (value: unknown, max: number): number | undefined =>
  typeof value === 'number' && Math.abs(value) <= max ? value : undefined

/** What an entry of the file says, as far as it says it in the form we know; nothing without a country. */
export const geoLocation = (record: unknown): GeoLocation | undefined => {
  const country = member(record, 'country') ?? member(record, 'registered_country')
  const countryCode = text(member(country, 'iso_code'))
  if (countryCode === undefined || !/^[A-Z]{2}$/.test(countryCode)) return undefined
  const subdivisions = member(record, 'subdivisions')
  const region = englishName(Array.isArray(subdivisions) ? subdivisions[0] : undefined)
  const city = englishName(member(record, 'city'))
  const traits = member(record, 'traits')
  const organization =
    text(member(traits, 'organization')) ??
    text(member(traits, 'isp')) ??
    text(member(record, 'autonomous_system_organization'))
  const latitude = degrees(member(member(record, 'location'), 'latitude'), 90)
  const longitude = degrees(member(member(record, 'location'), 'longitude'), 180)
  return {
    countryCode,
    countryName: englishName(country) ?? countryCode,
    ...(region !== undefined && { region }),
    ...(city !== undefined && { city }),
    ...(organization !== undefined && { organization }),
    ...(latitude !== undefined && longitude !== undefined && { latitude, longitude }),
  }
}
