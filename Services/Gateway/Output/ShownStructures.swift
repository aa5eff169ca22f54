import Composition
import Contracts
import Pages
import Values

/// The structures that a list shows, as the registry describes them on the list's day.
///
/// This is the one place where lists are filtered: what a row does not say of its structure is asked here and nowhere else.
struct ShownStructures {
  /// Code → structure; all of that day where nothing is filtered, or empty if the list needs none.
  private let known: [String: StructureSummary]
  private let isFiltered: Bool

  init(_ structures: [StructureSummary], isFiltered: Bool) {
    known = Dictionary(structures.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
    self.isFiltered = isFiltered
  }

  /// Whether the list shows what is about a structure; nil is about none, which a filtered list leaves out.
  func shows(_ code: String?) -> Bool {
    guard isFiltered else { return true }
    return code.map { known[$0] != nil } ?? false
  }

  /// Whether the list shows what is about a commune: if a structure there is shown.
  func showsCommune(_ code: String) -> Bool {
    !isFiltered || known.values.contains { $0.isActive && $0.commune == code }
  }

  /// What is known of a structure; nil where it is not known on that day.
  subscript(code: String?) -> StructureSummary? { code.flatMap { known[$0] } }

  /// The names of communes, by their codes.
  var communeNames: [String: String] {
    known.values.reduce(into: [:]) { $0[$1.commune] = $1.communeName }
  }

  /// The communes of the active structures that the list shows, for a map.
  ///
  /// - Parameter counts: returns whether a structure counts, by its code.
  /// - Returns: the communes by code, each with how many of its structures count.
  func communes(counting counts: (String) -> Bool) -> [TileMap.Commune] {
    TileMap.communes(of: known.values.filter(\.isActive), { $0 }) { counts($0.code) }
  }

  /// Asks the registry, once; asks nothing where all are meant and `isNeeded` is false.
  static func read(
    _ gateway: Gateway, _ choice: StructureChoice, on day: CivilDate, isNeeded: Bool = false
  ) async throws -> ShownStructures {
    let isFiltered = choice != StructureChoice()
    guard isFiltered || isNeeded else { return ShownStructures([], isFiltered: false) }
    let structures = try await gateway.structures(on: day, only: choice)
    return ShownStructures(structures, isFiltered: isFiltered)
  }
}
