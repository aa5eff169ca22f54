import Pages

extension Output {
  /// The page of the list for which the command of this run asks.
  static func page(_ table: Table, isFictitious: Bool?) -> ListPage {
    let typed = TypedArguments(Array(CommandLine.arguments.dropFirst()))
    return ListPage(
      title: typed.title, command: typed.command, writtenOn: .today, table: table,
      isFictitious: isFictitious, language: language)
  }
}
