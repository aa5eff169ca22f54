import ArgumentParser
import Texts

/// The arguments as somebody typed them, made ready for the parser.
struct TypedArguments {
  /// The options that every command may have, which may stand anywhere on the line.
  static let global = ["--lang", "--config", "--format"]

  /// The arguments with the global options at their end, where the parser looks for those of the last command. Help, and a group of
  /// commands by itself, take no options: there they are left out, since ``language`` has been read already.
  let words: [String]
  /// The words without the global options.
  private let own: [String]
  /// The words before any option: the command, and perhaps its first arguments.
  let beginning: [String]
  /// Whether there is nothing but options for `--lang` and `--config`.
  let areEmpty: Bool

  init(_ typed: [String]) {
    // A shell that asks for completions says which word it means by its place.
    let isCompletion = typed.first?.hasPrefix("---") == true
    let end = isCompletion ? typed.startIndex : typed.firstIndex(of: "--") ?? typed.endIndex
    var (own, moved) = ([String](), [String]())
    var place = 0
    while place < end {
      let word = typed[place]
      if Self.global.contains(word), place + 1 < end {
        moved += [word, typed[place + 1]]
        place += 2
      } else if Self.global.contains(where: { word.hasPrefix($0 + "=") }) {
        moved.append(word)
        place += 1
      } else {
        own.append(word)
        place += 1
      }
    }
    areEmpty = own.isEmpty && end == typed.endIndex
    let beginning = Array(own.prefix { !$0.hasPrefix("-") })
    words = own + (Self.takesOptions(beginning) ? moved : []) + typed[end...]
    self.own = own + typed[end...]
    self.beginning = beginning
  }

  private static func takesOptions(_ beginning: [String]) -> Bool {
    guard beginning.first != "help" else { return false }
    var command: any ParsableCommand.Type = Vigie.self
    for word in beginning {
      guard let next = command.configuration.subcommands.first(where: { $0._commandName == word })
      else { break }
      command = next
    }
    return beginning.isEmpty || command.configuration.subcommands.isEmpty
  }

  /// Refuses a command that does not exist, with the one that was meant: the parser alone would call it an argument too many.
  ///
  /// - Throws: `MistypedCommand`.
  func check(_ root: any ParsableCommand.Type = Vigie.self) throws {
    var (command, path) = (root, [root._commandName])
    // `help` is the parser's own: what follows it is a command, or `facts`.
    for word in beginning.first == "help" ? Array(beginning.dropFirst()) : beginning {
      let commands = command.configuration.subcommands
      guard !commands.isEmpty else { return }
      guard let next = commands.first(where: { $0._commandName == word }) else {
        throw MistypedCommand(
          typed: word, path: path,
          meant: Nearest.word(to: word, among: commands.map { $0._commandName } + ["help"]))
      }
      command = next
      path.append(word)
    }
  }
}

extension TypedArguments {
  /// The command as one types it again, without the global options, which change only how and in what language it answers.
  var command: String {
    ([Vigie._commandName] + own).map { $0.contains(" ") ? "\"\($0)\"" : $0 }
      .joined(separator: " ")
  }
}

/// A command that does not exist.
struct MistypedCommand: Error {
  let typed: String
  /// The command in which it was looked for: `vigie registry`.
  let path: [String]
  /// The one that was meant, if any is near.
  let meant: String?

  /// What was wrong, and what to type.
  func text(_ language: Language) -> String {
    let command = path.joined(separator: " ")
    let suggestion = meant.map {
      language.pick(" Vouliez-vous dire : \(command) \($0) ?", " Did you mean: \(command) \($0)?")
    }
    return language.pick(
      "Commande inconnue : « \(command) \(typed) ».", "Unknown command: “\(command) \(typed)”.")
      + (suggestion ?? "") + "\n"
      + language.pick(
        "Toutes les commandes : \(command) --help", "All commands: \(command) --help")
  }
}
