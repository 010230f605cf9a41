/** What a piece of text is, for those who hear a page read: the elements it lies in, outermost first. */
export interface Mark {
  /** Each as `name:Tag`; the same name under the same parent is the same element. */
  readonly path: readonly string[]
  /** Says in words what is drawn and not written. */
  readonly alt?: string
  /** Read after everything else, wherever it stands. */
  readonly isLast?: boolean
  /** Of a cell: what it heads, and what room it takes. */
  readonly cell?: TableCell
}

/** A cell of a table or form, whether or not anything is written in it. */
export interface TableCell {
  /** A head of what stands below it, or beside it. */
  readonly heads?: 'column' | 'row'
  /** Columns and rows that it takes; default 1. */
  readonly columns?: number
  readonly rows?: number
}

interface Element {
  readonly tag: string
  readonly alt: string | undefined
  readonly isLast: boolean
  readonly cell: TableCell | undefined
  readonly kids: (Element | Content)[]
  readonly children: Map<string, Element>
}

/** A marked piece of a page. */
interface Content {
  readonly page: number
  readonly mcid: number
}

/** What the tree needs of the writer of the file. */
export interface ObjectWriter {
  /** A new object; its number is known before what it holds. */
  reference(data: Record<string, unknown>): StructureObject
  text(words: string): unknown
  pageOf(index: number): unknown
}

export interface StructureObject {
  readonly data: Record<string, unknown>
  end(): void
}

export interface StructureTree {
  /** Gives an element its place in the order of reading, even if nothing is ever drawn in it. */
  place(mark: Mark): void
  /** The number under which a piece of a page belongs to an element. */
  mark(mark: Mark, page: number): number
  /** Writes the elements; answers the root, which the writer ends. */
  write(objects: ObjectWriter): StructureObject
}

/**
 * The structure of a document (ISO 32000-1, 14.7): headings, paragraphs, tables and lists in reading order, each with the
 * pieces of pages that show it.
 */
export function structureTree(): StructureTree {
  const root = newElement('Document', {})
  const pages: Element[][] = []

  function elementAt(mark: Mark): Element {
    let element = root
    const { alt, cell, isLast = false } = mark
    for (const [i, step] of mark.path.entries()) {
      let child = element.children.get(step)
      if (!child) {
        const isInnermost = i === mark.path.length - 1
        child = newElement(step.slice(step.indexOf(':') + 1), { isLast, ...(isInnermost ? { alt, cell } : {}) })
        element.children.set(step, child)
        element.kids.push(child)
      }
      element = child
    }
    return element
  }

  return {
    place(mark) {
      elementAt(mark)
    },
    mark(mark, page) {
      const element = elementAt(mark)
      const pieces = (pages[page] ??= [])
      const mcid = pieces.push(element) - 1
      element.kids.push({ page, mcid })
      return mcid
    },
    write(objects) {
      const written = new Map<Element, StructureObject>()
      const tree = objects.reference({ Type: 'StructTreeRoot' })
      tree.data['K'] = [writeElement(root, tree, written, objects)]
      tree.data['ParentTree'] = {
        Nums: pages.flatMap((pieces, i) => [i, pieces.map((element) => written.get(element))]),
      }
      tree.data['ParentTreeNextKey'] = pages.length
      return tree
    },
  }
}

type Details = Partial<Pick<Element, 'alt' | 'isLast' | 'cell'>>

function newElement(tag: string, { alt, isLast = false, cell }: Details): Element {
  return { tag, alt, isLast, cell, kids: [], children: new Map() }
}

/** What a reader of tables is told of a cell: what a head is the head of, and where it takes more than one place. */
function tableAttributes({ heads, columns = 1, rows = 1 }: TableCell): Record<string, unknown> | undefined {
  const told = {
    ...(heads ? { Scope: heads === 'column' ? 'Column' : 'Row' } : {}),
    ...(columns > 1 ? { ColSpan: columns } : {}),
    ...(rows > 1 ? { RowSpan: rows } : {}),
  }
  return Object.keys(told).length > 0 ? { O: 'Table', ...told } : undefined
}

function writeElement(
  element: Element,
  parent: StructureObject,
  written: Map<Element, StructureObject>,
  objects: ObjectWriter,
): StructureObject {
  const object = objects.reference({ S: element.tag, P: parent })
  written.set(element, object)
  if (element.alt !== undefined) object.data['Alt'] = objects.text(element.alt)
  const attributes = element.cell && tableAttributes(element.cell)
  if (attributes) object.data['A'] = attributes
  const page = element.kids.find((kid) => 'mcid' in kid)?.page
  if (page !== undefined) object.data['Pg'] = objects.pageOf(page)
  const isLast = (kid: Element | Content) => !('mcid' in kid) && kid.isLast
  const inOrder = [...element.kids.filter((kid) => !isLast(kid)), ...element.kids.filter(isLast)]
  const kids = inOrder.map((kid) => {
    if (!('mcid' in kid)) return writeElement(kid, object, written, objects)
    return kid.page === page ? kid.mcid : { Type: 'MCR', Pg: objects.pageOf(kid.page), MCID: kid.mcid }
  })
  // A long list has thousands of elements with one piece each: the shortest way to say it saves a sixth.
  if (kids.length > 0) object.data['K'] = kids.length === 1 ? kids[0] : kids
  object.end()
  return object
}
