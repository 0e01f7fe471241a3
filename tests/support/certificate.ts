/** Makes a certificate for `localhost` that signs for itself, as far as a client asks for it. See RFC 5280. */
import { generateKeyPairSync, sign } from 'node:crypto'

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  const size = body.length
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}
const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts)
const objectId = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const truth = der(0x01, Buffer.from([0xff]))
const time = (at: Date): Buffer => der(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`))

const commonName = objectId('550403')
const alternativeNames = objectId('551d11')
const basicConstraints = objectId('551d13')
const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'))

/** A key and its certificate, both as PEM; the certificate is good for a day before and after now. */
export const localhostCertificate = (): { readonly certificate: string; readonly key: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from('localhost')))))
  const day = 86_400_000
  const extensions = sequence(
    sequence(basicConstraints, truth, der(0x04, sequence(truth))),
    sequence(alternativeNames, der(0x04, sequence(der(0x82, Buffer.from('localhost'))))),
  )
  const signed = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    sequence(time(new Date(Date.now() - day)), time(new Date(Date.now() + day))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', signed, privateKey))
  const lines = sequence(signed, ecdsaWithSha256, signature)
    .toString('base64')
    .replaceAll(/(.{64})/g, '$1\n')
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}
