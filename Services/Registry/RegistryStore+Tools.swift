import FactKinds
import RegistryDomain
import ServiceHost
import Storage
import Values

/// Tools and their uses.
extension RegistryStore {
  static func tools(in transaction: ReadTransaction) throws -> [Tool] {
    try HistoryTable(.tools).compactMap(in: transaction) { row in
      Tool(
        code: row.text("tool_code"), title: row.text("title"), kind: row.text("kind"),
        sharing: row.text("sharing"), owner: row.filledText("owner_structure_code"))
    }
  }

  static func toolUses(in transaction: ReadTransaction) throws -> [ToolUse] {
    try HistoryTable(.toolUses).compactMap(in: transaction) { row in
      row.period.map {
        ToolUse(
          toolCode: row.text("tool_code"), structureCode: row.text("structure_code"), period: $0)
      }
    }
  }
}
