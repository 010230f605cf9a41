import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'

/** Who sits at a desk, and where. */
export interface DeskSeat {
  readonly signInName: string
  readonly password: string
  readonly electionId: number
  readonly stationId: number
  readonly accountId: number
}

export interface Answer {
  readonly status: number
  readonly body: string
}

/** A desk at work over HTTP, with a session and a CSRF token of its own and one connection, as a browser has. */
export interface DeskClient {
  readonly seat: DeskSeat
  search(text: string): Promise<Answer>
  look(voterId: number): Promise<Answer>
  issue(voterId: number): Promise<Answer>
  /** Goes on with another server process: the session is in the database. */
  moveTo(port: number): void
  close(): void
}

interface Line {
  port: number
  cookie: string
  readonly agent: Agent
}

/** Sends one request and reads its answer; keeps the session's cookie. */
async function send(line: Line, method: 'GET' | 'POST', path: string, form?: URLSearchParams): Promise<Answer> {
  const payload = form?.toString() ?? ''
  const headers = {
    cookie: line.cookie,
    ...(form && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(payload) }),
  }
  return await new Promise<Answer>((resolve, reject) => {
    const { agent, port } = line
    const asked = request({ agent, port, host: '127.0.0.1', method, path, headers }, (answer) => {
      const [cookie] = answer.headers['set-cookie'] ?? []
      if (cookie) line.cookie = cookie.split(';')[0] as string
      let body = ''
      answer.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body })).on('error', reject)
    })
    asked.on('error', reject)
    asked.end(payload)
  })
}

const tokenOf = ({ body }: Answer) => /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? ''

/** Signs in and takes a place, each through its page. */
export async function seatDesk(port: number, seat: DeskSeat): Promise<DeskClient> {
  const line: Line = { port, cookie: '', agent: new Agent({ keepAlive: true, maxSockets: 1 }) }
  const { signInName, password, electionId, stationId } = seat
  const home = `/elections/${electionId}/polling`
  const _csrf = tokenOf(await send(line, 'GET', '/sign-in'))
  await send(line, 'POST', '/sign-in', new URLSearchParams({ _csrf, signInName, password }))
  const token = tokenOf(await send(line, 'GET', `${home}/choose-desk`))
  const seated = new URLSearchParams({ _csrf: token, stationId: String(stationId) })
  const { status, body } = await send(line, 'POST', `${home}/choose-desk`, seated)
  if (status !== 303) throw new Error(`${signInName} could not take a desk: ${status} ${body.slice(0, 400)}`)
  return {
    seat,
    search: async (text) => await send(line, 'GET', `${home}/check-in/search?q=${encodeURIComponent(text)}`),
    look: async (voterId) => await send(line, 'GET', `${home}/check-in/voter/${voterId}`),
    issue: async (voterId) => await send(line, 'POST', `${home}/check-in/issue`, ballotForm(token, stationId, voterId)),
    moveTo: (next) => {
      line.port = next
    },
    close: () => line.agent.destroy(),
  }
}

function ballotForm(token: string, stationId: number, voterId: number): URLSearchParams {
  const ids = { voterId: String(voterId), stationId: String(stationId) }
  return new URLSearchParams({ _csrf: token, formId: randomUUID(), ...ids, ballots: 'own' })
}

/** The same line without a house behind it: how long a word there and back takes. */
export function bareClient(port: number) {
  const line: Line = { port, cookie: '', agent: new Agent({ keepAlive: true, maxSockets: 1 }) }
  const form = ballotForm('x'.repeat(40), 1, 1)
  return { ask: async () => await send(line, 'POST', '/x', form), close: () => line.agent.destroy() }
}
