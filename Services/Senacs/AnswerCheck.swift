import CentreNetwork
import CodebookRules
import Contracts
import Crypto
import FactKinds
import Foundation
import SenacsDomain
import Tabular
import Values

/// Checks rows of answers without the store, and makes of each row its findings and the answer as it is stored.
///
/// This runs on a thread ahead of the one that writes. Checks that need the store are those of ``AnswersIntake``.
struct AnswerCheck: Sendable {
  /// A row that was checked.
  struct Outcome: Sendable {
    let row: Int
    /// Why the row is refused. Where this is empty, there is an answer, or the row says that nobody began one.
    var refusals: [Finding] = []
    /// The findings on a row that is not refused.
    var notes: [Finding] = []
    var answer: Kept?
  }

  /// An answer as it is stored. It is a class, so that handing it on copies nothing.
  final class Kept: Sendable {
    let code: String
    let structure: String
    let receivedAt: String
    let isFinal: Bool
    let status: String
    let answered: String
    let isNearlyEmpty: Bool
    let record: [UInt8]

    init(
      _ cells: RowCells, of structure: String, receivedAt: String, isFinal: Bool,
      by check: AnswerCheck
    ) {
      code = check.code(cells, of: structure)
      self.structure = structure
      self.receivedAt = receivedAt
      self.isFinal = isFinal
      status = (isFinal ? SubmissionStatus.validated : .draft).rawValue
      let count = check.base.count { !cells.isEmpty($0) }
      answered = String(count)
      isNearlyEmpty = 5 * count < check.base.count
      record = check.codebook.record(cells)
    }

    /// Returns the answer's row in the event.
    func eventRow(by check: AnswerCheck) -> [UInt8] {
      AnswerCheck.event.row { column in
        switch column {
        case "submission_code": code
        case "campaign": check.campaign.code
        case "structure_code": structure
        case "received_at": receivedAt
        case "status": status
        case "base_items": check.baseItems
        case "base_items_answered": answered
        default: ""
        }
      }
    }
  }

  /// The event by which answers are published: rows of `submissions.csv`.
  static let event: FactEvent = {
    guard let event = FactKind.submissions.event else { preconditionFailure("answers are told") }
    return event
  }()

  let campaign: Campaign
  private let codebook: SenacsStore.StoredCodebook
  private let network: Network
  private let expected: Set<String>
  /// The only structures that answers may be of; nil for all.
  private let structures: Set<String>?
  private let now: Instant
  private let nowText: String
  /// Structure → its last answer to the campaign before; only the fields that rules name.
  private let last: [String: Answer]
  /// For each field where its name stands in ``names``, and its place among the cells; in the order of the names.
  private let named: [(name: Range<Int>, place: Int)]
  /// The names as they are hashed, one after the other. They are one array, because with one for each name each row would count the
  /// references of all.
  private let names: [UInt8]
  private let numeric: [(name: String, place: Int)]
  private let base: [Int]
  private let rules: Codebook
  /// The places of the cells that are read here; nil for a field that the codebook lacks.
  private let campaignPlace, dataYearPlace, structurePlace, kindPlace, statePlace,
    validatedOnPlace: Int?
  /// The fields that the rules read. The rules get no others: an answer of all fields would be a dictionary of hundreds of cells.
  private let ruled: [(field: String, place: Int)]
  let baseItems: String

  /// Takes what answers are checked against.
  ///
  /// - Parameters:
  ///   - campaign: their campaign.
  ///   - codebook: its codebook.
  ///   - network: the structures.
  ///   - last: structure → its last answer to the campaign before, under the names of this codebook; none where no rule compares.
  ///   - now: when they are recorded.
  ///   - structures: the only ones that answers may be of; nil for all.
  init(
    _ campaign: Campaign, _ codebook: SenacsStore.StoredCodebook, _ network: Network,
    last: [String: Answer], now: Instant, structures: Set<String>?
  ) {
    self.campaign = campaign
    self.codebook = codebook
    self.network = network
    self.last = last
    self.structures = structures
    self.now = now
    nowText = now.iso
    rules = codebook.codebook
    expected = Set(Expectation(campaign, in: network).expected.map(\.code))
    let places = Dictionary(uniqueKeysWithValues: codebook.fields.enumerated().map { ($1, $0) })
    var (names, named) = ([UInt8](), [(Range<Int>, Int)]())
    for (name, place) in places.sorted(by: { $0.key < $1.key }) {
      let start = names.count
      names += "\n\(name)=".utf8
      named.append((start..<names.count, place))
    }
    (self.names, self.named) = (names, named)
    numeric = rules.fields.filter(\.isNumeric).compactMap { field in
      places[field.name].map { (field.name, $0) }
    }
    base = rules.baseItems.compactMap { places[$0] }
    baseItems = String(base.count)
    campaignPlace = places[AnswersFile.campaign] ?? codebook.fields.count
    dataYearPlace = places[AnswersFile.dataYear]
    structurePlace = places[AnswersFile.structure]
    kindPlace = places[AnswersFile.kind]
    statePlace = places[AnswersFile.state]
    validatedOnPlace = places[AnswersFile.validatedOn]
    ruled = AnswerRules.fields(of: rules).compactMap { field in places[field].map { (field, $0) } }
  }

  /// What a row says, before it is judged.
  private struct Said {
    let cells: RowCells
    let row: Int
    /// The structure's code, and the structure where it is known and may answer here.
    let code: String
    let structure: Structure?
    /// The cell of the state, and the state; nil for an unknown word.
    let word: String
    let state: AnswersFile.State?
    /// The day of validation, and when the answer counts as received; nil for a day that has not come.
    let day: String
    let received: Instant?
    /// What the rules say of it.
    var remarks: [AnswerRules.Remark] = []

    var isFinal: Bool { state == .validated }

    func cell(_ place: Int?) -> String { place.map { cells[$0] } ?? "" }

    func finding(_ field: String, _ value: String, _ code: String) -> Finding {
      Finding(file: AnswersFile.name, row: row, column: field, value: value, code: code)
    }
  }

  /// Checks a row's cells. They are in the order of the codebook's fields; where the campaign is none of these, it comes last.
  func outcome(_ cells: RowCells, row: Int) -> Outcome {
    var outcome = Outcome(row: row)
    var said = read(cells, row)
    if said.state == .notBegun {
      outcome.notes.append(said.finding(AnswersFile.state, said.word, "NOT_BEGUN"))
      return outcome
    }
    if !ruled.isEmpty {
      said.remarks = AnswerRules.remarks(
        on: Answer(Dictionary(uniqueKeysWithValues: ruled.map { ($0.field, cells[$0.place]) })),
        rules, last: last[said.code])
    }
    outcome.refusals = refusals(said)
    guard outcome.refusals.isEmpty, let received = said.received, let structure = said.structure
    else { return outcome }
    outcome.notes = notes(said, structure)
    outcome.answer = Kept(
      cells, of: said.code, receivedAt: received == now ? nowText : received.iso,
      isFinal: said.isFinal, by: self)
    return outcome
  }

  private func read(_ cells: RowCells, _ row: Int) -> Said {
    func cell(_ place: Int?) -> String { place.map { cells[$0] } ?? "" }
    let (code, word, day) = (cell(structurePlace), cell(statePlace), cell(validatedOnPlace))
    let state = AnswersFile.State(rawValue: word)
    let isAllowed = structures?.contains(code) ?? true
    // The code is enough: a structure that is not known yet on the reference date may answer too.
    let structure =
      isAllowed ? network.structure(code, on: campaign.referenceDate) ?? network[code] : nil
    return Said(
      cells: cells, row: row, code: code, structure: structure, word: word, state: state, day: day,
      received: received(day, state == .validated))
  }

  /// What a row is refused for.
  private func refusals(_ said: Said) -> [Finding] {
    var refusals: [Finding] = []
    let own = said.cell(campaignPlace)
    if !own.isEmpty, own != campaign.code {
      refusals.append(said.finding(AnswersFile.campaign, own, "OTHER_CAMPAIGN"))
    }
    let year = said.cell(dataYearPlace)
    if !year.isEmpty, year != String(campaign.dataYear) {
      refusals.append(said.finding(AnswersFile.dataYear, year, "OTHER_YEAR"))
    }
    if said.structure == nil {
      refusals.append(said.finding(AnswersFile.structure, said.code, "UNKNOWN_STRUCTURE"))
    }
    if said.state == nil {
      refusals.append(said.finding(AnswersFile.state, said.word, CellFault.choice.code))
    }
    // Numbers that are too large: no rule could check them, and no sheet compare them.
    for (name, place) in numeric
    where !said.cells.isEmpty(place) && said.cells.withBytes(of: place, Amount.init) == nil {
      refusals.append(said.finding(name, said.cells[place], CellFault.tooLarge.code))
    }
    if said.received == nil {
      refusals.append(said.finding(AnswersFile.validatedOn, said.day, "DATE_IN_FUTURE"))
    }
    // A draft may still break rules between cells; only a final answer is refused for them.
    return refusals
      + said.remarks.filter { said.isFinal && !$0.isQuestion }.map {
        said.finding($0.field, $0.value, $0.code)
      }
  }

  /// What is told of a row that is taken.
  private func notes(_ said: Said, _ structure: Structure) -> [Finding] {
    var notes = said.remarks.filter { $0.isQuestion || !said.isFinal }.map {
      said.finding($0.field, $0.value, $0.code)
    }
    if let validated = CivilDate(said.day), validated < campaign.opensOn {
      notes.append(said.finding(AnswersFile.validatedOn, said.day, "BEFORE_OPENING"))
    }
    let kind = said.cell(kindPlace)
    if !kind.isEmpty, kind != structure.kind.rawValue {
      let value = "\(kind) ≠ \(structure.kind.rawValue)"
      notes.append(said.finding(AnswersFile.kind, value, "DIFFERS_FROM_REGISTRY"))
    }
    if !expected.contains(said.code) {
      notes.append(said.finding(AnswersFile.structure, said.code, "NOT_EXPECTED"))
    }
    return notes
  }

  /// Returns when an answer counts as received: a final one on its day of validation, any other now; nil for a day that has not
  /// come.
  private func received(_ validatedOn: String, _ isFinal: Bool) -> Instant? {
    guard isFinal, let day = CivilDate(validatedOn) else { return now }
    return day <= now.parisDay ? .parisMidnight(day) : nil
  }

  /// Returns an answer's code. Equal answers have equal codes, so that loading a file again changes nothing; empty cells are left
  /// out, so that a new field in the codebook changes nothing either.
  private func code(_ cells: RowCells, of structure: String) -> String {
    var said: [UInt8] = []
    said.reserveCapacity(1024)
    said += campaign.code.utf8
    said.append(UInt8(ascii: "\n"))
    said += structure.utf8
    names.withUnsafeBytes { names in
      for (name, place) in named where !cells.isEmpty(place) {
        said.append(contentsOf: names[name])
        cells.withBytes(of: place) { said.append(contentsOf: $0) }
      }
    }
    return SHA256.hash(data: said).withUnsafeBytes {
      "A-" + hexadecimal(UnsafeRawBufferPointer(rebasing: $0.prefix(16)))
    }
  }
}
