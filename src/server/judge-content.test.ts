import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { judgeContent } from './judge-content.js'

const hex = (digits: string): Buffer => Buffer.from(digits, 'hex')
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')

test.each<[what: string, bytes: Uint8Array, type: string]>([
  ['a PNG', hex('89504e470d0a1a0a0000000d49484452'), 'image/png'],
  ['a JPEG of a camera', hex('ffd8ffe100104578696600'), 'image/jpeg'],
  ['a GIF', latin1('GIF89a\x01\x00\x01\x00'), 'image/gif'],
  ['a WebP', latin1('RIFF\x10\0\0\0WEBPVP8 '), 'image/webp'],
  ['an iPhone’s picture', latin1('\0\0\0\x18ftypheic'), 'image/heif'],
  ['a film', latin1('\0\0\0\x18ftypmp42'), 'video/mp4'],
  ['a PDF', latin1('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'), 'application/pdf'],
  ['a PDF of letters only', latin1('%PDF-1.4\n1 0 obj\n'), 'application/pdf'],
  ['a document in a ZIP', hex('504b030414000600080000002100'), 'application/zip'],
  ['a gzip', gzipSync('x'), 'application/gzip'],
  ['text', Buffer.from('Grüße, שלום 👋\r\n\tend'), 'text/plain'],
  ['text that begins like a picture', latin1('BM is a good text'), 'text/plain'],
  ['HTML', latin1('<!DOCTYPE html><script>alert(1)</script>'), 'text/plain'],
  ['SVG', latin1('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'text/plain'],
  ['XML that is no UTF-8', latin1('<?xml version="1.0"?>\xff'), 'application/octet-stream'],
  ['SVG that is no UTF-8', latin1('<svg xmlns="\xff"/>'), 'application/octet-stream'],
  ['a program for Windows', latin1('MZ\x90\0\x03'), 'application/octet-stream'],
  ['a program for Linux', latin1('\x7fELF\x02\x01\x01\0'), 'application/octet-stream'],
  ['text with a NUL', latin1('a\0b'), 'application/octet-stream'],
  ['letters that are no UTF-8', latin1('caf\xe9'), 'application/octet-stream'],
  ['one byte', hex('00'), 'application/octet-stream'],
])('%s is told as what it is', (_what, bytes, type) => {
  expect(judgeContent(bytes)).toBe(type)
})
