import ArgumentParser
import RPCContract

/// The schemas of what commands write as JSON.
enum CommandSchemas {
  /// Looks for commands that write JSON, in the program's own tree of commands.
  ///
  /// - Parameter beginning: the words that their command lines begin with, such as `registry` or `registry list`; none for all.
  /// - Returns: the command line, such as `registry list`, → the schema of what it writes.
  static func of(_ beginning: [String]) -> [String: JSONSchema] {
    let found = schemas(in: Vigie.self, []).filter { $0.path.starts(with: beginning) }
    return Dictionary(
      uniqueKeysWithValues: found.map { path, schema -> (String, JSONSchema) in
        var schema = schema
        schema.dialect = JSONSchema.draft
        return (path.joined(separator: " "), schema)
      })
  }

  private static func schemas(
    in command: any ParsableCommand.Type, _ path: [String]
  ) -> [(path: [String], schema: JSONSchema)] {
    let own = (command as? any PrintsJSON.Type).map { [(path: path, schema: $0.jsonSchema)] } ?? []
    return own
      + command.configuration.subcommands.flatMap { schemas(in: $0, path + [$0._commandName]) }
  }
}
