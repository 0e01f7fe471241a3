import { signInRefusals, type SignInRefusal } from '../state/log-in.js'

/** What the address says of a log-in with the identity provider; a reload is not to say it again. */
export function takeSignInRefusal(): SignInRefusal | undefined {
  const address = new URL(location.href)
  const said = address.searchParams.get('sign-in')
  if (said === null) return undefined
  address.searchParams.delete('sign-in')
  history.replaceState(null, '', address)
  return signInRefusals.find((known) => known === said)
}
