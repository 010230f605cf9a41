import { SaxesParser } from 'saxes'
import { allDicts, contentOf, dictOf, entry, listAt, nameAt, type PdfFile, wordsAt } from './file.js'
import { isKind, type PdfDict, type PdfValue } from './objects.js'
import { type Finding, found } from './rules.js'

/** Properties of these need no description (ISO 19005-2, 6.6.2.3.1), and those that describe the others. */
const known = new Set([
  'http://purl.org/dc/elements/1.1/',
  'http://ns.adobe.com/xap/1.0/',
  'http://ns.adobe.com/pdf/1.3/',
  'http://www.aiim.org/pdfa/ns/id/',
  'http://www.aiim.org/pdfa/ns/extension/',
  'http://www.aiim.org/pdfa/ns/schema#',
  'http://www.aiim.org/pdfa/ns/property#',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  'adobe:ns:meta/',
])

/** What the file says of itself, and what it says that it has none of. */
export function checkDocument(file: PdfFile): Finding[] {
  return [...checkCatalog(file), ...checkIntent(file), ...checkMetadata(file), ...checkDicts(file)]
}

function checkCatalog(file: PdfFile): Finding[] {
  const { catalog } = file
  const wrong: Finding[] = []
  if (entry(file, dictOf(file, catalog.entries.get('MarkInfo')), 'Marked') !== true)
    wrong.push(found('marked', 'MarkInfo'))
  const language = wordsAt(file, catalog, 'Lang') ?? ''
  if (!/^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/.test(language)) wrong.push(found('language', language))
  const isShown = entry(file, dictOf(file, catalog.entries.get('ViewerPreferences')), 'DisplayDocTitle') === true
  if (!isShown) wrong.push(found('title', 'not shown'))
  for (const key of ['AcroForm', 'OpenAction', 'OCProperties', 'Perms', 'Requirements', 'Collection']) {
    if (catalog.entries.has(key)) wrong.push(found('never', key))
  }
  const names = dictOf(file, catalog.entries.get('Names'))
  for (const key of ['JavaScript', 'EmbeddedFiles', 'AlternatePresentations']) {
    if (names?.entries.has(key)) wrong.push(found('never', key))
  }
  return wrong
}

const filters = new Set(['FlateDecode', 'DCTDecode', 'RunLengthDecode', 'ASCIIHexDecode', 'ASCII85Decode'])
const largest = 2 ** 31 - 1

function checkDicts(file: PdfFile): Finding[] {
  const wrong: Finding[] = []
  for (const { dict, where } of allDicts(file)) {
    for (const key of ['AA', 'Annots', 'PresSteps', 'TR', 'TR2', 'HTP'])
      if (dict.entries.has(key)) wrong.push(found('never', `${where}: ${key}`))
    const filter = nameAt(file, dict, 'Filter')
    if (filter !== undefined && !filters.has(filter)) wrong.push(found('filter', `${where}: ${filter}`))
    for (const [key, value] of dict.entries) wrong.push(...checkLimits(key, value, where))
  }
  return wrong
}

function checkLimits(key: string, value: PdfValue, where: string): Finding[] {
  const wrong: Finding[] = []
  for (const name of [key, ...(isKind(value, 'name') ? [value.name] : [])]) {
    const bytes = Buffer.from(name, 'latin1')
    if (bytes.length > 127 || bytes.toString('utf8').includes('\ufffd')) wrong.push(found('name', `${where}: ${name}`))
  }
  for (const one of [value].flat() as readonly PdfValue[]) {
    if (isKind(one, 'text')) {
      if (one.bytes.length > 32_767) wrong.push(found('limits', `${where}: ${key}`))
      if (one.hex !== undefined && !/^(?:[0-9A-Fa-f]{2})*$/.test(one.hex)) wrong.push(found('hex', `${where}: ${key}`))
    }
    if (typeof one === 'number' && !(Math.abs(one) <= largest)) wrong.push(found('limits', `${where}: ${key}`))
  }
  return wrong
}

function checkIntent(file: PdfFile): Finding[] {
  const intents = listAt(file, file.catalog, 'OutputIntents').map((intent) => dictOf(file, intent))
  const [intent] = intents
  const profile = entry(file, intent, 'DestOutputProfile')
  if (intents.length !== 1 || nameAt(file, intent, 'S') !== 'GTS_PDFA1' || !isKind(profile, 'stream')) {
    return [found('outputIntent')]
  }
  const bytes = contentOf(profile)
  const [device, colours] = [bytes.toString('latin1', 12, 16), bytes.toString('latin1', 16, 20)]
  const isFit =
    /^(prtr|mntr)$/.test(device) && colours === 'RGB ' && (bytes[8] ?? 9) < 5 && entry(file, profile.dict, 'N') === 3
  return isFit ? [] : [found('outputIntent', `${device}, ${colours}`)]
}

/** Text by `namespace name`; of a list its first entry. */
interface Said {
  readonly properties: ReadonlyMap<string, string>
  readonly namespaces: ReadonlySet<string>
}

function readXmp(xml: string): Said {
  const properties = new Map<string, string>()
  const namespaces = new Set<string>()
  const open: string[] = []
  const parser = new SaxesParser({ xmlns: true })
  parser.on('opentag', ({ uri, local }) => {
    namespaces.add(uri)
    open.push(`${uri} ${local}`)
  })
  parser.on('text', (text) => {
    const name = open.findLast((each) => !/ (li|Seq|Alt|Bag)$/.test(each)) ?? ''
    if (text.trim() !== '' && !properties.has(name)) properties.set(name, text.trim())
  })
  parser.on('closetag', () => open.pop())
  parser.on('error', (error) => {
    throw error
  })
  parser
    .write(xml.replace(/^[\s\uFEFF]*<\?xpacket begin[^>]*\?>/, '').replace(/<\?xpacket end[^>]*\?>\s*$/, ''))
    .close()
  return { properties, namespaces }
}

function checkMetadata(file: PdfFile): Finding[] {
  const stream = entry(file, file.catalog, 'Metadata')
  if (!isKind(stream, 'stream') || nameAt(file, stream.dict, 'Subtype') !== 'XML') return [found('metadata', 'none')]
  const xml = contentOf(stream).toString('utf8')
  const head = /<\?xpacket begin=[^>]*>/.exec(xml)?.[0]
  if (head === undefined || /\b(bytes|encoding)=/.test(head) || xml.includes('\ufffd')) return [found('metadata', head)]
  let said: Said
  try {
    said = readXmp(xml)
  } catch (error) {
    return [found('metadata', String(error))]
  }
  const of = (key: string) => said.properties.get(key)
  const wrong: Finding[] = []
  if (of('http://www.aiim.org/pdfa/ns/id/ part') !== '2' || of('http://www.aiim.org/pdfa/ns/id/ conformance') !== 'A') {
    wrong.push(found('identified'))
  }
  if (of('http://www.aiim.org/pdfua/ns/id/ part') !== '1') wrong.push(found('ua'))
  const described = of('http://www.aiim.org/pdfa/ns/schema# namespaceURI')
  for (const namespace of said.namespaces) {
    if (!known.has(namespace) && namespace !== described) wrong.push(found('extension', namespace))
  }
  return [...wrong, ...sameInBoth(file, dictOf(file, file.trailer.entries.get('Info')), of)]
}

function sameInBoth(file: PdfFile, info: PdfDict | undefined, of: (key: string) => string | undefined): Finding[] {
  const wrong = Object.entries({
    Title: 'http://purl.org/dc/elements/1.1/ title',
    Author: 'http://purl.org/dc/elements/1.1/ creator',
    Creator: 'http://ns.adobe.com/xap/1.0/ CreatorTool',
    Producer: 'http://ns.adobe.com/pdf/1.3/ Producer',
  }).filter(([key, property]) => wordsAt(file, info, key) !== of(property))
  const day = (text = '') => text.replace(/\D/g, '')
  const isSameDay = day(wordsAt(file, info, 'CreationDate')) === day(of('http://ns.adobe.com/xap/1.0/ CreateDate'))
  return [
    ...wrong.map(([key]) => found('info', key)),
    ...(isSameDay ? [] : [found('info', 'CreationDate')]),
    ...(of('http://purl.org/dc/elements/1.1/ title') ? [] : [found('title', 'none')]),
  ]
}
