import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A server in a process of its own, on the loopback address. */
export interface ServerProcess {
  readonly port: number
  /** Ends it as a power cut does (kill -9), and answers when it is gone. */
  kill(): Promise<void>
  /** Asks it to end, and answers when it has. */
  stop(): Promise<void>
}

/** Starts a compiled script that prints its address; waits until it does. */
export async function startServer(script: URL, variables: NodeJS.ProcessEnv): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...profiling(), script.pathname], {
    env: { ...process.env, HOST: '127.0.0.1', ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await portOf(child)
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  return { port, kill: async () => await end('SIGKILL'), stop: async () => await end('SIGTERM') }
}

/** `BENCH_PROFILE` names a folder for the processor profiles of the servers measured. */
function profiling(): string[] {
  const folder = process.env['BENCH_PROFILE']
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : []
}

async function portOf(child: ChildProcess): Promise<number> {
  const output = child.stdout
  if (!output) throw new Error('the server has no output')
  return await new Promise<number>((resolve, reject) => {
    let said = ''
    output.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const port = /http:\/\/[^:\s]+:(\d+)/.exec(said)?.[1]
      if (port) resolve(Number(port))
    })
    child.once('exit', () => reject(new Error(`the server did not start: ${said}`)))
  })
}
