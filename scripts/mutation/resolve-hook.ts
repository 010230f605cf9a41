import type { ResolveHook } from 'node:module'

const standIn = new URL('tap-stand-in.js', import.meta.url).href

/**
 * Sends an import of tap to its stand-in, and hands the generation in a file's address on to whatever of the
 * project it imports: a new generation loads the rules anew, with the constants that a mutant changes.
 */
export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  if (specifier === 'tap') return { url: standIn, shortCircuit: true }
  const resolved = await nextResolve(specifier, context)
  const [generation] = /\?generation=\d+$/.exec(context.parentURL ?? '') ?? []
  if (!generation || !/^file:(?!.*\/node_modules\/)[^?]*$/.test(resolved.url)) return resolved
  return { ...resolved, url: `${resolved.url}${generation}` }
}
