import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { type PlainDate, parsePlainDate } from './lib/plain-date.js'

/** The top folder of the project, from the compiled file's place. */
export const projectFolder = fileURLToPath(new URL('../../', import.meta.url))

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .min(1)
    .default(join(projectFolder, 'data', 'election.db')),
  ELECTION_TODAY: z
    .string()
    .refine((text) => parsePlainDate(text) !== undefined, 'must be a date like 2027-05-20')
    .optional(),
  DEMO: z.enum(['on', 'off']).default('on'),
  SESSION_SECRET: z.string().min(32).optional(),
  DATA_KEY: z.string().min(32).optional(),
  PUBLIC_URL: z
    .string()
    .regex(/^(https?:\/\/[^\s/?#]+(\/[^\s?#]*)?)?$/, 'must be an address like https://xuanju.example.cn')
    .default(''),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
    .refine((all) => all.every(isProxy), 'must be addresses such as 127.0.0.1 or 10.0.0.0/8, with commas between them'),
})

/** An address, or a range by its length; a range of everything would believe anybody. */
function isProxy(text: string): boolean {
  const [address = '', length, ...more] = text.split('/')
  const longest = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0
  if (longest === 0 || more.length > 0) return false
  return length === undefined || (/^[1-9]\d{0,2}$/.test(length) && Number(length) <= longest)
}

export interface Config {
  readonly port: number
  readonly host: string
  readonly databaseUrl: string
  /** A date that stands for today, in tests and drills. */
  readonly today: PlainDate | undefined
  readonly isDemo: boolean
  readonly sessionSecret: string
  readonly dataKey: string
  /** Where anybody can reach the house, printed on papers; empty: nowhere. Without a slash at its end. */
  readonly publicUrl: string
  /** Proxies before this process whose word is taken for who the visitor is; nobody's by itself. */
  readonly trustedProxies: readonly string[]
}

/** Reads the environment, or throws naming the variable that is wrong. */
export function readConfig(variables: NodeJS.ProcessEnv): Config {
  const parsed = environment.safeParse(variables)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`environment: ${problems.join('; ')}`)
  }
  const env = parsed.data
  const secrets = readSecrets(env.DATABASE_URL)
  return {
    port: env.PORT,
    host: env.HOST,
    databaseUrl: env.DATABASE_URL,
    today: env.ELECTION_TODAY as PlainDate | undefined,
    isDemo: env.DEMO === 'on',
    sessionSecret: env.SESSION_SECRET ?? secrets().sessionSecret,
    dataKey: env.DATA_KEY ?? secrets().dataKey,
    publicUrl: env.PUBLIC_URL.replace(/\/+$/, ''),
    trustedProxies: env.TRUSTED_PROXIES,
  }
}

/** Where the database is; makes no secrets, since new ones could open nothing that is there. */
export function readAddress(variables: NodeJS.ProcessEnv): string {
  const none = '-'.repeat(32)
  return readConfig({ ...variables, SESSION_SECRET: none, DATA_KEY: none }).databaseUrl
}

/** Whether this installation has its data key: a command that must not make a new one asks first. */
export function hasDataKey(variables: NodeJS.ProcessEnv, databaseUrl: string): boolean {
  return variables.DATA_KEY !== undefined || existsSync(secretsFile(databaseUrl))
}

/** The data key if there is one; makes none, and no other secret either. */
export function findDataKey(variables: NodeJS.ProcessEnv, databaseUrl: string): string | undefined {
  if (!hasDataKey(variables, databaseUrl)) return undefined
  return readConfig({ ...variables, DATABASE_URL: databaseUrl, SESSION_SECRET: '-'.repeat(32) }).dataKey
}

function secretsFile(databaseUrl: string): string {
  const folder = /^postgres(ql)?:\/\/|^:memory:$/.test(databaseUrl) ? join(projectFolder, 'data') : dirname(databaseUrl)
  return join(folder, 'secrets.json')
}

/**
 * Secrets made at the first start, in a file beside the database that only its owner can read. Losing the data
 * key means losing every identity number: the README says to keep a copy.
 */
function readSecrets(databaseUrl: string): () => { sessionSecret: string; dataKey: string } {
  const file = secretsFile(databaseUrl)
  return () => {
    if (!existsSync(file)) {
      mkdirSync(dirname(file), { recursive: true })
      const made = { sessionSecret: randomBytes(32).toString('hex'), dataKey: randomBytes(32).toString('hex') }
      writeFileSync(file, JSON.stringify(made), { mode: 0o600, flag: 'wx' })
      chmodSync(file, 0o600)
    }
    return JSON.parse(readFileSync(file, 'utf8')) as { sessionSecret: string; dataKey: string }
  }
}
