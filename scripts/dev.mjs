// Builds and serves; run under `node --watch-path`, which starts it anew at every change.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
spawnSync(process.execPath, ['node_modules/tsc7/bin/tsc', '-p', 'tsconfig.json'], { cwd: root, stdio: 'inherit' })
await import('../dist/src/server.js')
