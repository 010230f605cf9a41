import {
  DeleteQueryNode,
  InsertQueryNode,
  type KyselyPlugin,
  type OperationNode,
  TableNode,
  UpdateQueryNode,
} from 'kysely'
import { coveredTables } from './sealed-tables.js'

/** On a database, never on a transaction: refuses to change a covered table where no event can be recorded with it. */
export const refuseCoveredWrites: KyselyPlugin = {
  transformQuery({ node }) {
    const name = tableWritten(node)
    if (name !== undefined && coveredTables.has(name)) throw new Error(`${name} is changed beside any transaction`)
    return node
  },
  async transformResult({ result }) {
    return await Promise.resolve(result)
  },
}

function tableWritten(node: OperationNode): string | undefined {
  const table = InsertQueryNode.is(node)
    ? node.into
    : UpdateQueryNode.is(node)
      ? node.table
      : DeleteQueryNode.is(node)
        ? node.from.froms[0]
        : undefined
  return table && TableNode.is(table) ? table.table.identifier.name : undefined
}
