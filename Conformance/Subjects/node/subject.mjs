// An event-stream parser for Node with the subject protocol around it, and nothing to install. It keeps bytes until a
// line is whole and decodes each value on its own, so that no cut can damage a character.
import { createInterface } from 'node:readline'

const LF = 10, CR = 13, SPACE = 32, COLON = 58
const mark = Buffer.from([0xef, 0xbb, 0xbf])
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

class Parser {
  constructor(lastEventID = '') {
    this.pieces = [] // of the line under way
    this.atStart = true
    this.afterCR = false
    this.lastEventID = this.id = lastEventID
    this.retry = null
    this.type = ''
    this.data = null
    this.events = []
    this.comments = []
  }

  feed(bytes) {
    let start = 0
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]
      if (byte !== LF && byte !== CR) {
        this.afterCR = false
        continue
      }
      if (byte === LF && this.afterCR) {
        this.afterCR = false
        start = i + 1
        continue
      }
      this.pieces.push(bytes.subarray(start, i))
      this.line(Buffer.concat(this.pieces))
      this.pieces = []
      this.afterCR = byte === CR
      start = i + 1
    }
    if (start < bytes.length) this.pieces.push(bytes.subarray(start))
  }

  line(line) {
    if (this.atStart && line.subarray(0, 3).equals(mark)) line = line.subarray(3)
    this.atStart = false
    if (line.length === 0) return this.dispatch()
    const colon = line.indexOf(COLON)
    if (colon === 0) return void this.comments.push(decoder.decode(line.subarray(1)))
    const name = colon < 0 ? line : line.subarray(0, colon)
    const skipped = colon < 0 ? line.length : colon + (line[colon + 1] === SPACE ? 2 : 1)
    const value = decoder.decode(line.subarray(skipped))
    switch (name.toString('latin1')) {
      case 'data': (this.data ??= []).push(value); break
      case 'event': this.type = value; break
      case 'id': if (!value.includes('\0')) this.id = value; break
      case 'retry': if (/^[0-9]+$/.test(value)) this.retry = value; break
    }
  }

  dispatch() {
    this.lastEventID = this.id
    if (this.data) this.events.push({ type: this.type || 'message', data: this.data.join('\n'), id: this.id })
    this.data = null
    this.type = ''
  }
}

// A time may be more than JavaScript's numbers hold: its digits are written as they stand.
const largest = 2n ** 63n - 1n
const milliseconds = digits => digits.length < 1000 && BigInt(digits) <= largest ? BigInt(digits) : largest
const write = (reply, retry) => {
  const text = JSON.stringify(reply)
  const time = retry === undefined ? '' : `,"retry":${retry === null ? 'null' : milliseconds(retry)}`
  process.stdout.write(`${text.slice(0, -1)}${time}}\n`)
}

let parser
const news = () => {
  const reply = { events: parser.events, comments: parser.comments }
  parser.events = []
  parser.comments = []
  return reply
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const request = JSON.parse(line)
  switch (request.cmd) {
    case 'hello':
      write({
        name: 'node example', version: '1', language: 'JavaScript', protocol: 1,
        capabilities: ['parse', 'comments', 'retry'],
        profiles: { eof: 'discard', id: 'lastEventID', emptyRetry: 'ignore' },
      })
      break
    case 'open': {
      const skip = request.kind !== 'parse' ? 'it parses only' : request.options?.eof === 'dispatch' ? 'no dispatch at the end' : null
      if (!skip) parser = new Parser(request.options?.lastEventID)
      write(skip ? { skipped: skip } : { ok: true })
      break
    }
    case 'feed':
      parser.feed(Buffer.from(request.bytes, 'base64'))
      write(news(), parser.retry ?? undefined)
      break
    case 'eof': write({ ...news(), lastEventID: parser.lastEventID }, parser.retry); break
    default: write({ ok: true })
  }
}
