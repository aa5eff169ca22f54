extension Report.Beside {
  fileprivate static let scopes: [(name: String, kind: String?)] = [
    ("all", nil), ("kind:CS", "CS"), ("kind:EVS", "EVS"),
  ]

  fileprivate static func counts(_ states: [String]) -> [String: Int] {
    Dictionary(states.map { ($0, 1) }, uniquingKeysWith: +)
  }
}

extension Report.Beside.Declared {
  /// Counts the structures in each state; no structure is named.
  public static func counted(_ rows: [CompareDeclared.Row]) -> [Self] {
    Report.Beside.scopes.flatMap { scope in
      let own = rows.filter { scope.kind == nil || $0.kind == scope.kind }
      return [
        Self(
          what: "use", scope: scope.name,
          states: Report.Beside.counts(own.compactMap(\.use))),
        Self(
          what: "veille", scope: scope.name, states: Report.Beside.counts(own.map(\.veille))),
      ]
    }
  }
}

extension Report.Beside.Uses {
  /// Counts what structures use SENACS data for, among those that say that they use them; no structure is named.
  public static func counted(_ rows: [CompareDeclared.Row]) -> [Self] {
    Report.Beside.scopes.map { scope in
      let users = rows.filter {
        (scope.kind == nil || $0.kind == scope.kind) && ($0.useLevel ?? 0) >= 1
      }
      return Self(
        scope: scope.name, users: users.count,
        silent: users.count { ($0.uses ?? []).isEmpty },
        codes: Report.Beside.counts(users.flatMap { Array(Set($0.uses ?? [])) }))
    }
  }
}
