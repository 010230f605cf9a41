/**
 * Whose coverage a test file counts for: `test/rules/x` and `test/lib/x` for the file of their own name and no
 * other, every other test for nothing. So tap's 100 % binds the law, the count and the library, and each of
 * their files by its own test, not by an accident of another's. (tap reads null as “covers nothing”, where an
 * empty list would mean everything the test happens to load.)
 */
export default function coverageMap(testFile: string): string | null {
  const match = /(?:^|\/)dist\/test\/((?:rules|lib)\/.+)\.test\.js$/.exec(testFile)
  return match ? `dist/src/${match[1]}.js` : null
}
