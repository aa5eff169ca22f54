public import ArgumentParser
public import Contracts
import Values

/// The options of a list of structures that say which ones it shows, by what they are on the list's day.
struct StructureFilters: ParsableArguments {
  @Option(help: .kindOfStructure) var kind: StructureChoice.Kind?
  @OptionGroup var places: PlaceFilters

  var choice: StructureChoice {
    var choice = places.choice
    choice.kind = kind
    return choice
  }

  /// Asks the registry which structures are meant; asks nothing where all are and `isNeeded` is false.
  func structures(
    _ gateway: Gateway, on day: CivilDate, isNeeded: Bool = false
  ) async throws -> ShownStructures {
    try await ShownStructures.read(gateway, choice, on: day, isNeeded: isNeeded)
  }
}

/// Those of the options that say neither the kind nor the commune, for lists in which these are about something else.
struct MembershipFilters: ParsableArguments {
  /// Whether structures are members of the federation; neither has those of which it is not known.
  enum Federation: CaseIterable, EnumerableFlag {
    case federated, notFederated

    static func help(for value: Federation) -> ArgumentHelp? {
      switch value {
      case .federated:
        ArgumentHelp.words(
          "Limite le résultat aux adhérentes à la fédération.",
          "Limits the result to members of the federation.")
      case .notFederated:
        ArgumentHelp.words(
          "Limite le résultat aux structures dont on sait qu'elles ne sont pas adhérentes.",
          "Limits the result to structures that are known not to be members.")
      }
    }
  }

  @Option(
    help: .words(
      "Limite le résultat à la Métropole (69M) ou au Département (69D).",
      "Limits the result to the Métropole (69M) or the Département (69D).", .territory))
  var ctcd: StructureChoice.Territory?
  @Flag(exclusivity: .exclusive) var federation: Federation?

  var choice: StructureChoice {
    StructureChoice(ctcd: ctcd, federated: federation.map { $0 == .federated })
  }
}

/// Those of the options that do not say the kind, for lists whose `--kind` is the kind of something else.
struct PlaceFilters: ParsableArguments {
  @Option(
    help: .words(
      "Limite le résultat à cette commune : code Insee, même ancien ; un arrondissement compte pour Lyon ; peut être répété.",
      "Limits the result to this commune: INSEE code, a former one too; an arrondissement counts for Lyon; may be repeated."
    ))
  var commune: [String] = []
  @OptionGroup var membership: MembershipFilters

  var choice: StructureChoice {
    var choice = membership.choice
    choice.communes = commune.isEmpty ? nil : commune
    return choice
  }

  func validate() throws {
    guard commune.count <= StructureChoice.maxCommunes else {
      throw ValidationError(
        "--commune : \(StructureChoice.maxCommunes) communes au plus",
        "--commune: \(StructureChoice.maxCommunes) communes at most")
    }
  }
}

extension StructureChoice.Kind: ExpressibleByArgument {}
extension StructureChoice.Territory: ExpressibleByArgument {}
