public import Values

/// Describes a series of numbers on territories and the columns of its file; it is a JSON document beside the file.
public struct SeriesDescription: Codable, Sendable, Hashable {
  /// The name by which a file of values is announced in `BeginImport`.
  public static let file = "territory-series"

  /// The series' code, such as `POP-MUN`: capitals, digits, `-` and `_`, 40 characters at most.
  public var code: String
  /// What people call it, by `fr` and `en`.
  public var labels: [String: String]
  /// What is counted, such as `habitants` or `%`.
  public var unit: String
  /// How values are carried across mergers: `count` by sums, `rate` by a mean weighted by what it is a rate of, `other` (a median, an
  /// index) never.
  public var kind: String
  /// Who published it, in words that can be quoted.
  public var source: String
  /// The licence under which it may be shown.
  public var licence: String
  /// The day on which the values were published, for rows whose day no column gives.
  public var publishedOn: CivilDate
  /// `commune`, or `qpv` for priority neighbourhoods.
  public var territoryKind: String
  /// The day for which the territories' codes hold: the vintage of the COG, or of the list of QPV.
  public var codesAsOf: CivilDate
  /// Whether the numbers are invented; then labels and source say so.
  public var fictitious: Bool
  /// Which columns are read.
  public var columns: Columns
  /// The series whose values weigh those of a rate; absent where a column has the weights.
  public var weightSeries: String?
  /// The texts that stand for no value, beside an empty cell.
  public var missing: [String]?
  /// What stands between groups of digits, such as a space; absent for nothing.
  public var groupChar: String?

  /// The labels of the columns that are read; others are passed over.
  public struct Columns: Codable, Sendable, Hashable {
    /// The territory's code.
    public var territory: String
    /// The period: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; only for a file with a row for each period.
    public var period: String?
    /// The value; only for a file with a row for each period.
    public var value: String?
    /// The weight of a rate's value, 0 or more; only for a file with a row for each period.
    public var weight: String?
    /// The day on which the value was published, where it differs from row to row.
    public var publishedOn: String?
    /// Period → the column of its values; only for a file with a column for each period.
    public var values: [String: String]?
    /// Period → the column of its weights.
    public var weights: [String: String]?

    /// Makes it.
    public init(
      territory: String, period: String? = nil, value: String? = nil, weight: String? = nil,
      publishedOn: String? = nil
    ) {
      self.territory = territory
      self.period = period
      self.value = value
      self.weight = weight
      self.publishedOn = publishedOn
    }

    /// All labels, each as often as it is named; those of `values` and `weights` in order of period.
    public var labels: [String] {
      [territory] + [period, value, weight, publishedOn].compactMap(\.self)
        + [values, weights].compactMap(\.self).flatMap { map in
          map.sorted { $0.key < $1.key }.map(\.value)
        }
    }
  }

  /// Makes a description.
  public init(
    code: String, labels: [String: String], unit: String, kind: String, source: String,
    licence: String, publishedOn: CivilDate, territoryKind: String = "commune",
    codesAsOf: CivilDate, fictitious: Bool, columns: Columns, weightSeries: String? = nil,
    missing: [String]? = nil
  ) {
    self.code = code
    self.labels = labels
    self.unit = unit
    self.kind = kind
    self.source = source
    self.licence = licence
    self.publishedOn = publishedOn
    self.territoryKind = territoryKind
    self.codesAsOf = codesAsOf
    self.fictitious = fictitious
    self.columns = columns
    self.weightSeries = weightSeries
    self.missing = missing
  }
}
