import type { ResolveHook } from 'node:module'

const standIns: Readonly<Record<string, string>> = {
  tap: new URL('tap-stand-in.js', import.meta.url).href,
  'fast-check': new URL('fast-check-stand-in.js', import.meta.url).href,
}

/**
 * Sends imports of tap and fast-check to their stand-ins, and hands the generation in a file's address on to whatever of the
 * project it imports: a new generation loads the rules anew, with the constants that a mutant changes.
 */
export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const standIn = standIns[specifier]
  // A stand-in itself imports what it stands for.
  if (standIn !== undefined && context.parentURL !== standIn) return { url: standIn, shortCircuit: true }
  const resolved = await nextResolve(specifier, context)
  const [generation] = /\?generation=\d+$/.exec(context.parentURL ?? '') ?? []
  if (!generation || !/^file:(?!.*\/node_modules\/)[^?]*$/.test(resolved.url)) return resolved
  return { ...resolved, url: `${resolved.url}${generation}` }
}
