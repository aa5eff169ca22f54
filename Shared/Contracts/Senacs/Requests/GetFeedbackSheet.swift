public import RPCContract
public import Values

/// What a structure gets back for its answer: its own values, its past, and where its peers stand.
///
/// The sheet tells about the campaign's peers only once it is closed, in steps (Shared/Disclosure/README.md), and never in another way
/// afterwards. Until then it has the peers of the last campaign that was closed. A structure sees its own sheet only. Opening it is
/// recorded as observed use of SENACS data (I5 is the declared use). NOT_FOUND with `STRUCTURE_UNKNOWN`, and with `ANSWER_MISSING` until the
/// structure has an answer that counts.
public struct GetFeedbackSheet: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.senacs.v1/GetFeedbackSheet"
  /// Who answered, and who runs the campaign.
  public static let roles: Set<Role> = [.operator, .structure]

  /// The campaign's code.
  public var campaign: String
  /// The structure's code.
  public var structure: String
  /// Ignored since version 0.3: a structure that opens its own sheet always counts as using it.
  public var recordsUse: Bool?

  /// Makes the request.
  public init(campaign: String, structure: String) {
    self.campaign = campaign
    self.structure = structure
  }

  /// A group of comparable structures, and what they have in common.
  public struct Group: Codable, Sendable, Hashable {
    /// `kind-area-size`, `kind-area`, `kind-size` or `kind`: what its members have in common.
    public var rung: String
    /// `CS` or `EVS`.
    public var kind: String
    /// `qpv`, `urban`, `rural` or `unknown`, several with `+` between; absent where it does not matter.
    public var area: String?
    /// The size band, such as `5-15`; absent where it does not matter.
    public var size: String?
    /// How many members there are without the structure itself. Its answer is among the answers that are told, so that all members are told
    /// the same.
    public var count: Int

    /// Makes a group.
    public init(rung: String, kind: String, area: String?, size: String?, count: Int) {
      self.rung = rung
      self.kind = kind
      self.area = area
      self.size = size
      self.count = count
    }
  }

  /// Where peers stand in a field, in canonical text: ends or middles of steps, never a structure's own answer.
  public struct Quartiles: Codable, Sendable, Hashable {
    /// At least half of the group's answers lie from this to ``upper``.
    public var lower: String
    /// The middle of the step that the median lies in.
    public var median: String
    /// The upper end of the middle half.
    public var upper: String
    /// The group of peers; the same for all fields.
    public var group: Group
    /// The lower end of the step that the median lies in; absent from versions before 0.3, which told the median.
    public var medianLower: String?
    /// The upper end of the step that the median lies in.
    public var medianUpper: String?

    /// Makes them.
    public init(
      lower: String, median: String, upper: String, group: Group, medianLower: String? = nil,
      medianUpper: String? = nil
    ) {
      self.lower = lower
      self.median = median
      self.upper = upper
      self.group = group
      self.medianLower = medianLower
      self.medianUpper = medianUpper
    }
  }

  /// What the structure answered in an earlier campaign.
  public struct Past: Codable, Sendable, Hashable {
    /// The campaign's code.
    public var campaign: String
    /// The year that the answer is about.
    public var dataYear: Int
    /// The value, in canonical text.
    public var value: String

    /// Makes it.
    public init(campaign: String, dataYear: Int, value: String) {
      self.campaign = campaign
      self.dataYear = dataYear
      self.value = value
    }
  }

  /// A question that asks for a number.
  public struct Row: Codable, Sendable, Hashable {
    /// The field.
    public var field: String
    /// What people call it, by `fr` and `en`.
    public var labels: [String: String]
    /// What it belongs to.
    public var section: String?
    /// The structure's own value, in canonical text; absent where it was not answered.
    public var own: String?
    /// Its earlier values, newest first, as far back as they can be compared.
    public var past: [Past]
    /// Whether the series begins with this campaign, because the field was redefined.
    public var isRedefined: Bool
    /// Where peers stand; absent where nothing is told.
    public var peers: Quartiles?
    /// Why nothing is told of this field although there are peers: `TIED_TO_OTHERS` (it would follow from what is told of other fields),
    /// `TOO_FEW_PEERS` or `NOT_ASKED_THEN`.
    public var held: String?

    /// Makes a row.
    public init(
      field: String, labels: [String: String], section: String?, own: String?, past: [Past],
      isRedefined: Bool, peers: Quartiles?, held: String? = nil
    ) {
      self.field = field
      self.labels = labels
      self.section = section
      self.own = own
      self.past = past
      self.isRedefined = isRedefined
      self.peers = peers
      self.held = held
    }
  }

  /// The campaign whose peers are shown.
  public struct Compared: Codable, Sendable, Hashable {
    /// The campaign's code.
    public var campaign: String
    /// The year that its answers are about.
    public var dataYear: Int

    /// Makes it.
    public init(campaign: String, dataYear: Int) {
      self.campaign = campaign
      self.dataYear = dataYear
    }
  }

  /// A sentence for the shared diagnosis, as data: the program that shows it chooses the words.
  public struct Sentence: Codable, Sendable, Hashable {
    /// `peers` compares the own value with the peers', `past` with the structure's last one.
    public var kind: String
    /// The row it is about.
    public var field: String

    /// Makes a sentence.
    public init(kind: String, field: String) {
      self.kind = kind
      self.field = field
    }
  }

  /// The sheet.
  public struct Reply: Codable, Sendable {
    /// The structure's code.
    public var structure: String
    /// The organisation's name.
    public var name: String
    /// The commune's name on the campaign's reference date.
    public var commune: String
    /// The campaign's code.
    public var campaign: String
    /// The year that the answers are about.
    public var dataYear: Int
    /// The day on which the answer was received, in Paris.
    public var answeredOn: CivilDate
    /// The peers; absent where none are shown.
    public var group: Group?
    /// The campaign whose peers they are: this one, or while it is open the last one that was closed; absent without peers.
    public var compared: Compared?
    /// Why this campaign's own peers are not shown: `CAMPAIGN_OPEN`, `TOO_FEW_PEERS` or `NO_GROUP`; absent where they are.
    public var held: String?
    /// What people call the field that tells the size, by `fr` and `en`; absent if the codebook has no sizes.
    public var sizeLabels: [String: String]?
    /// The numbers, in the order of the codebook.
    public var rows: [Row]
    /// Three, fewer where little can be compared.
    public var sentences: [Sentence]
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(
      structure: String, name: String, commune: String, campaign: String, dataYear: Int,
      answeredOn: CivilDate, group: Group?, compared: Compared? = nil, held: String? = nil,
      sizeLabels: [String: String]?, rows: [Row], sentences: [Sentence], fictitious: Bool?
    ) {
      self.structure = structure
      self.name = name
      self.commune = commune
      self.campaign = campaign
      self.dataYear = dataYear
      self.answeredOn = answeredOn
      self.group = group
      self.compared = compared
      self.held = held
      self.sizeLabels = sizeLabels
      self.rows = rows
      self.sentences = sentences
      self.fictitious = fictitious
    }
  }
}
