import Composition
import Contracts
import Foundation
import Pages
import RPCContract
import Texts
import Values

/// The sheet's figures from year to year, in the five scopes.
struct TrajectoryTables {
  /// A year's figures.
  struct Year {
    let year: Int
    let reply: FiguresReply

    /// Whether no campaign of the year is known.
    var lacksCampaign: Bool { reply.missing.contains { $0.status == Self.notFound } }
    /// The services that did not answer.
    var down: [MissingPart] { reply.missing.filter { $0.status != Self.notFound } }

    private static let notFound = "NOT_FOUND"

    func figure(_ code: String, _ scope: String) -> Figure? {
      reply.figures.first { $0.code == code && $0.scope == scope }
    }
  }

  let years: [Year]
  let knownOn: CivilDate?
  let today: CivilDate

  /// The codes in their order: those of which any year has a figure.
  private var codes: [String] {
    Set(years.flatMap { $0.reply.figures.map(\.code) })
      .sorted { (FigureOrder.rank($0), $0) < (FigureOrder.rank($1), $1) }
  }

  /// Whether a year's network is invented.
  var isFictitious: Bool { years.contains { $0.reply.fictitious == true } }

  /// One table for each figure, then the notes on the years.
  var lines: [String] {
    let form = FigureLines(language: language)
    let tables = codes.flatMap { code in
      [
        "== \(code) · \(Catalogue.figure(code, language))",
        Table(
          header: [""] + years.map { String($0.year) },
          rows: FigureOrder.scopes.map { scope in
            [Catalogue.scope(scope, language)]
              + years.map { year in year.figure(code, scope).map(form.value) ?? "–" }
          }
        ).text(within: TerminalSize.columns),
      ]
    }
    return tables + notes
  }

  /// The notes on the years: what is missing in which year, and as of when the facts are known.
  var notes: [String] {
    years.flatMap(notes)
      + [
        knownOn.map {
          words(
            "Tel qu'enregistré au \(language.day($0.iso)) : les enregistrements postérieurs ne sont pris en compte pour aucune année.",
            "As recorded by \($0.iso): what was recorded later counts in no year.")
        }
          ?? words(
            "Les années passées sont présentées telles qu'on les connaît aujourd'hui, y compris les données chargées depuis. Pour les voir telles qu'elles étaient connues à une date : --known-on.",
            "Past years are shown as they are known today, with data that were loaded since. To see them as they were known on a day: --known-on."
          )
      ]
  }

  private func notes(of year: Year) -> [String] {
    var notes: [String] = []
    if year.lacksCampaign {
      notes.append(
        words(
          "\(year.year) : aucune campagne SENACS enregistrée ; I1 et I5 ne sont pas calculés.",
          "\(year.year): no SENACS campaign is recorded; I1 and I5 are not computed."))
    }
    for part in year.down {
      notes.append(
        words(
          "\(year.year) : indicateurs indisponibles : ", "\(year.year): figures not available: ")
          + "\(part.figures.joined(separator: " ")) – "
          + Catalogue.missing(part.service, part.status, language))
    }
    if CivilDate.lastDay(of: year.year) >= today {
      notes.append(
        words(
          "\(year.year) n'est pas terminée : indicateurs provisoires.",
          "\(year.year) is not over: provisional figures."))
    }
    return notes
  }

  /// A figure in a scope in a year; nil where it is absent.
  struct Row {
    let code, scope: String
    let year: Int
    let figure: Figure?
  }

  var rows: [Row] {
    codes.flatMap { code -> [Row] in
      FigureOrder.scopes.flatMap { scope -> [Row] in
        years.map {
          Row(code: code, scope: scope, year: $0.year, figure: $0.figure(code, scope))
        }
      }
    }
  }

  static var columns: [ListingColumn<Row>] {
    [
      .text("code", "indicateur", "figure", as: { Catalogue.figure($0, language) }) { $0.code },
      .text("scope", "périmètre", "scope", as: { Catalogue.scope($0, language) }) { $0.scope },
      .number("year", "année", "year", as: { String($0) }) { $0.year },
      .decimal("numerator", "nombre", "number") { $0.figure?.numerator.text },
      .decimal("denominator", "sur", "of") { $0.figure?.denominator.text },
      .mixed("value", "valeur", "value") { row in
        let value = row.figure?.ratio.value?.text
        return MeasureCatalogue.counts.contains(row.code) ? .decimal(value) : .rate(value)
      },
    ]
  }

  /// What ``json`` is.
  static var schema: JSONSchema {
    let year: [String: JSONSchema] = [
      "year": .integer, "isOver": .boolean,
      "campaignKnown": JSONSchema.boolean.described("Without a campaign, I1 and I5 are absent"),
      "missing": JSONSchema.value([MissingPart].self).described("The services that did not answer"),
      "figures": FiguresJSON.schema,
    ]
    let members: [String: JSONSchema] = [
      "knownOn": CivilDate.schema.orNull.described("Only what was recorded by the end of this day"),
      "fictitious": JSONSchema.boolean.orNull,
      "years": .array(.object(year, required: year.keys.sorted(), isClosed: true)),
    ]
    return .object(members, required: members.keys.sorted(), isClosed: true)
  }

  /// Each year with its figures, as `vigie evaluation indicators` writes them but without details, and what is missing.
  var json: String {
    get throws {
      let parts = try years.map { year in
        let figures = year.reply.figures.map { figure in
          var figure = figure
          figure.details = nil
          return figure
        }
        return """
          {"year": \(year.year), "campaignKnown": \(!year.lacksCampaign), "isOver": \
          \(CivilDate.lastDay(of: year.year) < today),
          "missing": \(try OutputFormat.json(year.down)),
          "figures": \(try FiguresJSON.text(figures))}
          """
      }
      let known = knownOn.map { "\"\($0.iso)\"" } ?? "null"
      let fictitious = years.compactMap(\.reply.fictitious).first.map(String.init) ?? "null"
      return """
        {"knownOn": \(known), "fictitious": \(fictitious), "years": [
        \(parts.joined(separator: ",\n"))
        ]}
        """
    }
  }
}
