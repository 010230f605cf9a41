import { readFile } from './file.js'
import { checkFonts } from './fonts.js'
import { checkDocument } from './metadata.js'
import { readPages } from './pages.js'
import type { Finding } from './rules.js'
import { checkStructure } from './structure.js'

/**
 * Whether a file is what a paper of this house says that it is: PDF/A-2a, to be read in a hundred years, and PDF/UA-1, to
 * be heard read. Empty: nothing was found. It knows the rules in `rules.ts` and no others; veraPDF knows all of them.
 */
export function checkPdf(bytes: Buffer): Finding[] {
  const { file, findings } = readFile(bytes)
  if (!file) return [...findings]
  const { pages, codes, findings: onPages } = readPages(file)
  return [...findings, ...onPages, ...checkFonts(file, codes), ...checkDocument(file), ...checkStructure(file, pages)]
}
