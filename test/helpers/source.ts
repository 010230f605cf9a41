import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative, sep } from 'node:path'
import ts from 'typescript'
import { projectFolder } from '../../src/config.js'

/** One import (or re-export) of a file: the file it leads to, from the top folder, or the package's name. */
export interface Import {
  readonly to: string
  readonly isPackage: boolean
  readonly isTypeOnly: boolean
}

/** A source file, parsed. */
export interface SourceFile {
  /** From the top folder, e.g. `src/rules/turnout.ts`. */
  readonly path: string
  readonly text: string
  readonly imports: readonly Import[]
  readonly syntax: ts.SourceFile
}

/** Every TypeScript file below a folder of the project. */
export function readSources(folder: string): SourceFile[] {
  return listFiles(folder, '.ts').map((path) => {
    const text = readFileSync(join(projectFolder, path), 'utf8')
    const syntax = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true)
    return { path, text, syntax, imports: importsOf(path, syntax) }
  })
}

/** Files below a folder of the project whose names end so, from the top folder. */
export function listFiles(folder: string, ending: string): string[] {
  const top = join(projectFolder, folder)
  if (!existsSync(top)) return []
  return readdirSync(top, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(projectFolder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

function importsOf(path: string, syntax: ts.SourceFile): Import[] {
  const imports: Import[] = []
  visit(syntax, (node) => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      imports.push(importTo(path, node.moduleSpecifier.text, isTypeImport(node.importClause)))
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      imports.push(importTo(path, node.moduleSpecifier.text, node.isTypeOnly))
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments
      if (specifier && ts.isStringLiteral(specifier)) imports.push(importTo(path, specifier.text, false))
    }
  })
  return imports
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const { namedBindings, name } = clause
  if (name || !namedBindings || !ts.isNamedImports(namedBindings)) return false
  return namedBindings.elements.length > 0 && namedBindings.elements.every(({ isTypeOnly }) => isTypeOnly)
}

function importTo(path: string, specifier: string, isTypeOnly: boolean): Import {
  if (!specifier.startsWith('.')) return { to: packageName(specifier), isPackage: true, isTypeOnly }
  const to = normalize(join(dirname(path), specifier))
    .split(sep)
    .join('/')
    .replace(/\.js$/, '.ts')
  return { to, isPackage: false, isTypeOnly }
}

function packageName(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** Calls back for every node of a tree. */
export function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node)
  ts.forEachChild(node, (child) => visit(child, look))
}

/** Whether nothing of the file runs: types, and constants written out as they are. */
export function hasNoCode({ syntax }: SourceFile): boolean {
  return syntax.statements.every((statement) => {
    if (ts.isImportDeclaration(statement)) return true
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return true
    return ts.isVariableStatement(statement) && statement.declarationList.declarations.every(isLiteral)
  })
}

function isLiteral({ initializer }: ts.VariableDeclaration): boolean {
  const value = initializer && ts.isAsExpression(initializer) ? initializer.expression : initializer
  if (!value) return false
  return ts.isStringLiteralLike(value) || ts.isNumericLiteral(value) || ts.isArrayLiteralExpression(value)
}
