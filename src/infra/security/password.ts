import { hash, verify } from '@node-rs/argon2'

/** argon2id, 19 MiB, two passes: about ten milliseconds here, and costly to guess against. */
const settings = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export async function hashPassword(password: string): Promise<string> {
  return await hash(password, settings)
}

export async function passwordMatches(password: string, passwordHash: string): Promise<boolean> {
  return await verify(passwordHash, password)
}

let decoy: Promise<string> | undefined

/** Takes as long as a real check, so that an unknown name cannot be told from a wrong password. */
export async function spendPasswordCheck(password: string): Promise<void> {
  decoy ??= hashPassword('no account has this password')
  await passwordMatches(password, await decoy)
}
